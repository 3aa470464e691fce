"""The view that shows something whole: the web map keeps 28 px free on every side, zooms by halves, and stops at 12."""

from __future__ import annotations

import math
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from maps.scene.scene import View
from maps.storyboard.fit import fitted

# A map is 960 x 600 px: 904 x 544 are free. At zoom 8 the equator is 65,536 px long.
WIDE_DEG = 360 * 904 / 65_536
HIGH = 2 * math.pi * 544 / 65_536
"""A height in the units of web Mercator on a globe of radius 1, in which a latitude lies at asinh(tan(lat))."""


def view_of(atlas: Atlas, *shapes: BaseGeometry) -> View:
    ids = [f"it-{number}" for number in range(len(shapes))]
    frame = gpd.GeoDataFrame({"id": ids}, geometry=list(shapes), crs="EPSG:4326", index=ids)
    view = fitted(replace(atlas, frames={"places": frame}), ids)
    assert view is not None
    return view


def along(width: float) -> BaseGeometry:
    """A parallel so many degrees long, in the middle of the map."""
    return shapely.LineString([(119 - width / 2, 30), (119 + width / 2, 30)])


def upwards(height: float) -> BaseGeometry:
    """A meridian from 28 N that is so high in Mercator."""
    north = math.degrees(math.atan(math.sinh(math.asinh(math.tan(math.radians(28))) + height)))
    return shapely.LineString([(119, 28), (119, north)])


@pytest.mark.parametrize(
    ("shape", "zoom"),
    [
        (along(WIDE_DEG * 0.9995), 8.0), (along(WIDE_DEG * 1.0005), 7.5),
        (along(WIDE_DEG / 2 * 0.9995), 9.0), (along(WIDE_DEG / 2 * 1.0005), 8.5),
        (along(WIDE_DEG / math.sqrt(2) * 0.9995), 8.5),
        (upwards(HIGH * 0.9995), 8.0), (upwards(HIGH * 1.0005), 7.5),
        (upwards(HIGH / 4 * 0.9995), 10.0), (upwards(HIGH / 4 * 1.0005), 9.5),
    ],
)  # fmt: skip
def test_what_just_fits_between_the_margins_is_shown_at_that_zoom_and_what_does_not_half_a_step_out(
    shape: BaseGeometry, zoom: float, atlas: Atlas
) -> None:
    assert view_of(atlas, shape).zoom == zoom


def test_the_narrower_of_width_and_height_decides(atlas: Atlas) -> None:
    low = shapely.union_all([along(WIDE_DEG * 0.9995), upwards(HIGH / 4)])
    high = shapely.union_all([along(WIDE_DEG / 4), upwards(HIGH * 0.9995)])
    assert (view_of(atlas, low).zoom, view_of(atlas, high).zoom) == (8.0, 8.0)


def test_a_place_is_shown_no_nearer_than_zoom_12_and_the_largest_no_further_than_6(atlas: Atlas) -> None:
    assert view_of(atlas, shapely.Point(120.12346, 30.65432)) == View(30.65432, 120.12346, 12.0)
    assert view_of(atlas, along(0.0001)).zoom == 12.0
    assert view_of(atlas, along(60)).zoom == 6.0


def test_the_middle_is_the_middle_on_the_map_not_of_the_degrees(atlas: Atlas) -> None:
    view = view_of(atlas, shapely.box(118, 28, 121, 34))
    middle = (math.asinh(math.tan(math.radians(28))) + math.asinh(math.tan(math.radians(34)))) / 2
    assert view.lng == 119.5
    assert view.lat == round(math.degrees(math.atan(math.sinh(middle))), 5) != 31.0


@pytest.mark.parametrize(
    ("place", "lat", "lng"),
    [((119, 20), 25.5, 119), ((119, 40), 36.5, 119), ((110, 30), 30, 112.5), ((130, 30), 30, 125.5)],
)
def test_the_centre_stays_on_the_map(place: tuple[float, float], lat: float, lng: float, atlas: Atlas) -> None:
    view = view_of(atlas, shapely.Point(place))
    assert (view.lat, view.lng) == (lat, lng)


def test_several_features_are_shown_together_and_a_layer_by_all_of_its_own(atlas: Atlas) -> None:
    west, east = shapely.Point(119 - WIDE_DEG * 0.499, 30), shapely.Point(119 + WIDE_DEG * 0.499, 30)
    assert view_of(atlas, west, east) == View(30.0, 119.0, 8.0)
    frame = gpd.GeoDataFrame({"id": ["w", "e"]}, geometry=[west, east], crs="EPSG:4326", index=["w", "e"])
    made = replace(atlas, frames={"places": frame})
    assert fitted(made, ["places"]) == View(30.0, 119.0, 8.0)
    assert fitted(made, ["w", "nowhere"]) == View(30.0, round(119 - WIDE_DEG * 0.499, 5), 12.0)
    assert fitted(made, ["nowhere"]) is None
