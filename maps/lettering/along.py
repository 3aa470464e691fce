"""Names along lines, letter by letter: where one may run, above the line or below it.

The twin of `maps/web/names/along.js`, in px of the frame at 96 to the inch (docs/decisions/0029-names-along-lines.md).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.lettering.boxes import Rect

STEP_PX, ANCHOR_PX, CELL_PX = 6.0, 18.0, 36.0
"""Between points of a line in sight; from one place to try to the next; the squares in which lines are counted."""
LEAST = 6
TURNING, BEND = 1.3, 0.3
"""How much a name may turn (radians), and a letter from the one before."""
STEEP, SHALLOW, VERTICAL = 2.4, 0.4, 0.15
"""dy/dx from which Chinese characters stand one below the other, and dx of a px where no such column runs; dx/dy below
which other names are read upwards."""
UPSIDE = math.pi / 2 + VERTICAL
"""No letter is turned farther."""
ASIDE, TURN_COST, CROSSING_COST = 0.04, 40.0, 60.0
"""What a px from the middle of the line, a radian and another line weigh against a place."""
ROOM, NEAR, SMOOTH = 1.2, 0.6, 1.5
"""Of a letter, by its size: the side of its square, what its heading is taken from, and the reach of a running mean."""
COLUMN = 1.25
BESIDE, LEADING = 0.07, 1.1
"""How far from the edge of a line its name is, and how far apart two lines of type are; by their size."""
FARTHER = 0.55
"""By how much of its size a name may stand farther off: beside the symbols on its line."""
BASE = 0.36
"""How far below the middle of letters their base line runs, by their size."""
STRAIGHT, LEVEL_PX = 0.035, 0.6
"""How much (radians, px) letters may be off a straight line that are written as one text."""
UNEVEN = 0.3
"""By how much of their size letters may be too far apart, or too near."""
HEART = 0.45
"""Of a Chinese character, by its size from its middle: no other line runs there, or it would be another character."""
LOOSE = 0.12
"""How far apart Chinese characters are, by their size."""
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
Crowding = Callable[[np.ndarray], float]
"""Says how many other lines run near points; endless in a tangle, where no name stands."""


Struck = Callable[[Iterable["Letter"]], bool]
"""Says whether another line runs through one of the letters."""


@dataclass(frozen=True)
class Letter:
    """A letter on the frame: its sign, its middle in px, how it is turned (radians, clockwise), its size in px."""

    sign: str
    x: float
    y: float
    turn: float
    size: float

    @property
    def at(self) -> tuple[float, float]:
        """Its middle."""
        return self.x, self.y


@dataclass(frozen=True)
class Lettering:
    """A line of type that is set along a line: its signs, their widths in px, and their size in px.

    Those that are `upright` stand one below the other along a steep line.
    """

    signs: str
    widths: tuple[float, ...]
    size: float
    upright: bool = False

    @property
    def length(self) -> float:
        """How long it is along a line, in px."""
        return sum(self.widths) + len(self.widths) * self.size * (LOOSE if is_chinese(self.signs) else 0.0)


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return bool(_HAN.search(text))


@dataclass(frozen=True)
class Setting:
    """A way of writing a name: its lines of letters, the squares around them, and the box around all."""

    lines: tuple[tuple[Letter, ...], ...]
    boxes: tuple[Rect, ...]
    box: Rect

    @property
    def middle(self) -> tuple[float, float]:
        """Where the middle letter of its first line is."""
        return self.lines[0][len(self.lines[0]) // 2].at


@dataclass(frozen=True)
class Course:
    """A line in sight: points, how far each is from the first, and how much the line has turned up to it."""

    points: np.ndarray
    far: np.ndarray
    turned: np.ndarray

    @property
    def whole(self) -> float:
        """Its length in px."""
        return float(self.far[-1])

    def at(self, distance: float) -> tuple[float, float]:
        """The point so far along it."""
        x, y = (float(np.interp(distance, self.far, self.points[:, axis])) for axis in (0, 1))
        return x, y

    def index(self, distance: float) -> int:
        """The last of its points, but one, that is not farther along it."""
        return int(np.clip(np.searchsorted(self.far, distance, side="right") - 1, 0, len(self.far) - 2))


def in_sight(line: BaseGeometry, size: tuple[float, float]) -> list[np.ndarray]:
    """The parts of a (multi)line in px that lie within a frame of that size, as points a step apart."""
    parts = shapely.get_parts(shapely.clip_by_rect(line, 0, 0, *size))
    runs = []
    for part in parts[shapely.length(parts) >= LEAST * STEP_PX]:
        places = np.arange(0, part.length, STEP_PX)
        runs.append(shapely.get_coordinates(shapely.line_interpolate_point(part, places)))
    return runs


def _between(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The angles between headings, in radians."""
    turn = np.abs(one - other) % (2 * math.pi)
    return np.minimum(turn, 2 * math.pi - turn)


