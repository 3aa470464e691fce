"""Shapes in metres (EPSG:4549), and how one lies to another. Projected once for each atlas and layer."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas

CRS_METRES = "EPSG:4549"
WHOLE = 0.98
"""The part of an area that counts as all of it: thinned borders that should be the same run a little apart."""


@lru_cache(maxsize=64)
def metres(atlas: Atlas, layer: str) -> gpd.GeoSeries:
    """A layer's shapes in EPSG:4549, indexed by feature id; never change it. `KeyError` when the layer is off."""
    return atlas.frames[layer].geometry.to_crs(CRS_METRES)


def shape_m(atlas: Atlas, ident: str) -> BaseGeometry | None:
    """A feature's shape in EPSG:4549; a line that is drawn in parts is taken whole. None for an unknown id."""
    layer = atlas.home(ident)
    if layer is None:
        return None
    frame, shapes = atlas.frames[layer], metres(atlas, layer)
    parts = shapes[frame["line"] == ident] if "line" in frame else shapes[[]]
    return shapely.union_all(parts.array) if len(parts) else shapes[ident]


def mostly_in(outer: BaseGeometry, inner: BaseGeometry) -> bool:
    """Whether half of a shape or more lies in another, by area, of lines by length; a point has to lie in it."""
    common = outer.intersection(inner)
    if inner.area:
        return bool(common.area >= inner.area / 2)
    return bool(common.length >= inner.length / 2) if inner.length else not common.is_empty


def covers(outer: BaseGeometry, inner: BaseGeometry) -> bool:
    """Whether a shape lies whole in another, all but 2 % of its area; a point or a line need only touch it."""
    if not inner.area:
        return bool(outer.intersects(inner))
    return bool(outer.intersection(inner).area >= WHOLE * inner.area)


def touches(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether two shapes have a point in common."""
    return bool(one.intersects(other))


def inside(inner: BaseGeometry, outer: BaseGeometry) -> bool:
    """Whether a shape lies whole in another: `covers` the other way round."""
    return covers(outer, inner)
