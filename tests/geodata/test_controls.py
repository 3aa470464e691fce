"""The controls are of other sources than the drawing, on the way and not beside it, and what they compare is told."""

from __future__ import annotations

import json

import pytest
import shapely
from shapely.geometry import LineString, Point

from geodata.recipes import chains, controls
from geodata.recipes.controls import OTHER_STOP_M, OTHER_TOWN_M
from geodata.recipes.io import read_metric, read_table, to_metric
from tests.geodata import shipped

pytestmark = shipped.needs_sources
ROWS = [
    item["properties"] | {"shape": shapely.geometry.shape(item["geometry"])}
    for item in json.loads((shipped.GEODATA / "controls.geojson").read_text(encoding="utf-8"))["features"]
]
LINES = shipped.features("rail") | shipped.features("roads")


def test_the_way_through_the_graph_keeps_to_a_motorway_and_leaves_out_none_of_its_nodes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line of nodes 200 m beside the motorway, one of them far off, and a short cut out of reach."""
    nodes = [(0, 200), (5_000, 200), (10_000, 2_500), (15_000, 200), (20_000, 200), (10_000, 4_000)]
    graph = [[nodes[0], nodes[1], nodes[2], nodes[3], nodes[4]], [nodes[1], nodes[5], nodes[3]]]
    (frame,) = [read_metric("roads_trunk_graph_osm2024_routrs").iloc[:1].copy()]
    frame.geometry = [shapely.MultiLineString(graph)]
    monkeypatch.setattr(chains, "read_metric", lambda _: frame)
    chains._graph.cache_clear()
    guide = LineString([(0, 0), (20_000, 0)])
    try:
        found = chains.chain(guide, Point(100, 0), Point(19_000, 0))
        assert {point.coords[0] for point in found} == set(nodes[:5])
        with pytest.raises(LookupError):
            chains._cheapest(chains._edges_near(guide)[0], 0, 99)
    finally:
        chains._graph.cache_clear()


def test_every_line_of_the_table_has_points_on_its_way() -> None:
    table = read_table("controls")
    of_lines = ("alignments", "station_nodes", "stations_on", "bridges", "chains", "junctions")
    named = {ident for key in of_lines for ident in table[key]}
    assert {row["feature"] for row in ROWS if row["role"] == "line"} == named
    assert named <= LINES.keys()


def test_no_point_on_a_line_lies_beyond_its_ends() -> None:
    at_ends = read_table("controls")["stations_on"]
    for row in (row for row in ROWS if row["role"] == "line" and row["feature"] not in at_ends):
        line = shipped.metric(LINES[row["feature"]]["shape"])
        points = list(shipped.metric(row["shape"]).geoms)
        beyond = [point for point in points if not 0 < line.project(point) < line.length]
        # A junction at the end itself, or a point that rounding has put there.
        assert max(map(line.distance, beyond), default=0.0) < 150


def test_a_station_is_compared_with_a_stop_near_it_and_a_town_with_a_namesake() -> None:
    controlled = ("stations", "places", "gateways", "towns")
    drawn = {ident: item for layer in controlled for ident, item in shipped.features(layer).items()}
    for row in (row for row in ROWS if row["role"] != "line"):
        away = shipped.metric(drawn[row["feature"]]["shape"]).distance(shipped.metric(row["shape"]))
        assert away <= (OTHER_STOP_M if row["feature"].startswith("station-") else OTHER_TOWN_M)
        assert row["names"] or row["feature"].startswith("gateway-")
    far = read_metric(controls.LABELS)
    (hefei,) = far.geometry[(far["line"] == "hsrhehang") & (far["label"] == "HeFei")]
    assert shipped.metric(drawn["station-hefei-nan"]["shape"]).distance(hefei) > OTHER_STOP_M
    assert "station-hefei-nan" not in {row["feature"] for row in ROWS}


def test_a_town_is_compared_with_the_gazetteer_that_it_was_not_taken_from() -> None:
    towns = {row["feature"]: row for row in ROWS if row["feature"].startswith("place-")}
    for ident, row in towns.items():
        own = shipped.features("places")[ident]["source"]
        assert set(own) | set(row["source"]) == {"geonames-2026", "vonng-adcode"}
        assert bool(row.get("chosen")) == (own == ["geonames-2026"])


def test_where_lines_come_from_elsewhere_they_are_compared_from_the_first_common_point() -> None:
    table = read_table("controls")
    for ident, (lon, lat) in table["begins"].items():
        begin = to_metric(Point(lon, lat))
        (row,) = [row for row in ROWS if row["feature"] == ident]
        line = shipped.metric(LINES[ident]["shape"])
        assert min(line.project(point) for point in shipped.metric(row["shape"]).geoms) >= line.project(begin) - 500
