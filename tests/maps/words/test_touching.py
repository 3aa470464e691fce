"""What the map says of what touches what, on a small made-up circle whose answers can be seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from maps.words.touching import selected_reach, touching

BOX = shapely.box


def frame(shapes: dict[str, Any], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    ids = list(shapes)
    data = {
        "id": ids,
        "name_zh": [f"{ident}市" for ident in ids],
        "name_en": [ident.upper() for ident in ids],
    } | columns
    return gpd.GeoDataFrame(data, geometry=list(shapes.values()), crs="EPSG:4326", index=ids)


# In a row from west to east: a and b of the circle, c a partner that b adjoins, d a partner by itself in the south.
CITIES = frame(
    {"a": BOX(119, 30, 120, 31), "b": BOX(120, 30, 121, 31), "c": BOX(121, 30, 122, 31), "d": BOX(119, 27, 120, 28)},
    kind=["core_city", "joined_city", "partner_city", "partner_city"],
)
CIRCLE = frame({"circle-hangzhou": BOX(119, 30, 121, 31), "circle-hangzhou-core": BOX(119, 30, 120, 31)})
REGIONS = frame({"east": BOX(121, 30, 122, 31), "far": BOX(123, 30, 124, 31), "west": BOX(118, 30, 119, 31)})


@pytest.fixture
def small(atlas: Atlas) -> Atlas:
    lines = {
        "g60": shapely.LineString([(119.5, 30.5), (120.5, 30.5)]),
        "sea": shapely.LineString([(123, 27), (124, 27)]),
    }
    points = {"p": shapely.Point(120.5, 30.5), "q": shapely.Point(120.6, 30.5), "r": shapely.Point(119.5, 30.5)}
    layers = {
        "cities": CITIES, "circle": CIRCLE, "regions": REGIONS, "ground": frame({"land": BOX(118, 27, 124, 32)}),
        "corridors": frame(lines), "stations": frame(points | {"s": shapely.Point(124, 27)}),
        "districts_2019": frame({"county": BOX(119, 30, 119.5, 31)}, city=["a"]),
    }  # fmt: skip
    return replace(atlas, frames=layers)


def test_neighbours_are_told_of_the_circles_cities_and_never_of_a_partner_city(small: Atlas) -> None:
    assert touching(small, "cities", "en") == "Neighbours: A adjoins B; B adjoins A and C."
    assert touching(small, "cities", "zh") == "相邻关系:a市与b市相邻;b市与a市和c市相邻。"
    partners = CITIES.assign(kind="partner_city")
    assert touching(replace(small, frames={**small.frames, "cities": partners}), "cities", "en") == ""


def test_around_the_circle_lie_the_prefectures_that_share_its_border(small: Atlas) -> None:
    assert touching(small, "regions", "en") == "The circle adjoins EAST and WEST."
    alone = replace(small, frames={**small.frames, "regions": REGIONS.loc[["far"]]})
    assert touching(alone, "regions", "en") == ""
    without = {name: rows for name, rows in small.frames.items() if name != "circle"}
    assert touching(replace(small, frames=without), "regions", "en") == ""


def test_a_line_reaches_the_cities_it_runs_through_and_one_at_sea_is_not_told(small: Atlas) -> None:
    assert touching(small, "corridors", "en") == "Cities reached: G60 reaches A and B."
    at_sea = replace(small, frames={**small.frames, "corridors": small.frames["corridors"].loc[["sea"]]})
    assert touching(at_sea, "corridors", "en") == ""


def test_points_and_counties_are_counted_by_city_most_first_and_the_rest_last(small: Atlas) -> None:
    assert touching(small, "stations", "en") == "By city: B (2), A (1) and outside the cities shown (1)."
    assert touching(small, "districts_2019", "en") == "By city: A (1)."
    inside = replace(small, frames={**small.frames, "stations": small.frames["stations"].loc[["p", "q"]]})
    assert touching(inside, "stations", "en") == "By city: B (2)."
    outside = replace(small, frames={**small.frames, "stations": small.frames["stations"].loc[["s"]]})
    assert touching(outside, "stations", "en") == ""


@pytest.mark.parametrize("layer", ["ground", "circle"])
def test_of_what_lies_under_every_map_nothing_is_told(small: Atlas, layer: str) -> None:
    assert touching(small, layer, "en") == ""


def test_the_selected_city_adjoins_and_anything_else_reaches(small: Atlas) -> None:
    assert selected_reach(small, "cities", "b", "en") == "It adjoins A and C."
    assert selected_reach(small, "cities", "d", "en") == ""
    assert selected_reach(small, "corridors", "g60", "en") == "It reaches A and B."
    assert selected_reach(small, "corridors", "sea", "en") == ""
    bare = replace(small, frames={"corridors": small.frames["corridors"]})
    assert selected_reach(bare, "corridors", "g60", "en") == touching(bare, "corridors", "en") == ""
