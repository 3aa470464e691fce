"""The plain pages beside the presentation: their policy, their data, what a permalink shows, the link as a QR code."""

from __future__ import annotations

import asyncio
import io
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from layers.atlas.atlas import Atlas
from maps.scene.permalink import LONGEST
from maps.storyboard.file import builtin
from maps.storyboard.presentation import briefing
from maps.web.document import Document
from tests.ui.rooms.following import Answer
from text import LANGUAGES, say, table
from ui.briefing import speaking
from ui.frame.routes import routes
from ui.kit import files
from ui.server.assets import prefix
from ui.server.server import map_path, middleware

TOKEN = "Ab-_" * 10 + "xyz"
HOSTILE = [
    "", "x", "../../etc/passwd", "<script>alert(1)</script>", "{{7*7}}", "{%", "javascript:alert(1)",
    "//evil.example", "/\\evil", "\x00", "?" * 3000, "/?view=nan,nan,nan&layers=%00", "/?title=" + "<b>" * 4000,
    "é" * 20000, "http://[bad",
]  # fmt: skip
OPENED = {"layers", "view", "selected", "date", "focus"}


def ask(path: str, query: dict[str, str] | None = None, *, method: str = "GET", **headers: str) -> Answer:
    """Ask the server's routes behind its middleware; header names with `_` for `-`."""
    app = Starlette(routes=routes(), middleware=middleware())
    named = {"host": "atlas.example"} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "scheme": "http",
        "query_string": urlencode(query or {}).encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, b"".join(part.get("body", b"") for part in sent[1:]))


def follow(token: str) -> str:
    return f"{prefix()}/follow/{token}"


PAGES = {"speaker": f"{prefix()}/speaker", "follow": follow(TOKEN)}
SCRIPTS = {"speaker": ("share.js", "speaker.js"), "follow": ("follow.js",)}
"""The modules that ask for texts."""


def rules(answer: Answer) -> dict[str, list[str]]:
    """The page's Content-Security-Policy."""
    return {rule.split()[0]: rule.split()[1:] for rule in answer.headers["content-security-policy"].split(";")}


def within(html: str, tag: str) -> Iterator[tuple[str, str]]:
    """Attributes and contents of each element with a tag."""
    return ((match[1], match[2]) for match in re.finditer(rf"<{tag}([^>]*)>(.*?)</{tag}>", html, re.DOTALL))


def data_of(answer: Answer) -> dict[str, Any]:
    """What the page was given."""
    (data,) = [content for named, content in within(answer.body.decode(), "script") if "atlas-page" in named]
    return dict(json.loads(data))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_its_own_script_and_style_and_nothing_else(name: str) -> None:
    answer = ask(PAGES[name])
    html, policy = answer.body.decode(), rules(answer)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    scripts = [content for named, content in within(html, "script") if "application/json" not in named]
    styles = [content for _, content in within(html, "style")]
    for kind, contents in (("script-src", scripts), ("style-src", styles)):
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in contents]
        assert policy[kind] == hashes
        assert len(hashes) == 1
    assert not re.search(r"<[^>]*\s(?:src|href|style|on\w+)=(?!\"data:,\")", html)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_this_server_alone_and_is_in_no_frame(name: str) -> None:
    answer = ask(PAGES[name])
    policy = rules(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["connect-src"] == policy["frame-src"] == ["'self'"]
    assert not re.search(r"unsafe|http|\*", answer.headers["content-security-policy"])
    assert answer.headers["x-frame-options"] == "DENY"


def test_the_policy_follows_the_script() -> None:
    assert speaking.policy("a", "b") == speaking.policy("a", "b")
    assert len({speaking.policy(*both) for both in (("a", "b"), ("a ", "b"), ("a", "b "))}) == 3


@pytest.mark.parametrize("name", PAGES)
def test_a_page_knows_the_map_and_both_languages(name: str, document: Document) -> None:
    data = data_of(ask(PAGES[name]))
    assert (data["map"], data["prefix"]) == (map_path(document.digest), prefix())
    section = {lang: table(lang)["present"] for lang in LANGUAGES}
    assert data["texts"] == (section if name == "speaker" else {lang: section[lang]["follower"] for lang in LANGUAGES})


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("asked", "lang"), [("en", "en"), ("zh", "zh"), ("", "zh"), ("fr", "zh"), ('"><script>', "zh")]
)
def test_a_page_is_named_in_its_language(name: str, asked: str, lang: str) -> None:
    html = ask(PAGES[name], {"lang": asked}).body.decode()
    key = {"speaker": "present.speaker", "follow": "present.follower.page"}[name]
    assert f"<title>{say(lang, key)}</title>" in html
    assert f'<html lang="{speaking.TAGS[lang]}"' in html
    assert not asked or asked in LANGUAGES or asked not in html.partition("<style>")[0]


@pytest.mark.parametrize("name", PAGES)
def test_every_text_that_a_page_asks_for_is_there(name: str) -> None:
    texts = table("zh")["present"] if name == "speaker" else table("zh")["present"]["follower"]
    asked = set(re.findall(r'data-text="([a-z_]+)"', files.text_of(f"{name}.html")))
    for script in SCRIPTS[name]:
        asked |= set(re.findall(r"\btexts\.([a-z_]+)", (files.path_of(script)).read_text(encoding="utf-8")))
    assert asked
    assert not asked - set(texts)


def test_every_state_of_a_follower_has_its_sentence() -> None:
    script = (files.path_of("follow.js")).read_text(encoding="utf-8")
    told = set(re.findall(r'become\("([a-z]+)"\)|"(unknown|over|waiting)"', script))
    states = {word for pair in told for word in pair if word} | {"live", "apart"}
    assert {"away", "over", "unknown", "waiting"} <= states
    assert not states - set(table("zh")["present"]["follower"])


