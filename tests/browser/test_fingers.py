"""A presentation without a keyboard: over the page on a telephone, and in a file that presents itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from layers.atlas.atlas import Atlas
from maps.storyboard.file import builtin
from tests.browser.conftest import Opener
from tests.browser.drive import until
from tests.browser.serve import Server
from tests.browser.test_briefing import QUIET, Presenter
from text import say
from ui.briefing.handout import made

PHONE: dict[str, Any] = {"has_touch": True, "is_mobile": True, **QUIET}
SIZE = (390, 844)
GROUND = (200, 300)
WHERE = "(({ lat, lng, zoom }) => [lat.toFixed(1), lng.toFixed(1), zoom].join())(atlas.state().view)"


def swipe(page: Page, by: int) -> None:
    """Draw a finger over the map."""
    hand, (x, y) = page.context.new_cdp_session(page), GROUND
    for kind, ways in (("touchStart", [0.0]), ("touchMove", [0.3, 0.7, 1.0])):
        for way in ways:
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + by * way, "y": y}]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def within(page: Page, buttons: Locator) -> None:
    """Every button lies whole on the screen."""
    for box in (each.bounding_box() for each in buttons.all()):
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= SIZE[0]


@pytest.fixture
def opened(new_page: Opener, tmp_path: Path, atlas: Atlas) -> Callable[..., Page]:
    """A storyboard as a file that presents itself, without any network."""
    path = tmp_path / "board.html"

    def start(size: tuple[int, int], fragment: str = "", **options: Any) -> Page:
        path.write_bytes(made(atlas, builtin(atlas)[0], "zh", "html", lambda *_: None))
        page = new_page(Server(tmp_path.as_uri(), 0, path), size, offline=True, **options).page
        page.goto(path.as_uri() + fragment)
        at(page)
        return page

    return start


def at(page: Page, scene: int | None = None) -> None:
    """Wait until the file shows a scene, counted from 1, or any."""
    said = "window.atlas && atlas.ready && atlas.briefing() ? atlas.briefing().index + 1 : 0"
    until(page, lambda: (found := page.evaluate(said)) and scene in (None, found), f"scene {scene}")


def test_a_file_is_presented_with_a_mouse(opened: Callable[..., Page]) -> None:
    page = opened((1366, 768), "#scene=3", **QUIET)
    at(page, 3)
    bar, first = page.locator(".bar"), page.evaluate(WHERE)
    expect(bar).to_have_css("opacity", "0")
    for x in (400, 420, 440):
        page.mouse.move(x, 300)
    expect(bar).to_have_css("opacity", "1")
    expect(bar.locator(".place")).to_have_text(say("zh", "map.scene_of", number=3, count=10))
    page.mouse.wheel(0, -600)
    until(page, lambda: page.evaluate(WHERE) != first, "the wheel zooms")
    bar.get_by_label(say("zh", "map.scene_view")).click()
    until(page, lambda: page.evaluate(WHERE) == first, "the scene's view is back")
    page.mouse.click(600, 300)
    at(page, 4)
    page.mouse.move(600, 300)
    page.mouse.down()
    page.mouse.move(700, 350, steps=4)
    page.mouse.up()
    page.reload()
    at(page, 4)
    page.locator(".bar").get_by_label(say("zh", "map.scene_before")).focus()
    page.keyboard.press("PageDown")
    at(page, 5)
    expect(page).to_have_url(re.compile("#scene=5$"))


def test_a_file_is_presented_with_a_finger(opened: Callable[..., Page]) -> None:
    page = opened(SIZE, **PHONE)
    expect(page.locator(".bar")).to_have_css("opacity", "1")
    within(page, page.locator(".bar button"))
    page.touchscreen.tap(*GROUND)
    at(page, 2)
    page.locator(".bar").get_by_label(say("zh", "map.scene_after")).tap()
    at(page, 3)
    for by, scene in ((-150, 4), (150, 3)):
        swipe(page, by)
        at(page, scene)


def test_the_page_is_presented_with_a_finger(server: Server, new_page: Opener) -> None:
    show = Presenter(new_page(server, SIZE, **PHONE), "en")
    expect(show.bar).to_have_css("opacity", "1")
    within(show.page, show.bar.locator("button"))
    longitude = show.js("atlas.state().view.lng")
    for by, index in ((-150, 1), (150, 0)):
        swipe(show.page, by)
        show.at(index)
    assert show.js("atlas.state().view.lng") == pytest.approx(longitude, abs=0.1), "the map was not dragged"
    for opacity in ("0", "1"):
        show.page.touchscreen.tap(*GROUND)
        expect(show.bar).to_have_css("opacity", opacity)
    show.at(0)
    assert show.js("atlas.state().selected") is None
    show.bar.locator(".end").tap()
    expect(show.stage).not_to_be_attached()
