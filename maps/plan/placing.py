"""Where names stand on a figure: greedily by rank, none over another, as `placing.js` places them on the screen.

One algorithm on screen and paper keeps the same names on both; a figure counts as a screen of 96 px to the inch
(docs/decisions/0003-labels-in-the-map.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from layers.catalogue.catalogue import Label
from maps.lettering.along import Setting
from maps.lettering.areas import Place
from maps.lettering.boxes import GAP_PX, Rect
from maps.lettering.fonts import REGULAR, width_of
from maps.lettering.leaders import Aside, around
from maps.plan.shapes import Drawn
from maps.plan.symbols import GLYPH_PX

EDGE_PX = 2.0
LINE_HEIGHT = 1.25
SECOND = 0.78
"""The size of the second line of a label in two languages, as a share of the first's."""
FIRST_RANK, EVADING_PX = 1, 40.0
"""Names of this rank may stand over symbols; how far they go out of the way of one."""
OVER, AMISS = 1, 2
"""What speaks against a name at the end of a leader: that it hides a symbol, that another's may be meant."""
REPEAT_PX, REPEATS = 420.0, 2
"""How far apart names of one line are, and how often one is written again."""


@dataclass(frozen=True)
class Ground:
    """Where a name stands level, in px: the middles to try, the best first, and places at the end of a leader, each of
    which has to be `allowed`: that is asked last.
    """

    on: Callable[[], Iterable[Place]]
    beside: Callable[[], Iterable[Aside]]
    allowed: Callable[[Aside], bool] = lambda _: True


@dataclass(frozen=True)
class Candidate:
    """A name that may be written: its feature, where it belongs (px), its lines, its rank and look.

    One that `must` be read may stand beside its place. A name of the first rank may stand over symbols.
    """

    feature: Drawn
    at: Place
    lines: tuple[str, ...]
    label: Label
    rank: int
    along: Callable[[], Iterable[Setting]] | None = None
    """Of a name that runs along a line: the ways of writing it, the best first."""
    tight: Callable[[], Iterable[Setting]] = tuple
    """Where there is no room for those: smaller, or in two lines. Nothing is written so once more."""
    ground: Ground | None = None
    """Where it stands level: of a name that runs along a line, in a later turn, if there was no room."""
    must: bool = False

    @property
    def size(self) -> Place:
        """Width and height, in px: asked for late, since what cannot be written is refused before it is measured."""
        return measured(self.lines, self.label.size, self.label.weight)


@dataclass(frozen=True)
class Placed:
    """A name that is written: feature id, lines, box in px of the frame, size in px, weight, palette colour.

    Along a line it is written letter by letter, and takes the boxes of its letters. A `leader` runs to one that stands
    beside its place.
    """

    id: str
    lines: tuple[str, ...]
    box: Rect
    size: float
    weight: int
    color: str
    setting: Setting | None = None
    leader: Aside | None = None
    again: bool = False

    @property
    def boxes(self) -> tuple[Rect, ...]:
        """What it takes of the frame."""
        if self.setting:
            return self.setting.boxes
        return (self.box, *self.leader.boxes) if self.leader else (self.box,)


def sizes(lines: Sequence[str], size: float) -> list[float]:
    """The size of each line: the first in full, the second smaller."""
    return [size if number == 0 else size * SECOND for number, _ in enumerate(lines)]


def measured(lines: Sequence[str], size: float, weight: int = REGULAR) -> tuple[float, float]:
    """Width and height of a label of one or two lines, in px."""
    each = sizes(lines, size)
    width = max(width_of(text, one, weight) for text, one in zip(lines, each, strict=True))
    return width + 2, LINE_HEIGHT * sum(each)


def _around_point(x: float, y: float, size: Place, radius: float) -> list[Place]:
    """The middles of a box of a size around a point."""
    w, h = size
    return [(x + radius + w / 2, y), (x - radius - w / 2, y), (x, y - radius - h / 2), (x, y + radius + h / 2)]


def _middles(item: Candidate) -> Iterable[Place]:
    """Places to try: around a point; on an area, or beside a line; else where it belongs."""
    if item.feature.geometry.geom_type == "Point":
        return _around_point(*item.at, item.size, (item.feature.style.size or GLYPH_PX) / 2 + GAP_PX)
    return item.ground.on() if item.ground else [item.at]


def is_area(feature: Drawn) -> bool:
    """Whether a feature is an area."""
    return feature.geometry.geom_type.endswith("Polygon")


def _inside(box: Rect, width: float, height: float) -> bool:
    right, bottom = box.x + box.w, box.y + box.h
    return box.x > EDGE_PX and box.y > EDGE_PX and right < width - EDGE_PX and bottom < height - EDGE_PX


def _free(box: Rect, taken: Iterable[Rect]) -> bool:
    return all(box.apart(other) for other in taken)


def _clear(item: Setting, taken: Iterable[Rect]) -> bool:
    """Whether all boxes of a name are free; what is far from the whole of it is looked at once."""
    near = [other for other in taken if not item.box.apart(other)]
    return all(_free(box, near) for box in item.boxes)


