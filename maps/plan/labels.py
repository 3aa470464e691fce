"""Names on a figure: placed greedily by rank, none over another, as `labels.js` places them on the screen.

One algorithm on screen and paper keeps the same names on both; a figure counts as a screen of 96 px to the inch
(docs/decisions/0003-labels-in-the-map.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
from pyproj import CRS

from layers.atlas.atlas import Atlas
from layers.atlas.naming import name_at
from layers.catalogue.catalogue import Label, Layer
from maps.plan.fonts import width_of
from maps.plan.shapes import Drawn
from maps.plan.symbols import GLYPH_PX
from maps.web.anchors import anchor, label_ranks
from text import LANGUAGES

GAP_PX, EDGE_PX = 3.0, 2.0
LINE_HEIGHT = 1.25
SECOND = 0.78
"""The size of the second line of a label in two languages, as a share of the first's."""
LONGEST = 64
FIRST_RANK = 1
ToPx = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Rect:
    """A box on the frame in CSS px: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    def apart(self, other: Rect) -> bool:
        """Whether there is a gap between the two, sideways or one above the other."""
        beside = self.x >= other.x + other.w + GAP_PX or other.x >= self.x + self.w + GAP_PX
        return beside or self.y >= other.y + other.h + 1 or other.y >= self.y + self.h + 1


@dataclass(frozen=True)
class Candidate:
    """A name that may be written: its feature, where it belongs (px), its lines, its rank and look."""

    feature: Drawn
    at: tuple[float, float]
    lines: tuple[str, ...]
    label: Label
    rank: int


@dataclass(frozen=True)
class Placed:
    """A name that is written: feature id, lines, box in px of the frame, size in px, weight, palette colour."""

    id: str
    lines: tuple[str, ...]
    box: Rect
    size: float
    weight: int
    color: str


def sizes(lines: Sequence[str], size: float) -> list[float]:
    """The size of each line: the first in full, the second smaller."""
    return [size if number == 0 else size * SECOND for number, _ in enumerate(lines)]


def measured(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height of a label of one or two lines, in px."""
    each = sizes(lines, size)
    width = max(width_of(text, one) for text, one in zip(lines, each, strict=True))
    return width + 2, LINE_HEIGHT * sum(each)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def name_lines(atlas: Atlas, layer: str, ident: str, language: str, date: str | None = None) -> tuple[str, ...]:
    """A feature's name at a date (a month) in a language, or in both, Chinese first; of a motorway its number alone."""
    row = atlas.frames[layer].loc[ident]
    if row.get("ref"):
        return (_shortened(row["ref"]),)
    names = [name_at(row, lang, date) for lang in (LANGUAGES if language == "both" else (language,))]
    return tuple(_shortened(name) for name in dict.fromkeys(names))


def candidates(
    atlas: Atlas, layer: Layer, drawn: Iterable[Drawn], *, language: str, date: str | None, crs: CRS, to_px: ToPx
) -> Iterator[Candidate]:
    """The names, at a date, of a layer's features that are on the frame, each at the anchor it has on the screen.

    `to_px` takes metres of the projection to px of the frame.
    """
    if layer.label is None:
        return
    ranks, places = _ranks(atlas, layer.id), _anchors(atlas, layer.id, crs)
    for feature in drawn:
        if feature.id in ranks:
            point = places[feature.id]
            lines = name_lines(atlas, layer.id, feature.id, language, date)
            yield Candidate(feature, to_px(point.x, point.y), lines, layer.label, ranks[feature.id])


@lru_cache(maxsize=64)
def _ranks(atlas: Atlas, layer: str) -> dict[str, int]:
    return label_ranks(atlas.frames[layer], atlas.catalogue.layer(layer).kinds())


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
    """Places to try: around a point; on a line's middle; on, above, below and beside the anchor of an area."""
    w, h = measured(item.lines, item.label.size)
    x, y = item.at
    kind = item.feature.geometry.geom_type
    if kind == "Point":
        places = _around_point(x, y, (w, h), (item.feature.style.size or GLYPH_PX) / 2 + GAP_PX)
    elif kind.endswith("LineString"):
        places = [(x - w / 2, y - h / 2)]
    else:
        steps = [(0.0, 0.0), (0, -h), (0, h), (-w / 2, 0), (w / 2, 0), (0, -2 * h), (0, 2 * h)]
        places = [(x - w / 2 + dx, y - h / 2 + dy) for dx, dy in steps]
    return (Rect(left, top, w, h) for left, top in places)


def _inside(box: Rect, width: float, height: float) -> bool:
    right, bottom = box.x + box.w, box.y + box.h
    return box.x > EDGE_PX and box.y > EDGE_PX and right < width - EDGE_PX and bottom < height - EDGE_PX


def _free(box: Rect, taken: Iterable[Rect]) -> bool:
    return all(box.apart(other) for other in taken)


def place(
    queue: Iterable[Candidate],
    size: tuple[float, float],
    furniture: Iterable[Rect],
    symbols: Sequence[Rect],
    first: Sequence[str] = (),
) -> tuple[Placed, ...]:
    """The names that find a place on a frame of this size in px, those of the first features before all, the others by
    rank; the first rank may stand over symbols.

    `furniture` is what else stands on the map, `symbols` the boxes of its point symbols. A name is written once.
    """
    taken, names, placed = list(furniture), set[tuple[str, ...]](), []
    turns = {ident: turn for turn, ident in enumerate(first)}
    last = len(turns)
    for item in sorted(
        queue, key=lambda one: (turns.get(one.feature.id, last), one.label.rank, one.rank, one.feature.id)
    ):
        if item.lines in names:
            continue
        blocked = taken if item.label.rank == FIRST_RANK else [*taken, *symbols]
        box = next((box for box in _boxes(item) if _inside(box, *size) and _free(box, blocked)), None)
        if box is not None:
            names.add(item.lines)
            taken.append(box)
            label = item.label
            placed.append(Placed(item.feature.id, item.lines, box, label.size, label.weight, label.color))
    return tuple(placed)