def course_of(run: np.ndarray, size: float) -> Course:
    """The course that letters of a size take: a running mean, so that they do not follow every bend of the line."""
    reach, count = round(SMOOTH * size / STEP_PX), len(run)
    places = np.arange(count)
    k = np.minimum(reach, np.minimum(places, count - 1 - places))
    sums = np.vstack([np.zeros((1, 2)), np.cumsum(run, axis=0)])
    points = (sums[places + k + 1] - sums[places - k]) / (2 * k + 1)[:, None]
    steps = np.diff(points, axis=0)
    headings = np.arctan2(steps[:, 1], steps[:, 0])
    turned = np.concatenate([[0.0, 0.0], np.cumsum(_between(headings[1:], headings[:-1]))])
    return Course(points, np.concatenate([[0.0], np.cumsum(np.hypot(*steps.T))]), turned)


@dataclass(frozen=True)
class Stretch:
    """A part of a course from and to how far along it, and what speaks against it."""

    course: Course
    start: float
    end: float
    cost: float


def stretches(course: Course, length: float, crowding: Crowding) -> list[Stretch]:
    """The stretches of a course as long as a name: not too bent, and none of them in a tangle."""
    spare, found = course.whole - length, []
    for start in np.arange((spare / 2) % ANCHOR_PX, spare + 1e-9, ANCHOR_PX) if spare >= 0 else ():
        first, last = course.index(start), course.index(start + length) + 1
        turning = float(course.turned[last] - course.turned[first])
        crossed = crowding(course.points[first : last + 1]) if turning <= TURNING else math.inf
        if crossed < math.inf:
            aside = abs(start + length / 2 - course.whole / 2)
            cost = TURN_COST * turning + CROSSING_COST * crossed + ASIDE * aside
            found.append(Stretch(course, float(start), float(start) + length, cost))
    return found


