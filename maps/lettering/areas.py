"""Where the name of an area may stand on a figure: on the area itself.

The twin of `maps/web/names/areas.js`, in px of the frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

ROWS = 12
"""At most so many levels of an area are tried."""
WELL, LEAST = 0.9, 0.6
"""The share of a name on its area from which nothing better is looked for; and the least one, where there is room."""
OVERHANG = 2.0
"""What a name off its area costs, by its width."""
COARSE_PX = 0.75
"""By how much borders are thinned before names are tried on them."""

Place = tuple[float, float]


def _share(area: BaseGeometry, middle: Place, size: Place) -> float:
    (x, y), (w, h) = middle, size
    return float(shapely.clip_by_rect(area, x - w / 2, y - h / 2, x + w / 2, y + h / 2).area) / (w * h)


def _chords(area: BaseGeometry, y: float) -> Iterator[tuple[float, float]]:
    """The stretches of a level that are on an area."""
    west, _, east, _ = area.bounds
    for part in shapely.get_parts(shapely.intersection(area, LineString([(west - 1, y), (east + 1, y)]))):
        if part.length > 0:
            yield part.bounds[0], part.bounds[2]


def _along(begin: float, end: float, x: float, width: float) -> Iterator[float]:
    """Places along a stretch: where it is long enough with the whole name on it, the first nearest to x."""
    room = end - begin - width
    if room <= 0:
        yield from (begin + part * (end - begin) for part in (0.5, 0.25, 0.75))
        return
    first, last, step = begin + width / 2, end - width / 2, max(width / 2, room / 8)
    near = min(max(x, first), last)
    yield near
    yield from np.arange(near - step, first, -step).tolist()
    yield from np.arange(near + step, last, step).tolist()


def _middles(area: BaseGeometry, at: Place, size: Place) -> Iterator[Place]:
    """Middles on an area, level by level."""
    _, top, _, bottom = area.bounds
    step = max(size[1] * 2 / 3, (bottom - top) / ROWS)
    for y in np.arange(at[1] - step * math.floor((at[1] - top) / step), bottom, step).tolist():
        for begin, end in _chords(area, y):
            yield from ((x, y) for x in _along(begin, end, at[0], size[0]))


def sites(area: BaseGeometry, at: Place, size: Place, *, cut: bool = False) -> Iterator[Place]:
    """The middles on a (multi)polygon at which a name of a size may stand, the best first: near its anchor, most of it
    on the area; none in a corner of an area that has room for the whole, or that is `cut` off at the frame's edge.
    """
    thin = shapely.make_valid(area.simplify(COARSE_PX))
    if _share(thin, at, size) >= WELL:
        yield at
    tried = [(middle, _share(thin, middle, size)) for middle in _middles(thin, at, size)]
    least = LEAST if cut or any(share >= WELL for _, share in tried) else 0.0
    kept = [one for one in tried if one[1] >= least]
    yield from (
        middle for middle, _ in sorted(kept, key=lambda one: math.dist(one[0], at) + OVERHANG * size[0] * (1 - one[1]))
    )
