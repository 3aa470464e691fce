"""Every check can fail: the fault that it is there for is put into a copy of the atlas, and it is what finds it.

A mutation names the questions that fail with it, and no other may. One that passes whatever is wrong is no check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.checks.checks import FAMILIES, Family, rows_of
from layers.measures.datum import gcj02_from_wgs84

SEVEN_KM = 7 / 96.486
"""Degrees of longitude that are seven kilometres at 30 N."""


def name_of(family: Family) -> str:
    """What a question is called among all: several ask the same of other layers."""
    layers = "" if family.kind == "places" else "-".join(family.layers)
    return "-".join(part for part in (family.group if family.kind == "places" else "", family.kind, layers) if part)


def with_frame(atlas: Atlas, layer: str, frame: gpd.GeoDataFrame) -> Atlas:
    return replace(atlas, frames={**atlas.frames, layer: frame})


def moved(layer: str, change: Callable[[BaseGeometry], BaseGeometry], *idents: str) -> Callable[[Atlas], Atlas]:
    """Change the shapes of a layer, or of some of its features."""

    def mutate(atlas: Atlas) -> Atlas:
        frame = atlas.frames[layer].copy()
        chosen = frame.index.isin(idents) if idents else np.ones(len(frame), dtype=bool)
        frame.geometry = [
            change(shape) if there else shape for shape, there in zip(frame.geometry, chosen, strict=True)
        ]
        return with_frame(atlas, layer, frame)

    return mutate


def fewer_residents(atlas: Atlas) -> Atlas:
    """Half of Hangzhou's residents are lost."""
    table = atlas.statistics.copy()
    hangzhou = (table["place_id"] == "city-hangzhou") & (table["indicator"] == "residents")
    table["value"] = table["value"].mask(hangzhou, table["value"] / 2)
    return replace(atlas, statistics=table)


def said(layer: str, ident: str, column: str, value: Any) -> Callable[[Atlas], Atlas]:
    """Write another value into a property of one feature."""

    def mutate(atlas: Atlas) -> Atlas:
        frame = atlas.frames[layer].copy()
        frame.at[ident, column] = value
        return with_frame(atlas, layer, frame)

    return mutate


def without(layer: str, ident: str) -> Callable[[Atlas], Atlas]:
    return lambda atlas: with_frame(atlas, layer, atlas.frames[layer].drop(index=ident))


def in_gcj02(shape: BaseGeometry) -> BaseGeometry:
    """A shape as it lies where the offset of Chinese maps is not undone."""
    return shapely.transform(shape, gcj02_from_wgs84)


def east(degrees: float) -> Callable[[BaseGeometry], BaseGeometry]:
    return lambda shape: translate(shape, degrees, 0.0)


def north(degrees: float) -> Callable[[BaseGeometry], BaseGeometry]:
    return lambda shape: translate(shape, 0.0, degrees)


def wavering(line: BaseGeometry) -> BaseGeometry:
    """A line that swings by some 50 m to both sides of its course every 200 m, and so is longer."""
    points = shapely.get_coordinates(shapely.segmentize(line, 0.002))
    points[::2] += 0.0005
    points[1::2] -= 0.0005
    return shapely.linestrings(points)


def without_county(atlas: Atlas) -> Atlas:
    """Hangzhou without Chun'an, in the layer of cities."""
    county = atlas.frames["districts_2019"].geometry["district-330127"]
    return moved("cities", lambda shape: shape.difference(county), "city-hangzhou")(atlas)


def _apart(layer: str, change: Callable[[BaseGeometry, BaseGeometry], BaseGeometry]) -> Callable[[Atlas], Atlas]:
    """Change the first feature of a layer near a point on its longest border with a neighbour."""

    def mutate(atlas: Atlas) -> Atlas:
        shapes = atlas.frames[layer].geometry
        first = shapes.iloc[0]
        border = max((first.intersection(shape) for shape in shapes.iloc[1:]), key=shapely.length)
        point = max(shapely.get_parts(border), key=shapely.length).interpolate(0.5, normalized=True)
        return moved(layer, lambda shape: change(shape, point.buffer(0.004)), str(shapes.index[0]))(atlas)

    return mutate


