"""What touches what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.measures.adjacency import cities_reached, neighbours
from layers.measures.planar import covers, inside, shape_m, touches

CITIES = {"city-a": shapely.box(119, 30, 120, 31), "city-b": shapely.box(120, 30, 121, 31)}


def frame(shapes: dict[str, Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"line": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326", index=list(shapes))


@pytest.mark.parametrize(
    ("shape", "reached"),
    [
        (shapely.Point(119.5, 30.5), ("city-a",)),
        (shapely.Point(125, 30.5), ()),
        (shapely.LineString([(119.5, 30.5), (120.5, 30.5)]), ("city-a", "city-b")),
        (shapely.LineString([(119.5, 30.5), (120.0, 30.5)]), ("city-a",)),
        (shapely.LineString([(119.5, 30.5), (120.0001, 30.5)]), ("city-a",)),
        (shapely.box(119.2, 30.2, 119.4, 30.4), ("city-a",)),
        (shapely.box(119.2, 30.2, 120, 30.4), ("city-a",)),
        (shapely.box(119.2, 30.2, 120.4, 30.4), ("city-a", "city-b")),
    ],
)
def test_cities_reached(atlas: Atlas, shape: Any, reached: tuple[str, ...]) -> None:
    made = replace(atlas, frames={"cities": frame(CITIES), "zones": frame({"zone-a": shape})})
    assert cities_reached(made, "zones") == {"zone-a": reached}


def test_neighbours_share_a_border_and_not_a_corner(atlas: Atlas) -> None:
    shapes = CITIES | {"city-c": shapely.box(121, 31, 122, 32)}
    made = replace(atlas, frames={"cities": frame(shapes)})
    assert neighbours(made, "cities", "cities") == {"city-a": ("city-b",), "city-b": ("city-a",), "city-c": ()}


def test_neighbours_in_the_shipped_atlas(atlas: Atlas) -> None:
    beside = neighbours(atlas, "cities", "cities")
    assert "city-huangshan" in beside["city-hangzhou"]
    assert "city-shanghai" not in beside["city-hangzhou"]
    assert all(ident in beside[other] for ident, others in beside.items() for other in others)


def test_a_line_in_parts_is_one_shape(atlas: Atlas) -> None:
    whole = shape_m(atlas, "rail-huhang")
    parts = atlas.frames["rail"]
    assert whole is not None
    assert whole.length > atlas.frames["rail"].to_crs("EPSG:4549").geometry["rail-huhang"].length
    assert (parts["line"] == "rail-huhang").sum() > 1
    assert shape_m(atlas, "nobody") is None


def test_relations() -> None:
    one, two, point = shapely.box(0, 0, 10, 10), shapely.box(1, 1, 9, 9), shapely.Point(5, 5)
    assert covers(one, two)
    assert covers(one, point)
    assert not covers(two, one)
    assert inside(two, one)
    assert not inside(one, two)
    assert touches(one, two)
    assert not touches(one, shapely.Point(20, 20))


# At 30.5 N a degree of longitude is 95,99 km, at 30 N a degree of latitude 110.86 km.
@pytest.mark.parametrize(
    ("shape", "reached"),
    [
        (shapely.LineString([(119.5, 30.5), (120 + 95 / 95_990, 30.5)]), ("city-a",)),
        (shapely.LineString([(119.5, 30.5), (120 + 105 / 95_990, 30.5)]), ("city-a", "city-b")),
        (shapely.box(119.5, 30.5, 120 + 95 / 95_990, 30.5 + 95 / 110_860), ("city-a",)),
        (shapely.box(120 - 105 / 95_990, 30.5, 120.5, 30.5 + 105 / 110_860), ("city-a", "city-b")),
        (shapely.Point(120, 30.5), ("city-a", "city-b")),
        (shapely.LineString([(120, 30.2), (120, 30.8)]), ("city-a", "city-b")),
        (shapely.MultiLineString([[(119.5, 30.5), (119.6, 30.5)], [(125, 30), (126, 30)]]), ("city-a",)),
    ],
)
def test_a_hundred_metres_inside_a_city_reach_it_and_less_only_grazes(
    atlas: Atlas, shape: Any, reached: tuple[str, ...]
) -> None:
    made = replace(atlas, frames={"cities": frame(CITIES), "zones": frame({"zone-a": shape})})
    assert cities_reached(made, "zones") == {"zone-a": reached}


def test_cities_are_told_in_their_own_order_for_each_feature(atlas: Atlas) -> None:
    zones = {"z": shapely.box(119.5, 30.2, 120.5, 30.4), "y": shapely.box(130, 30, 131, 31), "x": CITIES["city-b"]}
    turned = {name: CITIES[name] for name in ("city-b", "city-a")}
    made = replace(atlas, frames={"cities": frame(turned), "zones": frame(zones)})
    assert cities_reached(made, "zones") == {"z": ("city-b", "city-a"), "y": (), "x": ("city-b",)}


@pytest.mark.parametrize(("metres", "expected"), [(95, ()), (105, ("b",))])
def test_neighbours_share_at_least_a_hundred_metres_of_border(
    atlas: Atlas, metres: float, expected: tuple[str, ...]
) -> None:
    shapes = {"a": shapely.box(119, 30, 120, 31), "b": shapely.box(120, 31 - metres / 110_870, 121, 32)}
    made = replace(atlas, frames={"cities": frame(shapes)})
    assert neighbours(made, "cities", "cities")["a"] == expected


def test_what_overlaps_is_no_neighbour_and_neighbours_keep_their_layers_order(atlas: Atlas) -> None:
    north, south = shapely.box(119, 31, 120, 32), shapely.box(119, 29, 120, 30)
    others = {"over": shapely.box(119.5, 30, 120.5, 31), "north": north, "south": south}
    made = replace(atlas, frames={"cities": frame(CITIES), "regions": frame(others)})
    assert neighbours(made, "cities", "regions") == {"city-a": ("north", "south"), "city-b": ()}
