"""Reading keeps its place: what is selected stands beside the text, and the text stays where the reader has it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from tests.browser.test_report import give, marks

SCROLLED = "(side) => side.scrollTop"


def box(app: AtlasPage, selector: str) -> dict[str, float]:
    found = app.side.locator(selector).bounding_box()
    assert found is not None
    return {name: float(found[name]) for name in ("x", "y", "width", "height")}


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_details_stand_beside_the_text_which_keeps_its_place(
    server: Server, new_page: Opener, size: tuple[int, int]
) -> None:
    app = new_page(server, size).open(path="/report?v=1&lang=zh&theme=light&clause=2.4.3")
    chip = app.side.locator(".st-key-atlas_clause").get_by_role("radio", name="杭黄高铁", exact=True)
    chip.scroll_into_view_if_needed()
    app.side.evaluate("(side) => side.scrollBy(0, 60)")
    app.settled()
    before, scrolled, map_px = chip.bounding_box(), app.side.evaluate(SCROLLED), app.iframe.bounding_box()
    assert scrolled > 0, "there is a place to be kept"
    chip.click()
    details = app.details_of("rail-hanghuang")
    expect(details).to_be_visible()
    app.idle()
    app.settled()
    text, at = box(app, ".st-key-atlas_text"), details.bounding_box()
    assert at is not None
    assert chip.bounding_box() == before, "what is read is where it was"
    assert app.side.evaluate(SCROLLED) == scrolled
    assert app.iframe.bounding_box() == map_px, "the map is no other one"
    assert at["x"] >= text["x"] + text["width"], "beside the text and not below it"
    assert 0 < at["y"] < size[1] / 4, "from its top on"
    assert at["x"] + at["width"] <= size[0]
    app.side.evaluate("(side) => side.scrollBy(0, 400)")
    app.until(lambda: app.side.evaluate(SCROLLED) > scrolled, "the text goes on")
    after = details.bounding_box()
    assert after is not None
    assert 40 < after["y"] <= at["y"], "the details stay in sight"


@pytest.mark.parametrize("size", [(1024, 768), (390, 844)])
def test_where_there_is_no_room_beside_the_details_stand_at_the_foot(
    server: Server, new_page: Opener, size: tuple[int, int]
) -> None:
    app = new_page(server, size).open(path="/report?v=1&lang=zh&theme=light&clause=2.4.3")
    if size[0] < 720:
        app.page.locator(".atlas-tabs .side").click()
    dock = app.side.locator(".st-key-atlas_dock")
    expect(dock).to_be_hidden()
    chip = app.side.locator(".st-key-atlas_clause").get_by_role("radio", name="杭黄高铁", exact=True)
    chip.click()
    expect(app.details_of("rail-hanghuang")).to_be_visible()
    app.idle()
    app.settled()
    read, foot = chip.bounding_box(), dock.bounding_box()
    assert read is not None
    assert foot is not None
    assert read["y"] > 0
    assert read["y"] + read["height"] <= foot["y"] + 1, "the details do not lie over what is read"
    assert foot["height"] < size[1] / 2
    assert foot["y"] < size[1] - 200, "both are seen at once"


def test_a_name_that_is_clicked_in_a_document_does_not_move_its_text(app: AtlasPage) -> None:
    app.open("report", "zh")
    filling = "\n".join(f"第{number}段说的是别的。" for number in range(60))
    give(app, "a.txt", f"{filling}\n到桐庐县考察。\n到绍兴市考察。\n{filling}".encode())
    shaoxing = marks(app).filter(has_text="绍兴市").first
    text = app.side.locator(".text")
    shaoxing.scroll_into_view_if_needed()
    scrolled = text.evaluate(SCROLLED)
    assert scrolled > 0
    shaoxing.click()
    expect(app.details_of("city-shaoxing")).to_be_visible()
    app.idle()
    app.settled()
    assert text.evaluate(SCROLLED) == scrolled
