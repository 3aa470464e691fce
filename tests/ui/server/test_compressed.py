"""Streamlit's files packed once, asked for as an ASGI server would ask."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from tests.ui.server.asgi import asked
from ui.server import compressed
from ui.server.compressed import CompressedFiles, Content, takes_gzip
from ui.server.server import middleware

CLIENT = Path(file_util.get_static_dir()) / "static"
LARGE = max(CLIENT.glob("js/index.*.js"), key=lambda file: file.stat().st_size)
ADDRESS = f"/static/js/{LARGE.name}"


@pytest.fixture
def web() -> ASGIApp:
    """Streamlit's own static routes behind our middleware."""
    return Starlette(routes=create_streamlit_static_assets_routes(""), middleware=middleware())


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.8", "GZIP", "*", "deflate,*;q=0.5", "gzip;q=0.001"])
def test_a_browser_that_takes_gzip(accepted: str) -> None:
    assert takes_gzip(accepted)


@pytest.mark.parametrize(
    "accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "xgzip"]
)
def test_a_browser_that_does_not_take_gzip(accepted: str) -> None:
    assert not takes_gzip(accepted)


def test_a_script_of_streamlits_is_packed_and_the_same(web: ASGIApp) -> None:
    answer = asked(web, ADDRESS, accept_encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == LARGE.read_bytes()
    assert len(answer.body) < LARGE.stat().st_size / 2
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == compressed.FOR_EVER
    assert answer.headers["vary"].lower() == "accept-encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_it_is_packed_once_for_all_readers(web: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    pack = gzip.compress

    def counting(body: bytes, level: int, mtime: int) -> bytes:
        packed.append(len(body))
        return pack(body, level, mtime=mtime)

    monkeypatch.setattr("ui.server.compressed.gzip.compress", counting)
    compressed._file.cache_clear()
    answers = [asked(web, ADDRESS, accept_encoding="gzip") for _ in range(4)]
    assert len({answer.body for answer in answers}) == 1
    assert packed == [LARGE.stat().st_size]


def test_who_takes_no_gzip_gets_streamlits_own_answer(web: ASGIApp) -> None:
    answer = asked(web, ADDRESS, accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == LARGE.read_bytes()
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_a_part_of_a_file_is_not_packed(web: ASGIApp) -> None:
    answer = asked(web, ADDRESS, accept_encoding="gzip", range="bytes=0-9")
    assert answer.status == 206
    assert answer.body == LARGE.read_bytes()[:10]


def test_what_the_browser_has_is_not_sent_again(web: ASGIApp) -> None:
    tag = asked(web, ADDRESS, accept_encoding="gzip").headers["etag"]
    answer = asked(web, ADDRESS, accept_encoding="gzip", if_none_match=f'"other", W/{tag}')
    assert (answer.status, answer.body) == (304, b"")
    assert asked(web, ADDRESS, accept_encoding="gzip", if_none_match='"other"').status == 200


def test_packed_and_plain_have_tags_of_their_own() -> None:
    content = Content(b"body", "text/css")
    codings = (Headers({"accept-encoding": coding}) for coding in ("gzip", "identity"))
    assert len({compressed.answer(content, headers).headers["etag"] for headers in codings}) == 2


@pytest.mark.parametrize("name", ["media/*.woff2", "../favicon.png"])
def test_what_is_packed_already_is_left(tmp_path: Path, name: str) -> None:
    file = next(CLIENT.glob(name)).resolve()
    app = CompressedFiles(Response("passed on"), file.parent, "/static/")
    answer = asked(app, f"/static/{file.name}", accept_encoding="gzip")
    assert (answer.body, "content-encoding" in answer.headers) == (b"passed on", False)


@pytest.mark.parametrize(
    "path",
    ["/static/../app.js", "/static/client/../../app.js", "/static//etc/passwd.js", "/static/js", "/static/none.js"],
)
def test_nothing_beside_the_folder_is_served(tmp_path: Path, path: str) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "app.js").write_text("secret", encoding="utf-8")
    answer = asked(
        CompressedFiles(Response("passed on", 404), tmp_path / "client", "/static/"), path, accept_encoding="gzip"
    )
    assert (answer.status, answer.body) == (404, b"passed on")


@pytest.mark.parametrize("name", ["%00", "a%00b", "a" * 5000], ids=["zero", "zero within", "long"])
def test_what_no_file_can_be_called_is_left_to_streamlit(web: ASGIApp, name: str) -> None:
    assert asked(web, f"/static/{unquote(name)}.js", accept_encoding="gzip").status < 500  # Streamlit's own answer


def test_a_changed_file_is_packed_anew(tmp_path: Path) -> None:
    file = tmp_path / "one.css"
    app = CompressedFiles(Response("passed on"), tmp_path, "/static/")
    for text in ("a {}", "b { color: red }"):
        file.write_text(text, encoding="utf-8")
        assert gzip.decompress(asked(app, "/static/one.css", accept_encoding="gzip").body).decode() == text
