"""A figure shows all that its Scene shows, in a projection that is true to it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Proj, Transformer

from layers.atlas.atlas import Atlas
from maps.plan.extent import Extent, extent_of, in_degrees, on_paper, outline, projected, projection, seen
from maps.scene.scene import HOME, MAX_BOUNDS, Scene, View
from tests.maps.paper.figures import every_case, plan_of
from tests.maps.scenes import views

MOST_ERROR_NEAR, MOST_ERROR_FAR = 0.001, 0.005
LAMBERT, GAUSS = "Lambert Conic Conformal (2SP)", "Transverse Mercator"
NEAR_HANGZHOU = (119.6, 29.8, 120.6, 30.6)
WEST_OF_IT = (117.0, 29.0, 118.2, 30.0)
EVERYWHERE = (MAX_BOUNDS[0][1], MAX_BOUNDS[0][0], MAX_BOUNDS[1][1], MAX_BOUNDS[1][0])


def impossible_views() -> st.SearchStrategy[View]:
    anything = st.floats() | st.sampled_from([0.0, -90.0, 180.0, 1e308])
    return st.builds(View, anything, anything, anything, st.integers(-9, 9_000_000), st.integers(-9, 9_000_000))


def worst_scale(extent: Extent, crs: CRS) -> float:
    """The largest share by which a length is wrong anywhere in an extent in degrees."""
    lngs, lats = np.meshgrid(np.linspace(extent[0], extent[2], 20), np.linspace(extent[1], extent[3], 20))
    factors = Proj(crs).get_factors(lngs, lats)
    return float(np.abs(np.concatenate([factors.meridional_scale, factors.parallel_scale]) - 1).max())


def method(crs: CRS) -> str:
    assert crs.coordinate_operation is not None
    return crs.coordinate_operation.method_name


def within(inner: Extent, outer: Extent, slack: float) -> bool:
    low = all(outer[side] - slack <= inner[side] for side in (0, 1))
    return low and all(inner[side] <= outer[side] + slack for side in (2, 3))


@settings(max_examples=60)
@given(view=views() | impossible_views(), aspect=st.floats(0.3, 3.5))
def test_a_frame_holds_all_that_the_view_showed(view: View, aspect: float, atlas: Atlas) -> None:
    scene = Scene(layers=("cities",), view=view).checked(atlas)
    crs = projection(extent_of(atlas, scene)).crs
    extent = on_paper(atlas, scene, crs, aspect)
    assert np.isfinite(extent).all()
    assert extent[2] - extent[0] == pytest.approx((extent[3] - extent[1]) * aspect)
    if scene.view == HOME:
        assert within(tuple(atlas.frames["circle"].to_crs(crs).total_bounds), extent, slack=0)
    else:
        west, south, east, north = seen(scene.view)
        to_plane = Transformer.from_crs(4326, crs, always_xy=True)
        xs, ys = to_plane.transform([west, west, east, east], [south, north] * 2)
        assert within((min(xs), min(ys), max(xs), max(ys)), extent, slack=0.01)


@given(view=views())
def test_what_is_seen_lies_on_the_map_and_around_the_centre(view: View) -> None:
    west, south, east, north = shown = seen(view)
    assert within(shown, EVERYWHERE, slack=1e-9)
    assert west <= view.lng <= east
    assert south <= view.lat <= north


def test_what_is_seen_is_what_the_tiles_of_a_web_map_would_show() -> None:
    west, south, east, north = seen(View(30.0, 120.0, 9.0, 640, 512))
    assert (west, east) == pytest.approx((120 - 320 * 360 / 2**17, 120 + 320 * 360 / 2**17))
    half = math.pi * 512 / 2**17
    assert (math.asinh(math.tan(math.radians(north))) - math.asinh(math.tan(math.radians(30)))) == pytest.approx(half)
    assert (math.asinh(math.tan(math.radians(30))) - math.asinh(math.tan(math.radians(south)))) == pytest.approx(half)


def test_a_view_wider_than_the_map_is_the_whole_map() -> None:
    assert seen(View(30.0, 119.0, 6.0, 8000, 8000)) == pytest.approx(EVERYWHERE)


def test_beside_120_degrees_east_it_is_gauss_and_elsewhere_a_lambert() -> None:
    assert projection(NEAR_HANGZHOU).crs.to_epsg() == 4549
    assert projection(NEAR_HANGZHOU).parallels is None
    lambert = projection(WEST_OF_IT)
    assert method(lambert.crs) == LAMBERT
    assert lambert.lng == pytest.approx(117.6)
    assert projection((118.3, 29.0, 121.0, 30.0)).parallels is not None


@given(view=views())
def test_no_figure_is_in_web_mercator(view: View, atlas: Atlas) -> None:
    found = projection(extent_of(atlas, Scene(view=view)))
    assert method(found.crs) == (LAMBERT if found.parallels else GAUSS)
    assert not found.parallels or found.parallels[0] < found.parallels[1]


@every_case
def test_a_figure_is_in_one_of_the_two(case: str) -> None:
    crs = plan_of(case).projection.crs
    assert method(crs) in (LAMBERT, GAUSS)
    assert crs.ellipsoid is not None
    assert crs.ellipsoid.inverse_flattening == pytest.approx(298.257222101)
    assert crs.axis_info[0].unit_name == "metre"


def test_lengths_are_true_to_a_thousandth_around_the_circle_and_web_mercator_s_are_not() -> None:
    made = plan_of("overview")
    assert worst_scale(made.seen, made.projection.crs) < MOST_ERROR_NEAR
    assert worst_scale(made.seen, CRS.from_epsg(3857)) > 100 * MOST_ERROR_NEAR


@given(view=views())
def test_lengths_are_true_to_half_a_per_cent_over_all_that_a_view_shows(view: View) -> None:
    shown = seen(view)
    assert worst_scale(shown, projection(shown).crs) < MOST_ERROR_FAR


def test_a_clause_opens_with_its_features_and_never_with_less_than_a_town(atlas: Atlas) -> None:
    scene, places = Scene("report", clause="3.8"), replace(atlas, frames={"places": atlas.frames["places"]})
    (ident,) = scene.focus(places)
    place = atlas.feature(ident)["geometry"]
    assert place.geom_type == "Point"
    crs = projection(extent_of(places, scene)).crs
    west, south, east, north = on_paper(places, scene, crs, 1.5)
    assert projected(place, crs).within(shapely.box(west, south, east, north))
    assert 20_000 < north - south < 25_000
    assert extent_of(places, scene)[2] - extent_of(places, scene)[0] < 0.25


def test_without_the_circle_a_figure_opens_with_what_it_shows(atlas: Atlas) -> None:
    less = replace(atlas, frames={"cities": atlas.frames["cities"]})
    west, south, east, north = extent_of(less, Scene(layers=("cities",)))
    assert within(tuple(atlas.frames["cities"].total_bounds), (west, south, east, north), slack=0)
    assert extent_of(replace(atlas, frames={}), Scene(layers=("cities",))) != (west, south, east, north)


def test_an_extent_comes_back_from_a_projection_a_little_larger() -> None:
    crs = projection(NEAR_HANGZHOU).crs
    back = in_degrees(projected(outline(NEAR_HANGZHOU), crs).bounds, crs)
    assert within(NEAR_HANGZHOU, back, slack=1e-9)
    assert within(back, NEAR_HANGZHOU, slack=0.02)


def test_a_parallel_bulges_so_an_edge_has_points_along_it() -> None:
    crs = projection(EVERYWHERE).crs
    corners = projected(shapely.box(*EVERYWHERE), crs).bounds
    assert projected(outline(EVERYWHERE), crs).bounds[1] < corners[1] - 10_000


@pytest.mark.parametrize(
    ("extent", "middle", "lng", "parallels"),
    [
        ((113.0, 27.0, 116.0, 33.0), 30.0, 114.5, (28.0, 32.0)),  # six degrees high: a sixth, one degree, inside
        ((117.0, 28.0, 123.0, 31.0), 29.5, 120.0, (28.5, 30.5)),
        ((112.5, 25.5, 125.5, 36.5), 31.0, 119.0, (27.3, 34.7)),  # all a map may show: 25.5 + 11/6 = 27.33
        ((117.0, 29.0, 118.2, 30.0), 29.5, 117.6, (29.0, 30.0)),  # a low one: half a degree from the middle at least
        ((117.0, 29.0, 118.2, 29.2), 29.1, 117.6, (28.6, 29.6)),
    ],
)
def test_standard_parallels_are_a_sixth_inside_and_half_a_degree_from_the_middle(
    extent: Extent, middle: float, lng: float, parallels: tuple[float, float]
) -> None:
    found = projection(extent)
    assert found.lng == pytest.approx(lng)
    assert found.parallels == pytest.approx(parallels)
    assert method(found.crs) == LAMBERT
    assert found.crs.coordinate_operation is not None
    written = {parameter.name: parameter.value for parameter in found.crs.coordinate_operation.params}
    origin = written["Latitude of false origin"], written["Longitude of false origin"]
    assert origin == pytest.approx((middle, lng))
    both = written["Latitude of 1st standard parallel"], written["Latitude of 2nd standard parallel"]
    assert both == pytest.approx(parallels)


@pytest.mark.parametrize(
    ("west", "east", "gauss"),
    [
        (118.4, 121.6, True),
        (118.39, 121.6, False),
        (118.4, 121.61, False),
        (119.0, 121.7, False),
        (118.0, 121.0, False),
    ],
)
def test_gauss_is_for_what_lies_within_1_6_degrees_of_120_east(west: float, east: float, gauss: bool) -> None:
    assert (projection((west, 29.0, east, 31.0)).crs.to_epsg() == 4549) is gauss
    assert not gauss or projection((west, 29.0, east, 31.0)).lng == 120.0
