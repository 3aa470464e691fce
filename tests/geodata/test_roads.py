"""roads.geojson: the motorways of the report, none of them surveyed."""

from __future__ import annotations

from itertools import pairwise

import pyproj
import pytest
import shapely
from shapely.geometry import LineString

from geodata.recipes.io import read_table
from geodata.recipes.lines import thread
from tests.geodata import shipped

NAMED_BY_THE_REPORT = {
    "road-huhangyong", "road-hangshaoyong", "road-qianhuang", "road-linjin", "road-hangchunkai", "road-hanghui",
}  # fmt: skip
ROADS = shipped.features("roads")
STATED = {line["id"]: line["km"] for line in read_table("roads")["line"] if "km" in line}


def test_every_motorway_of_the_report_whose_course_is_told_is_there() -> None:
    assert set(ROADS) >= NAMED_BY_THE_REPORT
    assert {item["line"] for item in ROADS.values()} == NAMED_BY_THE_REPORT


@pytest.mark.parametrize(
    ("ident", "kind"), [("road-qiantang-ring", "ring_motorway"), ("road-ninghang-second", "motorway_planned")]
)
def test_a_motorway_without_any_course_is_listed_and_says_why(ident: str, kind: str) -> None:
    road = shipped.unlocated("roads")[ident]
    assert (road["kind"], road["evidence"], road["clauses"]) == (kind, "unlocated", ["2.6.1"])
    assert road["reason_zh"]
    assert road["reason_en"]


def test_no_side_of_an_indicative_line_is_two_hundred_kilometres_long() -> None:
    lines = [item["shape"] for item in (ROADS | shipped.features("rail")).values()]
    sides = [pair for line in lines for part in shapely.get_parts(line) for pair in pairwise(part.coords)]
    assert max(pyproj.Geod(ellps="WGS84").geometry_length(LineString(pair)) for pair in sides) < 200_000


@pytest.mark.parametrize("ident", sorted(ROADS))
def test_the_report_names_the_motorway(ident: str) -> None:
    assert ROADS[ident]["clauses"] == (["2.4.3"] if ROADS[ident]["line"] == "road-hanghui" else ["2.6.1"])


def test_no_motorway_passes_for_surveyed() -> None:
    assert shipped.evidence_faults(ROADS) == []
    assert {item["evidence"] for item in ROADS.values()} == {"indicative", "generalised"}
    assert {item["kind"] for item in ROADS.values()} <= {"motorway", "motorway_planned", "ring_motorway"}
    assert min(item["accuracy_m"] for item in ROADS.values() if item["evidence"] == "indicative") >= 1000
    assert min(item["accuracy_m"] for item in ROADS.values()) >= 400


@pytest.mark.parametrize("ident", sorted(ROADS))
def test_a_motorway_does_not_cross_itself(ident: str) -> None:
    assert ROADS[ident]["shape"].is_simple


@pytest.mark.parametrize("ident", sorted(STATED))
def test_a_motorway_is_as_long_as_stated(ident: str) -> None:
    parts = [item["shape"] for item in ROADS.values() if item["line"] == ident]
    length_km = sum(map(pyproj.Geod(ellps="WGS84").geometry_length, parts)) / 1000
    assert length_km == pytest.approx(STATED[ident], rel=0.1)


@pytest.mark.parametrize("ident", ["road-qianhuang", "road-hanghui"])
def test_the_sections_meet_at_the_border(ident: str) -> None:
    assert shipped.metric(ROADS[ident]["shape"]).distance(shipped.metric(ROADS[f"{ident}-anhui"]["shape"])) < 5


def test_the_file_keeps_its_budget() -> None:
    assert (shipped.GEODATA / "roads.geojson").stat().st_size <= 60_000


def test_both_carriageways_become_one_line() -> None:
    guide = LineString([(0, 0), (3000, 0)])
    bridges = [LineString([(start, side), (start + 200, side)]) for start in (2200, 200, 1200) for side in (20, -20)]
    assert list(thread(guide, bridges, 1000).coords) == [(300, 0), (1300, 0), (2300, 0)]
