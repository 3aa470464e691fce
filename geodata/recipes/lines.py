"""Operations on lines: join, thin, bend through stations, thread along fragments. All in EPSG:4549, metres."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
import shapely.ops
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

_REACH = 2.0


def join(pieces: Iterable[BaseGeometry]) -> LineString:
    """One LineString through points and LineStrings in the order given; repeated coordinates are dropped."""
    coords = np.vstack([shapely.get_coordinates(piece) for piece in pieces])
    moved = np.any(np.diff(coords, axis=0) != 0, axis=1)
    return LineString(coords[np.concatenate([[True], moved])])


def forward_only(line: LineString, sharpest: float) -> LineString:
    """The LineString without the vertices where it turns by more than `sharpest` degrees, that is runs back.

    Segments from station to station overlap a little where each begins before the other has ended.
    """
    kept: list[tuple[float, ...]] = []
    for vertex in line.coords:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], vertex) > sharpest:
            kept.pop()
        kept.append(vertex)
    return LineString(kept)


def _turn(one: Sequence[float], two: Sequence[float], three: Sequence[float]) -> float:
    """The change of direction at the second of three vertices, degrees."""
    before, after = (math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in ((one, two), (two, three)))
    return abs((math.degrees(after - before) + 180) % 360 - 180)


def longest(shape: BaseGeometry) -> LineString:
    """The longest LineString of a line shape."""
    return max(shapely.get_parts(shape), key=shapely.length)


def bend_through(line: LineString, points: Iterable[Point], within_m: float) -> LineString:
    """The LineString with each point it misses by more than `within_m` made a vertex of it.

    Vertices nearer to such a point than twice the miss give way, so that the bend has no spike.
    """
    for point in points:
        miss = line.distance(point)
        if miss > within_m:
            line = _insert(line, point, _REACH * miss)
    return line


def _insert(line: LineString, point: Point, reach_m: float) -> LineString:
    """The LineString with `point` in its place along the line, instead of the vertices within `reach_m`."""
    kept = [Point(xy) for xy in line.coords if point.distance(Point(xy)) > reach_m]
    before = [vertex for vertex in kept if line.project(vertex) < line.project(point)]
    return join([*before, point, *kept[len(before) :]])


def thread(guide: LineString, fragments: Sequence[LineString], step_m: float) -> LineString:
    """A LineString along fragments of a dual carriageway: their mean position in each `step_m` along the guide.

    Both carriageways fall into the same step, so the result runs between them and never doubles back.
    """
    steps: dict[int, list[np.ndarray]] = defaultdict(list)
    for fragment in fragments:
        middle = fragment.interpolate(0.5, normalized=True)
        steps[int(guide.project(middle) // step_m)].append(shapely.get_coordinates(middle)[0])
    return LineString([np.mean(steps[step], axis=0) for step in sorted(steps)])


def cut(line: LineString, start: Point, end: Point) -> LineString:
    """The stretch of the LineString between the places nearest to two points, running from the first to the second."""
    return shapely.ops.substring(line, line.project(start), line.project(end))
