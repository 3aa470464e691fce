"""Nodes of the road graph along a motorway, found by a way through the graph and not by how near they lie."""

from __future__ import annotations

from functools import cache

import networkx as nx
import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.deviation import away_m
from geodata.recipes.io import read_metric

REACH_M = 3000.0
"""A way may not leave the motorway by more: beyond it begins the next one."""
ASIDE_M = 500.0
"""An edge that runs so far aside counts as twice as long."""


@cache
def _graph() -> tuple[np.ndarray, np.ndarray]:
    """The nodes (EPSG:4549, decimetres) and the edges as pairs of their numbers."""
    parts = [
        shapely.get_coordinates(part).round(1)
        for part in read_metric("roads_trunk_graph_osm2024_routrs").geometry[0].geoms
    ]
    ends = np.vstack([np.hstack([part[:-1], part[1:]]) for part in parts]).reshape(-1, 2)
    nodes, numbers = np.unique(ends, axis=0, return_inverse=True)
    return nodes, numbers.reshape(-1, 2)


def _edges_near(guide: BaseGeometry) -> tuple[nx.Graph, np.ndarray]:
    """The edges with both ends in reach of the guide, with their cost, and the nodes that they join."""
    nodes, pairs = _graph()
    aside = away_m(shapely.points(nodes), guide)
    pairs = pairs[(aside[pairs] < REACH_M).all(axis=1)]
    length = np.hypot(*(nodes[pairs[:, 0]] - nodes[pairs[:, 1]]).T)
    cost = length * (1 + aside[pairs].mean(axis=1) / ASIDE_M)
    edges = nx.Graph()
    edges.add_weighted_edges_from(zip(*pairs.T.tolist(), cost.tolist(), strict=True))
    return edges, np.unique(pairs)


def _cheapest(edges: nx.Graph, start: int, end: int) -> list[int]:
    """The nodes of the cheapest way. `LookupError` where there is none."""
    try:
        return nx.dijkstra_path(edges, start, end)
    except (nx.NetworkXNoPath, nx.NodeNotFound) as error:
        raise LookupError(f"the road graph has no way from node {start} to node {end}") from error


def chain(guide: BaseGeometry, start: Point, end: Point) -> list[Point]:
    """All nodes on the way through the graph that keeps nearest to a motorway, from `end` to `start` (all EPSG:4549).

    A way cannot jump to the motorway where the graph does not lie on it, and none of its nodes is left out.
    """
    edges, joined = _edges_near(guide)
    places = shapely.points(_graph()[0][joined])
    first, last = (int(joined[np.argmin(shapely.distance(places, point))]) for point in (start, end))
    return [Point(xy) for xy in _graph()[0][_cheapest(edges, last, first)]]
