"""A clause of the report is a link wherever it stands: in the card on the map, in the table, in the list of checks."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from text import say
from ui.kit.table import ROW_PX

HEAD_PX, STEP_PX = 35, 11


def leads(app: AtlasPage, clause: str) -> None:
    """Wait until the clause is chosen on the report's page, in this window, on the same map."""
    expect(app.side.locator(f'.atlas-clause[data-clause="{clause}"]')).to_be_visible()
    expect(app.page).to_have_url(re.compile(rf"/report\?.*clause={re.escape(clause)}(&|$)"))
    app.idle()
    assert app.marked(), "no new visit"
    assert len(app.page.context.pages) == 1, "no new window"


def click_clause_cell(app: AtlasPage, row: int) -> None:
    """Click along a row of the table until a cell leads somewhere: what is drawn on a canvas has no places."""
    grid = app.side.locator('[data-testid="stDataFrame"]').first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    asks = app.page.locator(".atlas-clauses")
    app.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    app.page.mouse.wheel(2000, 0)
    app.settled()
    y = box["y"] + HEAD_PX + ROW_PX * row + ROW_PX / 2
    for x in range(int(box["x"]) + 40, int(box["x"] + box["width"]) - 8, STEP_PX):
        app.page.mouse.click(x, y)
        app.page.wait_for_timeout(60)
        if asks.count() or "/report" in app.page.url:
            return
    raise AssertionError("no cell of the row leads anywhere")


def test_clauses_lead_to_the_report_from_card_table_and_checks(server: Server, new_page: Opener) -> None:
    app = new_page(server, (1920, 1080))
    app.open(path="/transport?v=1&lang=zh&theme=light&selected=rail-hanghuang").mark()
    app.popup.locator("summary").click()
    app.popup.get_by_role("button", name="2.4.3", exact=True).click()
    leads(app, "2.4.3")
    assert app.state()["selected"] == "rail-hanghuang", "what is selected stays"

    app.go("transport")
    field = app.side.get_by_label(say("zh", "filter.words"), exact=True)
    field.fill("钱塘江")
    field.press("Enter")
    expect(app.side.get_by_text("筛出")).to_be_visible()
    app.idle()
    click_clause_cell(app, 0)
    asks = app.page.locator(".atlas-clauses button")
    expect(asks.first).to_be_focused()
    offered = asks.all_text_contents()
    assert offered == ["2.3.3", "2.6.1"]
    app.page.keyboard.press("Escape")
    expect(asks).to_have_count(0)
    click_clause_cell(app, 0)
    asks.filter(has_text="2.3.3").click()
    leads(app, "2.3.3")

    app.go("checks")
    link = app.side.locator(".checks a.clause:visible").first
    clause = str(link.get_attribute("href")).rpartition("=")[2]
    link.click()
    leads(app, clause)