def bitten(layer: str) -> Callable[[Atlas], Atlas]:
    """A hole between two neighbours."""
    return _apart(layer, lambda shape, disc: shape.difference(disc))


def swollen(layer: str) -> Callable[[Atlas], Atlas]:
    """A feature that reaches into its neighbour."""
    return _apart(layer, lambda shape, disc: shape.union(disc))


def nudged(layer: str) -> Callable[[Atlas], Atlas]:
    """A corner that one of two neighbours draws half a metre aside: no area that counts."""

    def aside(shape: BaseGeometry, disc: BaseGeometry) -> BaseGeometry:
        corners = shapely.get_coordinates(shape)
        nearest = corners[np.argmin(np.hypot(*(corners - shapely.get_coordinates(disc.centroid)).T))]
        return shapely.transform(shape, lambda xy: np.where((xy == nearest).all(axis=1, keepdims=True), xy + 5e-6, xy))

    return _apart(layer, aside)


@dataclass(frozen=True)
class Mutation:
    """A fault, and the other questions that rightly fail with it."""

    fault: Callable[[Atlas], Atlas]
    also: Sequence[str] = ()


OF_A_COUNTY = (
    "union-cities-circle", "city_area-cities", "report_area-cities", "delta_share-cities-regions", "gaps-cities",
    "county_sum-cities-districts_2019", "county_sum-cities-districts_2021",
)  # fmt: skip
"""What speaks of the area of a city or of the borders around it."""
BORDERED = ("cities", "districts_2019", "districts_2021", "regions")
MUTATIONS: dict[str, Mutation] = {
    "line_position-rail": Mutation(moved("rail", north(0.002), "rail-hanghai")),
    "line_position-roads": Mutation(moved("roads", east(SEVEN_KM)), ["shift-roads"]),
    "point_position-stations": Mutation(moved("stations", east(0.002), "station-huzhou")),
    "point_position-places": Mutation(moved("places", east(0.01), "place-zhouzhuang")),
    "point_position-gateways": Mutation(moved("gateways", east(-0.01), "gateway-xiaoshan-airport")),
    "point_position-towns": Mutation(moved("towns", east(0.08), "town-330110001")),
    "shift-rail": Mutation(moved("rail", in_gcj02), ["line_position-rail", "station_lines-stations-rail"]),
    "shift-roads": Mutation(moved("roads", in_gcj02), ["line_position-roads"]),
    "shift-stations": Mutation(moved("stations", in_gcj02), ["point_position-stations", "station_lines-stations-rail"]),
    "shift-places": Mutation(moved("places", in_gcj02), ["point_position-places"]),
    "shift-towns": Mutation(moved("towns", in_gcj02), ["point_position-towns"]),
    "names-stations": Mutation(said("stations", "station-qianmei", "name_zh", "钱清站")),
    "names-places": Mutation(said("places", "place-tangqi", "name_zh", "余杭")),
    "city_count-cities": Mutation(said("cities", "city-quzhou", "kind", "core_city"), ["union-cities-circle"]),
    "union-cities-circle": Mutation(moved("circle", lambda shape: shape.buffer(0.01), "circle-hangzhou")),
    "plates-cities-plates": Mutation(moved("plates", east(9.0), "plate-huhangning")),
    "city_area-cities": Mutation(without_county, OF_A_COUNTY),
    "report_area-cities": Mutation(without_county, OF_A_COUNTY),
    "delta_share-cities-regions": Mutation(without("regions", "region-320100"), ["gaps-regions"]),
    "county_sum-cities-districts_2019": Mutation(
        without("districts_2019", "district-330127"), ["gaps-districts_2019", "figure"]
    ),
    "county_sum-cities-districts_2021": Mutation(without("districts_2021", "district-330127"), ["gaps-districts_2021"]),
    **{f"edges-{layer}": Mutation(nudged(layer)) for layer in BORDERED},
    **{f"gaps-{layer}": Mutation(bitten(layer), [f"edges-{layer}"]) for layer in BORDERED},
    **{f"overlaps-{layer}": Mutation(swollen(layer), [f"edges-{layer}"]) for layer in BORDERED},
    "corridor_cities-corridors-cities": Mutation(
        moved("corridors", east(3.0), "corridor-hanghe"), ["corridors-places"]
    ),
    "corridors-places": Mutation(
        moved("corridors", east(3.0), "corridor-dayunhe"), ["corridor_cities-corridors-cities"]
    ),
    "zones-places": Mutation(moved("zones", east(3.0), "zone-binhai")),
    "lines-places": Mutation(moved("rail", east(3.0), "rail-hangde"), ["station_lines-stations-rail"]),
    "line_length-rail-roads": Mutation(moved("rail", wavering, "rail-hanghai")),
    "station_lines-stations-rail": Mutation(moved("stations", north(0.01), "station-fuyang")),
    "named_lines-stations-rail": Mutation(said("stations", "station-fuyang", "lines", ["rail-nowhere"])),
    "people_share-cities": Mutation(fewer_residents),
    "figure": Mutation(said("districts_2019", "district-330127", "kind", "district")),
    "sources": Mutation(said("roads", "road-hanghui", "source", ["hearsay"])),
    "ways": Mutation(said("roads", "road-hangchunkai", "basis_en", " ")),
    "clauses": Mutation(said("roads", "road-huhangyong", "clauses", [])),
    "controls": Mutation(without("gateways", "gateway-xiaoshan-airport"), ["zones-places"]),
    "unplaced": Mutation(lambda atlas: replace(atlas, unlocated=[*atlas.unlocated, atlas.unlocated[0]])),
}
"""By the name of a question: the fault that it is there for."""
LISTED = {"unplaced"}
"""What is listed and never judged: a fault shows as another number."""


