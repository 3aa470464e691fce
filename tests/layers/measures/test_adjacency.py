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
