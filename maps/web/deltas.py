"""Geometry as short texts: 1e-5 degree steps from vertex to vertex, as TopoJSON's quantised deltas are, in Base64 VLQ.

Base64 VLQ is how source maps write numbers (ECMA-426): a sign and four bits in the first letter, five bits in each that
follows. A fifth of GeoJSON's bytes for the same coordinates (the files have 5 decimals); decoded by
`maps/web/drawing/shapes.js`.
"""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

STEPS_PER_DEGREE = 100_000
LETTERS = f"{ascii_uppercase}{ascii_lowercase}{digits}+/"
MORE = 32
"""The bit of a letter that says that more follow."""


@cache
def vlq(number: int) -> str:
    """A whole number in Base64 VLQ."""
    rest, letters = abs(number) << 1 | (number < 0), ""
    while rest >= MORE:
        letters, rest = letters + LETTERS[rest % MORE | MORE], rest // MORE
    return letters + LETTERS[rest]


def _deltas(coords: ArrayLike) -> str:
    steps = np.rint(np.asarray(coords, dtype=float)[:, :2] * STEPS_PER_DEGREE).astype(int)
    return "".join(map(vlq, np.vstack([steps[:1], np.diff(steps, axis=0)]).ravel().tolist()))


def _rings(polygon: Any) -> list[str]:
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
