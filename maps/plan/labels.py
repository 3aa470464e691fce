"""Names on a figure: placed greedily by rank, none over another, as `labels.js` places them on the screen.

Names of lines and long areas run along them (`maps.lettering.along`). One algorithm on screen and paper keeps the same
names on both; a figure counts as a screen of 96 px to the inch
(docs/decisions/0003-labels-in-the-map.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.atlas.naming import name_at
from layers.catalogue.catalogue import Label, Layer
from maps.lettering.along import (
    Crowd,
    Crowding,
    Lettering,
    Setting,
    Struck,
    beside,
    in_sight,
    is_chinese,
    settings,
    upon,
)
from maps.lettering.areas import sites
from maps.lettering.boxes import GAP_PX, Rect
from maps.plan.fonts import REGULAR, width_of, widths_of
from maps.plan.shapes import Drawn
from maps.plan.symbols import GLYPH_PX
from maps.web.anchors import anchor, ranks_of
from maps.web.courses import courses
from text import LANGUAGES

EDGE_PX = 2.0
LINE_HEIGHT = 1.25
SECOND = 0.78
"""The size of the second line of a label in two languages, as a share of the first's."""
LATIN = (1.0, 0.86, 0.75)
"""The shares of its size at which a Latin name is tried along a line: it is twice as long as the Chinese one."""
CLEAR_PX = 18.0
"""The width of a line's symbols, beyond which a name stands clear of them."""
STRAIGHT = 0.2
"""How much such a name may turn, in radians."""
LONGEST = 64
FIRST_RANK, EVADING_PX = 1, 40.0
"""Names of this rank may stand over symbols; how far they go out of the way of one."""
REPEAT_PX, REPEATS = 420.0, 2
"""How far apart names of one line are, and how often one is written again."""
LINES, BELTS = 3, 4
"""So many other lines near, or other belts, are a tangle."""
ToPx = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Candidate:
    """A name that may be written: its feature, where it belongs (px), its lines, its rank and look."""

    feature: Drawn
    at: tuple[float, float]
    lines: tuple[str, ...]
    label: Label
    rank: int
    along: Callable[[], Iterable[Setting]] | None = None
    """Of a name that runs along a line: the ways of writing it, the best first."""
    area: BaseGeometry | None = None
    """Of the name of an area: the area on the frame, in px."""


@dataclass(frozen=True)
class Placed:
    """A name that is written: feature id, lines, box in px of the frame, size in px, weight, palette colour.

    Along a line it is written letter by letter, and takes the boxes of its letters.
    """

    id: str
    lines: tuple[str, ...]
    box: Rect
    size: float
    weight: int
    color: str
    setting: Setting | None = None
    again: bool = False

    @property
    def boxes(self) -> tuple[Rect, ...]:
        """What it takes of the frame."""
        return self.setting.boxes if self.setting else (self.box,)


def sizes(lines: Sequence[str], size: float) -> list[float]:
    """The size of each line: the first in full, the second smaller."""
    return [size if number == 0 else size * SECOND for number, _ in enumerate(lines)]


def measured(lines: Sequence[str], size: float, weight: int = REGULAR) -> tuple[float, float]:
    """Width and height of a label of one or two lines, in px."""
    each = sizes(lines, size)
    width = max(width_of(text, one, weight) for text, one in zip(lines, each, strict=True))
    return width + 2, LINE_HEIGHT * sum(each)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def name_lines(atlas: Atlas, layer: str, ident: str, language: str, date: str | None = None) -> tuple[str, ...]:
    """A feature's name at a date (a month) in a language, or in both, Chinese first; of a motorway its number alone.

    What runs along lines, and what the catalogue says, is written short.
    """
    row = atlas.frames[layer].loc[ident]
    if row.get("ref"):
        return (_shortened(row["ref"]),)
    declared = atlas.catalogue.layer(layer).label
    names = []
    for lang in LANGUAGES if language == "both" else (language,):
        name = name_at(row, lang, date)
        own = declared is not None and declared.shortens and name == row[f"name_{lang}"]
        names.append(atlas.catalogue.abbreviated(name, lang) if own else name)
    return tuple(_shortened(name) for name in dict.fromkeys(names))


