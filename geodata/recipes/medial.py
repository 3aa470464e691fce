"""The middle of a river: the way between two points that keeps furthest from both banks."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

Node = tuple[float, float]


def water_body(polygons: Iterable[Polygon], closing_m: float) -> Polygon:
    """The largest of the polygons (EPSG:4549) once gaps up to twice `closing_m` are closed and islands filled."""
    closed = shapely.union_all(list(polygons)).buffer(closing_m).buffer(-closing_m)
    return Polygon(max(shapely.get_parts(closed), key=shapely.area).exterior)


def _skeleton(body: Polygon, spacing_m: float) -> nx.Graph:
    """The edges inside the polygon (EPSG:4549) that are equally far from two banks, with their lengths in metres."""
    banks = MultiPoint(shapely.get_coordinates(body.exterior.segmentize(spacing_m)))
    edges = shapely.get_parts(shapely.voronoi_polygons(banks, only_edges=True))
    graph = nx.Graph()
    shapely.prepare(body)
    for edge in edges[shapely.contains(body, edges)]:
        for one, other in zip(edge.coords, edge.coords[1:], strict=False):
            graph.add_edge(one, other, weight=Point(one).distance(Point(other)))
    return graph


def _shortest(graph: nx.Graph, start: Node, end: Node) -> list[Node]:
    """The shortest way through the graph.

    Raises `ValueError` when the ends are not connected.
    """
    try:
        return nx.dijkstra_path(graph, start, end)
    except nx.NetworkXNoPath as error:
        raise ValueError(f"no water between {start} and {end}") from error


def middle_line(body: Polygon, start: Point, end: Point, spacing_m: float) -> LineString:
    """The middle of the polygon between the places nearest to two points (all EPSG:4549), a LineString.

    Raises `ValueError` when the water between them is interrupted.
    """
    graph = _skeleton(body, spacing_m)
    return LineString(_shortest(graph, _nearest(graph, start), _nearest(graph, end)))


def _nearest(graph: nx.Graph, at: Point) -> Node:
    return min(graph, key=lambda node: (node[0] - at.x) ** 2 + (node[1] - at.y) ** 2)
