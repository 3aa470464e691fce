"""The map fills its frame, whatever happens to the frame."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.drive import AtlasPage, near


def size_follows(app: AtlasPage) -> bool:
    """Whether Leaflet's idea of the map's size is the frame's."""
    box = app.iframe.bounding_box()
    size = app.js("(() => { const s = AtlasMap.map.getSize(); return [s.x, s.y] })()")
    return box is not None and size == [round(box["width"]), round(box["height"])]


def test_the_map_follows_the_window(app: AtlasPage) -> None:
    app.open("overview").mark()
    centre = app.settled()
    for width, height in ((1920, 1080), (820, 1180), (1366, 768)):
        app.page.set_viewport_size({"width": width, "height": height})
        app.until(lambda: size_follows(app), f"{width} x {height}")
    view = app.settled()
    assert abs(view["lat"] - centre["lat"]) < 0.05
    assert abs(view["lng"] - centre["lng"]) < 0.05
    assert app.marked()


FREE = """() => {
  const map = document.querySelector(".leaflet-container").getBoundingClientRect();
  const panel = document.querySelector(".atlas-panel");
  const left = panel.matches(".folded") ? 0 : panel.getBoundingClientRect().right;
  return [left, map.right];
}"""
"""From where to where the map is free, px: beside its panel, which is folded on a narrow map."""
NARROW_PX, WIDE_PX = 620, 1000
AIR_PX = 24
"""The free part begins a little beside the panel."""


def middle_of(app: AtlasPage, feature: str) -> float:
    """How far to the right of the middle of the free part a point feature is drawn, px."""
    left, right = app.js(FREE)
    x = app.js("id => AtlasMap.map.latLngToContainerPoint(AtlasMap.byId.get(id).latlngs).x", feature)
    return float(x - (left + right) / 2)


def test_a_map_that_becomes_narrower_and_folds_its_panel_shows_what_it_showed(app: AtlasPage) -> None:
    """A page grows a wide column after the map was told where to look, or after somebody has moved it."""
    airport = "gateway-xiaoshan-airport"
    app.open("overview")

    def wide(width: int) -> None:
        app.iframe.evaluate("(frame, width) => { frame.style.width = width + 'px' }", width)
        app.until(lambda: app.js("AtlasMap.map.getSize().x") == width, f"{width} px")
        app.settled()

    wide(WIDE_PX)
    app.js(f"atlas.fit(['{airport}'])")
    app.settled()
    at, folded = middle_of(app, airport), []
    for width in (NARROW_PX, WIDE_PX):
        wide(width)
        folded.append(app.map_frame.locator(".atlas-panel.folded").count())
        assert abs(middle_of(app, airport) - at) < AIR_PX, f"fitted, {width} px"
    assert folded == [1, 0], "the panel was in the way on the wide map alone"
    box = app.iframe.bounding_box()
    assert box is not None
    app.page.mouse.move(box["x"] + 500, box["y"] + 300)
    app.page.mouse.down()
    app.page.mouse.move(box["x"] + 560, box["y"] + 300, steps=4)
    app.page.mouse.up()
    app.settled()
    moved = middle_of(app, airport)
    assert abs(moved - at) > AIR_PX, "it was moved"
    for width in (NARROW_PX, WIDE_PX) * 3:
        wide(width)
        assert abs(middle_of(app, airport) - moved) < AIR_PX, f"moved by hand, {width} px"
    assert middle_of(app, airport) == pytest.approx(moved, abs=1), "nothing adds up"


def test_a_map_that_was_hidden_is_whole_again(app: AtlasPage) -> None:
    app.open("overview")
    names = app.map_frame.locator(".atlas-label")
    expect(names.first).to_be_visible()
    before, view = names.count(), app.settled()
    style = "(frame, style) => { frame.style.cssText = style }"
    for hidden in ("width: 0", "height: 0"):
        app.iframe.evaluate(style, hidden)
        app.until(lambda: app.js("(() => { const s = AtlasMap.map.getSize(); return s.x * s.y === 0 })()"), hidden)
        app.iframe.evaluate(style, "")
        app.until(lambda: size_follows(app), "shown again")
        app.until(lambda: names.count() == before, "the names are there again")
        assert near(app.settled(), view)


def test_a_map_that_starts_hidden_fits_when_it_is_shown(app: AtlasPage) -> None:
    app.open("overview")
    wanted = app.settled()
    app.iframe.evaluate("""(frame) => {
      const box = frame.getBoundingClientRect();
      const twin = frame.cloneNode();
      twin.id = 'twin';
      Object.assign(twin.style, { position: 'fixed', left: 0, width: 0, height: 0 });
      twin.show = () => Object.assign(twin.style, { width: box.width + 'px', height: box.height + 'px' });
      document.body.append(twin);
    }""")
    twin = app.page.locator("#twin")
    app.until(
        lambda: twin.evaluate("frame => Boolean(frame.contentWindow.AtlasMap && frame.contentWindow.AtlasMap.map)")
    )
    twin.evaluate("frame => frame.show()")
    app.until(lambda: twin.evaluate("frame => frame.contentWindow.atlas && frame.contentWindow.atlas.ready"))
    app.until(lambda: twin.evaluate("frame => frame.contentWindow.AtlasMap.map.getSize().x > 0"))
    app.until(
        lambda: twin.evaluate("frame => frame.contentWindow.atlas.state().view.zoom") == wanted["zoom"], "it fits"
    )
    expect(app.page.frame_locator("#twin").locator(".atlas-label").first).to_be_visible()


def test_a_window_resized_while_the_map_is_hidden(app: AtlasPage) -> None:
    app.open("overview")
    app.iframe.evaluate("frame => { frame.style.display = 'none' }")
    app.page.set_viewport_size({"width": 1600, "height": 900})
    app.iframe.evaluate("frame => { frame.style.display = '' }")
    app.until(lambda: size_follows(app), "shown again")
    expect(app.map_frame.locator(".atlas-label").first).to_be_visible()


def test_the_address_of_the_map_is_its_content(app: AtlasPage) -> None:
    app.open("overview")
    assert re.fullmatch(rf"{app.origin}/atlas/map/[0-9a-f]{{20}}\.html#.*", app.frame().url)
