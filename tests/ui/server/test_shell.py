"""The page that starts the map: what an address may say of it, and what stands in it for Streamlit."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from starlette.routing import Match
from streamlit import file_util

from layers.atlas.atlas import current_atlas
from layers.errors import LayerError
from maps.scene.pages import ADDRESSES, PAGES, TIMED
from maps.scene.permalink import from_parameters, parameters
from maps.scene.scene import THEMES, opening
from tests.ui.server.test_server import ask
from text import LANGUAGES, say
from ui.server.assets import address
from ui.server.server import PageRoute
from ui.server.shell import shell

TOOLS = ("briefing", "export")

URL = "/atlas/map/0123456789abcdef0123.html"
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}${7*7}{%print(1)%}",
    "<!--atlas-body--><!--",
    "\u2028\u2029\x00\ud7ff",
    "__proto__",
    "NaN,Infinity,1e9",
    "x" * 20_000,
)
FIELDS = ("v", "lang", "theme", "layers", "view", "selected", "date", "clause", "filter", "title", "note", "other")


class Elements(HTMLParser):
    """The elements of a page, in order, with their attributes; and what its inert data say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and ("id", "atlas-shell") in self.found[-1][1]:
            self.data += data


def read(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    found.close()
    return found


def page(name: str = "", base: str = "", **named: str) -> str:
    return shell(base, name, named, current_atlas(), URL)


def told(html: str) -> dict[str, Any]:
    """What the page tells its script."""
    return dict(json.loads(read(html).data))


def layers_of(said: dict[str, Any]) -> list[str]:
    """The layers that a map opens with."""
    return [ident for ident in said["open"]["layers"].split(",") if ident]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_opens_the_map_with_defaults(field: str, value: str) -> None:
    html, plain = page("zones", **{field: value}), page("zones")
    assert read(html).found == read(plain).found
    scene, _ = from_parameters("zones", {field: value}, current_atlas())
    said = told(html)["map"]
    assert layers_of(said) == list(opening(current_atlas(), "zones").layers)
    assert said["address"] == parameters(scene, current_atlas())
    wanted = told(plain) | {"map": {**told(plain)["map"], "address": said["address"]}}
    assert told(html) == wanted


@drawn(named=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60)), name=st.text(max_size=12))
def test_no_address_breaks_the_page(named: dict[str, str], name: str) -> None:
    html = page(name, **named)
    found = told(html)
    assert found["map"]["page"] in PAGES
    assert found["map"]["lang"] in LANGUAGES
    assert found["theme"] in (None, *THEMES)
    assert set(layers_of(found["map"])) <= {layer.id for layer in current_atlas().catalogue.layers}
    assert [tag for tag, _ in read(html).found] == [tag for tag, _ in read(page()).found]


def test_a_permalink_is_what_the_map_opens_with() -> None:
    link = {
        "lang": "en", "theme": "dark", "layers": "cities,rail", "view": "30.3,120,9.5,700x600",
        "selected": "rail-huhang", "date": "2022-05",
    }  # fmt: skip
    found = told(page("transport", **link))
    assert found["theme"] == "dark"
    said = found["map"]
    assert said["open"] == {
        "layers": "cities,rail", "view": "30.3,120,9.5,700x600", "selected": "rail-huhang", "date": "2022-05",
        "lang": "en", "theme": "dark", "time": "1",
    }  # fmt: skip
    assert (said["title"], said["lang"]) == ("Transport", "en")
    assert said["url"] == URL


def test_a_clause_stands_out_from_the_first_moment() -> None:
    scene, _ = from_parameters("report", {"clause": "2.6.1"}, current_atlas())
    focus = list(scene.focus(current_atlas()))
    assert focus
    assert told(page("report", clause="2.6.1"))["map"]["open"]["focus"].split(",") == focus


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_its_own_map(name: str) -> None:
    found = told(page("" if name == "overview" else name))
    assert found["first"]
    assert layers_of(found["map"]) == list(opening(current_atlas(), name).layers)
    assert ("time" in found["map"]["open"]) == (name in TIMED)
    assert found["map"]["address"] is not None
    assert not found["map"]["covered"]


@pytest.mark.parametrize(
    ("name", "named", "first"),
    [
        ("export", {}, False),
        ("briefing", {}, True),
        ("briefing", {"present": "1"}, False),
        ("zones", {"present": "1"}, True),
    ],
)
def test_where_the_map_is_not_seen_it_does_not_come_first(name: str, named: dict[str, str], first: bool) -> None:
    found = told(page(name, **named))
    assert found["first"] == first
    assert found["map"]["covered"] == (name == "export")
    assert (found["map"]["address"] is None) == (name in TOOLS)
    if name in TOOLS:
        assert layers_of(found["map"]) == list(opening(current_atlas(), "overview").layers)


@pytest.mark.parametrize("name", ["nowhere", "Overview", "a-b_c"])
def test_an_unknown_page_has_the_first_ones_map(name: str) -> None:
    answer = ask(f"/{name}")
    assert answer.status == 200
    assert told(answer.body.decode())["map"]["page"] == "overview"


@pytest.mark.parametrize("path", ["/_stcore", "/favicon.png", "/manifest.json", "/atlas", "/oauth2callback", "/a/b"])
def test_what_is_no_page_is_left_to_streamlit(path: str) -> None:
    route = PageRoute("/{page}", lambda _: None)
    assert route.matches({"type": "http", "path": path, "method": "GET"})[0] is Match.NONE
    assert route.matches({"type": "http", "path": "/zones", "method": "GET"})[0] is Match.FULL


def test_the_address_of_a_request_is_taken() -> None:
    answer = ask("/zones", query=b"lang=en&theme=dark&layers=%3Cscript%3E&layers=rail")
    found = told(answer.body.decode())
    assert (found["theme"], found["map"]["lang"], layers_of(found["map"])) == ("dark", "en", ["rail"])
    assert answer.headers["cache-control"] == "no-cache"
    assert b'<html lang="en">' in answer.body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_broken_data_leave_a_page_without_a_map(monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    def broken() -> None:
        raise LayerError("file_missing", file="rail.geojson")

    monkeypatch.setattr("ui.server.server.current_atlas", broken)
    answer = ask("/zones", query=f"lang={lang}".encode())
    found = told(answer.body.decode())
    assert answer.status == 200
    assert (found["map"], found["first"]) == (None, False)
    assert f"<title>{say(lang, 'app.title')}</title>" in answer.body.decode()


def test_streamlit_waits_until_it_is_started() -> None:
    html = page()
    for tag, attributes in read(html).found:
        named = dict(attributes)
        assert tag != "script" or "src" not in named
        assert tag != "link" or named.get("rel") not in ("modulepreload", "preload", "stylesheet")
    client = told(html)["client"]
    sheets = client["stylesheet"]
    assert told(html)["sheet"] == address("atlas.css")
    assert len(client["module"]) == len(sheets) == 1
    assert len(client["modulepreload"]) > 10
    static = Path(file_util.get_static_dir())
    streamlits = [*client["module"], *client["modulepreload"], *sheets]
    assert all((static / href).is_file() for href in streamlits)
    own = (static / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<link rel="modulepreload"|<link rel="stylesheet"|<script type="module"', own)
    assert len(found) == len(streamlits)


def test_streamlit_finds_its_server_below_the_base_path() -> None:
    found = told(page(base="/deep/path"))
    assert found["base"] == "/deep/path/"
    assert found["paths"] == ["/deep/path/", *(f"/deep/path/{name}" for name in ADDRESSES)]
