"""waterways.geojson: canals, and rivers that flow into one another."""

from __future__ import annotations

import itertools

import pytest
import shapely
from shapely.geometry import Point, Polygon, box

from geodata.recipes.medial import middle_line, water_body
from tests.geodata import shipped

REQUIRED = {
    "waterway-jinghang", "waterway-hangyong", "waterway-second-canal", "waterway-qiantang", "waterway-fuchun",
    "waterway-xinan", "waterway-lan",
}  # fmt: skip
WATERWAYS = shipped.features("waterways")


def end(ident: str, which: int) -> tuple[float, ...]:
    return tuple(WATERWAYS[ident]["shape"].coords[which])


def test_every_waterway_of_the_report_is_there_and_named_by_it() -> None:
    assert set(WATERWAYS) >= REQUIRED
    assert all(item["clauses"] for item in WATERWAYS.values())


def test_evidence_and_kinds_are_those_of_the_model() -> None:
    assert shipped.evidence_faults(WATERWAYS) == []
    assert {item["kind"] for item in WATERWAYS.values()} == {"canal", "river"}
    assert not any(item["evidence"] == "surveyed" for item in WATERWAYS.values())


def test_the_rivers_meet_exactly() -> None:
    assert end("waterway-xinan-anhui", -1) == end("waterway-xinan", 0)
    assert end("waterway-xinan", -1) == end("waterway-lan", -1) == end("waterway-fuchun", 0)
    assert end("waterway-fuchun", -1) == end("waterway-qiantang", 0)


def test_the_second_passage_joins_the_canal_and_the_river() -> None:
    passage = shipped.metric(WATERWAYS["waterway-second-canal"]["shape"])
    for other in ("waterway-jinghang", "waterway-qiantang"):
        assert passage.distance(shipped.metric(WATERWAYS[other]["shape"])) < 100


@pytest.mark.parametrize("ident", sorted(WATERWAYS))
def test_a_waterway_does_not_cross_itself(ident: str) -> None:
    assert all(part.is_simple for part in shapely.get_parts(WATERWAYS[ident]["shape"]))


def test_the_river_flows_from_west_to_east() -> None:
    mouths = [end(ident, -1)[0] for ident in ("waterway-xinan-anhui", "waterway-xinan", "waterway-fuchun")]
    mouths.append(end("waterway-qiantang", -1)[0])
    assert all(one < other for one, other in itertools.pairwise(mouths))


def test_the_file_keeps_its_budget() -> None:
    assert (shipped.GEODATA / "waterways.geojson").stat().st_size <= 110_000


def test_the_middle_of_a_straight_reach_is_straight() -> None:
    line = middle_line(box(0, 0, 10_000, 400), Point(500, 0), Point(9500, 0), 100)
    assert line.bounds[0] == pytest.approx(500, abs=100)
    assert line.bounds[2] == pytest.approx(9500, abs=100)
    assert all(100 < y < 300 for _, y in line.coords)


def test_islands_and_narrow_gaps_belong_to_the_water() -> None:
    island = box(400, 400, 600, 600)
    reach = Polygon(box(0, 0, 1000, 1000).exterior.coords, [island.exterior.coords])
    body = water_body([reach, box(1050, 0, 2000, 1000)], 50)
    assert body.covers(island)
    assert body.covers(Point(1025, 500))
