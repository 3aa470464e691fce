"""The search box in the browser: typing, keys, picking, hostile text, and that a keystroke disturbs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pytest
from playwright.sync_api import Locator, expect

from layers.atlas.atlas import current_atlas
from tests.browser.conftest import Opener
from tests.browser.drive import LANGUAGES, AtlasPage
from tests.browser.serve import Server
from text import say

TYPED = [
    ("塘栖", "place-tangqi"), ("tangqi", "place-tangqi"), ("tq", "place-tangqi"), ("Tangqi", "place-tangqi"),
    ("湖杭铁路", "rail-huhang"), ("tangxi", "place-tangqi"), ("Tangqqi", "place-tangqi"),
    ("hangzhuo west", "station-hangzhou-xi"), ("杭州西栈", "station-hangzhou-xi"),
]  # fmt: skip
HOSTILE = ["<img src=x onerror=alert(1)>", "{{7*7}}", "'; DROP TABLE x", "x" * 5000, "\u202e", "?"]


class Search:
    """The box of a page."""

    def __init__(self, app: AtlasPage) -> None:
        self.app = app
        self.input = app.page.get_by_role("combobox", name=say("zh", "search.label")).or_(
            app.page.get_by_role("combobox", name=say("en", "search.label"))
        )
        self.options = app.page.locator(".box [role=option]")
        self.list = app.page.locator(".box .drop")

    def type(self, text: str) -> None:
        self.input.click()
        self.input.fill("")
        self.input.press_sequentially(text)

    def option(self, ident: str) -> Locator:
        return self.app.page.locator(f'.box [role=option][data-id="{ident}"]')


@pytest.fixture
def box(app: AtlasPage) -> Search:
    app.open("overview", "zh")
    return Search(app)


def home(ident: str) -> str:
    layer = current_atlas().home(ident)
    assert layer is not None
    return layer


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_spelling_finds_the_right_feature_first(app: AtlasPage, lang: str) -> None:
    app.open("overview", lang)
    box = Search(app)
    for text, ident in TYPED:
        box.type(text)
        expect(box.options.first).to_have_attribute("data-id", ident)
        expect(box.options.first.locator(".name")).to_have_text(current_atlas().feature(ident)[f"name_{lang}"])
        box.input.press("Escape")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_enter_switches_on_selects_flies_and_tells(app: AtlasPage, lang: str) -> None:
    app.open("overview", lang).mark()
    view = app.settled()
    box = Search(app)
    assert "places" not in app.visible()
    box.type("tangqi")
    expect(box.options.first).to_be_visible()
    box.input.press("Enter")
    expect(app.details_of("place-tangqi")).to_be_visible()
    expect(box.list).to_be_hidden()
    app.until(lambda: app.state()["selected"] == "place-tangqi", "the selection on the map")
    app.until(lambda: app.settled() != view, "the map has moved")
    at = app.view()
    point = current_atlas().feature("place-tangqi")["geometry"]
    assert abs(at["lat"] - point.y) < 0.2
    assert abs(at["lng"] - point.x) < 0.3
    assert "places" in app.visible()
    assert app.marked()
    expect(app.popup.locator("strong")).to_have_text(current_atlas().feature("place-tangqi")[f"name_{lang}"])


def selected(app: AtlasPage, ident: str) -> bool:
    return bool(app.state()["selected"] == ident)


def test_whatever_it_is_it_can_be_picked(box: Search) -> None:
    for ident in ("rail-huhang", "district-330113-2021", "ground-lake-chao", "circle-hangzhou"):
        box.type(current_atlas().feature(ident)["name_zh"])
        box.option(ident).click()
        box.app.until(partial(selected, box.app, ident), f"{ident} is selected on the map")
        expect(box.app.details_of(ident)).to_be_visible()
        assert box.app.state()["layers"][home(ident)]["visible"]


def test_enter_before_the_answer_takes_the_first_answer(box: Search) -> None:
    box.input.click()
    box.app.page.keyboard.insert_text("湖杭铁路")
    box.app.page.keyboard.press("Enter")
    expect(box.app.details_of("rail-huhang")).to_be_visible()
    expect(box.list).to_be_hidden()


def test_slash_arrows_and_escape(box: Search) -> None:
    box.app.heading.click()
    box.app.page.keyboard.press("/")
    expect(box.input).to_be_focused()
    assert box.input.input_value() == ""
    box.app.page.keyboard.type("hangzhou")
    expect(box.options.nth(2)).to_be_visible()
    expect(box.options.nth(0)).to_have_attribute("aria-selected", "true")
    expect(box.input).to_have_attribute("aria-expanded", "true")
    box.app.page.keyboard.press("ArrowDown")
    expect(box.options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box.input).to_have_attribute("aria-activedescendant", str(box.options.nth(1).get_attribute("id")))
    box.app.page.keyboard.press("ArrowUp")
    box.app.page.keyboard.press("ArrowUp")
    expect(box.options.last).to_have_attribute("aria-selected", "true")
    box.app.page.keyboard.press("Escape")
    expect(box.list).to_be_hidden()
    expect(box.input).to_have_attribute("aria-expanded", "false")
    box.app.page.keyboard.press("Escape")
    expect(box.input).to_have_value("")


def test_an_unlocated_entry_says_why_and_changes_nothing(box: Search) -> None:
    entry = next(entry for entry in current_atlas().unlocated if entry.id == "zone-zhexi-daxuecheng")
    view = box.app.settled()
    box.type(entry.names["zh"])
    expect(box.option(entry.id).locator(".unlocated")).to_have_text(say("zh", "search.unlocated"))
    box.input.press("Enter")
    expect(box.list.locator(".note")).to_contain_text(entry.reasons["zh"])
    assert box.app.settled() == view
    assert box.app.state()["selected"] is None


def test_typing_runs_only_the_box(box: Search) -> None:
    box.app.mark()
    before = box.app.page.evaluate("document.querySelector('.st-key-atlas_side h1').seen = true")
    assert before
    box.type("zhejiang")
    expect(box.options.first).to_be_visible()
    assert box.app.page.evaluate("document.querySelector('.st-key-atlas_side h1').seen")
    assert box.app.marked()
    assert box.input.evaluate("node => node.getRootNode().activeElement === node")


def test_hostile_text_is_text(box: Search) -> None:
    for text in HOSTILE:
        box.input.click()
        box.input.fill("")
        expect(box.list).to_be_hidden()
        box.app.page.keyboard.insert_text(text)
        expect(box.list.locator(".note"), text[:20]).to_have_text(say("zh", "search.none"))
        assert box.app.page.locator(".box img").count() == 0


def test_it_is_on_every_page_and_speaks_the_language(box: Search) -> None:
    box.app.go("places")
    expect(box.input).to_have_attribute("placeholder", say("zh", "search.placeholder"))
    box.app.language("en")
    expect(box.input).to_have_attribute("placeholder", say("en", "search.placeholder"))
    box.type("tq")
    expect(box.options.first.locator(".name")).to_have_text("Tangqi")


@pytest.mark.parametrize("size", [(1024, 700), (390, 800)])
def test_on_a_small_screen_it_opens_from_its_glyph(server: Server, new_page: Opener, size: tuple[int, int]) -> None:
    app = new_page(server, size).open("overview", "zh")
    box = Search(app)
    field = app.page.locator(".box .field")
    app.until(lambda: (field.bounding_box() or {"width": 999})["width"] < 48, "the field is folded")
    field.click()
    app.until(lambda: (field.bounding_box() or {"width": 0})["width"] > 150, "the field is open")
    app.page.keyboard.type("tangqi")
    expect(box.options.first).to_be_visible()
    drop = box.list.bounding_box()
    assert drop is not None
    assert drop["x"] >= 0
    assert drop["x"] + drop["width"] <= size[0]


def test_a_clause_is_found_by_its_number_and_by_its_words_and_opens_in_the_outline(app: AtlasPage) -> None:
    app.open("transport", "zh")
    field = app.page.get_by_role("combobox")
    field.fill("2.6.1")
    hits = app.page.locator(".box [role=option]")
    expect(hits).to_have_count(1)
    expect(hits.first).to_contain_text("条款 2.6.1")
    field.press("Enter")
    expect(app.side.locator('.atlas-clause[data-clause="2.6.1"]')).to_be_visible()
    app.until(lambda: "rail-hangqu" in (app.state()["focus"] or ()), "the clause stands out")
    assert "/report?" in app.page.url
    app.idle()
    field.fill("先行区")
    app.page.locator('.box [role=option][data-id="2.4.2"]').click()
    expect(app.side.locator('.atlas-clause[data-clause="2.4.2"]')).to_be_visible()


def test_the_box_is_empty_after_going_and_after_a_step_back(box: Search) -> None:
    box.type("tangqi")
    expect(box.options.first).to_be_visible()
    box.input.press("Enter")
    expect(box.app.details_of("place-tangqi")).to_be_visible()
    expect(box.input).to_have_value("")
    box.type("tangqi")
    expect(box.options.first, "the same is found again").to_be_visible()
    box.input.press("Escape")
    box.type("2.6.1")
    expect(box.options).to_have_count(1)
    box.options.first.click()
    expect(box.app.side.locator('.atlas-clause[data-clause="2.6.1"]')).to_be_visible()
    expect(box.input).to_have_value("")
    box.app.idle().page.go_back()
    expect(box.app.details_of("place-tangqi")).to_be_visible()
    expect(box.input).to_have_value("")


def test_a_step_back_brings_back_the_view_that_a_pick_had_moved_away(box: Search) -> None:
    app = box.app

    def looks(wanted: Mapping[str, float]) -> bool:
        now = app.settled()
        return all(abs(now[name] - wanted[name]) < 0.01 for name in wanted)

    app.open(path="/?v=1&lang=zh&theme=light&view=29.71,118.31,11")
    before = app.settled()
    box.type("tangqi")
    expect(box.options.first).to_be_visible()
    box.input.press("Enter")
    expect(app.details_of("place-tangqi")).to_be_visible()
    app.idle()
    there = app.settled()
    assert not looks(before)
    app.page.go_back()
    expect(app.details_of("place-tangqi")).to_have_count(0)
    app.until(lambda: looks(before), "it looks where it looked")
    app.idle().page.go_forward()
    expect(app.details_of("place-tangqi")).to_be_visible()
    app.until(lambda: looks(there), "it looks where the pick had led")


def test_a_picked_layer_that_is_on_already_is_led_to_in_the_panel(box: Search) -> None:
    app = box.app
    assert "rail" in app.visible()
    app.map_frame.locator(".atlas-panel summary[data-group]").first.wait_for()
    for group in app.map_frame.locator(".atlas-panel details.group[open] > summary").all()[::-1]:
        group.click()
    box.type("铁路")
    box.option("rail").click()
    expect(app.switch("rail")).to_be_focused()
    expect(app.map_frame.locator(".atlas-notice.seen")).to_have_text(
        say("zh", "search.shown", name=current_atlas().catalogue.layer("rail").zh)
    )


def test_near_enough_a_layer_of_which_nothing_is_in_sight_is_gone_to_and_one_in_sight_is_not(box: Search) -> None:
    app = box.app
    for place, moves in (((29.71, 118.31), True), ((30.25, 120.17), False)):
        app.open(path="/?v=1&lang=zh&theme=light&layers=cities&view={},{},12".format(*place))
        before = app.settled()
        box.type("地铁")
        expect(box.options.first).to_have_attribute("data-id", "metro")
        box.input.press("Enter")
        app.until(lambda: "metro" in app.visible(), "it is on")
        app.idle()
        if moves:
            app.until(lambda: app.view()["lng"] > 119.5, "the map is where it is")
        else:
            assert app.settled() == before


def test_a_layer_is_switched_on_and_gone_near_a_theme_shown_and_a_page_opened(box: Search) -> None:
    app = box.app.open(path="/?v=1&lang=zh&theme=light&layers=cities")
    for text, ident in (("地铁", "metro"), ("常住人口", "residents"), ("出图", "export")):
        box.type(text)
        expect(box.options.first).to_have_attribute("data-id", ident)
        box.input.press("Enter")
        expect(box.list).to_be_hidden()
        if ident == "metro":
            app.until(lambda: "metro" in app.visible() and app.view()["zoom"] >= 10, "it is drawn")
        elif ident == "residents":
            app.until(lambda: (app.state()["indicator"] or "").startswith("residents.2020"), "the map is coloured")
        app.idle()
    expect(app.heading).to_have_text(say("zh", "header.group.export"))