@dataclass(frozen=True)
class Frame:
    """A frame on which names are written: its size in px, its projection, and metres of that as px of the frame."""

    size: tuple[float, float]
    crs: CRS
    to_px: ToPx

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in metres, in px."""
        return shapely.transform(shape, lambda points: np.column_stack(self.to_px(points[:, 0], points[:, 1])))

    def runs(self, line: BaseGeometry) -> list[np.ndarray]:
        """The parts of a line in metres that are on the frame, in px."""
        return in_sight(self.placed(line), self.size)


@dataclass(frozen=True)
class Sight:
    """What names along lines need: the frame, and which lines and which belts run where on it."""

    frame: Frame
    lines: Crowd
    belts: Crowd


def sight(atlas: Atlas, drawn: Iterable[Drawn], frame: Frame) -> Sight:
    """What is seen of the lines and belts of layers whose names run along them."""
    along = {layer.id for layer in atlas.catalogue.layers if layer.label and layer.label.along}
    seen = {(item.layer, item.id): item for item in drawn if item.layer in along}

    def crowd(items: Iterable[Drawn], tangle: int) -> Crowd:
        ways = ((line_of(atlas, item), _way(atlas, item, frame.crs)) for item in items)
        return Crowd(((name, frame.runs(way)) for name, way in ways if way is not None), tangle)

    items = list(seen.values())
    return Sight(
        frame, crowd(filter(_is_line, items), LINES), crowd((item for item in items if not _is_line(item)), BELTS)
    )


def line_of(atlas: Atlas, item: Drawn) -> str:
    """By what a line is told apart: a line in several parts is one."""
    row = atlas.frames[item.layer].loc[item.id]
    return str(row.get("line") or item.id)


def _way(atlas: Atlas, item: Drawn, crs: CRS) -> BaseGeometry | None:
    """The line along which a feature's name runs, in metres; none of what is neither a line nor long."""
    return item.geometry if _is_line(item) else _courses(atlas, item.layer, crs).get(item.id)


def _is_line(item: Drawn) -> bool:
    return item.geometry.geom_type.endswith("LineString")


def _settings(
    item: Drawn, lines: Sequence[str], look: Label, runs: list[np.ndarray], near: tuple[Crowding, Struck]
) -> Iterator[Setting]:
    """The ways of writing a name beside a line or on the course of an area."""
    width, is_area = max((stroke.width for stroke in item.style.strokes), default=0.0), not _is_line(item)

    def ways(written: Sequence[str], each: list[float], *offs: list[list[float]]) -> Iterator[Setting]:
        upright = len(written) == 1 and is_chinese(written[0])
        parts = [
            Lettering(text, widths_of(text, one, look.weight), one, upright)
            for text, one in zip(written, each, strict=True)
        ]
        if is_area:
            return settings(runs, parts, upon(each), near[0])
        return settings(runs, parts, list(chain.from_iterable(offs)), *near)

    each = sizes(lines, look.size)
    yield from ways(lines, each, beside(width, each))
    for written, each in _latin(lines, look.size):
        yield from filter(_is_straight, ways(written, each, beside(width, each), beside(CLEAR_PX, each)[:2]))


def _is_straight(way: Setting) -> bool:
    """Whether a name hardly turns, so that letters far from its line are not crowded on the inside of a bend."""
    turns = [letter.turn for line in way.lines for letter in line]
    return max(turns) - min(turns) < STRAIGHT


def _latin(lines: Sequence[str], size: float) -> Iterator[tuple[list[str], list[float]]]:
    """How else a Latin name is tried along a line: clear of the symbols, as two lines, and smaller; with the sizes."""
    if len(lines) > 1 or is_chinese(lines[0]):
        return
    first, dash, second = lines[0].partition("–")
    broken = [[first + dash, second]] if dash else []
    for share in LATIN:
        for written in ([lines[0]], *broken):
            yield written, [size * share] * len(written)


def _along(atlas: Atlas, item: Candidate, seen: Sight) -> Candidate:
    """A name that says how it runs along its feature: in a tangle not at all; where that has no course, level."""
    feature, look = item.feature, item.label
    way = _way(atlas, feature, seen.frame.crs)
    own = line_of(atlas, feature)
    crowding, struck = (seen.lines if _is_line(feature) else seen.belts).near(own), seen.lines.struck(own)
    if way is not None:
        return replace(
            item, along=lambda: _settings(feature, item.lines, look, seen.frame.runs(way), (crowding, struck))
        )
    (x, y), half = item.at, measured(item.lines, look.size, look.weight)[0] / 2
    level = np.column_stack([np.linspace(x - half, x + half, 13), np.full(13, y)])
    return replace(item, along=tuple) if math.isinf(crowding(level)) else item


