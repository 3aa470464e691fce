"""Names of areas in every scene of the built-in storyboards: each stands on its own area, or a line leads to it.

Where it stands is compared with the borders in `geodata/`, not with what the map knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import shapely
from playwright.sync_api import Page
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import current_atlas
from maps.storyboard.file import builtin
from maps.storyboard.presentation import briefing
from maps.storyboard.storyboard import VERSION, Step, Storyboard
from tests.browser.conftest import Opener
from tests.browser.drive import until
from tests.browser.serve import Server

SCREENS = ((1366, 768), (1920, 1080))
ALMOST_PX = 3
"""Names stand on whole pixels, and borders are thinned."""
NAMES = """async (index) => {
  const rest = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  atlas.goTo(index);
  await rest();
  await rest();
  const { map } = AtlasMap, place = (x, y) => {
    const { lat, lng } = map.containerPointToLatLng([x, y]);
    return [lng, lat];
  };
  const end = (path, at) => path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
  const leader = (id) => [...document.querySelectorAll(`.atlas-leader[data-feature="${id}"]`)]
    .flatMap((path) => [0, path.getTotalLength()].map((at) => end(path, at))).map(({ x, y }) => place(x, y));
  const named = [...document.querySelectorAll(".atlas-label")].map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect(), id = node.dataset.feature;
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    return {
      id, text: node.textContent, along: Boolean(node.getNumberOfChars), leader: leader(id),
      middle: place((left + right) / 2, (top + bottom) / 2), box: corners.map((corner) => place(...corner)),
    };
  });
  const [west, east] = [place(0, 0)[0], place(100, 0)[0]];
  return { named, degrees: (east - west) / 100, index: atlas.briefing().index };
}"""
"""The names of a scene in degrees, longitude first, and how many degrees a px is."""


def border(ident: str) -> BaseGeometry | None:
    """The area of a feature in EPSG:4326; none of what is a point or a line."""
    shape = current_atlas().frames[current_atlas().home(ident) or ""].geometry[ident]
    return shape if shape.geom_type.endswith("Polygon") else None


def cities() -> dict[str, BaseGeometry]:
    """Every prefecture of the Delta by its name."""
    frame = current_atlas().frames["regions"]
    return dict(zip(frame["name_zh"], frame.geometry, strict=True))


def misplaced(name: dict[str, Any], degrees: float) -> str | None:
    """What is wrong with where a name stands: off its area without a line, or with one that does not lead there."""
    area = border(name["id"])
    if area is None:
        return None
    near = area.buffer(ALMOST_PX * degrees)
    if not name["leader"]:
        off = not name["along"] and not near.contains(Point(name["middle"]))
        return f"{name['text']} stands at {name['middle']}, off its area" if off else None
    box, line = shapely.Polygon(name["box"]), LineString(name["leader"])
    if not near.contains(Point(line.coords[0])) or box.distance(Point(line.coords[-1])) > 2 * ALMOST_PX * degrees:
        return f"{name['text']}: the line does not lead from its area to it"
    if not name["id"].startswith("city-"):
        return None
    zh = current_atlas().frames["cities"].loc[name["id"], "name_zh"]
    others = [other for other, shape in cities().items() if other != zh and shape.contains(box.centroid)]
    return f"{name['text']} stands on {others}" if others else None


def alone(server: Server, new_page: Opener, lang: str) -> Page:
    """The map's own document, without the page around it and without movements."""
    page = new_page(server, SCREENS[0], reduced_motion="reduce").page
    page.goto(f"{server.origin}/?lang={lang}")
    frame = page.locator("iframe.atlas-frame")
    frame.wait_for()
    page.goto(str(frame.evaluate("frame => frame.contentWindow.location.href")))
    until(page, lambda: page.evaluate("!!(window.atlas && atlas.ready)"), "the map")
    return page


def scenes(
    page: Page, screens: Iterable[tuple[int, int]], asked: str
) -> Iterator[tuple[tuple[str, int], tuple[int, int], Any]]:
    """Storyboard and place, screen, and what a script says of it, for every built-in scene."""
    for width, height in screens:
        page.set_viewport_size({"width": width, "height": height})
        for board in builtin(current_atlas()):
            page.evaluate(f"atlas.present({json.dumps(briefing(board, current_atlas()))})")
            for index in range(len(board.scenes)):
                yield (board.id, index), (width, height), page.evaluate(asked, index)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_name_of_an_area_stands_on_it_in_every_scene(server: Server, new_page: Opener, lang: str) -> None:
    page = alone(server, new_page, lang)
    found: dict[str, list[str]] = {}
    named: dict[str, set[str]] = {}
    for (board, index), (width, _), shown in scenes(page, SCREENS, NAMES):
        assert shown["index"] == index
        scene = f"{board} {index + 1} {width}"
        named[scene] = {name["id"] for name in shown["named"]}
        wrong = [fault for name in shown["named"] if (fault := misplaced(name, shown["degrees"]))]
        found |= {scene: wrong} if wrong else {}
    assert found == {}
    spoken = {"city-hangzhou", "city-jiaxing", "city-shaoxing", "city-shanghai", "city-nanjing"}
    for width, _ in SCREENS:
        assert spoken | {"city-huzhou", "city-quzhou"} <= named[f"circle-in-ten-minutes 1 {width}"], width
        assert spoken <= named[f"circle-in-ten-minutes 5 {width}"], width


COVERS = """async (index) => {
  const rest = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  atlas.goTo(index);
  await rest();
  const boxOf = (name) => document.querySelector(name).getBoundingClientRect();
  const boxes = [".briefing-caption", ".briefing-legend"].map(boxOf);
  return boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom]);
}"""
"""The boxes of a scene's caption and of its legend."""


def test_caption_and_legend_of_every_scene_lie_on_the_screen_and_not_over_each_other(
    server: Server, new_page: Opener
) -> None:
    page = alone(server, new_page, "en")
    found = []
    for (board, index), (width, height), corners in scenes(page, (SCREENS[0], (390, 844)), COVERS):
        boxes = [shapely.box(*each) for each in corners]
        seen = all(shapely.box(0, 0, width, height).contains(one) for one in boxes)
        found += [] if seen and boxes[0].distance(boxes[1]) > 0 else [(board, index + 1, width)]
    assert found == []


ROWS = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const box = document.querySelector(".briefing-legend").getBoundingClientRect();
  return [...document.querySelectorAll(".briefing-legend li")].map((row) => {
    const { left, top, right, bottom } = row.getBoundingClientRect();
    return [row.textContent, left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom];
  });
}"""
"""The rows of a scene's legend, and whether each is seen whole."""


LAST = {
    "zones": {"旅游合作示范区", "城区更新片区", "特色小镇与创新园"},
    "corridors": {"江河", "运河"},
    "transport": {"港口"},
}
"""What stands at the end of the legends of pages on which much is drawn."""


def test_a_briefing_s_legend_has_a_row_of_everything_that_is_drawn(server: Server, new_page: Opener) -> None:
    page = alone(server, new_page, "zh")
    steps = tuple(Step(title_zh=name, page=name) for name in LAST)
    board = Storyboard(version=VERSION, id="pages", title_zh="pages", scenes=steps)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(f"atlas.present({json.dumps(briefing(board, current_atlas()))})")
        for index, (name, last) in enumerate(LAST.items()):
            page.evaluate(f"atlas.goTo({index})")
            rows = dict(page.evaluate(ROWS))
            assert last <= rows.keys(), name
            assert [row for row, whole in rows.items() if not whole] == [], (name, width)
