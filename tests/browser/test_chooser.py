"""Which of several is meant: what is one thing to the reader is asked for once, and a click elsewhere is one act."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.drive import AtlasPage
from text import say

ALONE = """() => {
  const met = (node) => node && AtlasMap.map.getContainer().contains(node) && node.matches('path.leaflet-interactive');
  const box = AtlasMap.map.getContainer().getBoundingClientRect();
  const places = [];
  for (let x = 290; x < box.width - 60; x += 12) for (let y = 20; y < box.height - 120; y += 12) {
    const found = document.elementsFromPoint(x, y);
    if (met(found[0])) places.push([x, y, found.filter(met).length]);
    else if (found[0] && found[0].closest('.leaflet-container')) places.push([x, y, 0]);
  }
  return places;
}"""
"""Places of the map and over how many paths that can be met each lies."""


def at(app: AtlasPage, paths: int, beside: tuple[float, float] | None = None) -> tuple[float, float]:
    """A place in the window over so many paths, the farthest from another one."""
    box = app.iframe.bounding_box()
    assert box is not None
    places = [(box["x"] + x, box["y"] + y) for x, y, count in app.js(ALONE) if count == paths]
    away = beside or (0, 0)
    return max(places, key=lambda place: abs(place[0] - away[0]) + abs(place[1] - away[1]))


def test_two_names_of_one_place_are_one_thing_and_a_click_elsewhere_is_one_act(app: AtlasPage) -> None:
    app.open(path="/overview?v=1&lang=zh&theme=light&layers=cities,regions&view=29.9,118.4,9")
    app.settled()
    app.page.mouse.click(*at(app, 2))
    app.until(lambda: app.state()["selected"] is not None, "a city on the map of all cities is selected at once")
    assert str(app.state()["selected"]).startswith("city-")
    expect(app.popup.locator(".atlas-stack")).to_have_count(0)

    app.open(path="/zones?v=1&lang=zh&theme=light&layers=cities,districts_2019&view=29.9,118.4,8")
    app.settled()
    here = at(app, 2)
    app.page.mouse.click(*here)
    choices = app.popup.locator(".atlas-stack button")
    expect(choices).to_have_count(2)
    app.page.mouse.click(*at(app, 0, here))
    expect(app.popup).to_be_hidden()
    expect(app.map_frame.locator(".atlas-notice.seen")).to_have_text(say("zh", "map.nothing_here"))
    app.page.mouse.click(*here)
    expect(choices).to_have_count(2)
    app.page.mouse.click(*at(app, 1, here))
    app.until(lambda: app.state()["selected"] is not None, "what lies there is selected by the same click")


def test_on_a_thematic_map_the_area_that_carries_the_value_is_meant(app: AtlasPage) -> None:
    app.open(
        path="/zones?v=1&lang=zh&theme=light&layers=cities,districts_2019&view=29.9,118.4,8&indicator=density.2020.districts_2019"
    )
    app.settled()
    app.page.mouse.click(*at(app, 2))
    app.until(lambda: app.state()["selected"] is not None, "nothing is asked")
    layer = app.js("AtlasMap.byId.get(AtlasMap.selected).layer.id")
    assert layer == "districts_2019"
    expect(app.popup.locator(".atlas-stack")).to_have_count(0)