def _against(start: tuple[float, float], end: tuple[float, float], *, stacked: bool) -> bool:
    """Whether a name runs against a line from one end of it to the other."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if stacked:
        return dy < 0
    return dy > 0 if abs(dx) < VERTICAL * abs(dy) else dx < 0


def _heading(course: Course, distance: float, near: float, *, back: bool) -> float:
    (ax, ay), (bx, by) = course.at(max(0.0, distance - near)), course.at(min(course.whole, distance + near))
    return math.atan2(ay - by, ax - bx) if back else math.atan2(by - ay, bx - ax)


def set_along(stretch: Stretch, lettering: Lettering, off: float) -> tuple[Letter, ...] | None:
    """The letters of a name along the middle of a stretch.

    `off` is how far their middle is from the line, in px: above it (of a column, right), below zero on the other side.
    None where one of them would stand on its head, turn too much from the one before, or stand too far from it.
    """
    course, size = stretch.course, lettering.size
    spare = max(0.0, stretch.end - stretch.start - lettering.length) / 2
    begin, finish = stretch.start + spare, stretch.end - spare
    start, end = course.at(stretch.start), course.at(stretch.end)
    stacked = lettering.upright and abs(end[1] - start[1]) > STEEP * abs(end[0] - start[0])
    back = _against(start, end, stacked=stacked)
    rooms = [size] * len(lettering.widths) if stacked else lettering.widths
    loose, aside = (finish - begin - sum(rooms)) / len(rooms), off * (COLUMN if stacked else 1)
    along, before, letters = 0.0, None, []
    for sign, room in zip(lettering.signs, rooms, strict=True):
        half = (room + loose) / 2
        distance = finish - along - half if back else begin + along + half
        heading = _heading(course, distance, NEAR * size, back=back)
        bend = 0.0 if before is None else float(_between(np.array(heading), np.array(before)))
        fallen = abs(math.cos(heading)) > SHALLOW if stacked else abs(heading) > UPSIDE
        if fallen or bend > BEND:
            return None
        x, y = course.at(distance)
        place = x + aside * math.sin(heading), y - aside * math.cos(heading)
        letters.append(Letter(sign, *place, 0.0 if stacked else heading, size))
        along, before = along + 2 * half, heading
    return tuple(letters) if _even(letters, [room + loose for room in rooms]) else None


def _even(letters: Sequence[Letter], rooms: Sequence[float]) -> bool:
    """Whether letters stand as far apart as they are to: on the outside of a bend a name falls into pieces."""
    gaps = [math.dist(one.at, other.at) for one, other in pairwise(letters)]
    wanted = [(one + other) / 2 for one, other in pairwise(rooms)]
    return all(abs(gap - due) < UNEVEN * letters[0].size for gap, due in zip(gaps, wanted, strict=True))


def _squares(letters: Sequence[Letter]) -> Iterator[Rect]:
    """What letters take: a square each; of narrow letters one square serves several."""
    last = None
    for number, letter in enumerate(letters):
        side = ROOM * letter.size
        if last and number < len(letters) - 1 and math.dist(letter.at, last.at) < letter.size / 2:
            continue
        yield Rect(letter.x - side / 2, letter.y - side / 2, side, side)
        last = letter


def setting(lines: Sequence[Sequence[Letter]]) -> Setting:
    """Lines of letters with the squares that they take, and the box around all."""
    boxes = [box for letters in lines for box in _squares(letters)]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Setting(tuple(map(tuple, lines)), tuple(boxes), Rect(left, top, right - left, bottom - top))


def nowhere(_letters: Iterable[Letter]) -> bool:
    """No line runs through a letter: of names on areas, on which there are none."""
    return False


def settings(
    runs: Iterable[np.ndarray],
    lines: Sequence[Lettering],
    offs: Sequence[Sequence[float]],
    crowding: Crowding,
    struck: Struck = nowhere,
) -> Iterator[Setting]:
    """The ways of writing a name of one or two lines along the parts of a line in sight, the best first.

    `offs` are the ways of standing beside the line: how far each line of type is from it, in px.
    """
    length = max(line.length for line in lines)
    courses = [course_of(run, lines[0].size) for run in runs if len(run) * STEP_PX >= length]
    tries = [stretch for course in courses for stretch in stretches(course, length, crowding)]
    for stretch, beside in product(sorted(tries, key=lambda one: one.cost), offs):
        made = [set_along(stretch, line, off) for line, off in zip(lines, beside, strict=True)]
        letters = [one for one in made if one]
        upright = (letter for line, one in zip(lines, letters, strict=False) if line.upright for letter in one)
        if len(letters) == len(lines) and not struck(upright):
            yield setting(letters)


def _aligned(one: Letter, first: Letter) -> bool:
    """Whether a letter stands on the base line of another, as one text would have it."""
    off = (one.y - first.y) * math.cos(first.turn) - (one.x - first.x) * math.sin(first.turn)
    return one.size == first.size and abs(one.turn - first.turn) < STRAIGHT and abs(off) < LEVEL_PX


def pieces(letters: Sequence[Letter], *, whole: bool = False) -> list[tuple[Letter, ...]]:
    """A line of letters in pieces that can be written as one text each: as a whole where it runs straight.

    Else Chinese characters one by one, since they stand apart, and other letters as far as they run straight; with
    `whole` they, too, one by one. A space goes with the letter before it.
    """
    if all(_aligned(letter, letters[0]) for letter in letters):
        return [tuple(letters)]
    apart = whole or is_chinese("".join(letter.sign for letter in letters))
    found: list[list[Letter]] = []
    for letter in letters:
        blank = not letter.sign.strip()
        if found and (blank or (not apart and _aligned(letter, found[-1][0]))):
            found[-1].append(letter)
        else:
            found.append([letter])
    return [tuple(piece) for piece in found]


def beside(width: float, sizes: Sequence[float]) -> list[list[float]]:
    """The ways in which lines of type of some sizes stand beside a line of a width: close above and below, farther off.

    The first line of type is always the upper one.
    """
    near = width / 2 + BESIDE * sizes[0]
    ways = []
    for gap in (near, near + FARTHER * sizes[0]):
        above = [gap + LEADING * (sum(sizes[at + 1 :]) + size / 2) for at, size in enumerate(sizes)]
        below = [-gap - LEADING * (sum(sizes[:at]) + size / 2) for at, size in enumerate(sizes)]
        ways += [above, below]
    return ways


def upon(sizes: Sequence[float]) -> list[list[float]]:
    """The way in which lines of type stand on the course of an area: their middle on it."""
    half = LEADING * sum(sizes) / 2
    return [[half - LEADING * (sum(sizes[:at]) + size / 2) for at, size in enumerate(sizes)]]


class Crowd:
    """Which lines run in which square of the frame; so many others as `tangle` says are a tangle."""

    def __init__(self, lines: Iterable[tuple[str, Iterable[np.ndarray]]], tangle: int) -> None:
        self.tangle = tangle
        self.cells: defaultdict[tuple[int, int], defaultdict[str, list[tuple[float, float]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for name, runs in lines:
            for x, y in chain.from_iterable(run.tolist() for run in runs):
                self.cells[_cell(x, y)][name].append((x, y))

    def near(self, own: str) -> Crowding:
        """Says of points near how many lines they are, one's own aside."""

        def count(points: np.ndarray) -> float:
            met: set[str] = set()
            for x, y in np.vstack([points[::3], points[-1:]]).tolist():
                met |= self.cells.get(_cell(x, y), {}).keys()
            others = len(met - {own})
            return others if others < self.tangle else math.inf

        return count

    def struck(self, own: str) -> Struck:
        """Says of letters whether another line than one's own runs through one of them."""

        def through(letter: Letter) -> bool:
            reach = HEART * letter.size
            around = {_cell(letter.x + dx, letter.y + dy) for dx in (-reach, reach) for dy in (-reach, reach)}
            others = (here for cell in around for name, here in self.cells.get(cell, {}).items() if name != own)
            return any(math.dist(letter.at, point) < reach for point in chain.from_iterable(others))

        return lambda letters: any(map(through, letters))


def _cell(x: float, y: float) -> tuple[int, int]:
    return math.floor(x / CELL_PX), math.floor(y / CELL_PX)
