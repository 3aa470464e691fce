"""Where a name may stand beside what it is of: level beside a line, or at the end of a leader.

The twin of `maps/web/names/leaders.js`, in px of the frame at 96 to the inch
(docs/decisions/0029-names-along-lines.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maps.lettering.areas import Place
from maps.lettering.boxes import Rect

AWAY = (1.0, 1.6, 2.4, 3.4, 5.0, 7.0)
"""How far beside its place a name stands, by its height."""
DIRECTIONS, STARTS = 16, 12
"""In so many directions a leader may run, and from so many places."""
THICK_PX = 6.0
"""What a leader takes of the frame to both sides together."""
BESIDE = ((0.0, -0.5, 0.0), (0.0, 0.5, 0.0), (0.5, 0.0, 10.0), (-0.5, 0.0, 10.0), (0.0, 0.0, 60.0))
"""Where a level name stands beside a place on a line, by its own width and height, and what speaks against it; last, on
the line."""
MANY = 9
"""So many other lines below a name are as bad as a tangle."""
AIR_PX, EVERY = 6.0, 4
"""Between a line and a level name; every so many points of a line one is tried."""
CROSSED, ASIDE = 40.0, 0.1
"""What another line below a name, and a point away from the middle of its line, weigh against a place."""
LEVEL_POINTS = 13


@dataclass(frozen=True)
class Aside:
    """A name beside its place: its middle, and the leader from that place to the name's edge."""

    middle: Place
    start: Place
    end: Place

    @property
    def length_px(self) -> float:
        """How long the leader is."""
        return math.dist(self.start, self.end)

    @property
    def boxes(self) -> tuple[Rect, ...]:
        """What the leader takes of the frame."""
        steps = math.ceil(self.length_px / THICK_PX)
        (ax, ay), (bx, by), half = self.start, self.end, THICK_PX / 2
        shares = (number / steps for number in range(steps))
        return tuple(Rect(ax + at * (bx - ax) - half, ay + at * (by - ay) - half, THICK_PX, THICK_PX) for at in shares)


def around(middle: Place, size: Place) -> Rect:
    """The box of a size around a middle."""
    return Rect(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)


def asides(starts: Sequence[Place], size: Place) -> list[Aside]:
    """The names of a size beside the first of some places, those with the shortest leader first."""
    w, h = size
    found = []
    for (x, y), turn, away in product(starts[:STARTS], range(DIRECTIONS), AWAY):
        angle = 2 * math.pi * turn / DIRECTIONS
        middle = x + math.cos(angle) * (away * h + w / 2), y + math.sin(angle) * (away + 0.5) * h
        box = around(middle, size)
        end = min(max(x, box.x), box.x + w), min(max(y, box.y), box.y + h)
        found.append(Aside(middle, (x, y), end))
    return sorted(found, key=lambda aside: aside.length_px)


def is_apart(aside: Aside, size: Place, own: BaseGeometry, others: Sequence[BaseGeometry]) -> bool:
    """Whether a name beside its area (polygons in px) stands on no other one, and its leader ends nearer to none."""
    box, end = around(aside.middle, size), Point(aside.end)
    name, reach = shapely.box(box.x, box.y, box.x + box.w, box.y + box.h), shapely.boundary(own).distance(end)
    return not any(other.intersects(name) or other.distance(end) < reach for other in others)


def level(middle: Place, width: float) -> np.ndarray:
    """The width of a level name, as points."""
    x, y = middle
    return np.column_stack([np.linspace(x - width / 2, x + width / 2, LEVEL_POINTS), np.full(LEVEL_POINTS, y)])


def _points(runs: Sequence[np.ndarray]) -> list[tuple[Place, float]]:
    """Points of a line in sight, each with how many points it is from the middle of its part."""
    return [
        ((x, y), abs(number - len(run) / 2))
        for run in runs
        for number, (x, y) in islice(enumerate(run.tolist()), 0, None, EVERY)
    ]


def beside_line(
    runs: Sequence[np.ndarray], size: Place, crowding: Callable[[np.ndarray], float], *, must: bool
) -> Iterator[Place]:
    """The middles at which a name of a size stands level beside a line, the best first.

    `runs` are the parts of the line in sight (`maps.lettering.along.in_sight`). Only a name that `must` be read stands
    where other lines run.
    """
    (w, h), tried = size, []
    for ((x, y), off), (right, down, cost) in product(_points(runs), BESIDE):
        middle = x + right * (w + 2 * AIR_PX), y + down * (h + AIR_PX)
        met = min(crowding(level(middle, w)), MANY)
        if must or not met:
            tried.append((cost + ASIDE * off + CROSSED * met, middle))
    yield from (middle for _, middle in sorted(tried, key=lambda one: one[0]))


def starts_on(runs: Sequence[np.ndarray]) -> list[Place]:
    """The places on a line from which a leader may run, those in the middle of its parts first."""
    return [place for place, _ in sorted(_points(runs), key=lambda one: one[1])]
