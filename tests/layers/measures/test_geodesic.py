"""Areas and lengths against figures that were found another way."""

from __future__ import annotations

import math

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point

from layers.atlas.atlas import Atlas
from layers.measures.geodesic import area_km2, geodesic_area_km2, geodesic_length_km, length_km
from tests import samples

A_M, F = 6_378_137.0, 1 / 298.257_223_563
E2 = F * (2 - F)
E = math.sqrt(E2)
CITIES = {
    "city-hangzhou": (16_850, 0.005, 16_820),
    "city-jiaxing": (4_223, 0.036, 4_075),
    "city-huzhou": (5_820, 0.005, 5_827),
    "city-shaoxing": (8_279, 0.0125, 8_183),
    "city-quzhou": (8_845, 0.005, 8_846),
    "city-huangshan": (9_807, 0.014, 9_673),
}
"""Published km2, how far a polygon may be from it, and km2 of the source before thinning, without the sea.

Jiaxing's and Shaoxing's published areas hold a part of the bay that is sea here; Huangshan's matches no polygon source.
"""


def authalic(latitude: float) -> float:
    """Area in m2 between the equator and a latitude, per radian of longitude: the closed form for an ellipsoid."""
    sine = math.sin(math.radians(latitude))
    return A_M**2 * (1 - E2) / 2 * (sine / (1 - E2 * sine**2) + math.atanh(E * sine) / E)


def cell_km2(west: float, south: float, east: float, north: float) -> float:
    """Area of a cell between meridians and parallels."""
    return math.radians(east - west) * (authalic(north) - authalic(south)) / 1e6


def dense(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A cell whose parallels are followed closely (an edge of two points is a geodesic, not a parallel)."""
    return shapely.segmentize(shapely.box(west, south, east, north), 0.01)


def frame_of(shape: shapely.Geometry, evidence: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"evidence": [evidence]}, geometry=[shape], index=["x"], crs="EPSG:4326")


def test_a_degree_cell_has_its_known_area() -> None:
    equal_area = Transformer.from_crs(4326, 6933, always_xy=True).transform
    projected = shapely.transform(dense(119, 30, 120, 31), equal_area, interleaved=False).area / 1e6
    assert cell_km2(119, 30, 120, 31) == pytest.approx(10_642.39, abs=0.01)
    assert projected == pytest.approx(10_642.39, abs=0.01)
    assert geodesic_area_km2(dense(119, 30, 120, 31)) == pytest.approx(10_642.39, abs=0.01)


@given(st.floats(112, 124), st.floats(25, 36), st.floats(0.05, 1.5), st.floats(0.05, 1.5))
def test_any_cell_has_the_area_of_the_closed_form(west: float, south: float, width: float, height: float) -> None:
    cell = west, south, west + width, south + height
    assert geodesic_area_km2(dense(*cell)) == pytest.approx(cell_km2(*cell), rel=2e-6)


def test_area_does_not_depend_on_the_ring_s_direction() -> None:
    cell = shapely.box(119, 30, 120, 31)
    assert geodesic_area_km2(cell.reverse()) == pytest.approx(geodesic_area_km2(cell), rel=1e-12)


def test_holes_are_taken_away_and_parts_added() -> None:
    outer, inner, other = dense(119, 30, 120, 31), dense(119.2, 30.2, 119.4, 30.4), dense(121, 30, 122, 31)
    holed = outer.difference(inner)
    assert geodesic_area_km2(holed) == pytest.approx(geodesic_area_km2(outer) - geodesic_area_km2(inner), rel=1e-9)
    assert geodesic_area_km2(MultiPolygon([holed, other])) == pytest.approx(
        geodesic_area_km2(holed) + geodesic_area_km2(other), rel=1e-9
    )


def test_a_degree_of_meridian_and_of_parallel() -> None:
    assert geodesic_length_km(LineString([(120, 30), (120, 31)])) == pytest.approx(110.861, abs=0.01)
    parallel = shapely.segmentize(LineString([(120, 30), (121, 30)]), 0.01)
    radius = A_M * math.cos(math.radians(30)) / math.sqrt(1 - E2 * math.sin(math.radians(30)) ** 2)
    assert geodesic_length_km(parallel) == pytest.approx(math.radians(1) * radius / 1000, rel=1e-6)


def test_length_agrees_with_the_plane_within_its_known_stretch() -> None:
    line = LineString([(119.9, 30), (120.2, 30.3), (120.1, 30.5)])
    plane = shapely.transform(line, Transformer.from_crs(4326, 4549, always_xy=True).transform, interleaved=False)
    assert plane.length / 1000 == pytest.approx(geodesic_length_km(line), rel=7e-4)


def test_parts_of_a_line_add_up() -> None:
    parts = [[(119, 30), (120, 30)], [(121, 30), (121, 31)]]
    assert geodesic_length_km(MultiLineString(parts)) == pytest.approx(
        sum(geodesic_length_km(LineString(p)) for p in parts)
    )


def test_points_have_neither_and_lines_and_areas_have_one() -> None:
    line, cell = LineString([(119, 30), (120, 30)]), shapely.box(119, 30, 120, 31)
    assert geodesic_area_km2(Point(119, 30)) == geodesic_length_km(Point(119, 30)) == 0
    assert geodesic_area_km2(line) == geodesic_length_km(cell) == 0


@pytest.mark.parametrize("evidence", samples.EVIDENCE)
def test_only_what_is_not_indicative_is_measured(evidence: str) -> None:
    line, cell = LineString([(119, 30), (120, 30)]), shapely.box(119, 30, 120, 31)
    measured = evidence != "indicative"
    assert area_km2(frame_of(cell, evidence)).notna().all() == measured
    assert length_km(frame_of(line, evidence)).notna().all() == measured
    assert area_km2(frame_of(line, evidence)).isna().all()
    assert length_km(frame_of(cell, evidence)).isna().all()


def test_a_measure_keeps_the_index_and_changes_nothing() -> None:
    frame = frame_of(shapely.box(119, 30, 120, 31), "surveyed")
    before = frame.to_json()
    assert list(area_km2(frame).index) == ["x"]
    assert area_km2(frame).name == "area_km2"
    assert length_km(frame).name == "length_km"
    assert frame.to_json() == before


@pytest.mark.parametrize("ident", CITIES)
def test_a_city_has_its_published_area(ident: str, atlas: Atlas) -> None:
    published, tolerance, unthinned = CITIES[ident]
    area = area_km2(atlas.frames["cities"])[ident]
    assert area == pytest.approx(published, rel=tolerance)
    assert area == pytest.approx(unthinned, rel=0.001)
    assert atlas.feature(ident)["published_area_km2"] == published


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_no_indicative_feature_of_the_atlas_is_measured(layer: str, atlas: Atlas) -> None:
    frame = atlas.frames[layer]
    indicative = frame["evidence"] == "indicative"
    assert area_km2(frame)[indicative].isna().all()
    assert length_km(frame)[indicative].isna().all()
