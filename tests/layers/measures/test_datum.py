"""Datums against published values, closed forms and their own inverses."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st
from pyproj.exceptions import ProjError
from shapely.geometry import LineString, Point, Polygon

from layers.atlas.atlas import Atlas
from layers.errors import DatasetError
from layers.measures.datum import CHINA, DATUMS, GCJ02_CRS, gcj02_from_wgs84, shift_m, to_datum, wgs84_from_gcj02
from layers.measures.geodesic import GEOD
from tests import samples

PUBLISHED = [
    # https://github.com/googollee/eviltransform, go/transform_test.go: Shanghai, Shenzhen, Beijing
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    # https://github.com/wandergis/coordtransform, README.md
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
]
HANGZHOU = Point(120.15, 30.27)
MARGIN = 0.02
"""Wider than any shift in degrees: a pair this far inside stays inside."""


def pairs(*rows: tuple[float, float]) -> np.ndarray:
    return np.array(rows, dtype=float)


def frame_of(*shapes: shapely.Geometry, crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    ids = [f"x{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"name": ids}, geometry=list(shapes), index=ids, crs=crs)


@pytest.mark.parametrize(("true", "drawn"), PUBLISHED)
def test_gcj02_has_the_published_values(true: tuple[float, float], drawn: tuple[float, float]) -> None:
    assert gcj02_from_wgs84(pairs(true))[0] == pytest.approx(drawn, abs=1e-10)
    assert wgs84_from_gcj02(pairs(drawn))[0] == pytest.approx(true, abs=1e-10)


@given(
    st.floats(CHINA[0][0] + MARGIN, CHINA[1][0] - MARGIN),
    st.floats(CHINA[0][1] + MARGIN, CHINA[1][1] - MARGIN),
)
def test_the_inverse_is_better_than_a_ten_millionth_of_a_degree(lng: float, lat: float) -> None:
    found = wgs84_from_gcj02(gcj02_from_wgs84(pairs((lng, lat))))
    assert np.abs(found - pairs((lng, lat))).max() < 1e-9


def test_taking_the_shift_off_once_is_not_enough() -> None:
    true = pairs((HANGZHOU.x, HANGZHOU.y))
    drawn = gcj02_from_wgs84(true)
    once = drawn - (gcj02_from_wgs84(drawn) - drawn)
    assert np.abs(once - true).max() > 1e-7


def test_many_pairs_are_moved_as_each_alone() -> None:
    many = pairs(*(true for true, _ in PUBLISHED))
    alone = np.vstack([gcj02_from_wgs84(row[np.newaxis]) for row in many])
    assert np.array_equal(gcj02_from_wgs84(many), alone)


@pytest.mark.parametrize("outside", [(2.35, 48.86), (120.0, -30.0), (200.0, 30.0), (float("nan"), 30.0)])
def test_there_is_no_gcj02_outside_of_china(outside: tuple[float, float]) -> None:
    for change in (gcj02_from_wgs84, wgs84_from_gcj02):
        assert change(pairs((120.0, 30.0))).shape == (1, 2)
        with pytest.raises(ValueError, match="GCJ-02"):
            change(pairs((120.0, 30.0), outside))


def test_the_shift_at_hangzhou() -> None:
    assert 400 < shift_m(HANGZHOU) < 650
    there = to_datum(frame_of(HANGZHOU), "gcj02").geometry.iloc[0]
    apart = gpd.GeoSeries([HANGZHOU, there], crs=4326).to_crs(4549)
    assert shift_m(HANGZHOU) == pytest.approx(apart.iloc[0].distance(apart.iloc[1]), rel=1e-3)


@pytest.mark.parametrize(("datum", "code"), [("wgs84", 4326), ("cgcs2000", 4490), ("epsg4549", 4549), ("gcj02", None)])
def test_the_crs_is_that_of_the_datum(datum: str, code: int | None) -> None:
    moved = to_datum(frame_of(HANGZHOU), datum)
    assert moved.crs.to_epsg() == code
    assert (moved.crs == GCJ02_CRS) is (datum == "gcj02")


def test_gcj02_is_taken_for_no_other_system() -> None:
    for datum in DATUMS:
        moved = to_datum(frame_of(HANGZHOU), datum)
        if datum == "gcj02":
            with pytest.raises(ProjError):
                moved.to_crs(4326)
        else:
            assert moved.to_crs(4326).geometry.iloc[0].distance(HANGZHOU) < 1e-9


def test_longitude_and_easting_come_first() -> None:
    assert to_datum(frame_of(HANGZHOU), "cgcs2000").geometry.iloc[0].x == pytest.approx(120.15)
    plane = to_datum(frame_of(Point(120, 30)), "epsg4549").geometry.iloc[0]
    assert plane.x == pytest.approx(500_000, abs=1e-3)
    assert plane.y == pytest.approx(GEOD.inv(120, 0, 120, 30)[2], abs=1e-3)


@pytest.mark.parametrize("datum", DATUMS)
@pytest.mark.parametrize("layer", [layer.id for layer in samples.LAYERS if layer.panel])
def test_a_layer_stays_valid_and_the_given_one_unchanged(layer: str, datum: str, atlas: Atlas) -> None:
    frame = atlas.frames[layer]
    before = frame.copy(deep=True)
    moved = to_datum(frame, datum)
    assert moved.is_valid.all()
    assert_geodataframe_equal(frame, before)
    assert list(moved.index) == list(frame.index)
    assert list(moved.geom_type) == list(frame.geom_type)
    others = [name for name in frame.columns if name != "geometry"]
    assert moved[others].equals(frame[others])


def touching() -> Polygon:
    """A valid ring with a hole that touches the middle of a long edge, where no vertex of the edge is."""
    return Polygon([(119.5, 30), (120.5, 30), (120.5, 31), (119.5, 31)], [[(120, 30), (120.1, 30.5), (119.9, 30.5)]])


def test_what_moving_breaks_is_mended() -> None:
    shape = touching()
    assert shape.is_valid
    assert not gpd.GeoSeries([shape], crs=4326).to_crs(4549).is_valid.all()
    (mended,) = to_datum(frame_of(shape), "epsg4549").geometry
    assert mended.is_valid
    assert mended.area == pytest.approx(gpd.GeoSeries([shape], crs=4326).to_crs(4549).area.iloc[0], rel=1e-3)


def test_what_was_invalid_is_not_touched() -> None:
    bow = Polygon([(120, 30), (121, 31), (121, 30), (120, 31)])
    for datum in DATUMS:
        (moved,) = to_datum(frame_of(bow), datum).geometry
        assert not moved.is_valid
        assert shapely.get_num_coordinates(moved) == shapely.get_num_coordinates(bow)


def test_frames_in_another_system_are_converted() -> None:
    plane = frame_of(LineString([(500_000, 3_320_000), (510_000, 3_330_000)]), crs="EPSG:4549")
    geographic = plane.to_crs(4326)
    for datum in DATUMS:
        assert_geodataframe_equal(to_datum(plane, datum), to_datum(geographic, datum), check_less_precise=True)


@pytest.mark.parametrize("datum", ["", "WGS84", "bd09", "../x", "<script>", "x" * 10_000])
def test_an_unknown_datum_is_refused(datum: str) -> None:
    with pytest.raises(DatasetError) as caught:
        to_datum(frame_of(HANGZHOU), datum)
    assert caught.value.code == "unknown_datum"
    assert len(str(caught.value)) < 200


def test_a_frame_without_a_crs_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_datum(gpd.GeoDataFrame(geometry=[HANGZHOU]), "cgcs2000")