def test_a_followers_page_knows_its_room() -> None:
    assert data_of(ask(follow(TOKEN)))["follow"] == TOKEN


@pytest.mark.parametrize("token", ["x", TOKEN + "x", TOKEN[1:], "{{7*7}}", "<b>", "ä" * 43, "a" * 5000])
def test_what_is_no_token_is_no_room_and_is_not_repeated(token: str) -> None:
    answer = ask(follow(token))
    assert answer.status == 404
    assert data_of(answer)["follow"] == "-"
    assert len(token) < 4 or token.encode() not in answer.body
    assert ask(follow(TOKEN)).status == 200


@pytest.mark.parametrize("path", [*PAGES.values(), f"{prefix()}/scene", follow(TOKEN) + "/qr.svg"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_written_here(path: str, method: str) -> None:
    assert ask(path, method=method).status == 405


def test_a_permalink_shows_what_the_storyboard_shows(atlas: Atlas) -> None:
    for board in builtin(atlas):
        for step in briefing(board, atlas)["steps"]:
            answer = ask(f"{prefix()}/scene", {"address": step["address"]})
            assert answer.status == 200
            told, seen = dict(step["open"]), dict(answer.json["open"])
            if told.pop("fit", ""):
                assert seen.pop("view").endswith(",960x600"), (
                    "an address has no fit: it says the view of the usual size"
                )
            assert (seen, answer.json["words"]) == (told, step["words"])


def test_two_permalinks_show_two_things(atlas: Atlas) -> None:
    rail, cities = (ask(f"{prefix()}/scene", {"address": f"/?layers={layer}"}).json for layer in ("rail", "cities"))
    assert rail["open"]["layers"] == "rail"
    assert cities["open"]["layers"] == "cities"
    assert rail["words"] != cities["words"]


def known(atlas: Atlas, opened: dict[str, str]) -> bool:
    """Whether an opening holds known keys and ids alone."""
    layers = {layer.id for layer in atlas.catalogue.layers}
    features = [item for key in ("selected", "focus") for item in opened.get(key, "").split(",") if item]
    return (
        set(opened) <= OPENED and set(opened["layers"].split(",")) - {""} <= layers and all(map(atlas.home, features))
    )


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_falls_back(atlas: Atlas, address: str) -> None:
    answer = ask(f"{prefix()}/scene", {"address": address})
    assert answer.status == 200
    assert known(atlas, answer.json["open"])
    assert len(answer.body) < 20_000


def test_what_is_not_known_would_be_found(atlas: Atlas) -> None:
    assert known(atlas, {"layers": "rail", "focus": "city-hangzhou"})
    for opened in ({"layers": "x"}, {"layers": "rail", "focus": "x"}, {"layers": "rail", "title": "x"}):
        assert not known(atlas, opened)


@given(address=st.text(max_size=60))
def test_no_address_breaks_it(atlas: Atlas, address: str) -> None:
    assert known(atlas, speaking.shown(atlas, address)["open"])


def test_an_address_is_kept_no_longer_than_any_address_is() -> None:
    asked = [{"address": "/?layers=rail&title=" + "x" * (LONGEST + more)} for more in (0, 1, 5000)]
    answers = {ask(f"{prefix()}/scene", query).body for query in asked}
    assert len(answers) == 1


def drawing(link: str) -> list[str]:
    """The lines of a QR code."""
    stream = io.BytesIO()
    segno.make_qr(link).save(stream, kind="svg", scale=4, border=3)
    return lines(stream.getvalue())


def lines(svg: bytes) -> list[str]:
    return [str(node.get("d")) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")]


@pytest.mark.parametrize(
    ("at", "headers"),
    [
        ("http://atlas.example", {}),
        ("https://ATLAS.example", {}),
        ("http://127.0.0.1:8501", {"host": "127.0.0.1:8501"}),
        ("https://seen.example", {"host": "inner:1", "x_forwarded_host": "seen.example"}),
    ],
)
def test_the_link_as_a_code(at: str, headers: dict[str, str]) -> None:
    answer = ask(follow(TOKEN) + "/qr.svg", {"at": at}, **headers)
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert lines(answer.body) == drawing(at.lower() + follow(TOKEN))
    assert lines(answer.body) != drawing(at.lower() + follow(TOKEN)[:-1])


@pytest.mark.parametrize(
    "at",
    ["", "http://evil.example", "http://atlas.example.evil.example", "javascript://atlas.example", "atlas.example",
     "http://user@atlas.example", "http://[bad", "http://atlas.example:81", "x" * 5000],
)  # fmt: skip
def test_no_code_for_another_site(at: str) -> None:
    answer = ask(follow(TOKEN) + "/qr.svg", {"at": at})
    assert (answer.status, answer.body) == (404, b"")


def test_no_code_for_what_is_no_token() -> None:
    assert ask(follow("x") + "/qr.svg", {"at": "http://atlas.example"}).status == 404
    assert ask(follow(TOKEN) + "/qr.svg", {"at": "http://atlas.example"}).status == 200


def test_the_rooms_are_served() -> None:
    answer = ask(f"{prefix()}/rooms", method="POST", content_type="application/json")
    assert answer.status == 201
    assert set(answer.json) == {"follow", "steer"}
    assert ask(follow(answer.json["follow"])).status == 200


def test_the_routes_start_with_their_path() -> None:
    assert all(route.path.startswith("/deep/atlas/") for route in speaking.routes("/deep/atlas", map_path))
