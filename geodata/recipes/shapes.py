"""The few constructions that corridors, zones and places are declared with (tables `shape` in their toml files).

All work in EPSG:4549, metres, and answer the shape with the ids of the sources it hangs on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geodata.recipes.anchors import Located, canal_south_of, locate
from geodata.recipes.counties import county_shape
from geodata.recipes.io import to_degrees

_MOST_VERTICES = 120
_CORNER_CUTS = 4

Spec = dict[str, Any]


def _gather(located: Iterable[Located]) -> tuple[list[BaseGeometry], tuple[str, ...]]:
    shapes, sources = zip(*located, strict=True)
    return list(shapes), tuple(dict.fromkeys(source for each in sources for source in each))


def smooth_line(line: LineString, cuts: int = _CORNER_CUTS) -> LineString:
    """The line with its corners cut `cuts` times (Chaikin), ends kept: gentle bends instead of a zigzag."""
    xy = shapely.get_coordinates(line)
    for _ in range(cuts):
        quarter, three = 0.75 * xy[:-1] + 0.25 * xy[1:], 0.25 * xy[:-1] + 0.75 * xy[1:]
        xy = np.vstack([xy[:1], np.stack([quarter, three], axis=1).reshape(-1, 2), xy[-1:]])
    return LineString(xy)


def thin(shape: BaseGeometry, tolerance_m: float = 50.0) -> BaseGeometry:
    """The shape with 120 vertices at most: the tolerance grows by a quarter until they suffice."""
    thinned = shape.simplify(tolerance_m)
    while shapely.get_num_coordinates(thinned) > _MOST_VERTICES:
        tolerance_m *= 1.25
        thinned = shape.simplify(tolerance_m)
    return thinned


def round_off(shape: BaseGeometry, radius_m: float) -> BaseGeometry:
    """The shape with hollows narrower than twice the radius filled, so that discs and bands flow together."""
    return shape.buffer(radius_m).buffer(-radius_m)


def _point(spec: Spec) -> Located:
    return locate(spec["point"])


def _counties(spec: Spec) -> Located:
    """Whole counties, exactly as the atlas draws them."""
    shapes, sources = _gather(county_shape(code, spec["edition"]) for code in spec["counties"])
    return shapely.union_all(shapes), sources


def _near(spec: Spec) -> Located:
    points, sources = _gather(map(locate, spec["near"]))
    radius = spec["radius_km"] * 1000
    discs = shapely.union_all([point.buffer(radius) for point in points])
    return thin(round_off(discs, 2 * radius)), sources


def _hull(spec: Spec) -> Located:
    points, sources = _gather(map(locate, spec["hull"]))
    return thin(shapely.union_all(points).convex_hull.buffer(spec["margin_km"] * 1000)), sources


def _band(spec: Spec) -> Located:
    points, sources = _gather(map(locate, spec["band"]))
    return smooth_line(LineString(points)).buffer(spec["width_km"] * 500), sources


def _canal(spec: Spec) -> Located:
    line, sources = canal_south_of(spec["canal_south_of"])
    return smooth_line(line.simplify(spec["width_km"] * 300)).buffer(spec["width_km"] * 500), sources


def _parts(spec: Spec) -> Located:
    shapes, sources = _gather(map(construct, spec["parts"]))
    return shapely.union_all(shapes), sources


_CONSTRUCTIONS: dict[str, Callable[[Spec], Located]] = {
    "point": _point, "counties": _counties, "near": _near, "hull": _hull,
    "band": _band, "canal_south_of": _canal, "parts": _parts,
}  # fmt: skip


def construct(spec: Spec) -> Located:
    """The shape that one table declares, cut to the counties `within` where given; EPSG:4549.

    Raises `ValueError` unless the table names exactly one construction.
    """
    named = [key for key in spec if key in _CONSTRUCTIONS]
    if len(named) != 1:
        raise ValueError(f"{spec}: name one of {', '.join(_CONSTRUCTIONS)}")
    shape, sources = _CONSTRUCTIONS[named[0]](spec)
    if "within" in spec:
        limits, more = _counties({"counties": spec["within"], "edition": spec["edition"]})
        shape, sources = shape.intersection(limits), tuple(dict.fromkeys(sources + more))
    return shape, sources


def finish(spec: Spec) -> Located:
    """The declared shape as it is stored: bands rounded where they meet and thinned; EPSG:4326."""
    shape, sources = construct(spec)
    if "round_km" in spec:
        shape = thin(round_off(shape, spec["round_km"] * 1000), 150.0)
    return to_degrees(shape), sources
