"""Layers and features: switching, selecting, pointer and keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.drive import AtlasPage
from text import say
from ui.kit.table import ROW_PX

AIRPORT = "gateway-xiaoshan-airport"
AIRPORT_VIEW = "setView({lat: 30.24, lng: 120.43, zoom: 10})"
HEAD_PX = 35


def caption(app: AtlasPage, count: int, lang: str = "zh") -> Locator:
    """The table's caption for a number of features."""
    return app.side.get_by_text(re.compile(f"^{say(lang, 'panel.visible', count=count)}"))


def selectable(app: AtlasPage) -> int:
    """How many different features of the layers that are on can be selected."""
    return int(
        app.js("""() => new Set(AtlasMap.data.layers.filter((layer) => layer.selectable && layer.panel
      && !layer.context && AtlasMap.shown.has(layer.id))
    .flatMap((layer) => layer.features.map((feature) => feature.id))).size""")
    )


def select_airport(app: AtlasPage) -> None:
    app.atlas(AIRPORT_VIEW)
    app.settled()
    app.click_feature(AIRPORT)
    expect(app.popup).to_be_visible()
    expect(app.details_of(AIRPORT)).to_be_visible()
    app.idle()


def click_row(app: AtlasPage, row: int) -> None:
    """Click the marker of a row of the table."""
    grid = app.side.locator('[data-testid="stDataFrame"] canvas').first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + 14, box["y"] + HEAD_PX + ROW_PX * row + ROW_PX // 2)


def test_a_switch_changes_table_and_text_and_keeps_view_and_selection(app: AtlasPage) -> None:
    app.open("transport").mark()
    select_airport(app)
    view = app.settled()
    expect(caption(app, selectable(app))).to_be_visible()
    before = selectable(app)
    app.toggle("rail")
    app.until(lambda: "rail" not in app.visible(), "the layer is off")
    assert selectable(app) < before
    expect(caption(app, selectable(app))).to_be_visible()
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).not_to_contain_text("高速铁路")
    app.toggle("rail")
    expect(app.side.locator(".atlas-summary")).to_contain_text("高速铁路")
    app.tab(0)
    expect(caption(app, before)).to_be_visible()
    assert app.settled() == view
    assert app.state()["selected"] == AIRPORT
    expect(app.details_of(AIRPORT)).to_be_visible()
    expect(app.popup).to_be_visible()
    assert app.marked()


def test_editions_of_the_counties_exclude_each_other(app: AtlasPage) -> None:
    app.open("zones")
    assert "districts_2019" in app.visible()
    app.toggle("districts_2021")
    expect(app.switch("districts_2019")).not_to_be_checked()
    expect(app.switch("districts_2021")).to_be_checked()
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).to_contain_text("2021年调整后")
    expect(app.side.locator(".atlas-summary")).not_to_contain_text("2019年7月")
    app.toggle("districts_2019")
    expect(app.switch("districts_2021")).not_to_be_checked()
    expect(app.side.locator(".atlas-summary")).to_contain_text("2019年7月")


TIERS = "() => [...document.querySelectorAll('svg [data-tier]')].map((node) => node.dataset.tier)"
ORDERS = "() => Object.fromEntries([...AtlasMap.layers.values()].map((layer) => [layer.id, layer.order]))"


def test_layers_lie_in_their_order_whenever_they_are_switched_on(app: AtlasPage) -> None:
    app.open("sources")
    app.atlas("focus(['city-hangzhou'])")
    app.js("id => AtlasMap.select(id, true)", AIRPORT)
    before = app.js(TIERS)
    for layer in ("places", "roads", "plates", "corridors"):
        if layer not in app.visible():
            app.toggle(layer)
            expect(app.switch(layer)).to_be_checked()
    assert len(app.js(TIERS)) > len(before), "some are drawn for the first time"
    *layers, focus, selection = app.js(TIERS)
    assert (focus, selection) == ("atlas-focus", "atlas-selection")
    assert {*app.visible()} <= {*layers}
    orders = app.js(ORDERS)
    assert [orders[layer] for layer in layers] == sorted(orders[layer] for layer in layers)
    assert len({orders[layer] for layer in layers}) == len(layers)


RIM = """() => {
  const [inside] = document.querySelectorAll('[data-tier=circle] g');
  const shape = inside && document.getElementById(inside.getAttribute('clip-path').match(/#(.+)-clip/)[1]);
  return {
    soft: inside ? inside.childElementCount : 0, bounded: Boolean(shape && shape.matches('[data-tier=circle] path')),
    beside: document.querySelector('[data-tier=circle]').childElementCount,
  };
}"""


def test_a_soft_edge_comes_and_goes_with_its_layer(app: AtlasPage) -> None:
    app.open("sources")
    drawn = app.js(RIM)
    assert (drawn["soft"], drawn["bounded"]) == (4, True)
    app.toggle("circle")
    app.until(lambda: app.js(RIM) == {"soft": 0, "bounded": False, "beside": 0}, "nothing is left of it")
    app.toggle("circle")
    app.until(lambda: app.js(RIM) == drawn, "it is there again")