def candidates(
    atlas: Atlas, layer: Layer, drawn: Iterable[Drawn], *, language: str, date: str | None, seen: Sight,
    focus: Container[str] = (),
) -> Iterator[Candidate]:  # fmt: skip
    """The names, at a date, of a layer's features on the frame, each where it is on the screen; in focus stressed."""
    if layer.label is None:
        return
    ranks, places = _ranks(atlas, layer.id), _anchors(atlas, layer.id, seen.frame.crs)
    for feature in drawn:
        if feature.id in ranks:
            at = seen.frame.to_px(places[feature.id].x, places[feature.id].y)
            lines = name_lines(atlas, layer.id, feature.id, language, date)
            area = seen.frame.placed(feature.geometry) if feature.geometry.geom_type.endswith("Polygon") else None
            look = layer.label.stressed() if feature.id in focus else layer.label
            item = Candidate(feature, at, lines, look, ranks[feature.id], area=area)
            yield _along(atlas, item, seen) if layer.label.along else item


@lru_cache(maxsize=64)
def _courses(atlas: Atlas, layer: str, crs: CRS) -> dict[str, BaseGeometry]:
    return dict(gpd.GeoSeries(courses(atlas, layer), crs=4326).to_crs(crs))


@lru_cache(maxsize=64)
def _ranks(atlas: Atlas, layer: str) -> dict[str, int]:
    return ranks_of(atlas, layer)


@lru_cache(maxsize=64)
def _anchors_in_degrees(atlas: Atlas, layer: str) -> gpd.GeoSeries:
    return gpd.GeoSeries(atlas.frames[layer].geometry.map(anchor), crs=4326)


@lru_cache(maxsize=64)
def _anchors(atlas: Atlas, layer: str, crs: CRS) -> gpd.GeoSeries:
    return _anchors_in_degrees(atlas, layer).to_crs(crs)


def _around_point(x: float, y: float, size: tuple[float, float], radius: float) -> list[tuple[float, float]]:
    w, h = size
    return [
        (x + radius, y - h / 2), (x - radius - w, y - h / 2), (x - w / 2, y - radius - h), (x - w / 2, y + radius),
    ]  # fmt: skip


def _boxes(item: Candidate) -> Iterator[Rect]:
    """Places to try: around a point; on a line's middle; on an area."""
    w, h = measured(item.lines, item.label.size, item.label.weight)
    x, y = item.at
    places: Iterable[tuple[float, float]] = [(x - w / 2, y - h / 2)]
    if item.feature.geometry.geom_type == "Point":
        places = _around_point(x, y, (w, h), (item.feature.style.size or GLYPH_PX) / 2 + GAP_PX)
    elif item.area is not None:
        places = ((east - w / 2, south - h / 2) for east, south in sites(item.area, item.at, (w, h)))
    return (Rect(left, top, w, h) for left, top in places)


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
        """A name where it stands level, if there is room."""
        over = None
        for box in _boxes(item):
            far = over is not None and math.dist((box.x, box.y), (over.x, over.y)) > EVADING_PX
            if far or not _inside(box, *self.size) or not _free(box, self.taken):
                continue
            if _free(box, self.symbols):
                return self._take(item, box, None)
            # The first rank, the cities, may stand over a station: without them the map cannot be read.
            over = over or (box if item.label.rank == FIRST_RANK else None)
        return self._take(item, over, None) if over else None

    def along(self, item: Candidate, others: Sequence[Setting] = ()) -> Placed | None:
        """A name along its line, if there is room, far from where it stands already."""
        blocked = self._blocked(item)
        for way in item.along() if item.along else ():
            far = all(math.dist(way.middle, other.middle) >= REPEAT_PX for other in others)
            if far and _inside(way.box, *self.size) and _clear(way, blocked):
                return self._take(item, way.box, way)
        return None

    def _blocked(self, item: Candidate) -> list[Rect]:
        return self.taken if item.label.rank == FIRST_RANK else [*self.taken, *self.symbols]

    def _take(self, item: Candidate, box: Rect, way: Setting | None) -> Placed:
        label = item.label
        made = Placed(item.feature.id, item.lines, box, label.size, label.weight, label.color, way)
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
    turns = {ident: turn for turn, ident in enumerate(first)}
    last = len(turns)
    for item in sorted(
        queue, key=lambda one: (turns.get(one.feature.id, last), one.label.rank, one.rank, one.feature.id)
    ):
        if item.lines in names:
            continue
        found = board.along(item) if item.along else board.level(item)
        if found is not None:
            names.add(item.lines)
            placed.append((item, found))
    more = [again for item, found in placed if found.setting for again in _repeated(board, item, found.setting)]
    return (*(found for _, found in placed), *more)
