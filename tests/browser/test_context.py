"""The ground to the edge of the screen, its relief, and context that comes when it is seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, expect

from tests.browser.conftest import Opener
from tests.browser.drive import LANGUAGES, AtlasPage
from tests.browser.serve import Server
from text import say

CONTEXT = ("motorways", "trunk_roads", "metro", "towns")
FAR, NEAR = "setView({lat: 30.2, lng: 120.1, zoom: 7.5})", "setView({lat: 30.25, lng: 120.16, zoom: 11.5})"
TOWN, TOWN_NAME = "town-330110002", "南苑街道"
NAMES = "() => [...document.querySelectorAll('.atlas-label')].map((node) => node.textContent)"
IMAGE = "() => document.querySelector('[data-tier=relief] image')?.getAttribute('href') || ''"
IMAGE_SIDE = """async () => {
  const image = new Image();
  image.src = document.querySelector('[data-tier=relief] image').getAttribute('href');
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const seen = new Set();
  let empty = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 100) seen.add([data[i], data[i + 1], data[i + 2]].map((part) => Math.round(part / 8)).join());
    if (!data[i + 3]) empty += 1;
  }
  return { colours: seen.size, empty: empty / (data.length / 4), width: image.width };
}"""
EDGES = """() => {
  const { map } = AtlasMap;
  const seen = [];
  for (const [lat, lng] of [[25.5, 112.5], [25.5, 125.5], [36.5, 112.5], [36.5, 125.5], [31, 119]]) {
    map.setView([lat, lng], 0, { animate: false });
    map.panInsideBounds(map.options.maxBounds, { animate: false });
    const bounds = map.getBounds();
    seen.push([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }
  return seen;
}"""


def parts(asked: list[str]) -> list[str]:
    """Which layers have been asked for."""
    return sorted(url.rpartition("/")[2].rpartition("-")[0] for url in asked if url.endswith(".json"))


def watched(app: AtlasPage) -> list[str]:
    """The addresses below /atlas/map/ that are asked for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/atlas/map/" in request.url:
            asked.append(request.url)

    app.page.on("request", note)
    return asked


def count_of(app: AtlasPage, layer: str) -> str:
    """What stands behind a layer's name in the panel."""
    return str(app.map_frame.locator(f'label:has(input[data-layer="{layer}"]) .count').text_content())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_context_comes_when_it_is_seen_and_once(app: AtlasPage, lang: str) -> None:
    asked = watched(app)
    app.open("transport", lang)
    app.atlas(FAR)
    app.settled()
    assert parts(asked) == []
    assert {layer for layer in CONTEXT if layer in app.visible()} == set(CONTEXT)
    assert {count_of(app, layer) for layer in CONTEXT} == {say(lang, "map.nearer")}
    app.atlas(NEAR)
    app.settled()
    app.until(lambda: parts(asked) == sorted(CONTEXT), "the parts")
    app.until(lambda: count_of(app, "towns").isdecimal(), "the number of towns in the panel")
    wanted = {"zh": "西湖街道", "en": "Xihu Subdistrict"}[lang]
    app.until(lambda: wanted in app.js(NAMES), "the name of a town")
    app.atlas(FAR)
    app.settled()
    app.until(lambda: wanted not in app.js(NAMES), "names go with their layer")
    app.atlas(NEAR)
    app.settled()
    app.until(lambda: wanted in app.js(NAMES), "and come again")
    assert parts(asked) == sorted(CONTEXT)


def test_a_motorway_is_called_by_its_number_on_the_map_and_by_its_name_in_the_card(app: AtlasPage) -> None:
    app.open("overview", "zh")
    app.atlas("setView({lat: 30.3, lng: 120.2, zoom: 10})")
    app.settled()
    app.until(lambda: "G2504" in app.js(NAMES), "the motorway's number")
    app.atlas('select("motorway-g2504")')
    expect(app.popup).to_contain_text("G2504杭州绕城高速")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_loaded_is_said_and_tried_again(server: Server, new_page: Opener, lang: str) -> None:
    app = new_page(server, harmless=r"towns-[0-9a-f]+\.json|net::ERR_FAILED|Failed to fetch")
    app.page.route("**/towns-*.json", lambda route: route.abort())
    app.open("places", lang)
    app.atlas(NEAR)
    app.unfold()
    app.until(lambda: count_of(app, "towns") == say(lang, "map.failed"), "what is wrong")
    app.until(lambda: count_of(app, "motorways").isdecimal(), "the others are there")
    app.page.unroute("**/towns-*.json")
    app.toggle("towns")
    app.toggle("towns")
    app.until(lambda: count_of(app, "towns").isdecimal(), "the towns")


def test_a_link_to_a_town_finds_it_when_it_has_come(app: AtlasPage) -> None:
    app.open(path=f"/places?v=1&lang=zh&view=30.42,120.3,11,900x600&selected={TOWN}")
    expect(app.popup).to_contain_text(TOWN_NAME)
    expect(app.details_of(TOWN)).to_be_visible()


def test_a_town_is_found_by_search_and_brought_into_view(app: AtlasPage) -> None:
    app.open("overview", "zh")
    app.page.keyboard.press("/")
    app.page.keyboard.type("百丈镇")
    app.page.get_by_role("option").first.click()
    expect(app.popup).to_contain_text("百丈镇")
    assert app.view()["zoom"] >= 10


def test_the_relief_has_the_colours_of_the_theme_and_a_switch(app: AtlasPage) -> None:
    app.open("overview", "zh")
    app.until(lambda: app.js(IMAGE).startswith("blob:"), "the picture")
    light = app.js(IMAGE)
    seen = app.js(IMAGE_SIDE)
    assert 2 <= seen["colours"] <= 8  # two sides, but for rounding
    assert 0.4 < seen["empty"] < 0.95  # sea and plain stay quiet
    assert seen["width"] > 1500
    app.atlas('setTheme("dark")')
    app.until(lambda: app.js(IMAGE) not in ("", light), "another picture")
    app.toggle("relief")
    app.until(lambda: app.js(IMAGE) == "", "no picture")
    app.toggle("relief")
    app.until(lambda: app.js(IMAGE).startswith("blob:"), "the picture again")
    opacity = "() => document.querySelector('[data-tier=relief] image').getAttribute('opacity')"
    app.atlas("setView({lat: 30.2, lng: 120.1, zoom: 11})")
    app.settled()
    app.until(lambda: app.js(opacity) == "0.5", "half of it")


@pytest.mark.parametrize("size", [(1366, 768), (2560, 1440), (3840, 2160), (1080, 2400)])
def test_no_screen_sees_the_end_of_the_ground(server: Server, new_page: Opener, size: tuple[int, int]) -> None:
    app = new_page(server, size).open("overview", "zh")
    for west, south, east, north in app.js(EDGES):
        assert west >= 95
        assert south >= 15
        assert east <= 145
        assert north <= 45
