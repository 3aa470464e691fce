"""The address always says what is shown, and a copied one shows it again in another browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.drive import AtlasPage
from text import LANGUAGES, say

LINK = (
    "/transport?v=1&lang=en&theme=light&layers=cities,circle,rail"
    "&view=30.3,120,9.5,700x600&selected=rail-huhang&date=2022-05"
)


def said(url: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def shown(app: AtlasPage) -> tuple[Any, ...]:
    """What a map shows: layers, the place it looks at, selection, date, language."""
    state = app.state()
    on = tuple(ident for ident, layer in state["layers"].items() if layer["visible"])
    place = {name: state["view"][name] for name in ("lat", "lng", "zoom")}
    return on, place, state["selected"], state["date"], state["lang"]


def test_a_link_shows_what_it_says_and_stays_as_it_is(app: AtlasPage) -> None:
    app.open(path=LINK)
    app.until(lambda: app.state()["selected"] == "rail-huhang")
    on, place, selected, date, lang = shown(app)
    assert {"cities", "circle", "rail"} <= set(on)
    assert "roads" not in on
    assert (place, selected, date, lang) == ({"lat": 30.3, "lng": 120, "zoom": 9.5}, "rail-huhang", "2022-05", "en")
    expect(app.details_of("rail-huhang")).to_be_visible()
    here, wanted = said(app.page.url), said(LINK)
    assert {name: here[name] for name in wanted if name != "view"} == {n: v for n, v in wanted.items() if n != "view"}
    assert here["view"].startswith("30.3,120,9.5,")


def test_what_one_does_is_in_the_address_and_opens_elsewhere(app: AtlasPage, browser: Browser) -> None:
    app.open("zones", "zh")
    assert len(app.page.url) - len(app.origin) < 300
    app.toggle("corridors")
    app.until(lambda: "corridors" in said(app.page.url).get("layers", ""), "the layer in the address")
    app.atlas("setView({lat: 30.1, lng: 119.4, zoom: 9})")
    app.settled()
    app.until(lambda: said(app.page.url).get("view", "").startswith("30.1,119.4,9,"), "the view in the address")
    app.idle()
    with browser.new_context(viewport={"width": 1366, "height": 768}) as other:
        copy = AtlasPage(other.new_page(), app.origin)
        copy.open(path=app.page.url.removeprefix(app.origin))
        copy.until(lambda: shown(copy) == shown(app), "the same map")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mangled_link_is_answered_with_a_sentence(app: AtlasPage, lang: str) -> None:
    app.open(path=f"/zones?lang={lang}&layers=<script>&view=1,2,3&selected=x")
    for name, value in (("layers", "<script>"), ("view", "1,2,3"), ("selected", "x")):
        notice = say(lang, "permalink.notice", part=say(lang, f"permalink.{name}"), value=value)
        expect(app.side.locator(".atlas-notice", has_text=notice)).to_be_visible()
    assert "zones" in app.visible()


def test_a_link_brings_its_theme(app: AtlasPage) -> None:
    app.open(path="/places?v=1&lang=zh&theme=dark")
    assert app.js("document.documentElement.dataset.theme") == "dark"
    assert said(app.page.url)["theme"] == "dark"
