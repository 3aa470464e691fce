"""Context: motorways, trunk roads, metro and towns, compared with what they were not made from."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point, box

from geodata.recipes.context import BESIDE_MOTORWAY_M, LONGEST_CHORD_M
from geodata.recipes.context import _number as number
from geodata.recipes.context import _romanised as romanised
from geodata.recipes.io import read_metric, read_source, to_metric
from geodata.recipes.smoothing import smooth
from tests.geodata import shipped

MOTORWAYS, TRUNK = shipped.features("motorways"), shipped.features("trunk_roads")
METRO, TOWNS = shipped.features("metro"), shipped.features("towns")
GROUND = shipped.features("ground")


@pytest.mark.parametrize(
    ("ref", "written"),
    [("G02", "G2"), ("S01", "S1"), ("G60", "G60"), ("G0321", "G0321"), ("G25NAN", "G25"), ("SH36", "S36")],
)
def test_a_motorway_has_the_number_of_its_signs(ref: str, written: str) -> None:
    assert number(ref) == written


def test_the_motorways_that_everybody_knows_run_where_they_run() -> None:
    """Pairs of towns and the motorway that passes both, from any road map."""
    known = {
        "motorway-g60": [(120.74, 30.75), (118.87, 28.97)],  # Jiaxing, Quzhou
        "motorway-g25": [(119.95, 30.06), (119.69, 29.8)],  # Fuyang, Tonglu
        "motorway-g1522": [(120.87, 30.03), (120.83, 29.59)],  # Shangyu, Shengzhou
        "motorway-g50": [(120.09, 30.87), (119.9, 31.0)],  # Huzhou, Changxing
        "motorway-g56": [(119.72, 30.23), (118.43, 29.87)],  # Lin'an, Shexian
    }
    for ident, places in known.items():
        line = shipped.metric(MOTORWAYS[ident]["shape"])
        assert [ident for place in places if to_metric(Point(place)).distance(line) > 15_000] == []


def by_nodes_m(away_m: float) -> float:
    """How far the vertices of the motorways, moved east by so much, are from nodes of another network."""
    edges = read_metric("roads_trunk_graph_osm2024_routrs").geometry.to_numpy()
    nodes = shapely.points(np.unique(shapely.get_coordinates(edges), axis=0))
    vertices = np.vstack([shapely.get_coordinates(shipped.metric(item["shape"])) for item in MOTORWAYS.values()])
    moved = shapely.points(vertices + np.array([away_m, 0.0]))
    moved = moved[shapely.contains(box(*shapely.total_bounds(edges)), moved)]
    return float(np.median(shapely.distance(moved, nodes[shapely.STRtree(nodes).nearest(moved)])))


@pytest.mark.sources
@shipped.needs_sources
def test_motorways_lie_by_the_junctions_of_another_road_network_and_moved_they_would_not() -> None:
    """Half of their interchanges and bends have a junction of the network within the claim."""
    assert by_nodes_m(0.0) < min(item["accuracy_m"] for item in MOTORWAYS.values()) < by_nodes_m(7_000.0)


def test_trunk_roads_have_no_long_straight_lines_and_run_beside_no_motorway() -> None:
    motorways = shapely.union_all([shipped.metric(item["shape"]) for item in MOTORWAYS.values()])
    beside = 0.0
    for item in TRUNK.values():
        shape = shipped.metric(item["shape"])
        for line in shapely.get_parts(shape):
            points = shapely.get_coordinates(line)
            assert np.hypot(*np.diff(points, axis=0).T).max() <= LONGEST_CHORD_M * 1.01
        beside += shape.intersection(motorways.buffer(BESIDE_MOTORWAY_M / 4)).length / shape.length
    assert beside / len(TRUNK) < 0.05
    assert len(TRUNK) >= 5


@pytest.mark.sources
@shipped.needs_sources
def test_metro_lines_pass_the_stations_of_another_source() -> None:
    nodes = read_metric("metro_intercity_stations_osm2026")
    lines = shapely.union_all([shipped.metric(item["shape"]) for item in METRO.values()])
    in_town = nodes[nodes["line"].isin(["杭临城际(16号线)", "杭富城际(6号线南段)", "机场快线(19号线)"])].distance(lines)
    assert len(in_town) > 20
    assert np.percentile(in_town, 90) <= min(item["accuracy_m"] for item in METRO.values())


def test_towns_lie_in_the_six_cities_and_cite_what_knows_them() -> None:
    cities = shapely.union_all(
        [item["shape"] for item in shipped.features("cities").values() if item["kind"] != "partner_city"]
    ).buffer(0.01)
    assert [ident for ident, item in TOWNS.items() if not cities.contains(item["shape"])] == []
    twice = [item for item in TOWNS.values() if item.get("name_source") == ["vonng-adcode", "geonames-2026"]]
    assert len(twice) > 0.6 * len(TOWNS) > 370
    alone = [item for item in TOWNS.values() if item not in twice]
    assert min(item["accuracy_m"] for item in twice) == 1500
    assert {item["accuracy_m"] for item in alone} == {1600}, "nine in ten of the others are no farther apart"


def test_a_town_is_what_its_name_ends_with() -> None:
    ends = {"Town": "镇", "Township": "乡", "Subdistrict": "街道"}
    assert all(item["name_zh"].endswith(ends[item["name_en"].split()[-1]]) for item in TOWNS.values())
    assert {item["name_en"].split()[-1] for item in TOWNS.values()} == set(ends)
    assert all(item["name_en"].isascii() for item in TOWNS.values())


@pytest.mark.parametrize(
    ("name", "spelt", "english"),
    [
        ("长庆", [], "Changqing"), ("长庆", ["Changqing"], "Changqing"), ("乐平", ["Leping"], "Leping"),
        ("大溪边", ["Dongshan"], "Daxibian"), ("西安", ["Xi'an"], "Xi'an"), ("西安", [], "Xi'an"),
    ],
)  # fmt: skip
def test_a_town_is_spelt_as_a_namesake_is_where_that_is_a_reading(name: str, spelt: list[str], english: str) -> None:
    assert romanised(name, spelt) == english


@pytest.mark.sources
@shipped.needs_sources
def test_no_town_of_the_list_is_lost_but_estates() -> None:
    rows = read_source("towns_points_2016")
    listed = rows[(rows["level"] == "town") & rows["code"].str.startswith(("33", "34"))]
    lost = listed[~("town-" + listed["code"].str[:9]).isin(list(TOWNS))]
    assert set(lost["name"]) == {"嵊州经济开发区", "安徽徽州经济开发区", "萧山商业城", "萧山经济技术开发区"}


def test_nothing_of_the_context_is_bound_to_the_report() -> None:
    for features in (MOTORWAYS, TRUNK, METRO, TOWNS):
        assert all(item["clauses"] == [] for item in features.values())


@pytest.mark.parametrize("ident", ["ground-water-qiantang", "ground-water-fuchun", "ground-lake-west"])
def test_banks_have_no_corners(ident: str) -> None:
    """Of the turns from side to side hardly one is sharper than 40 degrees."""
    part = max(shapely.get_parts(shipped.metric(GROUND[ident]["shape"])), key=shapely.area)
    steps = np.diff(shapely.get_coordinates(part.exterior), axis=0)
    turns = np.abs(np.degrees(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))))
    assert np.percentile(turns, 95) < 40


def test_west_lake_is_as_large_as_published_and_between_its_landmarks() -> None:
    shape = GROUND["ground-lake-west"]["shape"]
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(shape))
    assert abs(area_m2) == pytest.approx(6.38e6, rel=0.08)
    for inside in ((120.145, 30.245), (120.1405, 30.238)):  # the three pools, the southern part
        assert shape.contains(Point(inside))
    for outside in (
        (120.1445, 30.2295),
        (120.161, 30.25),
        (120.124, 30.24),
    ):
        assert not shape.contains(Point(outside))
    assert GROUND["ground-lake-west"]["evidence"] == "indicative"


def test_smoothing_keeps_ends_and_moves_no_bank_far() -> None:
    square = box(0, 0, 1000, 1000)
    made = smooth(square, 1.0)
    assert square.area * 0.8 < made.area < square.area
    assert made.hausdorff_distance(square) < 250
    line = shapely.LineString([(0, 0), (500, 0), (500, 500)])
    assert shapely.get_coordinates(smooth(line, 1.0))[[0, -1]].tolist() == [[0, 0], [500, 500]]
