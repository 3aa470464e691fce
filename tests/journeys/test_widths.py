"""One guest's way through the atlas at every width: what lies under the pointer is asked for, nothing covers anything,
the header leads where it says, and what is ordered is what is set.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_export import stage
from tests.browser.test_moving import OVERLAPPING, hidden, middle
from tests.browser.test_orders import A3_MM, sides_mm
from tests.journeys.conftest import SLOW_MS, Reader, Start

SIZES = {
    "1366x768": (1366, 768),
    "1920x1080": (1920, 1080),
    "1024x768": (1024, 768),
    "1440x900 at 110 %": (1309, 818),
    "1440x900 at 150 %": (960, 600),
    "a phone": (390, 780),
}
"""A browser that enlarges has so much less room."""
OVERLAP = "/zones?v=1&lang=en&theme=light&layers=cities,districts_2019,zones&view=30.2,120.2,9"


def asked_and_chosen(guest: Reader) -> None:
    """Click where things overlap, choose the second of those offered, and read its card."""
    before = guest.settled()
    guest.page.mouse.click(*middle(guest))
    choices = guest.popup.locator(".atlas-stack button")
    expect(choices.nth(1)).to_be_visible()
    assert hidden(guest) == ""
    assert guest.state()["selected"] is None, "nothing is chosen before it is asked for"
    wanted = str(choices.nth(1).get_attribute("data-feature"))
    choices.nth(1).click()
    guest.until(lambda: guest.state()["selected"] == wanted, "what was chosen is selected")
    assert hidden(guest) == ""
    assert guest.settled() == before, "the map has not jumped"


@pytest.mark.parametrize("name", SIZES)
def test_at_every_width_a_guest_chooses_turns_the_page_and_comes_back(reader: Start, name: str) -> None:
    guest = reader("en", SIZES[name])
    guest.open(path=OVERLAP)
    assert guest.js(OVERLAPPING) == []
    asked_and_chosen(guest)
    selected = guest.state()["selected"]
    guest.idle().go("briefing")
    assert guest.page.evaluate("document.documentElement.lang") == "en", "a click on a page is no click on a language"
    guest.page.go_back()
    guest.until(lambda: "/zones" in guest.page.url and guest.state()["selected"] == selected, "the map as it was")
    assert guest.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", ["1366x768", "1024x768"])
def test_a_size_changed_and_a_click_at_once_give_the_page_as_it_is_set(reader: Start, name: str) -> None:
    exporter = reader("zh", SIZES[name])
    exporter.page.goto(f"{exporter.origin}/export?lang=zh")
    stage(exporter)
    exporter.side.get_by_role("radio", name=exporter.say("export.size_a3"), exact=True).click()
    with exporter.page.expect_download(timeout=SLOW_MS) as waiting:
        exporter.button("PDF").click()
    assert sides_mm(waiting.value.path().read_bytes()) == pytest.approx(A3_MM, abs=0.2)