def failing(atlas: Atlas) -> dict[str, set[str]]:
    """The ids of the rows that differ, by question."""
    found = {
        name_of(family): {row.id for row in rows_of(family, atlas) if row.state == "differs"} for family in FAMILIES
    }
    return {name: ids for name, ids in found.items() if ids}


@pytest.fixture(scope="module")
def sound(atlas: Atlas) -> dict[str, set[str]]:
    """What differs in the shipped atlas already."""
    return failing(atlas)


def test_every_question_has_the_fault_that_it_is_there_for() -> None:
    assert sorted(MUTATIONS) == sorted(name_of(family) for family in FAMILIES)


@pytest.mark.parametrize("name", sorted(MUTATIONS.keys() - LISTED))
def test_the_fault_makes_its_check_fail_and_no_other(name: str, atlas: Atlas, sound: dict[str, set[str]]) -> None:
    mutation = MUTATIONS[name]
    found = failing(mutation.fault(atlas))
    assert {other for other, ids in found.items() if ids - sound.get(other, set())} == {name, *mutation.also}


@pytest.mark.parametrize("name", sorted(LISTED))
def test_what_is_only_listed_tells_of_one_more(name: str, atlas: Atlas) -> None:
    (family,) = [family for family in FAMILIES if name_of(family) == name]
    before, after = (
        sum(float(row.found or 0) for row in rows_of(family, changed))
        for changed in (atlas, MUTATIONS[name].fault(atlas))
    )
    assert after == before + 1


def test_a_difference_by_definition_is_one_no_more_when_it_grows(atlas: Atlas) -> None:
    """Jiaxing's sea excuses what it explains: a county that is lost as well is a finding."""
    county = atlas.frames["districts_2019"].geometry["district-330424"]
    mutated = moved("cities", lambda shape: shape.difference(county), "city-jiaxing")(atlas)
    assert "city_area.city-jiaxing" in failing(mutated)["city_area-cities"]


def test_a_line_is_found_however_little_its_claim_would_show(atlas: Atlas) -> None:
    """The offset of a datum lies within what most motorways claim; all together tell of it."""
    rows = {row.id: row for family in FAMILIES for row in rows_of(family, MUTATIONS["shift-roads"].fault(atlas))}
    assert rows["line_position.road-huhangyong.routrs-osm-2024"].state == "pass"
    assert 400 < float(rows["shift.roads"].found or 0) < 650
