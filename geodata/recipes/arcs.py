"""Thin the edges of a coverage, each with a tolerance of its own, without letting any two of them meet."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

NEAR_M = 0.05
LONGEST_ARC_M = 40_000.0
EASING = 0.7
SMALLEST_TOLERANCE_M = 1.0

Lines = npt.NDArray[np.object_]
Metres = npt.NDArray[np.float64]
Publish = Callable[[BaseGeometry], BaseGeometry]


def edge_arcs(shapes: Iterable[BaseGeometry]) -> Lines:
    """The lines between the nodes of a valid coverage of polygons (EPSG:4549): each common edge once."""
    outlines = shapely.union_all([shape.boundary for shape in shapes])
    arcs = sorted(shapely.get_parts([shapely.line_merge(outlines)]), key=lambda arc: (arc.bounds, arc.length))
    return np.array([part for arc in arcs for part in _cut(arc)])


def _cut(arc: LineString) -> list[LineString]:
    """An arc cut at vertices into parts of equal length, so that a narrow place is kept in detail there only."""
    points = shapely.get_coordinates(arc)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    steps = np.linspace(0.0, along[-1], int(along[-1] // LONGEST_ARC_M) + 2)[1:-1]
    cuts = [0, *sorted(set(np.searchsorted(along, steps).tolist()) - {0, len(points) - 1}), len(points) - 1]
    return [LineString(points[start : end + 1]) for start, end in itertools.pairwise(cuts)]


def lies_on(arcs: Lines, shapes: Iterable[BaseGeometry]) -> npt.NDArray[np.bool_]:
    """Whether each arc is part of the outline of one of `shapes` (polygons, EPSG:4549)."""
    outlines = shapely.union_all([shape.boundary for shape in shapes])
    shapely.prepare(outlines)  # of use where it comes first
    return shapely.dwithin(outlines, shapely.line_interpolate_point(arcs, 0.37, normalized=True), NEAR_M)


def _broken(lines: Lines) -> set[int]:
    """Indices of the lines that meet themselves, or another line elsewhere than at a common end."""
    bad = set(np.flatnonzero(~shapely.is_simple(lines) | (shapely.get_num_coordinates(lines) < 2)).tolist())
    bad |= set(np.flatnonzero(shapely.is_closed(lines) & (shapely.get_num_coordinates(lines) < 4)).tolist())
    left, right = shapely.STRtree(lines).query(lines, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    meet = shapely.intersection(lines[left], lines[right])
    apart = shapely.is_empty(shapely.difference(meet, _common_ends(lines[left], lines[right])))
    return bad | set(left[~apart].tolist()) | set(right[~apart].tolist())


def _common_ends(left: Lines, right: Lines) -> Lines:
    """The points where both lines of each pair begin or end; a ring begins where it ends."""
    return shapely.intersection(_ends(left), _ends(right))


def _ends(lines: Lines) -> Lines:
    return shapely.union(shapely.get_point(lines, 0), shapely.get_point(lines, -1))


def thin_arcs(arcs: Lines, tolerances: Metres, publish: Publish) -> Lines:
    """Arcs (EPSG:4549) thinned by Douglas-Peucker within their tolerance in metres, as `publish` makes them.

    `publish` projects and rounds. Arcs that would meet elsewhere than at their ends are thinned less, until none do.
    Raises `ValueError` when arcs meet even at the smallest tolerance.
    """
    limits = tolerances.copy()
    thinned = np.array([publish(line) for line in shapely.simplify(arcs, limits, preserve_topology=False)])
    while broken := sorted(_broken(thinned)):
        limits[broken] *= EASING
        if limits.min() < SMALLEST_TOLERANCE_M:
            raise ValueError(f"arcs cannot be thinned without meeting: {[arcs[index].bounds for index in broken]}")
        again = shapely.simplify(arcs[broken], limits[broken], preserve_topology=False)
        thinned[broken] = [publish(line) for line in again]
    return thinned
