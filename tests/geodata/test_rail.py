"""rail.geojson and stations.geojson: single centre lines that pass their stations."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pyproj
import pytest
import shapely
from shapely.geometry import LineString, Point

from geodata.recipes.io import read_table
from geodata.recipes.lines import bend_through, forward_only
from tests.geodata import shipped

NAMED_BY_THE_REPORT = {
    "rail-hanghuang", "rail-huhang", "rail-shanghehang", "rail-hanglinji", "rail-huzhahang", "rail-ninghang-second",
    "rail-hangqu", "rail-jinjian", "rail-hangshao", "rail-hanghai", "rail-hangde", "rail-huhang-maglev",
}  # fmt: skip
JOINED = {"rail-shanghai-hangzhou", "rail-ninghang", "rail-hangyong", "rail-hangchang", "rail-husuhu"}
RAIL, STATIONS = shipped.features("rail"), shipped.features("stations")
STATED = {line["id"]: line["km"] for line in read_table("rail")["line"] if "km" in line and "km_to" not in line}
GEOD = pyproj.Geod(ellps="WGS84")


def parts(line: str) -> list[dict[str, Any]]:
    return [item for item in RAIL.values() if item["line"] == line]


def sharpest_turn(line: LineString) -> float:
    """The largest change of direction at one vertex, degrees."""
    bearings = [math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) for a, b in itertools.pairwise(line.coords)]
    return max((abs((b - a + 180) % 360 - 180) for a, b in itertools.pairwise(bearings)), default=0.0)


def test_every_railway_of_the_report_and_those_they_join_are_there() -> None:
    assert set(RAIL) >= NAMED_BY_THE_REPORT | JOINED


@pytest.mark.parametrize("line", sorted(NAMED_BY_THE_REPORT))
def test_the_report_names_all_parts_of_the_line(line: str) -> None:
    assert all(item["clauses"] for item in parts(line))


def test_evidence_and_kinds_are_those_of_the_model() -> None:
    assert shipped.evidence_faults(RAIL) == []
    assert shipped.evidence_faults(STATIONS) == []
    assert {item["kind"] for item in RAIL.values()} <= {
        "high_speed_rail", "conventional_rail", "intercity_rail", "maglev",
    }  # fmt: skip
    assert {item["kind"] for item in STATIONS.values()} <= {"high_speed_station", "station", "intercity_station"}


@pytest.mark.parametrize("line", sorted(STATED))
def test_a_line_is_as_long_as_stated_or_says_why_not(line: str) -> None:
    length_km = sum(GEOD.geometry_length(item["shape"]) for item in parts(line)) / 1000
    told = any("shorter" in item.get("basis_en", "") for item in parts(line))
    assert (length_km == pytest.approx(STATED[line], rel=0.1)) != told


@pytest.mark.parametrize("ident", sorted(RAIL))
def test_a_line_neither_crosses_itself_nor_doubles_back(ident: str) -> None:
    for line in shapely.get_parts(shipped.metric(RAIL[ident]["shape"])):
        assert line.is_simple
        assert sharpest_turn(line) < 100


@pytest.mark.parametrize("line", sorted({item["line"] for item in RAIL.values()}))
def test_the_parts_of_a_line_meet(line: str) -> None:
    shapes = [shipped.metric(item["shape"]) for item in parts(line)]
    assert all(min(one.distance(other) for other in shapes if other is not one) < 5 for one in shapes if shapes[1:])


@pytest.mark.parametrize("ident", sorted(STATIONS))
def test_a_station_lies_on_its_lines(ident: str) -> None:
    lines = STATIONS[ident]["lines"]
    assert ident.startswith("station-")
    point = shipped.metric(STATIONS[ident]["shape"])
    assert lines
    assert max(point.distance(shipped.metric(RAIL[line]["shape"])) for line in lines) <= 250


def test_no_station_of_the_table_is_lost() -> None:
    table = read_table("stations")
    assert len(STATIONS) == len(table["station"]) + sum(map(len, table["chain"].values()))


def test_the_two_stations_the_report_plans_are_found() -> None:
    assert STATIONS["station-hangzhou-nan"]["clauses"] == STATIONS["station-hangzhou-xi"]["clauses"] == ["2.6.1"]
    assert "rail-hanghuang" in STATIONS["station-hangzhou-nan"]["lines"]
    assert {"rail-huhang", "rail-huhang-south"} <= set(STATIONS["station-hangzhou-xi"]["lines"])


@pytest.mark.parametrize(("stem", "limit"), [("rail", 130_000), ("stations", 90_000)])
def test_the_files_keep_their_budget(stem: str, limit: int) -> None:
    assert (shipped.GEODATA / f"{stem}.geojson").stat().st_size <= limit


def test_a_line_bends_through_a_station_it_misses_and_has_no_spike() -> None:
    line = LineString([(0, 0), (900, 0), (1100, 0), (5000, 0)])
    bent = bend_through(line, [Point(1000, 400)], 200)
    assert list(bent.coords) == [(0, 0), (1000, 400), (5000, 0)]


def test_a_line_that_passes_near_enough_is_not_bent() -> None:
    line = LineString([(0, 0), (5000, 0)])
    assert bend_through(line, [Point(1000, 150)], 200) is line


def test_overlapping_segments_run_forward_only() -> None:
    line = LineString([(0, 0), (1000, 0), (800, 10), (2000, 0)])
    assert list(forward_only(line, 120).coords) == [(0, 0), (800, 10), (2000, 0)]
