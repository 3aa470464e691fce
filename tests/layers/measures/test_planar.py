"""Shapes in metres, and how one lies to another, at the limits."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.measures.planar import covers, metres, shape_m

SQUARE = shapely.box(0, 0, 100, 100)


@pytest.mark.parametrize(
    ("share", "expected"), [(1.0, True), (0.981, True), (0.98, True), (0.979, False), (0.5, False)]
)
def test_all_but_two_per_cent_of_an_area_is_all_of_it(share: float, expected: bool) -> None:
    inner = shapely.box(50 - 50 * share, 0, 150 - 50 * share, 100) if share == 1 else shapely.box(0, 0, 100, 100)
    outer = shapely.box(0, 0, 100 * share, 100)
    assert covers(outer, inner) is expected


def test_a_line_or_a_point_lies_in_what_it_touches() -> None:
    assert covers(SQUARE, shapely.LineString([(100, 50), (900, 50)])) is True
    assert covers(SQUARE, shapely.Point(100, 100)) is True
    assert covers(SQUARE, shapely.LineString([(101, 50), (900, 50)])) is False


def test_a_degree_beside_the_central_meridian_is_as_long_as_on_the_ellipsoid(atlas: Atlas) -> None:
    # GRS80: a degree of the meridian from 30 N is 110,861 m; EPSG:4549 has scale 1 at 120 E, false easting 500,000 m.
    line = shapely.LineString([(120, 30), (120, 31)])
    frame = gpd.GeoDataFrame({"id": ["a"], "line": ["b"]}, geometry=[line], crs="EPSG:4326", index=["a"])
    made = replace(atlas, frames={"rail": frame})
    shape = metres(made, "rail")["a"]
    assert shape.length == pytest.approx(110_861, abs=1)
    assert [x for x, _ in shape.coords] == pytest.approx([500_000, 500_000], abs=0.01)
    with pytest.raises(KeyError):
        metres(made, "roads")


def test_a_line_drawn_in_parts_is_all_of_them_and_a_part_is_itself(atlas: Atlas) -> None:
    parts = [shapely.LineString([(120, 30 + n), (120, 30.5 + n)]) for n in range(3)]
    rows = {"id": ["rail-a", "rail-a-2", "rail-b"], "line": ["rail-a", "rail-a", "rail-b"]}
    frame = gpd.GeoDataFrame(rows, geometry=parts, crs="EPSG:4326", index=rows["id"])
    place = gpd.GeoDataFrame({"id": ["p"]}, geometry=[shapely.Point(120, 30)], crs="EPSG:4326", index=["p"])
    made = replace(atlas, frames={"rail": frame, "places": place})
    lengths = {ident: shape_m(made, ident) for ident in (*rows["id"], "p")}
    assert [round(shape.length / 1e4) for shape in lengths.values() if shape] == [11, 6, 6, 0]
    assert lengths["p"] is not None
    assert lengths["p"].x == pytest.approx(500_000, abs=0.01)
    assert shape_m(made, "nobody") is None
