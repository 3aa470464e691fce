"""Cut the plane along lines from several sources, and say who owns each piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

GRID_M = 0.01

Key = TypeVar("Key", str, tuple[str, str, str])


def cut_faces(shapes: Iterable[BaseGeometry]) -> list[Polygon]:
    """All polygons that the outlines of `shapes` (polygons, EPSG:4549) bound together.

    The outlines are noded on a grid of one centimetre, so faces on both sides of a line have the same vertices.
    """
    lines = shapely.union_all([shape.boundary for shape in shapes], grid_size=GRID_M)
    return sorted(shapely.polygonize(shapely.get_parts([lines])).geoms, key=lambda face: face.bounds)


def owners(faces: Sequence[Polygon], shapes: Mapping[str, BaseGeometry]) -> list[str]:
    """The key of the shape (polygon, EPSG:4549) that holds each face, or "" where none does."""
    keys, found = list(shapes), [""] * len(faces)
    tree = shapely.STRtree([shapes[key] for key in keys])
    inside = shapely.point_on_surface(np.array(faces))
    for face, shape in zip(*tree.query(inside, predicate="intersects"), strict=True):
        found[face] = keys[shape]
    return found


def shared_lengths(faces: Sequence[Polygon]) -> dict[int, dict[int, float]]:
    """The length in metres (EPSG:4549) of the edge that each face has in common with each neighbour."""
    lengths: dict[int, dict[int, float]] = defaultdict(dict)
    tree = shapely.STRtree(faces)
    left, right = tree.query(faces, predicate="touches")
    shapes = np.array(faces)
    shared = shapely.length(shapely.intersection(shapely.boundary(shapes[left]), shapely.boundary(shapes[right])))
    for one, other, length in zip(left.tolist(), right.tolist(), shared.tolist(), strict=True):
        lengths[one][other] = length
    return lengths


def dissolve(faces: Iterable[BaseGeometry], keys: Iterable[Key]) -> dict[Key, BaseGeometry]:
    """Faces of one valid coverage (polygons, any CRS) joined by key, without moving a vertex; keys in their order."""
    groups: dict[Key, list[BaseGeometry]] = defaultdict(list)
    for face, key in zip(faces, keys, strict=True):
        groups[key].append(face)
    return {key: shapely.coverage_union_all(groups[key]) for key in sorted(groups)}
