"""A legend that works: its rows filter, by mouse and keyboard, and the address keeps what they put away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults_of_page
from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from text import say

PATHS = "document.querySelectorAll('[data-tier=rail] path').length"
FILLED = """[...document.querySelectorAll('[data-tier=corridors] path:not(.atlas-badge)')]
  .filter((path) => path.getAttribute('fill') !== 'none' && Number(path.getAttribute('fill-opacity')) > 0).length"""
ANCHOR = """(id) => {
  const { at: [lng, lat] } = AtlasMap.byId.get(id), { x, y } = AtlasMap.map.latLngToContainerPoint([lat, lng]);
  return [x, y];
}"""
SOFT = """[...document.querySelectorAll('[data-tier=zones] > g[clip-path]')]
  .filter((edge) => getComputedStyle(edge).display !== 'none').length"""
FAINT = """() => [...document.querySelectorAll('.atlas-panel .legend svg :is(line, polyline, rect)[stroke-width]')]
  .filter((mark) => Number(mark.getAttribute('stroke-width')) < 1.5).length"""

COURSES = """[...document.querySelectorAll('[data-key^="evidence."] svg')]
  .map((svg) => [...svg.querySelectorAll('line, polyline')].at(-1).getAttribute('points'))"""


def test_a_row_of_the_legend_puts_its_class_away_and_brings_it_back(app: AtlasPage) -> None:
    app.open("transport", "en")
    row = app.map_frame.locator("[data-key='rail.high_speed_rail']")
    expect(row).to_have_attribute("aria-pressed", "true")
    surveyed, generalised, indicative = app.js(COURSES)
    assert len(surveyed.split()) > len(generalised.split()) > 2, "what is thinned has fewer bends"
    assert len(indicative.split()) == 2, "what is indicative none"
    before = app.js(PATHS)
    row.click()
    expect(row).to_have_attribute("aria-pressed", "false")
    app.until(lambda: app.js(PATHS) < before, "high-speed railways away")
    assert app.js("atlas.state().hidden") == ["rail.high_speed_rail"]
    app.until(lambda: "hidden=rail.high_speed_rail" in app.page.url, "the address says it")
    app.map_frame.locator("[data-key='evidence.indicative']").focus()
    app.page.keyboard.press("Enter")
    app.until(lambda: "evidence.indicative" in app.page.url, "by keyboard, too")
    assert app.js("document.activeElement.dataset.key") == "evidence.indicative", "the focus stays where it is"
    assert app.js("document.querySelectorAll('.atlas-badge').length") == 0
    assert faults_of_page(app) == []
    app.page.reload()
    app.ready()
    assert app.js("atlas.state().hidden") == ["rail.high_speed_rail", "evidence.indicative"]
    again = app.map_frame.locator("[data-key='rail.high_speed_rail']")
    expect(again).to_have_attribute("aria-pressed", "false")
    again.click()
    app.map_frame.locator("[data-key='evidence.indicative']").click()
    app.until(lambda: app.js(PATHS) == before, "all is back")
    app.until(lambda: "hidden=" not in app.page.url, "the address has nothing of it")


def test_a_corridor_is_filled_only_in_hand_and_samples_are_seen_in_dark(app: AtlasPage) -> None:
    app.open("corridors", "zh")
    assert app.js(FILLED) == 0
    x, y = app.js(ANCHOR, "corridor-hanghe")
    box = app.iframe.bounding_box()
    assert box is not None
    app.page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    app.until(lambda: app.js(FILLED) == 1, "filled under the pointer")
    app.page.mouse.move(10, 10, steps=4)
    app.until(lambda: app.js(FILLED) == 0, "and only there")
    app.atlas("select('corridor-ninghang')")
    app.until(lambda: app.js("AtlasMap.selection.getLayers().length") == 3, "filled while selected")
    app.atlas("setTheme('dark')")
    assert app.js(FAINT) == 0
    expect(app.map_frame.locator(".key-of h2").last).to_have_text(say("zh", "map.evidence"))


def test_the_three_pilot_zones_are_named_on_the_map_and_in_the_legend(app: AtlasPage) -> None:
    app.open("zones", "zh")
    for ident, whole in {
        "zone-hangjia": "杭嘉一体化发展先行区",
        "zone-hanghu": "杭湖一体化发展先行区",
        "zone-hangshao": "杭绍一体化发展先行区",
    }.items():
        expect(app.map_frame.locator(f".atlas-label[data-feature={ident}]")).to_be_visible()
        expect(app.map_frame.locator(f"[data-key='zones.{ident}']")).to_have_accessible_description(whole)
    assert app.js(SOFT) >= 3
    app.atlas("focus(['rail-hanghuang'])")
    assert app.js(SOFT) == 0, "beside what stands out they keep their outlines alone"
    app.atlas("focus(null)")
    assert app.js(SOFT) >= 3


@pytest.mark.parametrize(("lang", "size"), [("zh", (390, 844)), ("en", (390, 844)), ("en", (960, 600))])
def test_the_three_pilot_zones_and_the_six_cities_are_named_where_there_is_little_room(
    server: Server, new_page: Opener, lang: str, size: tuple[int, int]
) -> None:
    app = new_page(server, size).open("zones", lang)
    cities = [f"city-{name}" for name in ("hangzhou", "jiaxing", "huzhou", "shaoxing", "quzhou", "huangshan")]
    for ident in ("zone-hangjia", "zone-hanghu", "zone-hangshao", *cities):
        expect(app.map_frame.locator(f".atlas-label[data-feature={ident}]")).to_be_visible()


def test_a_class_that_comes_with_a_nearer_zoom_says_so_in_its_row(app: AtlasPage) -> None:
    app.open("transport", "zh")
    row = app.map_frame.locator("[data-key='stations.intercity_station']")
    for zoom, lang, said in ((9.5, "zh", True), (9.5, "en", True), (10, "en", False), (9, "en", True)):
        app.js(f"atlas.setLanguage('{lang}'); atlas.setView({{lat: 30.25, lng: 120.1, zoom: {zoom}}})")
        app.settled()
        hint = row.locator(".note")
        expect(hint).to_have_count(int(said))
        assert not said or hint.text_content() == say(lang, "map.nearer")
        assert app.map_frame.locator("[data-key='stations.high_speed_station'] .note").count() == 0
