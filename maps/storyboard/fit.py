"""The view that shows some features whole, as the web map would fit them: nobody knows zoom levels by heart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from maps.scene.scene import HOME, MAX_BOUNDS, ZOOMS, View

EQUATOR_M = 2 * math.pi * 6378137
TILE_PX = 256
MARGIN_PX = 28
ZOOM_STEP = 0.5
NEAREST = 12.0
"""A single point is not fitted closer than this; as in maps/web/view/fitting.js."""


def shapes_of(atlas: Atlas, ident: str) -> list[BaseGeometry]:
    """The shapes of a layer or of a feature, EPSG:4326; none of what is not in the atlas."""
    if ident in atlas.frames:
        return list(atlas.frames[ident].geometry)
    home = atlas.home(ident)
    return [atlas.frames[home].geometry[ident]] if home else []


def _bounds(atlas: Atlas, idents: Sequence[str]) -> tuple[float, float, float, float] | None:
    """West, south, east, north in EPSG:4326 degrees of layers and features; None where none of them is there."""
    shapes = [shape for ident in idents for shape in shapes_of(atlas, ident)]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


@lru_cache(maxsize=1)
def _mercator() -> Transformer:
    return Transformer.from_crs(4326, 3857, always_xy=True)


def _zoom(wide_m: float, high_m: float) -> float:
    """The nearest zoom at which so many EPSG:3857 metres fit into the usual map with its margin, rounded down.

    At zoom z the equator is 256 x 2^z px long (OpenStreetMap wiki, "Zoom levels").
    """
    px = ((HOME.width - 2 * MARGIN_PX, wide_m), (HOME.height - 2 * MARGIN_PX, high_m))
    steps = [math.log2(side * EQUATOR_M / TILE_PX / metres) for side, metres in px if metres > 0]
    zoom = math.floor(min([NEAREST, *steps]) / ZOOM_STEP) * ZOOM_STEP
    return max(ZOOMS[0], zoom)


def fitted(atlas: Atlas, idents: Sequence[str]) -> View | None:
    """The view of the usual size that shows layers and features whole; None where none of them is in the atlas."""
    bounds = _bounds(atlas, idents)
    if bounds is None:
        return None
    west, south, east, north = bounds
    xs, ys = _mercator().transform([west, east], [south, north])
    lng, lat = _mercator().transform((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, direction="INVERSE")
    (lowest, leftmost), (highest, rightmost) = MAX_BOUNDS
    inside = (min(max(lat, lowest), highest), min(max(lng, leftmost), rightmost))
    return View(round(inside[0], 5), round(inside[1], 5), _zoom(xs[1] - xs[0], ys[1] - ys[0]))
