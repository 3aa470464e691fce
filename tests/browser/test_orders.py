"""A click on a format is never lost: it gives the page as it was set when it was clicked, and says that it is made."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import Download, Locator, expect

from maps.origin.snapshot import read
from maps.plan.layout import MM_PER_INCH
from tests.browser.drive import AtlasPage
from tests.browser.test_export import SLOW_MS, stage
from text import say

POINTS_PER_INCH = 72
A3_MM = (420, 297)
TITLE = "随手写的标题"


def sides_mm(data: bytes) -> list[float]:
    """Width and height of the first page of a PDF."""
    box = pypdf.PdfReader(BytesIO(data)).pages[0].mediabox
    return [float(side) / POINTS_PER_INCH * MM_PER_INCH for side in (box.width, box.height)]


def composer(app: AtlasPage) -> tuple[list[Download], Locator]:
    """The export page, open: the files that it has handed over so far, and where it says what is being made."""
    app.page.goto(f"{app.origin}/export?lang=zh")
    stage(app)
    got: list[Download] = []
    app.page.on("download", lambda file: got.append(file))  # noqa: PLW0108  # Playwright takes no method of a list
    making = app.side.locator(".st-key-atlas_tray [role=status]")
    return got, making


def test_a_format_that_is_clicked_right_after_a_change_gives_the_page_as_it_is_set(app: AtlasPage) -> None:
    got, making = composer(app)
    again = app.side.locator(".st-key-atlas_tray [data-testid=stDownloadButton]:visible p")

    # The size, and a moment later two formats, the second while the first is made.
    app.side.get_by_role("radio", name=say("zh", "export.size_a3"), exact=True).click()
    app.page.wait_for_timeout(300)
    app.side.get_by_role("button", name="PDF", exact=True).click()
    expect(making).to_have_text(say("zh", "export.making", format="PDF"), timeout=400)
    app.side.get_by_role("button", name="SVG", exact=True).click()
    app.page.wait_for_timeout(300)
    # What is set after the click does not change what was asked for.
    app.side.get_by_role("radio", name=say("zh", "export.size_square"), exact=True).click()
    expect(again).to_have_count(2, timeout=SLOW_MS)
    app.until(lambda: len(got) == 2, "both files")
    files = {file.suggested_filename.rpartition(".")[2]: file.path().read_bytes() for file in got}
    assert sides_mm(files["pdf"]) == pytest.approx(A3_MM, abs=0.2)
    assert read("figure.svg", files["svg"]).sheet.size == "a3"
    expect(making).to_have_text("")

    # A title that is still being written is on the page, too.
    app.side.get_by_label(say("zh", "export.title"), exact=True).fill(TITLE)
    app.side.get_by_role("button", name="HTML", exact=True).click()
    expect(again).to_have_text([say("zh", "export.made", name="HTML")], timeout=SLOW_MS)
    app.until(lambda: len(got) == 3, "the third file")
    assert read("map.html", got[2].path().read_bytes()).sheet.title == TITLE
    assert read("map.html", got[2].path().read_bytes()).sheet.size == "square"


def test_a_double_click_on_a_format_does_not_leave_it_being_made(app: AtlasPage) -> None:
    got, making = composer(app)
    app.side.get_by_role("button", name="SVG", exact=True).dblclick()
    expect(making).to_contain_text("SVG", timeout=400)
    app.until(lambda: got, "the file")
    expect(making).to_have_text("", timeout=SLOW_MS)
