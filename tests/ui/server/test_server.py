"""The extra routes, asked as an ASGI server would ask them."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from maps.web.document import Document
from tests.ui.server.asgi import Answer, asked
from ui.frame.routes import routes
from ui.server.server import HEADERS, MAP_POLICY, map_path, middleware


def ask(path: str, *, method: str = "GET", query: bytes = b"", **headers: str) -> Answer:
    """Ask the routes behind the middleware; header names with `_` for `-`."""
    own = Route("/own/header", lambda _: PlainTextResponse("own", headers={"X-Frame-Options": "DENY"}))
    app = Starlette(routes=[*routes(), own], middleware=middleware())
    return asked(app, path, method=method, query=query, **headers)


def test_the_map_is_served_under_its_hash(document: Document) -> None:
    answer = ask(map_path(document.digest))
    assert answer.status == 200
    assert answer.body.decode() == document.html
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_map_is_cached_for_ever(document: Document) -> None:
    control = ask(map_path(document.digest)).headers["cache-control"]
    assert {part.strip() for part in control.split(",")} == {"public", "max-age=31536000", "immutable"}


def test_every_part_of_the_map_lies_beside_it_and_is_cached_for_ever(document: Document) -> None:
    folder = map_path(document.digest).rpartition("/")[0]
    assert len(document.parts) > 1
    for name, part in document.parts.items():
        answer = ask(f"{folder}/{name}")
        assert (answer.status, answer.body) == (200, part.content)
        assert answer.headers["content-type"] == part.media_type
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["towns.json", "towns-0000000000000000.json", "..%2f..%2fsources.toml", "relief.webp"])
def test_a_part_that_is_not_there_is_refused_in_the_readers_language(name: str, document: Document) -> None:
    folder = map_path(document.digest).rpartition("/")[0]
    zh, en = (ask(f"{folder}/{name}", accept_language=lang) for lang in ("zh-CN", "en"))
    assert (zh.status, en.status) == (404, 404)
    assert zh.body.decode() != en.body.decode()


def test_the_map_is_compressed_for_who_takes_it(document: Document) -> None:
    answer = ask(map_path(document.digest), accept_encoding="br, gzip;q=0.8")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "accept-encoding"
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert gzip.decompress(answer.body).decode() == document.html
    assert answer.body == ask(map_path(document.digest), accept_encoding="gzip").body


def test_the_map_is_not_compressed_for_who_does_not(document: Document) -> None:
    assert "content-encoding" not in ask(map_path(document.digest), accept_encoding="identity").headers


def test_the_compressed_map_is_small(document: Document) -> None:
    assert len(ask(map_path(document.digest), accept_encoding="gzip").body) < 400_000


def test_the_map_may_load_nothing_but_its_parts(document: Document) -> None:
    policy = ask(map_path(document.digest)).headers["content-security-policy"]
    assert policy == MAP_POLICY
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'self'"]
    assert rules.pop("connect-src") == ["'self'"]  # its parts
    assert not any(
        "http" in value or value in ("*", "'self'")
        for name, values in rules.items()
        for value in values
        if "-src" in name
    )


@pytest.mark.parametrize("digest", ["0" * 20, "x", "..%2f..", "{{7*7}}", "<script>"])
def test_another_hash_is_not_found(digest: str, document: Document) -> None:
    answer = ask(map_path(digest))
    assert answer.status == 404
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert digest.encode() not in answer.body


@pytest.mark.parametrize(
    ("accepted", "query", "lang"),
    [
        ("", b"", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", b"", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", b"", "zh"),
        ("en;q=0.3, ZH-Hant-TW ; q=0.7", b"", "zh"),
        ("de, fr;q=0.9, en;q=0.001", b"", "en"),
        ("en;q=0.5, zh;q=0.5", b"", "en"),
        ("en;q=0, de", b"", "zh"),
        ("english, en;q=much, en;q=2, *, zhuang", b"", "zh"),
        ("zh", b"lang=en", "en"),
        ("en", b"lang=zh", "zh"),
        ("en", b"lang=de", "en"),
    ],
)
def test_a_map_that_was_replaced_says_so_in_the_readers_language(
    accepted: str, query: bytes, lang: str, document: Document
) -> None:
    answer = ask(map_path("0" * 20), query=query, accept_language=accepted)
    said = {"zh": "这张地图已有新版。请重新载入页面。", "en": "This map has been replaced. Reload the page."}
    assert (answer.status, answer.body.decode()) == (404, said[lang])
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["vary"] == "accept-language"


@pytest.mark.parametrize("path", ["/atlas/", "/atlas/map/", "/atlas/map/../health.html", "/atlas/nothing"])
def test_other_addresses_are_not_found(path: str) -> None:
    assert ask(path).status == 404


def test_health_says_which_map_is_served(document: Document) -> None:
    answer = ask("/atlas/health")
    assert answer.status == 200
    assert document.digest in answer.body.decode()


def test_head_answers_without_a_body(document: Document) -> None:
    answer = ask(map_path(document.digest), method="HEAD")
    assert answer.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(method: str, document: Document) -> None:
    assert ask(map_path(document.digest), method=method).status == 405


@pytest.mark.parametrize("path", ["/atlas/health", "/no-such-page"])
@pytest.mark.parametrize("name", sorted(HEADERS))
def test_every_answer_has_the_security_headers(path: str, name: bytes) -> None:
    assert ask(path).headers[name.decode()] == HEADERS[name].decode()


def test_a_header_that_is_set_is_left() -> None:
    assert ask("/own/header").headers["x-frame-options"] == "DENY"


def test_the_address_starts_with_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.config.get_option", lambda _: "/deep/path/")
    assert map_path("x") == "/deep/path/atlas/map/x.html"
    assert all(route.path.startswith("/deep/path") for route in routes())