def test_no_layers_is_a_state_too(app: AtlasPage) -> None:
    app.open("sources", "en")
    for layer in app.visible():
        app.toggle(layer)
        expect(app.switch(layer)).not_to_be_checked()
    expect(app.side.get_by_text(say("en", "panel.no_rows"))).to_be_visible()
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).to_contain_text(say("en", "summary.empty"))


def test_a_click_on_the_map_shows_popup_and_details(app: AtlasPage) -> None:
    app.open("overview")
    expect(app.side.get_by_text(say("zh", "panel.nothing_selected"))).to_be_visible()
    select_airport(app)
    expect(app.popup).to_contain_text("机场")
    expect(app.details_of(AIRPORT)).to_contain_text("2.6.1")
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).to_contain_text("杭州萧山国际机场")
    app.popup.locator(".close").click()
    expect(app.details).to_have_count(0)
    assert app.state()["selected"] is None


def test_a_card_is_not_seen_while_its_feature_is_out_of_sight(app: AtlasPage) -> None:
    app.open("overview")
    select_airport(app)
    app.atlas("setView({lat: 29.2, lng: 118.6, zoom: 10})")
    app.settled()
    expect(app.popup).to_be_hidden()
    app.atlas(AIRPORT_VIEW)
    expect(app.popup).to_be_visible()
    app.js("AtlasMap.select('city-hangzhou', true)")
    app.atlas("setView({lat: 29.55, lng: 118.9, zoom: 10.5})")
    app.settled()
    expect(app.popup).to_be_visible()  # its anchor is far away, but it fills the map


def test_the_clear_button_clears_map_and_panel(app: AtlasPage) -> None:
    app.open("overview")
    select_airport(app)
    app.page.locator(".st-key-clear_selection button").click()
    expect(app.details).to_have_count(0)
    expect(app.popup).to_have_count(0)
    app.until(lambda: app.state()["selected"] is None)
    expect(app.side.get_by_text(say("zh", "panel.nothing_selected"))).to_be_visible()


def test_a_row_selects_on_the_map(app: AtlasPage) -> None:
    app.open("places").mark()
    click_row(app, 1)
    app.details.wait_for()
    chosen = app.details.get_attribute("data-feature")
    app.until(lambda: app.state()["selected"] == chosen, "the map selects what the table does")
    expect(app.popup).to_be_visible()
    inside = f"AtlasMap.map.getBounds().contains(AtlasMap.bounds(AtlasMap.byId.get('{chosen}')))"
    app.until(lambda: app.js(inside), "the map shows what is selected")
    app.idle()
    click_row(app, 3)
    app.until(lambda: app.state()["selected"] not in (chosen, None), "another row")
    expect(app.details_of(app.state()["selected"])).to_be_visible()
    assert app.marked()


def test_the_last_of_two_quick_clicks_wins(app: AtlasPage) -> None:
    app.open("transport")
    app.atlas(AIRPORT_VIEW)
    app.settled()
    ids = app.js("AtlasMap.layers.get('rail').features.slice(0, 6).map((feature) => feature.id)")
    for ident in ids:
        app.js("id => AtlasMap.select(id, true)", ident)
    expect(app.details_of(ids[-1])).to_be_visible()
    app.idle()
    assert app.state()["selected"] == ids[-1]


def test_the_panel_is_used_by_keyboard(app: AtlasPage) -> None:
    app.open("overview")
    app.map_frame.locator(".atlas-panel header button").focus()
    name = "() => (document.activeElement.dataset || {}).layer || document.activeElement.tagName"
    seen = []
    for _ in range(30):
        app.page.keyboard.press("Tab")
        seen.append(app.js(name))
        if seen[-1] == "rail":
            break
    assert "SUMMARY" in seen
    assert seen[-1] == "rail"
    app.page.keyboard.press("Space")
    app.until(lambda: "rail" not in app.visible(), "Space switches the layer off")
    assert app.js(name) == "rail"
    app.page.keyboard.press("Space")
    app.until(lambda: "rail" in app.visible(), "Space switches it on again")
    app.page.keyboard.press("Tab")
    assert app.js(name) != "rail"


def test_tab_leads_from_the_page_into_the_map(app: AtlasPage) -> None:
    app.open("overview")
    app.page.locator("button[data-theme]").focus()
    for _ in range(8):
        app.page.keyboard.press("Tab")
        if app.js("document.hasFocus() && document.activeElement !== document.body"):
            break
    assert app.js("document.hasFocus()")


def test_a_tooltip_names_what_is_under_the_pointer(app: AtlasPage) -> None:
    app.open("overview", "en").atlas(AIRPORT_VIEW)
    app.settled()
    app.page.mouse.move(*app.point(AIRPORT), steps=4)
    expect(app.map_frame.locator(".atlas-tip")).to_contain_text("Hangzhou Xiaoshan International Airport")
