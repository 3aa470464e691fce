"""How far generalised outlines lie from the outlines they were made of."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

STEP_M = 100.0
PERCENTILE = 95


def deviation_m(exact: BaseGeometry, generalised: BaseGeometry) -> float:
    """The distance in metres within which 95 % of the exact outline lies from the generalised one.

    Both are polygons in EPSG:4549; the exact outline is sampled every 100 m.
    """
    samples = shapely.points(shapely.get_coordinates(shapely.segmentize(exact.boundary, STEP_M)))
    return float(np.percentile(away_m(samples, generalised.boundary), PERCENTILE))


def away_m(shapes: npt.NDArray[np.object_], lines: BaseGeometry) -> npt.NDArray[np.float64]:
    """How far each shape lies from the nearest of the lines, metres; all in EPSG:4549.

    The same as `shapely.distance`, which looks at every segment of the lines for every shape.
    """
    _, found = shapely.STRtree(_sides(lines)).query_nearest(shapes, all_matches=False, return_distance=True)
    return np.asarray(found)


def _sides(lines: BaseGeometry) -> npt.NDArray[np.object_]:
    """The segments between the vertices of lines."""
    points, of = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    joined = of[:-1] == of[1:]
    return np.asarray(shapely.linestrings(np.stack([points[:-1][joined], points[1:][joined]], axis=1)))


def rounded_up(metres: float) -> int:
    """Metres to the next full ten: no finer than such a figure can be."""
    return 10 * math.ceil(metres / 10)
