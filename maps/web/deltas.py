"""Geometry as short whole numbers: 1e-5 degree steps from vertex to vertex, as TopoJSON's quantised deltas do.

A third of GeoJSON's bytes for the same coordinates (the files have 5 decimals); decoded by `maps/web/drawing/draw.js`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

STEPS_PER_DEGREE = 100_000


def _deltas(coords: ArrayLike) -> list[int]:
    steps = np.rint(np.asarray(coords, dtype=float)[:, :2] * STEPS_PER_DEGREE).astype(int)
    return [int(value) for value in np.vstack([steps[:1], np.diff(steps, axis=0)]).ravel()]


def _rings(polygon: Any) -> list[list[int]]:
    return [_deltas(polygon.exterior.coords), *(_deltas(ring.coords) for ring in polygon.interiors)]


def encode(geometry: BaseGeometry) -> dict[str, Any]:
    """A Point, (Multi)LineString or (Multi)Polygon in EPSG:4326 as `{p}`, `{l: [line]}` or `{a: [[ring]]}`.

    Raises `ValueError` for any other geometry type.
    """
    parts = list(getattr(geometry, "geoms", [geometry]))
    match parts[0].geom_type if parts else "":
        case "Point":
            return {"p": _deltas(parts[0].coords)}
        case "LineString":
            return {"l": [_deltas(line.coords) for line in parts]}
        case "Polygon":
            return {"a": [_rings(polygon) for polygon in parts]}
    raise ValueError(f"cannot draw {geometry.geom_type}")
