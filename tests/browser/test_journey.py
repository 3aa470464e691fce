"""One map for the whole visit: pages, languages and themes change around it."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from layers.catalogue.catalogue import load_catalogue
from maps.scene.pages import pages
from tests.browser.conftest import Opener
from tests.browser.drive import PAGES, AtlasPage, address
from tests.browser.serve import Server
from text import say

AIRPORT = "gateway-xiaoshan-airport"
AIRPORT_VIEW = "setView({lat: 30.24, lng: 120.43, zoom: 10})"
PIXEL = 360 / (256 * 2**10)
"""In degrees, at that view's zoom."""
CATALOGUE = load_catalogue()


def shows_opening_layers(app: AtlasPage, name: str) -> bool:
    return app.visible() == [ident for ident in pages()[name].layers if CATALOGUE.layer(ident).panel]


def seen(app: AtlasPage) -> dict[str, float]:
    """The middle and zoom of what is seen beside the panel, which is folded where the map is narrow."""
    return {name: app.state()["view"][name] for name in ("lat", "lng", "zoom")}


def is_at(app: AtlasPage, beginning: str) -> bool:
    """Whether the address begins so."""
    return app.page.url.startswith(beginning)


def test_all_pages_share_one_map_and_keep_its_view(app: AtlasPage) -> None:
    app.open("overview").mark()
    app.atlas(AIRPORT_VIEW)
    view = app.settled()
    told = seen(app)
    for name in [*PAGES[1:], PAGES[0]]:
        app.go(name)
        expect(app.heading).to_have_text(pages()[name].title("zh"))
        app.until(partial(shows_opening_layers, app, name), f"layers of {name}")
        assert app.marked()
        app.settled()
        assert seen(app) == pytest.approx(told, abs=PIXEL)
        listed = "&filter=differs" if name == "checks" else ""
        permalink = f"{app.origin}{address(name)}?v=1&lang=zh&theme=light{listed}&view="
        app.until(partial(is_at, app, permalink), "the permalink")
    assert app.settled() == pytest.approx(view, abs=PIXEL / 5), "and nothing adds up"


def test_layers_left_on_a_page_are_found_there_again(app: AtlasPage) -> None:
    app.open("overview").toggle("zones")
    expect(app.side).to_contain_text(say("zh", "panel.table"))
    app.until(lambda: "zones" in app.visible())
    left = app.visible()
    app.idle().go("places")
    app.until(lambda: shows_opening_layers(app, "places"))
    app.go("overview")
    app.until(lambda: app.visible() == left, "the layers as they were left")


def test_back_and_forward(app: AtlasPage) -> None:
    app.open("overview").mark()
    app.go("zones")
    expect(app.heading).to_have_text(pages()["zones"].title("zh"))
    app.page.go_back()
    expect(app.heading).to_have_text(pages()["overview"].title("zh"))
    app.until(lambda: shows_opening_layers(app, "overview"))
    app.page.go_forward()
    expect(app.heading).to_have_text(pages()["zones"].title("zh"))
    app.until(lambda: shows_opening_layers(app, "zones"))
    assert app.marked()


def test_moving_the_map_runs_no_script(app: AtlasPage) -> None:
    app.open("transport")
    before, view = app.sent, app.view()
    app.atlas(AIRPORT_VIEW)
    zoomed = app.settled()
    box = app.iframe.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6
    app.page.mouse.move(x, y)
    app.page.mouse.down()
    app.page.mouse.move(x - 160, y - 90, steps=8)
    app.page.mouse.up()
    dragged = app.settled()
    app.page.mouse.wheel(0, -300)
    app.until(lambda: app.view()["zoom"] > dragged["zoom"], "the wheel zooms")
    app.settled()
    app.map_frame.locator(".atlas-buttons button").nth(1).click()
    app.settled()
    assert len({str(item) for item in (view, zoomed, dragged, app.view())}) == 4
    assert app.sent == before


def test_language_changes_everything_but_the_map(app: AtlasPage) -> None:
    app.open("overview", "zh").mark()
    app.atlas(AIRPORT_VIEW)
    view = app.settled()
    app.click_feature(AIRPORT)
    expect(app.popup.locator("strong")).to_have_text("杭州萧山国际机场")
    expect(app.details_of(AIRPORT)).to_be_visible()
    view = app.settled()
    app.idle().language("en")
    app.until(lambda: "lang=en" in app.page.url, "the language in the address")
    assert app.marked()
    assert app.settled() == view
    expect(app.page).to_have_title(say("en", "app.title"))
    expect(app.heading).to_have_text("Overview")
    expect(app.popup.locator("strong")).to_have_text("Hangzhou Xiaoshan International Airport")
    expect(app.details_of(AIRPORT).locator("h2")).to_have_text("Hangzhou Xiaoshan International Airport")
    expect(app.map_frame.locator(".atlas-panel h1")).to_have_text(say("en", "map.layers"))
    expect(app.map_frame.locator(".atlas-panel .legend", has_text="High-speed railway").first).to_be_visible()
    expect(app.page.locator('.atlas-header nav a[data-page="corridors"]')).to_have_text("Corridors")
    assert app.map_frame.locator("html").get_attribute("lang") == "en"
    assert any("Hangzhou" in label for label in app.map_frame.locator(".atlas-label").all_text_contents())
    app.language("zh")
    expect(app.popup.locator("strong")).to_have_text("杭州萧山国际机场")
    assert app.marked()


