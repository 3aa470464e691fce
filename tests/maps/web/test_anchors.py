"""Where names stand, and which go first."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from maps.web.anchors import TOLERANCE_DEG, anchor, label_ranks, ranks_of
from tests import samples


def test_a_point_is_its_own_anchor() -> None:
    assert anchor(Point(120, 30)) == Point(120, 30)


def test_a_line_s_anchor_is_its_middle() -> None:
    assert anchor(LineString([(0, 0), (3, 0), (3, 1)])).equals(Point(2, 0))


def test_the_longest_part_of_a_line_counts() -> None:
    assert anchor(MultiLineString([[(0, 0), (1, 0)], [(5, 5), (9, 5)]])).equals(Point(7, 5))


def test_the_largest_part_of_an_area_counts() -> None:
    assert anchor(MultiPolygon([box(0, 0, 1, 1), box(5, 5, 9, 9)])).distance(Point(7, 7)) < 2 * TOLERANCE_DEG


def test_the_anchor_of_a_crescent_is_inside_it() -> None:
    crescent = Point(0, 0).buffer(2).difference(Point(0.5, 0).buffer(1.6))
    assert not crescent.contains(crescent.centroid)
    assert crescent.contains(anchor(crescent))


def test_the_anchor_of_a_ring_is_not_in_its_hole() -> None:
    ring = Polygon(box(0, 0, 4, 4).exterior, [box(1, 1, 3, 3).exterior.coords])
    assert ring.contains(anchor(ring))


@given(st.lists(st.tuples(st.floats(112, 125), st.floats(26, 36)), min_size=3, max_size=8))
def test_the_anchor_of_any_hull_is_inside_it(points: list[tuple[float, float]]) -> None:
    hull = shapely.convex_hull(shapely.MultiPoint(points))
    if hull.geom_type == "Polygon" and hull.area > 0.01 and hull.area / hull.length**2 > 0.001:
        assert hull.contains(anchor(hull))


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_every_anchor_of_the_atlas_lies_on_its_feature(layer: str, atlas: Atlas) -> None:
    for ident, shape in atlas.frames[layer].geometry.items():
        assert shape.distance(anchor(shape)) < 1e-9, ident


def frame_of(kinds: dict[str, str], shapes: list[shapely.Geometry], **columns: list[object]) -> gpd.GeoDataFrame:
    data = {"kind": list(kinds.values()), **columns}
    return gpd.GeoDataFrame(data, geometry=shapes, index=list(kinds), crs="EPSG:4326")


def test_kinds_go_in_legend_order_then_the_larger_first() -> None:
    frame = frame_of({"x": "b", "y": "a", "z": "a"}, [box(0, 0, 9, 9), box(0, 0, 1, 1), box(0, 0, 2, 2)])
    assert label_ranks(frame, ("a", "b")) == {"z": 0, "y": 1, "x": 2}


def test_equal_features_go_by_id() -> None:
    frame = frame_of({"b": "k", "a": "k"}, [Point(0, 0), Point(1, 1)])
    assert label_ranks(frame, ("k",)) == {"a": 0, "b": 1}


def test_of_a_line_in_parts_one_is_labelled() -> None:
    lines = [LineString([(0, 0), (1, 1)]), LineString([(1, 1), (9, 9)])]
    frame = frame_of({"whole": "k", "part": "k"}, lines, line=["whole", "whole"])
    assert label_ranks(frame, ("k",)) == {"whole": 0}


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_ranks_of_the_atlas_are_a_queue(layer: Layer, atlas: Atlas) -> None:
    ranks = label_ranks(atlas.frames[layer.id], layer.kinds())
    assert sorted(ranks.values()) == list(range(len(ranks)))
    assert set(ranks) <= set(atlas.frames[layer.id].index)
    assert ranks


def test_within_a_kind_those_with_more_residents_go_first_and_those_without_a_figure_last() -> None:
    frame = frame_of(
        {"large": "k", "small": "k", "unknown": "k"}, [box(0, 0, 9, 9), box(0, 0, 1, 1), box(0, 0, 20, 20)]
    )
    assert label_ranks(frame, ("k",), {"large": 10.0, "small": 30.0}) == {"small": 0, "large": 1, "unknown": 2}


def test_cities_of_the_circle_are_named_first_then_shanghai(atlas: Atlas) -> None:
    ranks = ranks_of(atlas, "cities")
    queue = sorted(ranks, key=ranks.__getitem__)
    assert queue[0] == "city-hangzhou"
    assert queue[6] == "city-shanghai"
    assert {atlas.frames["cities"].loc[ident, "kind"] for ident in queue[:6]} == {"core_city", "joined_city"}
