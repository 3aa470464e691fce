"""Moving about: wheel, trackpad and fingers, and the frame of the keyboard's focus, which is for the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Frame, Page

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from tests.browser.test_accessibility import alone  # noqa: F401  # a fixture

FRAMED = """() => {
  const node = document.querySelector('.leaflet-container');
  return [getComputedStyle(node, '::after').content !== 'none', getComputedStyle(node.querySelector('.atlas-cross')).display !== 'none'];
}"""
NOTCH_PX = 100
LEVEL = 1


def zoomed(app: AtlasPage, turns: Sequence[float], every_ms: int = 16, *, pinch: bool = False) -> float:
    """By how many levels the map has zoomed in after some turns of a wheel over its middle."""
    before = app.settled()["zoom"]
    if pinch:
        app.page.keyboard.down("Control")
    for turn in turns:
        app.page.mouse.wheel(0, turn)
        app.page.wait_for_timeout(every_ms)
    if pinch:
        app.page.keyboard.up("Control")
    return float(app.settled()["zoom"] - before)


def middle(app: AtlasPage) -> tuple[float, float]:
    """A place on the map beside the panel."""
    box = app.iframe.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6


def test_a_wheel_and_two_fingers_zoom_by_what_they_do(app: AtlasPage) -> None:
    app.open("overview")
    app.page.mouse.move(*middle(app))
    assert 0 < zoomed(app, [-2] * 20) <= LEVEL
    assert zoomed(app, [-NOTCH_PX]) == LEVEL
    assert zoomed(app, [NOTCH_PX]) == -LEVEL
    assert zoomed(app, [-NOTCH_PX] * 2, every_ms=60) == 2 * LEVEL, "nothing is lost while the map still moves"
    assert 0 < zoomed(app, [-4] * 10, pinch=True) <= LEVEL
    assert app.page.evaluate("visualViewport.scale") == 1


def test_fingers_on_the_glass_zoom(server: Server, new_page: Opener) -> None:
    app = new_page(server, has_touch=True).open("overview")
    x, y = middle(app)
    before = app.settled()["zoom"]
    glass = app.page.context.new_cdp_session(app.page)
    for kind, apart in (("touchStart", 40), *(("touchMove", 40 + 10 * step) for step in range(1, 9)), ("touchEnd", 0)):
        points = [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}] if apart else []
        glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    app.until(lambda: app.view()["zoom"] > before, "two fingers that part zoom in")


def pressed(page: Page, document: Frame, x: float, y: float) -> list[list[bool]]:
    """Whether the frame and the cross are seen after a click, a drag, and a key."""
    seen = []
    page.mouse.click(x, y)
    seen.append(document.evaluate(FRAMED))
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=3)
    page.mouse.up()
    seen.append(document.evaluate(FRAMED))
    page.keyboard.press("ArrowLeft")
    return [*seen, document.evaluate(FRAMED)]


def test_the_frame_of_the_focus_is_for_keys(app: AtlasPage, alone: Page) -> None:  # noqa: F811
    app.open("overview")
    assert pressed(app.page, app.frame(), *middle(app)) == [[False, False], [False, False], [True, True]]
    app.page.mouse.click(*middle(app))
    app.page.locator(".st-key-atlas_tools button").first.focus()
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Tab")
    app.page.locator(".atlas-host").focus()
    app.until(lambda: app.js("document.activeElement === AtlasMap.map.getContainer()"), "keys have come into the map")
    assert app.js(FRAMED) == [True, True], "the frame is back where keys bring the focus"
    assert pressed(alone, alone.main_frame, 800, 400) == [[False, False], [False, False], [True, True]]
