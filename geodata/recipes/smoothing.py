"""Courses of water with their corners cut: a small-scale source has few vertices, and water has no corners.

G. Chaikin, An algorithm for high-speed curve generation, Computer Graphics and Image Processing 3 (1974),
https://doi.org/10.1016/0146-664X(74)90028-8.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

ROUNDS = 3


def _cut(points: NDArray[np.float64], following: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two points for each side: at a quarter and at three quarters of it."""
    return np.stack([0.75 * points + 0.25 * following, 0.25 * points + 0.75 * following], axis=1).reshape(-1, 2)


def smooth_ring(ring: Any) -> NDArray[np.float64]:
    """The points of a closed ring, its first point not repeated, with their corners cut."""
    points = np.asarray(ring, dtype=float)
    for _ in range(ROUNDS):
        points = _cut(points, np.roll(points, -1, axis=0))
    return points


def _smooth_line(line: LineString) -> LineString:
    points = np.asarray(line.coords)[:, :2]
    for _ in range(ROUNDS):
        points = np.vstack([points[:1], _cut(points[:-1], points[1:]), points[-1:]])
    return LineString(points)


def _smooth_part(part: Polygon | LineString) -> Polygon | LineString:
    if isinstance(part, LineString):
        return _smooth_line(part)
    rings = [smooth_ring(ring.coords[:-1]) for ring in (part.exterior, *part.interiors)]
    return Polygon(rings[0], rings[1:])


def smooth(shape: BaseGeometry, thin_m: float) -> BaseGeometry:
    """Lines or areas (EPSG:4549) with their corners cut, thinned by so many metres; a line's ends stay."""
    return shapely.simplify(shapely.union_all([_smooth_part(part) for part in shapely.get_parts([shape])]), thin_m)
