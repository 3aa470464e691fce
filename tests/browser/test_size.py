"""The map fills its frame, whatever happens to the frame."""

from __future__ import annotations

import re

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
