"""The line through the middle of a long area, along which its name runs."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import networkx as nx
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from layers.atlas.atlas import Atlas
from layers.measures.planar import CRS_METRES, metres

SPACING = 0.01
"""How far apart points of the border are from which the middle is found, as a share of the border's length."""
LONG = 5.0
"""How many times as long as its widest place is wide an area is at least whose name runs along it."""
ENDS = 0.06
"""What is left off at each end of the middle line, where it turns into a corner; as a share of its length."""
SMOOTH = 0.5
"""How far the line may leave the middle of the area, as a share of its half width."""


def _body(area: BaseGeometry) -> Polygon:
    """The largest part of an area, its holes filled."""
    return Polygon(max(shapely.get_parts(area), key=shapely.area).exterior)


def _skeleton(body: Polygon) -> nx.Graph:
    """The edges inside a polygon equally far from two sides of it, with their lengths: edges of Voronoi cells."""
    border = MultiPoint(shapely.get_coordinates(body.exterior.segmentize(body.length * SPACING)))
    edges = shapely.get_parts(shapely.voronoi_polygons(border, only_edges=True))
    graph = nx.Graph()
    shapely.prepare(body)
    for edge in edges[shapely.contains(body, edges)]:
        for one, other in zip(edge.coords, edge.coords[1:], strict=False):
            graph.add_edge(one, other, weight=Point(one).distance(Point(other)))
    return graph


def _longest(graph: nx.Graph) -> LineString | None:
    """The longest way through a tree: from the node farthest from any to the one farthest from that."""
    if not graph:
        return None
    tree = graph.subgraph(max(nx.connected_components(graph), key=lambda nodes: (len(nodes), min(nodes))))
    start = min(tree)
    for _ in range(2):
        length, path = nx.single_source_dijkstra(tree, start)
        start = max(length, key=lambda node: (length[node], node))
        way = path[start]
    return LineString(way)


def course(area: BaseGeometry) -> LineString | None:
    """The line through the middle of a (multi)polygon in metres, from west to east; none where the area is not long."""
    body = _body(area)
    simple = body.simplify(body.length * SPACING / 4)
    half_m = shapely.maximum_inscribed_circle(body).length
    line = _longest(_skeleton(simple if simple.geom_type == "Polygon" and not simple.is_empty else body))
    if line is None or line.length < LONG * 2 * half_m:
        return None
    middle = substring(line, ENDS, 1 - ENDS, normalized=True).simplify(SMOOTH * half_m)
    return middle if middle.coords[0] <= middle.coords[-1] else middle.reverse()


@lru_cache(maxsize=64)
def courses(atlas: Atlas, layer: str) -> dict[str, LineString]:
    """The courses of a layer's long areas by feature id, in EPSG:4326 degrees."""
    areas = metres(atlas, layer)
    areas = areas[areas.geom_type.isin(["Polygon", "MultiPolygon"])]
    found = {ident: line for ident, line in areas.map(course).items() if line is not None}
    degrees = gpd.GeoSeries(found, crs=CRS_METRES).to_crs(4326)
    return {str(ident): line for ident, line in degrees.items()}
