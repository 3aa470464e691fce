"""Checks that neighbours share their borders: edges that do not match, gaps and overlaps."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, Reason, compared, complete
from layers.measures.planar import metres

LAYERS = ("cities", "districts_2019", "districts_2021", "regions")
NOISE_KM2 = 0.001
NARROW_DEG = 1e-4
"""A gap up to some ten metres wide is two borders that should be one, however little area it has."""


def edges(atlas: Atlas, layer: str) -> Iterator[Check]:
    """Features of a layer whose edges match those of their neighbours, point by point."""
    shapes = atlas.frames[layer].geometry
    wrong = shapely.coverage_invalid_edges(shapes.array, gap_width=NARROW_DEG)
    bad = [str(ident) for ident, edge in zip(shapes.index, wrong, strict=True) if not edge.is_empty]
    yield complete(Check("borders", "edges", about=layer), shapes.index, bad, "edges")


def overlaps(atlas: Atlas, layer: str) -> Iterator[Check]:
    """Area that two features of a layer both cover, in km2."""
    shapes = metres(atlas, layer)
    twice = (shapes.area.sum() - shapely.union_all(shapes.array).area) / 1e6
    yield compared(Check("borders", "overlaps", about=layer, unit="km2"), 0.0, max(twice, 0.0), NOISE_KM2, "overlap")


def _holes(shapes: shapely.Geometry) -> list[shapely.Geometry]:
    return [shapely.Polygon(ring) for part in shapely.get_parts(shapes) for ring in part.interiors]


def gaps(atlas: Atlas, layer: str) -> Iterator[Check]:
    """Area inside a layer's outline that no feature covers, in km2."""
    shapes = metres(atlas, layer)
    holes = _holes(shapely.union_all(shapes.array))
    around = [{str(ident) for ident in shapes.index[shapes.intersects(hole)]} for hole in holes]
    # A hole that one feature surrounds alone is no border out of place: somebody else's land lies in it.
    reason: Reason = "enclave" if all(len(names) == 1 for names in around) else "gap"
    base = Check("borders", "gaps", about=layer, unit="km2")
    beside = tuple(sorted(set().union(*around)))
    yield compared(base, 0.0, sum(hole.area for hole in holes) / 1e6, NOISE_KM2, reason, missing=beside)
