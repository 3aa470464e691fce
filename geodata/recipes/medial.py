"""The middle of a river: the way between two points that keeps furthest from both banks."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable

import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

Node = tuple[float, float]
Graph = dict[Node, dict[Node, float]]


def water_body(polygons: Iterable[Polygon], closing_m: float) -> Polygon:
    """The largest of the polygons (EPSG:4549) once gaps up to twice `closing_m` are closed and islands filled."""
    closed = shapely.union_all(list(polygons)).buffer(closing_m).buffer(-closing_m)
    return Polygon(max(shapely.get_parts(closed), key=shapely.area).exterior)


def _skeleton(body: Polygon, spacing_m: float) -> Graph:
    """The edges inside the polygon (EPSG:4549) that are equally far from two banks, with their lengths in metres."""
    banks = MultiPoint(shapely.get_coordinates(body.exterior.segmentize(spacing_m)))
    edges = shapely.get_parts(shapely.voronoi_polygons(banks, only_edges=True))
    graph: Graph = defaultdict(dict)
    shapely.prepare(body)
    for edge in edges[shapely.contains(body, edges)]:
        for one, other in zip(edge.coords, edge.coords[1:], strict=False):
            graph[one][other] = graph[other][one] = Point(one).distance(Point(other))
    return graph


def _shortest(graph: Graph, start: Node, end: Node) -> list[Node]:
    """The shortest way through the graph.

    Raises `ValueError` when the ends are not connected.
    """
    best, came, queue = {start: 0.0}, {start: start}, [(0.0, start)]
    while queue:
        length, node = heapq.heappop(queue)
        if node == end:
            break
        for other, step in graph[node].items():
            if length + step < best.get(other, float("inf")):
                best[other], came[other] = length + step, node
                heapq.heappush(queue, (length + step, other))
    if end not in came:
        raise ValueError(f"no water between {start} and {end}")
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def middle_line(body: Polygon, start: Point, end: Point, spacing_m: float) -> LineString:
    """The middle of the polygon between the places nearest to two points (all EPSG:4549), a LineString.

    Raises `ValueError` when the water between them is interrupted.
    """
    graph = _skeleton(body, spacing_m)
    return LineString(_shortest(graph, _nearest(graph, start), _nearest(graph, end)))


def _nearest(graph: Graph, at: Point) -> Node:
    return min(graph, key=lambda node: (node[0] - at.x) ** 2 + (node[1] - at.y) ** 2)