@dataclass
class _Board:
    """A frame on which names are placed: its size in px, what is taken, and the boxes of its point symbols."""

    size: tuple[float, float]
    taken: list[Rect]
    symbols: Sequence[Rect]

    def level(self, item: Candidate) -> Placed | None:
        """A name where it stands level, if there is room; one that must be read also at the end of a leader."""
        over = None
        for box in (around(middle, item.size) for middle in _middles(item)):
            far = over is not None and math.dist((box.x, box.y), (over.x, over.y)) > EVADING_PX
            if far or not _inside(box, *self.size) or not _free(box, self.taken):
                continue
            if _free(box, self.symbols):
                return self._take(item, box)
            # The first rank, the cities, may stand over a station: without them the map cannot be read.
            over = over or (box if item.label.rank == FIRST_RANK else None)
        return self._take(item, over) if over else self._beside(item)

    def _beside(self, item: Candidate) -> Placed | None:
        """A name that must be read, at the end of a leader, if there is room: where there is no other, over a symbol or
        where another's may be meant, which a city's may not.
        """
        best, cost, ground = None, math.inf, item.ground
        amiss = math.inf if item.label.rank == FIRST_RANK else AMISS
        # Of an area that is off the frame for the most part a leader would lead to nothing.
        seen = not is_area(item.feature) or _inside(Rect(*item.at, 0, 0), *self.size)
        if not ground or not item.must or not seen:
            return None
        for aside in ground.beside():
            box = around(aside.middle, item.size)
            if not _inside(box, *self.size) or not _free(box, self.taken):
                continue
            least = 0 if _free(box, self.symbols) else OVER
            if least >= cost or not self._reaches(aside):
                continue
            own = least + (0 if ground.allowed(aside) else amiss)
            if own < cost:
                best, cost = aside, own
            if not cost:
                break
        return self._take(item, around(best.middle, item.size), leader=best) if best else None

    def _reaches(self, aside: Aside) -> bool:
        """Whether a leader is within the frame and free."""
        return all(_inside(box, *self.size) and _free(box, self.taken) for box in aside.boxes)

    def along(self, item: Candidate, others: Sequence[Setting] = ()) -> Placed | None:
        """A name along its line, if there is room, far from where it stands already."""
        blocked = self._blocked(item)
        for way in chain(item.along() if item.along else (), () if others else item.tight()):
            far = all(math.dist(way.middle, other.middle) >= REPEAT_PX for other in others)
            if far and _inside(way.box, *self.size) and _clear(way, blocked):
                return self._take(item, way.box, setting=way)
        return None

    def _blocked(self, item: Candidate) -> list[Rect]:
        return self.taken if item.label.rank == FIRST_RANK else [*self.taken, *self.symbols]

    def _take(
        self, item: Candidate, box: Rect, *, setting: Setting | None = None, leader: Aside | None = None
    ) -> Placed:
        label = item.label
        made = Placed(item.feature.id, item.lines, box, label.size, label.weight, label.color, setting, leader)
        self.taken.extend(made.boxes)
        return made


def _repeated(board: _Board, item: Candidate, first: Setting) -> Iterator[Placed]:
    """A name along a long line once more, where all others have left room."""
    standing = [first]
    while len(standing) <= REPEATS:
        again = board.along(item, standing)
        if again is None or again.setting is None:
            return
        standing.append(again.setting)
        yield replace(again, again=True)


def _in_turn(queue: Iterable[Candidate], first: Sequence[str]) -> list[Candidate]:
    """Names in their order: the first of the first rank, those of the first features, the others of the first rank, of
    the first features those that found no room along their line, level; the rest by rank, those that found none after
    the others of theirs.
    """
    turns, last = {ident: turn for turn, ident in enumerate(first)}, len(first)
    named = list(queue)
    level = [replace(item, along=None) for item in named if item.along and item.ground]

    def turn(item: Candidate) -> int:
        if item.label.rank == FIRST_RANK and item.rank == 0:
            return -1
        own = turns.get(item.feature.id, last)
        return own if own < last or item.label.rank == FIRST_RANK else 2 * last + 1

    def later(item: Candidate) -> int:
        return last + 1 + turns.get(item.feature.id, last)

    tries = [*((turn(item), 0, item) for item in named), *((later(item), 1, item) for item in level)]
    tries.sort(key=lambda one: (one[0], one[2].label.rank, one[2].rank, one[1], one[2].feature.id))
    return [item for *_, item in tries]


def place(
    queue: Iterable[Candidate],
    size: tuple[float, float],
    furniture: Iterable[Rect],
    symbols: Sequence[Rect],
    first: Sequence[str] = (),
) -> tuple[Placed, ...]:
    """The names that find a place on a frame of this size in px, those of the first features before all, the others by
    rank; the first rank may stand over symbols where there is no room beside them.

    `furniture` is what else stands on the map, `symbols` the boxes of its point symbols. A name is written once, along
    a long line again; those come at the end.
    """
    board, names = _Board(size, list(furniture), symbols), set[tuple[str, ...]]()
    placed: list[tuple[Candidate, Placed]] = []
    for item in _in_turn(queue, first):
        if item.lines in names:
            continue
        found = board.along(item) if item.along else board.level(item)
        if found is not None:
            names.add(item.lines)
            placed.append((item, found))
    more = [again for item, found in placed if found.setting for again in _repeated(board, item, found.setting)]
    return (*(found for _, found in placed), *more)
