"""Features as a frame shows them: projected, cut a little outside of it, thinned below what print can show."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.measures.status import style_at
from maps.plan.extent import projection
from maps.plan.shapes import SPARE, THINNED_MM, Framing, cut, drawn_layer, projected_layer
from maps.scene.scene import HOME
from tests import samples
from tests.maps.paper.figures import every_case, plan_of

EXTENT = (0.0, 0.0, 1000.0, 800.0)
SPARED = box(-1000 * SPARE, -1000 * SPARE, 1000 + 1000 * SPARE, 800 + 1000 * SPARE)
THIN = 5.0


def kept(*shapes: BaseGeometry, thinned: float = THIN) -> gpd.GeoSeries:
    return cut(gpd.GeoSeries(list(shapes), index=[f"f{number}" for number, _ in enumerate(shapes)]), EXTENT, thinned)


@pytest.mark.parametrize(
    ("shape", "stays"),
    [
        (Point(500, 400), True),
        (Point(1000, 800), True),
        (Point(1001, 400), False),
        (LineString([(-500, 400), (1500, 400)]), True),
        (LineString([(-30, 0), (-30, 800)]), False),
        (box(100, 100, 200, 200), True),
        (box(-5000, -5000, 5000, 5000), True),
        (box(1020, 0, 1030, 800), False),
        (box(-900, -900, -800, -800), False),
    ],
)
def test_what_the_frame_shows_stays_and_nothing_else(shape: BaseGeometry, stays: bool) -> None:
    assert list(kept(shape).index) == (["f0"] if stays else [])


def test_what_leaves_the_frame_is_cut_outside_of_it_so_that_no_edge_is_seen() -> None:
    (area,) = kept(box(-5000, -5000, 5000, 5000))
    assert area.equals(SPARED)
    (line,) = kept(LineString([(-5000, 400), (5000, 400)]))
    assert line.bounds == (SPARED.bounds[0], 400, SPARED.bounds[2], 400)


def test_what_lies_within_is_whole_and_its_hole_stays() -> None:
    ring = Polygon(box(100, 100, 600, 600).exterior.coords, [box(200, 200, 500, 500).exterior.coords])
    assert kept(ring).iloc[0].equals(ring)
    across = Polygon(box(-500, 100, 600, 600).exterior.coords, [box(-100, 200, 500, 500).exterior.coords])
    (part,) = kept(across)
    assert not part.contains(Point(300, 300))
    assert part.equals(across.intersection(SPARED))


def test_order_and_ids_stay() -> None:
    shapes = [Point(10, 10), Point(5000, 5000), LineString([(0, 0), (2000, 2000)]), Point(20, 20)]
    assert list(kept(*shapes).index) == ["f0", "f2", "f3"]


def test_the_given_shapes_are_not_changed() -> None:
    shapes = gpd.GeoSeries([box(-5000, -5000, 5000, 5000), Point(1, 1)])
    before = shapes.copy()
    cut(shapes, EXTENT, THIN)
    assert shapes.equals(before)


@given(heights=st.lists(st.floats(0, 600), min_size=3, max_size=60))
def test_a_line_is_thinned_by_less_than_can_be_seen(heights: list[float]) -> None:
    line = LineString(np.column_stack([np.linspace(1, 999, len(heights)), heights]))
    (thin,) = kept(line)
    assert len(thin.coords) <= len(line.coords)
    assert line.hausdorff_distance(thin) <= THIN + 1e-9


def test_what_is_smaller_than_can_be_seen_is_not_lost() -> None:
    speck = MultiPolygon([box(500, 400, 500.1, 400.1)])
    assert list(kept(speck, thinned=50.0).index) == ["f0"]
    assert not kept(speck, thinned=50.0).iloc[0].is_empty


@every_case
def test_every_feature_of_a_figure_is_on_its_frame_and_dressed_as_declared(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    frame = box(*made.extent)
    for feature in made.drawn:
        layer = samples.CATALOGUE.layer(feature.layer)
        row = atlas.frames[feature.layer].loc[feature.id]
        assert feature.geometry.intersects(frame.buffer(THINNED_MM * made.metres_per_mm)), feature.id
        style, status = style_at(atlas, layer, row, made.scene.date)
        beside = bool(made.scene.focus(atlas)) and feature.opacity < 1
        assert (feature.style, feature.status) == (replace(style, glow=style.glow and not beside), status)
        assert (feature.kind, feature.evidence) == (row["kind"], row["evidence"])
        assert set(feature.source) == set(row["source"])


@every_case
def test_no_feature_of_a_layer_that_is_on_is_missing(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    drawn = {(feature.layer, feature.id) for feature in made.drawn}
    for layer in samples.LAYERS:
        near = max(made.zoom, made.scene.view.zoom if made.scene.view != HOME else 0)
        if (
            (layer.id in made.scene.layers or not layer.panel)
            and layer.min_zoom <= near
            and not (made.scene.date and layer.context)
        ):
            shapes = projected_layer(atlas, layer.id, made.projection.crs)
            seen = shapes[shapely.intersects(shapes.values, box(*made.extent))]
            come = {kind.kind for kind in layer.classes if kind.min_zoom <= made.zoom}
            assert {(layer.id, ident) for ident in seen.index if atlas.feature(ident)["kind"] in come} <= drawn


def test_a_feature_lies_where_it_lies(atlas: Atlas) -> None:
    made = plan_of("overview")
    shapes = {feature.id: feature.geometry for feature in made.drawn}
    for ident in ("city-hangzhou", "city-huangshan"):
        area = atlas.frames["cities"].loc[[ident]].to_crs(made.projection.crs).geometry.iloc[0]
        assert shapes[ident].hausdorff_distance(area) <= THINNED_MM * made.metres_per_mm * 1.01


def test_a_layer_comes_in_the_order_of_its_file_and_with_the_statuses_of_a_month(atlas: Atlas) -> None:
    layer = samples.CATALOGUE.layer("rail")
    crs = projection((117.0, 28.0, 122.0, 32.0)).crs
    west, south, east, north = atlas.frames["rail"].to_crs(crs).total_bounds
    framing = Framing(crs, (west, south, east, north), 1000.0)
    plain, then = drawn_layer(atlas, layer, None, framing), drawn_layer(atlas, layer, "2019-07", framing)
    assert [feature.id for feature in plain] == [feature.id for feature in then] == list(atlas.frames["rail"].index)
    assert {feature.status for feature in plain} == {None}
    assert len({feature.status for feature in then}) > 2
    away = replace(framing, extent=(west - 9e5, south, west - 8e5, north))
    assert drawn_layer(atlas, layer, None, away) == []
