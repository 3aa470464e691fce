"""corridors.geojson: the bands that the report names, where its cities are."""

from __future__ import annotations

import pytest
import shapely

from tests.geodata import shipped

REQUIRED = {
    "corridor-g60", "corridor-hanghe", "corridor-hangshaoyong", "corridor-ninghang", "corridor-dayunhe",
    "corridor-qiantangjiang", "corridor-fengjing", "corridor-hanghuang", "corridor-chengxi", "corridor-zhijiang",
}  # fmt: skip
KINDS = {"innovation_corridor", "urban_belt", "ecological_belt", "cultural_belt", "tourism_corridor"}
CORRIDORS = shipped.features("corridors")


def test_every_corridor_of_the_report_is_there() -> None:
    assert set(CORRIDORS) == REQUIRED


def test_they_are_indicative_bands_and_say_why() -> None:
    assert shipped.evidence_faults(CORRIDORS) == []
    assert {item["evidence"] for item in CORRIDORS.values()} == {"indicative"}
    assert {item["kind"] for item in CORRIDORS.values()} <= KINDS


@pytest.mark.parametrize("ident", sorted(REQUIRED))
def test_a_band_is_an_area_with_few_vertices_named_by_the_report(ident: str) -> None:
    item = CORRIDORS[ident]
    assert item["shape"].geom_type in {"Polygon", "MultiPolygon"}
    assert shapely.get_num_coordinates(item["shape"]) <= 120
    assert item["clauses"]


@pytest.mark.parametrize("ident", sorted(REQUIRED))
def test_a_band_is_about_as_wide_as_it_says(ident: str) -> None:
    item = CORRIDORS[ident]
    half = item["width_km"] * 500
    outline = shipped.metric(item["shape"])
    assert not outline.buffer(-0.8 * half).is_empty
    assert outline.buffer(-2.5 * half).is_empty


@pytest.mark.parametrize("ident", sorted(REQUIRED))
def test_a_band_touches_its_cities(ident: str) -> None:
    cities = shipped.features("cities")
    missed = [
        city
        for city in CORRIDORS[ident]["cities"]
        if city in cities and not cities[city]["shape"].buffer(0.1).intersects(CORRIDORS[ident]["shape"])
    ]
    assert missed == []


def test_bytes() -> None:
    assert (shipped.GEODATA / "corridors.geojson").stat().st_size <= 70_000
