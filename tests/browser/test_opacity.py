"""How opaque layers are and whether names are written: in the panel, the address, the words, and taken back by Back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from text import say

TIER = "getComputedStyle(document.querySelector('[data-tier=rail]')).opacity"
SAMPLE = "getComputedStyle(document.querySelector('[data-key=\"rail.high_speed_rail\"] svg')).opacity"
NAMED = (
    """[...document.querySelectorAll('.atlas-label')].map((node) => AtlasMap.byId.get(node.dataset.feature).layer.id)"""
)
DOTS, SLIDER, NAMES = ("[data-settings=atlas-settings-rail]", "#atlas-opacity-rail", "#atlas-names-rail")


def shown(app: AtlasPage) -> tuple[str, bool, bool]:
    """How opaque the railways are, whether they are named, and whether anything is."""
    named = app.js(NAMED)
    return app.js(TIER), "rail" in named, bool(named)


def stands(app: AtlasPage, wanted: tuple[str, bool, bool]) -> None:
    """Wait until that is shown, and the server has run."""
    app.until(lambda: shown(app) == wanted, f"{wanted}")
    app.idle()


def test_opacity_and_names_follow_the_keys_and_back_takes_each_of_them_back(app: AtlasPage) -> None:
    app.open("transport", "zh")
    app.until(lambda: shown(app) == ("1", True, True), "all as usual")
    assert "opacity" not in app.page.url + app.summary()
    dots, slider = app.map_frame.locator(DOTS), app.map_frame.locator(SLIDER)
    expect(slider).to_be_hidden()
    dots.focus()
    app.page.keyboard.press("Enter")
    app.page.keyboard.press("Tab")
    expect(slider).to_be_focused()
    for _ in range(4):
        app.page.keyboard.press("ArrowLeft")
    assert (app.js(TIER), app.js(SAMPLE)) == ("0.6", "0.6"), "in the map, without the server"
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "60%")
    app.until(lambda: "opacity=rail.60" in app.page.url, "the address says it")
    app.map_frame.locator(NAMES).focus()
    app.page.keyboard.press("Space")
    app.until(lambda: shown(app) == ("0.6", False, True), "railways without names")
    app.map_frame.locator("#atlas-all-names").click()
    app.until(lambda: shown(app) == ("0.6", False, False), "no names at all")
    app.until(lambda: "opacity=rail.60&unnamed=all,rail" in app.page.url, "the address says both")
    app.idle()
    app.tab(1)
    app.until(lambda: "铁路(60%)" in app.summary() and "不标注任何名称" in app.summary(), "so do the words")
    for wanted in (("0.6", False, True), ("0.6", True, True), ("1", True, True)):
        app.page.go_back()
        stands(app, wanted)
    assert "opacity" not in app.page.url
    app.page.go_forward()
    app.until(lambda: shown(app) == ("0.6", True, True), "forward, four presses of a key are one step")
    app.until(lambda: "opacity=rail.60" in app.page.url, "and in the address")


def test_a_permalink_opens_so_and_a_finger_moves_the_handle(server: Server, new_page: Opener) -> None:
    app = new_page(server, (390, 844), has_touch=True, is_mobile=True)
    app.open(path="/transport?v=1&lang=en&opacity=rail.30,nothing.50&unnamed=stations&theme=dark")
    assert app.state()["opacity"] == ["rail.30"]
    assert app.state()["unnamed"] == ["stations"]
    assert app.js(TIER) == "0.3"
    app.map_frame.locator(".atlas-panel header button").tap()
    dots = app.map_frame.locator(DOTS)
    dots.scroll_into_view_if_needed()
    box = dots.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24, "a finger meets it"
    dots.tap()
    slider = app.map_frame.locator(SLIDER)
    slider.scroll_into_view_if_needed()
    area = slider.bounding_box()
    assert area is not None
    app.page.touchscreen.tap(area["x"] + area["width"] * 0.78, area["y"] + area["height"] / 2)
    app.until(lambda: app.js(TIER) == "0.8", "the handle is where the finger was")
    app.until(lambda: "opacity=rail.80" in app.page.url, "the address says it")
    expect(app.page.locator("body")).to_contain_text(say("en", "permalink.opacity"))
