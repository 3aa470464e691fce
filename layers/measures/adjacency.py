"""What touches what: which cities a feature reaches, which features are neighbours. Computed once for each layer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import shapely

from layers.atlas.atlas import Atlas
from layers.measures.planar import metres, mostly_in, shape_m

CITIES, CIRCLE = "cities", "circle-hangzhou"
LEAST_M = 100.0
"""A line, or the root of an area, shorter than this inside a city only grazes its thinned border."""

Reach = Mapping[str, tuple[str, ...]]


def _extent_m(shapes: np.ndarray) -> np.ndarray:
    """Length of lines, root of the area of areas, in metres; points count as long enough."""
    lengths = np.maximum(np.sqrt(shapely.area(shapes)), np.where(shapely.area(shapes) > 0, 0, shapely.length(shapes)))
    points = (shapely.get_dimensions(shapes) == 0) & ~shapely.is_empty(shapes)
    return np.where(points, LEAST_M, lengths)


def _pairs(atlas: Atlas, layer: str, others: str) -> tuple[np.ndarray, np.ndarray]:
    shapes = metres(atlas, layer).array
    return tuple(shapely.STRtree(metres(atlas, others).array).query(shapes, predicate="intersects"))


@lru_cache(maxsize=64)
def cities_reached(atlas: Atlas, layer: str) -> Reach:
    """For each feature of a layer the cities that it lies in or runs through, in the cities' order."""
    mine, cities = metres(atlas, layer), metres(atlas, CITIES)
    left, right = _pairs(atlas, layer, CITIES)
    common = shapely.intersection(mine.array[left], cities.array[right])
    wide = shapely.get_dimensions(mine.array[left]) > 0
    # An area that only shares a border with a city has a line in common with it, and does not reach it.
    grazed = wide & (shapely.get_dimensions(common) < shapely.get_dimensions(mine.array[left]))
    real = (_extent_m(common) >= LEAST_M) & ~grazed
    found: dict[str, list[int]] = {str(ident): [] for ident in mine.index}
    for row, city in zip(left[real], right[real], strict=True):
        found[str(mine.index[row])].append(int(city))
    return {ident: tuple(str(cities.index[city]) for city in sorted(rows)) for ident, rows in found.items()}


@lru_cache(maxsize=16)
def neighbours(atlas: Atlas, layer: str, others: str) -> Reach:
    """For each area of a layer the areas of another (or the same) that share a stretch of border with it."""
    mine, theirs = metres(atlas, layer), metres(atlas, others)
    left, right = _pairs(atlas, layer, others)
    common = shapely.intersection(mine.array[left], theirs.array[right])
    beside = (shapely.area(common) == 0) & (shapely.length(common) >= LEAST_M)
    found: dict[str, list[str]] = {str(ident): [] for ident in mine.index}
    for row, other in sorted(zip(left[beside], right[beside], strict=True)):
        found[str(mine.index[row])].append(str(theirs.index[other]))
    return {ident: tuple(names) for ident, names in found.items()}


@lru_cache(maxsize=512)
def in_the_circle(atlas: Atlas, idents: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some features that lie in the circle, whole or for the most part; all where there is no circle."""
    circle = shape_m(atlas, CIRCLE)
    if circle is None:
        return idents
    layers = {ident: atlas.home(ident) for ident in idents}
    return tuple(ident for ident, layer in layers.items() if layer and mostly_in(circle, metres(atlas, layer)[ident]))
