"""The planner: from a name, a clause, a document, a month or a check to the map, and on to a colleague's browser."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from layers.atlas.atlas import current_atlas
from layers.checks.checks import checks, totals
from layers.report.outline import features_of, title
from tests import documents
from tests.browser.drive import near
from tests.journeys.conftest import Reader, Start, differing

STATION = "station-hangzhou-xi"
PHONE = (390, 844)
SECOND_MS = 5_000
OF = {"zones": "zones", "transport": "rail", "places": "places"}
"""A layer that a page opens with, and the others do not."""
SEEN = 0.001
"""The share of a map that a line drawn otherwise changes at least."""


def clauses(reader: Reader) -> Locator:
    """The clauses that name the selected feature, as buttons."""
    return reader.side.locator(".st-key-atlas_naming button")


def says_where(reader: Reader) -> bool:
    """Whether the address says where the map looks, at rest: the report is laid out anew, and the map beside it."""
    reader.settled()
    view = parse_qs(urlsplit(reader.page.url).query).get("view", [""])[0].split(",")
    seen = reader.state()["view"]
    return view[:3] == [f"{seen[name]:g}" if name == "zoom" else str(seen[name]) for name in ("lat", "lng", "zoom")]


def test_a_station_found_by_pinyin_its_clause_and_the_address_for_a_colleague(reader: Start) -> None:
    planner = reader("zh").come()
    planner.find("hangzhouxi", STATION)
    expect(planner.details_of(STATION).locator("h2")).to_have_text("杭州西站")
    expect(planner.popup.locator("strong")).to_have_text("杭州西站")
    named = [str(locator) for locator in current_atlas().feature(STATION)["clauses"]]
    expect(clauses(planner)).to_have_count(len(named))
    for row, locator in zip(clauses(planner).all(), named, strict=True):
        expect(row).to_have_text(f"{locator} {title(locator, 'zh')}")
    with planner.answered():
        clauses(planner).first.click()
    expect(planner.heading).to_have_text(planner.title("report"))
    expect(planner.side.locator(f'.atlas-clause[data-clause="{named[0]}"] h2')).to_contain_text(title(named[0], "zh"))
    planner.until(lambda: set(planner.state()["focus"] or ()) == set(features_of(current_atlas(), named[0])), "focus")
    planner.until(lambda: f"selected={STATION}" in planner.page.url and says_where(planner), "the address")
    here = planner.shown()
    assert here["selected"] == STATION

    colleague = reader("zh")
    colleague.open(path=planner.page.url.removeprefix(planner.origin))
    colleague.until(lambda: colleague.shown() == here, "the same map")
    expect(colleague.details_of(STATION)).to_be_visible()
    expect(colleague.side.locator(f'.atlas-clause[data-clause="{named[0]}"]')).to_be_visible()
    # What stands out fades in, and names are placed when the map has come to rest.
    colleague.until(lambda: differing(planner.picture(), colleague.picture(), rough=4) < SEEN, "the same picture")


def test_a_document_of_ones_own_is_read_on_the_map_and_taken_away_again(reader: Start) -> None:
    planner = reader("zh").come("report")
    before = planner.shown()
    planner.open_tab("report.document")
    planner.give("report.upload", "走访.docx", documents.docx_of(documents.OTHER_TEXT))
    expect(planner.side.locator(".atlas-document h2")).to_have_text("走访.docx")
    marks = planner.side.locator("button.mark")
    expect(marks.filter(has_text="千岛湖")).to_have_count(1)
    expect(marks.filter(has_text="黄山")).to_have_count(2)
    planner.until(lambda: "place-qiandaohu" in (planner.state()["focus"] or ()), "what is named stands out")
    named = len(planner.state()["focus"])
    listed = planner.side.get_by_text(f"筛出 {named} 个")
    expect(listed).to_be_visible()
    planner.press("filter.of_text")
    expect(listed).to_have_count(0)
    marks.filter(has_text="千岛湖").click()
    expect(planner.details_of("place-qiandaohu")).to_be_visible()
    expect(planner.popup.locator("strong")).to_have_text("千岛湖")
    planner.idle()
    planner.press("panel.clear")
    planner.press("report.drop")
    expect(planner.side.locator(".atlas-document")).to_have_count(0)
    after = planner.shown()
    assert (after["focus"], after["selected"], after["layers"]) == ([], None, before["layers"])


REFUSED = {
    "scan": ("scan.pdf", documents.blank_pdf(1), "no_text"),
    "locked": ("locked.pdf", documents.encrypted_pdf(documents.OTHER_TEXT), "encrypted"),
    "another type": ("table.csv", "桐乡,嘉善".encode(), "unknown_type"),
    "disguised": ("picture.docx", documents.PNG, "not_what_it_says"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_document_that_cannot_be_read_is_answered_in_the_readers_language(reader: Start, lang: str) -> None:
    planner = reader(lang).come("report")
    planner.open_tab("report.document")
    for name, data, code in REFUSED.values():
        planner.give("report.upload", name, data)
        expect(planner.side.locator(".st-key-atlas_document_fault")).to_have_text(planner.say(f"fault.document.{code}"))
    planner.give("report.upload", "ours.txt", "桐乡与嘉善".encode())
    expect(planner.side.locator("button.mark")).to_have_count(2)
    expect(planner.side.locator(".st-key-atlas_document_fault")).to_have_count(0)


def has_month(reader: Reader, month: str) -> bool:
    """Whether the map shows a month."""
    return bool(reader.state()["date"] == month)


def test_month_by_month_a_line_is_built_and_the_table_says_when(reader: Start) -> None:
    planner = reader("zh").come("transport")
    planner.find("湖杭铁路", "rail-huhang")
    status = planner.details_of("rail-huhang").locator(".progress")
    expect(status).to_contain_text("2022-09-22")
    planner.press("panel.clear")
    slider = planner.map_frame.get_by_role("slider", name=planner.say("map.time"))
    slider.fill("150")
    planner.until(lambda: planner.state()["date"] == "2022-07", "the month")
    pictures = [planner.picture()]
    for month in ("2022-08", "2022-09"):
        slider.press("ArrowRight")
        planner.until(partial(has_month, planner, month), month)
        expect(planner.map_frame.locator(".atlas-timebar .value")).to_have_text(month)
        pictures.append(planner.picture())
    assert differing(pictures[1], pictures[2]) > SEEN, "in September the line is open, and is drawn so"
    planner.until(lambda: "date=2022-09" in planner.page.url, "the month in the address")
    planner.idle()
    tab = planner.side.get_by_role("tab", name=re.compile(planner.say("progress.tab", count=0).split("(")[0]))
    tab.click()
    row = planner.side.locator("canvas tr", has_text="湖杭高铁")
    expect(row).to_have_text(re.compile("规划.*已开通"))
    planner.month(planner.say("map.time_all"))
    planner.until(lambda: planner.state()["date"] is None, "no month")
    expect(planner.map_frame.locator(".atlas-timebar .value")).to_have_text(planner.say("map.time_off"))


def test_the_checks_are_filtered_shown_on_the_map_and_found_again(reader: Start) -> None:
    known = totals(checks(current_atlas()))
    planner = reader("zh").come("checks")
    rows = planner.side.locator(".checks li[data-check]")
    expect(rows).to_have_count(known["differs"])
    planner.choose("checks.unknown")
    expect(rows).to_have_count(known["unknown"])
    expect(rows.first.locator(".state")).to_have_text(planner.say("checks.unknown"))
    planner.choose("checks.definition")
    expect(rows).to_have_count(known["definition"])
    row = planner.side.locator('[data-check="city_area.city-huangshan"]')
    expect(row.locator(".reason")).not_to_be_empty()
    before = planner.settled()
    row.get_by_role("button").click()
    expect(planner.details_of("city-huangshan")).to_be_visible()
    planner.until(lambda: planner.state()["selected"] == "city-huangshan", "the city on the map")
    assert not near(planner.settled(), before)
    planner.idle()
    for name, count in (("unknown", known["unknown"]), ("all", sum(known.values()))):
        planner.choose(f"checks.{name}")
        planner.go("zones")
        planner.go("checks")
        expect(rows).to_have_count(count)
        there = reader("zh")
        there.open(path=planner.page.url.removeprefix(planner.origin))
        expect(there.side.locator(".checks li[data-check]")).to_have_count(count)
        expect(there.details_of("city-huangshan")).to_be_visible()


def test_in_english_on_a_phone(reader: Start) -> None:
    planner = reader("en", PHONE, has_touch=True).come()
    expect(planner.heading).to_have_text("Overview")
    planner.page.locator(".box .field").click()
    planner.find("tangqi", "place-tangqi")
    details = planner.details_of("place-tangqi")
    expect(details.locator("h2")).to_have_text("Tangqi")
    expect(planner.popup).to_contain_text("Tangqi")
    planner.page.get_by_role("button", name=planner.say("access.tab_side"), exact=True).click()
    details.scroll_into_view_if_needed()
    details.locator("h2").click(timeout=SECOND_MS)  # nothing lies over it
    assert planner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    planner.page.locator(".atlas-header button[data-opens=menu]").click()
    planner.page.locator(".atlas-header nav a[data-page=zones]").click()
    expect(planner.heading).to_have_text("Zones")
    planner.until(lambda: "zones" in planner.on(), "the zones on the map")
    planner.map_frame.locator(".atlas-panel header button").click(timeout=SECOND_MS)  # the drawer has gone by itself
    expect(planner.switch("zones")).to_be_checked()
    planner.toggle("zones")
    planner.until(lambda: "zones" not in planner.on(), "a switch in the sheet")
    assert planner.state()["lang"] == "en"


def test_back_and_forward_through_a_morning(reader: Start) -> None:
    planner = reader("en").come()
    planner.go("transport")
    planner.find("tangqi", "place-tangqi")
    planner.go("zones")
    planner.toggle("corridors")
    planner.until(lambda: "corridors" in planner.page.url, "the layer in the address")
    planner.idle()
    planner.go("places")
    there = planner.shown()
    back, forward = planner.page.go_back, planner.page.go_forward
    for turn, name, beside in (
        (back, "zones", True), (back, "zones", False), (back, "transport", False),
        (forward, "zones", False), (forward, "zones", True), (forward, "places", False),
    ):  # fmt: skip
        turn()
        planner.until(partial(is_at, planner, name), f"one step to {name}")
        expect(planner.heading).to_have_text(planner.title(name))
        planner.until(partial(has_layer, planner, OF[name]), name)
        planner.until(partial(has_corridors, planner, beside), f"corridors on {name}: {beside}")
        assert planner.state()["selected"] == "place-tangqi"
    assert planner.shown() == there


def is_at(reader: Reader, name: str) -> bool:
    """Whether the address is that of a page."""
    return urlsplit(reader.page.url).path == f"/{name}"


def has_corridors(reader: Reader, wanted: bool) -> bool:
    """Whether the map shows the corridors, or not, as is wanted."""
    return ("corridors" in reader.on()) == wanted


def has_layer(reader: Reader, layer: str) -> bool:
    """Whether the map shows a layer."""
    return layer in reader.on()
