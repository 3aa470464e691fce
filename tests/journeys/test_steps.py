"""Back takes back one choice a press, those beside the map too: a filter, a row of the legend, a clause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator

from tests.journeys.conftest import Reader, Start

STATION, CLAUSE, OTHER = "station-hangzhou-xi", "2.4.3", "2.4.1"
CLASS = "roads.motorway"


def text(found: Locator) -> str:
    """What the first of them says, nothing where there is none."""
    return (found.first.text_content() or "") if found.count() else ""


def seen(reader: Reader) -> dict[str, Any]:
    """What somebody who looks at the page has before them: in the side panel, on the map and in its own panel."""
    side, inside, lit = reader.side, reader.map_frame, reader.state()["focus"]
    field = side.get_by_label(reader.say("filter.words"), exact=True)
    return {
        "page": text(reader.heading),
        "path": urlsplit(reader.page.url).path,
        "details": text(reader.details.locator("h2")),
        "card": text(inside.locator(".atlas-popup:visible h2, .atlas-popup:visible h3, .atlas-popup:visible strong")),
        "rail": reader.switch("rail").is_checked(),
        "month": text(inside.locator(".atlas-timebar [aria-pressed=true]")),
        "legend": [row.get_attribute("aria-pressed") for row in inside.locator(f"[data-key='{CLASS}']").all()],
        "words": field.input_value() if field.count() else "",
        "rows": text(side.locator('[data-testid="stCaptionContainer"]')),
        "clause": text(side.locator(".atlas-clause h2")),
        "checks": sorted(
            set(side.locator("li[data-check]").evaluate_all("nodes => nodes.map((one) => one.className)"))
        ),
        "lit": sorted(lit) if lit else [],
    }


def rests(reader: Reader, wanted: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
    """What is seen once that is so and the server has nothing more to say."""
    last: list[dict[str, Any]] = [{}, {}]

    def still() -> bool:
        reader.idle()
        last[:] = [last[1], seen(reader)]
        return last[0] == last[1] and wanted(last[1])

    try:
        reader.until(still, what)
    except AssertionError as error:
        raise AssertionError(f"{what}: {last[1]}") from error
    return last[1]


def put(reader: Reader, words: str) -> None:
    """Type into the filter over the table."""
    field = reader.side.get_by_label(reader.say("filter.words"), exact=True)
    field.fill(words)
    field.press("Enter")


def ask(reader: Reader, status: str) -> None:
    """Ask for a status in the filter's own window, and shut it."""
    reader.side.get_by_test_id("stPopoverButton").click()
    reader.page.get_by_test_id("stPopoverBody").get_by_text(status, exact=True).click()
    reader.idle()
    reader.page.keyboard.press("Escape")


def changed(done: Callable[[dict[str, Any]], bool], before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether an act has done what it should, and something is seen of it."""
    return done(now) and now != before


def choose(reader: Reader, locator: str) -> None:
    """Choose a clause in the outline, its part first."""
    row = reader.side.locator(f".st-key-clause_{locator.count('.')}_{locator.replace('.', '_')} button")
    if not row.is_visible():
        reader.section(1)
    row.click()


def test_back_takes_back_filters_and_clauses_one_by_one_and_forward_brings_them_again(reader: Start) -> None:
    planner = reader("zh").come("transport")
    acts: list[tuple[str, Callable[[], None], Callable[[dict[str, Any]], bool]]] = [
        ("a station", lambda: planner.find("hangzhouxi", STATION), lambda now: bool(now["details"])),
        ("a layer", lambda: planner.toggle("rail"), lambda _: True),
        ("a month", lambda: planner.month(planner.say("map.time_then")), lambda now: bool(now["month"])),
        ("a row", planner.map_frame.locator(f"[data-key='{CLASS}']").click, lambda now: "false" in now["legend"]),
        ("words", lambda: put(planner, "黄"), lambda now: now["words"] == "黄"),
        ("a status", lambda: ask(planner, "在建"), lambda _: True),
        ("a page", lambda: planner.go("report"), lambda now: now["path"] == "/report"),
        ("a clause", lambda: choose(planner, CLAUSE), lambda now: CLAUSE in now["clause"] and bool(now["lit"])),
        ("another", lambda: choose(planner, OTHER), lambda now: OTHER in now["clause"]),
        ("the checks", lambda: planner.go("checks"), lambda now: now["path"] == "/checks"),
        ("what is not known", lambda: planner.choose("checks.unknown"), lambda now: now["checks"] == ["unknown"]),
    ]
    steps = [rests(planner, lambda now: bool(now["page"]), "the page")]
    entries = planner.page.evaluate("history.length")
    for what, act, done in acts:
        act()
        before = steps[-1]
        steps.append(rests(planner, partial(changed, done, before), what))
    assert planner.page.evaluate("history.length") == entries + len(acts), "one entry for each"
    names = [what for what, _, _ in acts]
    for number in range(len(acts) - 1, -1, -1):
        planner.page.go_back()
        rests(planner, steps[number].__eq__, f"back before {names[number]}, as {steps[number]}")
    for number in range(1, len(steps)):
        planner.page.go_forward()
        rests(planner, steps[number].__eq__, f"forward to {names[number - 1]}, as {steps[number]}")
