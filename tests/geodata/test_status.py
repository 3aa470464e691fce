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
TODAY = "2026-11-23"
REPORT_DAY = "2019-07-30"
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
FACTS = {"plan_zh", "plan_en", "planned_year", "planned_source", "unknown_since", "not_sourced", "note_zh", "note_en"}
EVENT = {"date", "status", "source", "note_zh", "note_en"}
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
    return text.startswith("https://") and " " not in text


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
    assert is_address(table.get("planned_source", "https://"))
    for name in ("plan", "note"):
        assert (f"{name}_zh" in table) == (f"{name}_en" in table)
    if {"unknown_since", "not_sourced"} & set(table):
        assert table["note_zh"]


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
        assert set(event) == EVENT
        assert is_address(event["source"])


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
