"""How far generalised outlines lie from the outlines they were made of."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

STEP_M = 100.0
PERCENTILE = 95


def deviation_m(exact: BaseGeometry, generalised: BaseGeometry) -> float:
    """The distance in metres within which 95 % of the exact outline lies from the generalised one.

    Both are polygons in EPSG:4549; the exact outline is sampled every 100 m.
    """
    samples = shapely.points(shapely.get_coordinates(shapely.segmentize(exact.boundary, STEP_M)))
    outline = generalised.boundary
    shapely.prepare(outline)
    return float(np.percentile(shapely.distance(samples, outline), PERCENTILE))


def rounded_up(metres: float) -> int:
    """Metres to the next full ten: no finer than such a figure can be."""
    return 10 * math.ceil(metres / 10)
