"""A telephone: what a finger goes for opens, and nothing of the keyboard is seen after it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.serve import Server
from tests.browser.test_moving import FRAMED
from text import say

OVER = "/zones?v=1&lang=zh&theme=light&layers=cities,districts_2019,zones&view=30.2,120.2,9"


def test_a_tap_on_its_name_opens_the_sheet_and_shows_nothing_of_the_keyboard(server: Server, new_page: Opener) -> None:
    app = new_page(server, (390, 844), has_touch=True, is_mobile=True).open(path=OVER)
    app.settled()
    panel, names = app.map_frame.locator(".atlas-panel"), app.map_frame.locator(".all-names")
    body, name = panel.locator(".body"), panel.get_by_text(say("zh", "map.layers"), exact=True)
    expect(body).to_be_hidden()
    name.tap()
    expect(body).to_be_visible()
    names.tap()
    expect(names.locator("input")).not_to_be_checked()
    expect(body).to_be_visible()
    name.tap()
    expect(body).to_be_hidden()

    app.page.touchscreen.tap(200, 400)
    expect(app.popup.locator(".atlas-stack button").nth(1)).to_be_visible()
    assert app.js("document.activeElement === AtlasMap.map.getContainer()")
    assert app.js(FRAMED) == [False, False]
    app.page.keyboard.press("ArrowLeft")
    assert app.js(FRAMED) == [True, True], "keys have their frame"
    app.page.touchscreen.tap(200, 300)
    assert app.js(FRAMED) == [False, False]
    app.page.locator(".atlas-host").focus()
    assert app.js(FRAMED) == [True, True], "keys that lead into the map, too"