def test_language_stays_after_reload_and_on_other_pages(app: AtlasPage) -> None:
    app.open("overview", "zh").language("en")
    app.page.reload()
    app.ready()
    expect(app.heading).to_have_text("Overview")
    assert app.state()["lang"] == "en"
    app.go("zones")
    expect(app.heading).to_have_text("Zones")
    app.until(lambda: "/zones?" in app.page.url and "lang=en" in app.page.url, "the language in the address")
    app.page.reload()
    app.ready()
    expect(app.heading).to_have_text("Zones")
    assert app.state()["lang"] == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_follows_the_systems_theme(server: Server, new_page: Opener, scheme: str) -> None:
    app = new_page(server, color_scheme=scheme).open("overview")
    theme = app.map_frame.locator(f'html[data-theme="{scheme}"]')
    expect(theme).to_be_attached()
    assert dark(app) == (scheme == "dark")


def dark(app: AtlasPage) -> bool:
    """Whether the page around the map has a dark ground."""
    color = app.page.locator('[data-testid="stApp"]').evaluate("node => getComputedStyle(node).backgroundColor")
    return sum(map(int, color.removeprefix("rgb(").rstrip(")").split(","))) < 3 * 128


def test_the_theme_switch_holds_on_every_page(app: AtlasPage) -> None:
    app.open("overview")
    for theme in ("dark", "light"):
        expect(app.page.locator(f'button[data-theme="{"light" if theme == "dark" else "dark"}"]')).to_be_visible()
        with app.page.expect_navigation():
            app.page.locator("button[data-theme]").click()
        app.ready()
        expect(app.map_frame.locator(f'html[data-theme="{theme}"]')).to_be_attached()
        assert dark(app) == (theme == "dark")
        app.go("zones")
        expect(app.heading).to_have_text(pages()["zones"].title("zh"))
        assert dark(app) == (theme == "dark")
        app.idle().open("overview")
        expect(app.map_frame.locator(f'html[data-theme="{theme}"]')).to_be_attached()


LENGTH = "() => history.length"
PUSHED = "(search) => { history.pushState({}, '', location.pathname + search); return history.length; }"


def test_what_the_reader_does_is_a_step_of_the_history_and_nothing_else(app: AtlasPage) -> None:
    app.open("overview", "zh")
    link = app.page.locator('.atlas-header nav a[data-page="transport"]')
    link.evaluate("(node) => node.click()")  # as a screen reader does it, without a pointer
    app.until(lambda: urlsplit(app.page.url).path == "/transport", "the page of transport")
    expect(app.heading).to_have_text(pages()["transport"].title("zh"))
    app.idle()
    before = app.page.evaluate(LENGTH)
    assert app.page.evaluate(PUSHED, "?lang=zh&date=2020-01") == before, "nobody did anything"
    app.map_frame.locator(".atlas-panel").click(position={"x": 5, "y": 5})
    assert app.page.evaluate(PUSHED, "?lang=zh&date=2020-02") == before + 1, "an act in the map"
    assert app.page.evaluate(PUSHED, "?lang=zh&date=2020-03") == before + 1
    app.page.go_back()
    app.page.go_back()
    app.until(lambda: urlsplit(app.page.url).path == "/", "the first page")
    expect(app.heading).to_have_text(pages()["overview"].title("zh"))


LATE = "(address) => { history.pushState({}, '', address); return location.pathname }"
"""What Streamlit does when the answer to an earlier wish comes late."""


def test_an_answer_that_comes_after_a_step_back_leads_nowhere_else(app: AtlasPage) -> None:
    app.open("overview", "zh")
    app.go("transport")
    app.idle().page.go_back()
    expect(app.heading).to_have_text(pages()["overview"].title("zh"))
    app.idle()
    assert app.page.evaluate(LATE, "/zones?v=1&lang=zh") == "/"
    expect(app.heading).to_have_text(pages()["overview"].title("zh"))
    app.page.go_forward()
    expect(app.heading).to_have_text(pages()["transport"].title("zh"))
    assert urlsplit(app.page.url).path == "/transport"
