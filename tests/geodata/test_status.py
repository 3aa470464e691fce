"""What became of the report's plans: every subject has a table, and every table holds dated, sourced facts."""

from __future__ import annotations

import itertools
import re
import tomllib
from typing import Any

import pytest

from geodata.recipes.io import GEODATA, WORKSPACE
from tests import repository
from tests.geodata import shipped

STATUSES = ("idea", "planned", "building", "open", "changed")
TABLES: dict[str, dict[str, Any]] = tomllib.loads((GEODATA / "status.toml").read_text(encoding="utf-8"))
TODAY = "2026-11-27"
REPORT_DAY = "2019-07-30"
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
FACTS = {
    "looked_up",
    "plan_zh",
    "plan_en",
    "planned_year",
    "planned_source",
    "unknown_since",
    "not_sourced",
    "note_zh",
    "note_en",
}
EVENT = {"date", "status", "source", "note_zh", "note_en"}
POOR = (
    "studyofnet", "yydec", "baogaosu", "laozhaotou", "qwitaly", "scrsks", "jsbao", "360elib", "outofmemory", "kudan",
    "jiaqinwang69", "ushya", "codepub", "miaodongshenghuo", "bkdqb", "jiangsulong", "vzvkv", "one-tool", "jiantou8",
    "zzsj", "5sw", "minshangjie",
)  # fmt: skip
"""Parts of the hosts of pages that copy from elsewhere, or of forums."""
LAYERS = ("rail", "roads", "stations", "gateways", "waterways", "zones")
FEATURES = {
    ident: item for stem in LAYERS for ident, item in (shipped.features(stem) | shipped.unlocated(stem)).items()
}
SUBJECTS = {
    ident
    for ident, item in FEATURES.items()
    if ident.partition("-")[0] in {"rail", "road", "gateway", "zone"} or item["kind"] == "canal"
} | {"station-hangzhou-nan", "station-hangzhou-xi"}
EVENTS = [(ident, event) for ident, table in TABLES.items() for event in table.get("events", ())]


def is_address(text: str) -> bool:
    return re.fullmatch(r"https?://[^\s/]+\.[^\s/]+/\S*", text) is not None


def host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.").removeprefix("m.")


def status_of(ident: str) -> dict[str, Any]:
    """The table of a feature: its own, else that of the line it is a part of, else none."""
    line = FEATURES.get(ident, {}).get("line")
    return TABLES.get(ident) or TABLES.get(line or "", {})


def timeline_of(ident: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = status_of(ident).get("events", [])
    return events


def test_every_table_is_a_feature_of_the_atlas() -> None:
    assert sorted(set(TABLES) - set(FEATURES)) == []


@pytest.mark.parametrize("ident", sorted(SUBJECTS))
def test_every_subject_has_a_table(ident: str) -> None:
    assert status_of(ident)


def test_a_part_without_a_table_has_that_of_its_line() -> None:
    parts = {ident: item["line"] for ident, item in FEATURES.items() if item.get("line") and ident not in TABLES}
    assert all(status_of(ident) == TABLES.get(line, {}) for ident, line in parts.items())
    assert timeline_of("rail-huhang-south") == timeline_of("rail-huhang")
    assert timeline_of("rail-jinjian-south") != timeline_of("rail-jinjian")
    assert timeline_of("no-such-feature") == []


@pytest.mark.parametrize("ident", sorted(TABLES))
def test_a_table_says_what_it_knows_and_what_it_does_not(ident: str) -> None:
    table = TABLES[ident]
    assert set(table) <= FACTS | {"events"}
    assert table.get("events") or table.get("not_sourced") or table.get("unknown_since")
    assert ("planned_year" in table) == ("planned_source" in table)
    assert is_address(table.get("planned_source", "https://a.example/"))
    for name in ("plan", "note"):
        assert (f"{name}_zh" in table) == (f"{name}_en" in table)
    if {"unknown_since", "not_sourced"} & set(table):
        assert table["note_zh"]


@pytest.mark.parametrize("ident", sorted(TABLES))
def test_a_status_says_when_it_was_looked_up(ident: str) -> None:
    """Not before what it tells last, and not after today."""
    day = TABLES[ident]["looked_up"]
    assert re.fullmatch(r"2026-\d{2}-\d{2}", day)
    assert max([event["date"] for event in timeline_of(ident)], default=day) <= day <= TODAY
    assert TABLES[ident].get("unknown_since", day) <= day


def test_pages_of_content_farms_and_forums_are_cited_only_where_nothing_better_was_found() -> None:
    """The list of what could not be replaced stands in docs/then-and-now.md."""
    told = (repository.ROOT / "docs" / "then-and-now.md").read_text(encoding="utf-8")
    files = [GEODATA / name for name in ("status.toml", "checks.toml", "figures.toml")]
    files += [GEODATA / "recipes" / f"{name}.toml" for name in ("rail", "roads", "stations")]
    cited = {
        host(page) for path in files for page in re.findall(r"https?://[^\"\s]+", path.read_text(encoding="utf-8"))
    }
    poor = {name for name in cited if any(part in name for part in POOR)}
    assert {name for name in poor if f"`{name}`" not in told} == set()
    assert poor


@pytest.mark.parametrize("ident", sorted(TABLES))
def test_a_subject_named_by_the_report_says_what_was_planned(ident: str) -> None:
    assert bool(FEATURES[ident]["clauses"]) == ("plan_zh" in TABLES[ident])


@pytest.mark.parametrize(("ident", "event"), EVENTS)
def test_an_event_is_dated_told_and_sourced(ident: str, event: dict[str, Any]) -> None:
    assert DATE.fullmatch(event["date"])
    assert event["date"] <= TODAY
    assert event["status"] in STATUSES
    assert event["note_zh"]
    assert event["note_en"]
    if event["source"] == "report-2019":
        assert set(event) == EVENT | {"clause"}
        assert event["clause"] in FEATURES[ident]["clauses"]
        assert event["date"] == REPORT_DAY
    else:
        assert set(event) - {"also"} == EVENT
        pages = [event["source"], *event.get("also", ())]
        assert all(map(is_address, pages))
        assert len(set(map(host, pages))) == len(pages), "a further page is another's"


@pytest.mark.parametrize("ident", sorted(TABLES))
def test_events_stand_in_order_and_end_before_the_unknown(ident: str) -> None:
    dates = [event["date"] for event in timeline_of(ident)]
    unknown_since = TABLES[ident].get("unknown_since", TODAY)
    assert all(one <= other for one, other in itertools.pairwise(dates))
    assert DATE.fullmatch(unknown_since)
    assert all(date < unknown_since for date in dates)


def test_not_sourced_means_that_only_the_report_tells() -> None:
    for ident, table in TABLES.items():
        if table.get("not_sourced"):
            assert {event["source"] for event in timeline_of(ident)} <= {"report-2019"}


@pytest.mark.sources
@pytest.mark.skipif(not (WORKSPACE / "report").is_dir(), reason="the report is not on this machine; set ATLAS_SHARED")
def test_the_tables_are_in_our_own_words() -> None:
    report = (WORKSPACE / "report" / "report-2019.txt").read_text(encoding="utf-8")
    paths = [repository.ROOT / "geodata" / "status.toml", repository.ROOT / "docs" / "then-and-now.md"]
    assert repository.copied_faults(repository.texts(paths), report) == []
