"""The legend of a figure: its rows, layer by layer, and how they are set, flowed into columns that fit the page."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.legend import COURSES, EVIDENCE, STRAIGHT, Course, Entry, legend
from layers.catalogue.style import Style, key_style, status_style, themed_style, unthemed_style
from layers.measures.classes import classes_of
from maps.lettering.fonts import BOLD, REGULAR, width_of, wrapped
from maps.plan.layout import LEADING, MM_PER_PT, PLAIN, SLACK_MM, Type, line_mm
from maps.plan.shapes import Drawn
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet
from maps.words.thematic import entry, heading, ranges
from text import LANGUAGES, say

BOTH = "both"
"""In place of a language: every row in Chinese and English, as the names of a map can be."""
EVIDENCE_ROWS, STATUS_ROWS = "evidence", "status"
"""What stands in the place of a layer's id in the rows of the keys to evidence and to status."""
ROWS, NO_VALUE = "indicator", "no_value"
"""The same of a thematic map's rows; what stands in the place of a class where there is no value."""


_COUNT = re.compile(r" +(?=\(?\d+\)?$)")
"""What stands before a count at the end of a text."""


@dataclass(frozen=True)
class Row:
    """A line of the legend: a heading (no shape), or an entry with the shape, style and opacity of its sample.

    `course` is the way that the line of a sample takes. `also` are other classes of the layer that are drawn the same.
    """

    text: str
    layer: str
    kind: str = ""
    shape: str = ""
    style: Style | None = None
    opacity: float = 1.0
    course: Course = STRAIGHT
    also: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The classes that it explains."""
        return (self.kind, *self.also)

    @property
    def is_heading(self) -> bool:
        """Whether it names a layer."""
        return self.style is None

    @property
    def indent(self) -> float:
        """How far from its left its text stands, in mm: behind the sample; in the key to status, line and symbol."""
        if self.is_heading:
            return 0.0
        return SAMPLE_MM + SAMPLE_GAP_MM + (SYMBOL_MM if self.layer == STATUS_ROWS else 0.0)


def spoken(sheet: Sheet, lang: str) -> str:
    """The language of what stands around the map, or both where the names are in both."""
    return BOTH if sheet.labels == BOTH else lang


def said(words: Callable[[str], str], lang: str, joint: str = " ") -> str:
    """What something is called in a language, or in both, Chinese first; once where both say the same."""
    return joint.join(dict.fromkeys(words(one) for one in (LANGUAGES if lang == BOTH else (lang,))))


def _named(item: object, lang: str) -> str:
    """The name of what has one in each language."""
    return said(lambda one: str(getattr(item, one)), lang)


def _called(atlas: Atlas, layer: Layer, entries: Sequence[Entry], lang: str) -> str:
    """What has a colour of its own is called by its name in short, the others by their class."""
    frame, short = atlas.frames[layer.id], atlas.catalogue.abbreviated
    names = [
        short(frame.loc[one.ident, f"name_{lang}"], lang) if one.ident else str(getattr(one, lang)) for one in entries
    ]
    return say(lang, "summary.listed").join(names)


def _classes(atlas: Atlas, layer: Layer, drawn: Sequence[Drawn], lang: str, *, dated: bool) -> list[Row]:
    """The entries of a layer, those with one and the same sample in one row: nothing on the page tells them apart."""
    alike = defaultdict[tuple[str, Style], list[Entry]](list)
    for one in legend(layer, drawn, dated=dated):
        alike[one.shape, one.style].append(one)
    rows = []
    for (shape, style), entries in alike.items():
        first, *others = (one.ident or one.kind for one in entries)
        text = said(partial(_called, atlas, layer, entries), lang)
        rows.append(Row(text, layer.id, first, shape, style, also=tuple(others)))
    return rows


def layer_rows(atlas: Atlas, layer: Layer, drawn: Sequence[Drawn], lang: str, *, dated: bool) -> list[Row]:
    """A layer's heading and entries; nothing for a layer of which the frame shows nothing."""
    return [Row(_named(layer, lang), layer.id), *_classes(atlas, layer, drawn, lang, dated=dated)] if drawn else []


def _tied(text: str) -> str:
    """A text that ends with a count: no line begins with that, which would be read as an entry of its own."""
    return _COUNT.sub(lambda gap: "\u00a0" * len(gap[0]), text)


def status_rows(atlas: Atlas, drawn: Sequence[Drawn], lang: str) -> list[Row]:
    """At a date: the key to the dashes, and how many features have each status, as the panel of the web map says it."""
    counts = Counter(feature.status for feature in drawn)
    rows = [
        Row(_tied(f"{_named(item, lang)}  {counts[item.id]}"), STATUS_ROWS, item.id, "line", status_style(item.dash))
        for item in atlas.catalogue.statuses
        if counts[item.id]
    ]
    return [Row(said(lambda one: say(one, "map.status"), lang), STATUS_ROWS), *rows] if rows else []


def evidence_rows(drawn: Sequence[Drawn], lang: str) -> list[Row]:
    """The key to how sure the shapes are, for the grades that are on the map."""
    present = {feature.evidence for feature in drawn}
    rows = [
        Row(said(partial(_meaning, grade), lang), EVIDENCE_ROWS, grade, "line", key_style(grade), course=COURSES[grade])
        for grade in EVIDENCE
        if grade in present
    ]
    return [Row(said(lambda one: say(one, "field.evidence"), lang), EVIDENCE_ROWS), *rows] if rows else []


def _meaning(grade: str, lang: str) -> str:
    names = {"grade": say(lang, f"evidence.{grade}"), "means": say(lang, f"evidence.{grade}_means")}
    return say(lang, "paper.evidence", **names)


def class_rows(atlas: Atlas, scene: Scene, lang: str) -> list[Row]:
    """The heading of a thematic map, a row a class from the highest with how many places it has, what has no value."""
    thematic = scene.thematic(atlas)
    if thematic is None:
        return []
    classes = classes_of(atlas, thematic)
    entries = list(zip(ranges(classes, scene.lang), classes.colors, classes.counts, strict=True))
    rows = [
        Row(_tied(entry(text, count, scene.lang)), ROWS, color, "polygon", themed_style(color))
        for text, color, count in entries[::-1]
    ]
    if classes.missing:
        unknown = entry(said(lambda one: say(one, "thematic.unknown"), lang), classes.missing, scene.lang)
        rows.append(Row(_tied(unknown), ROWS, NO_VALUE, "polygon", unthemed_style()))
    return [Row(said(partial(heading, thematic), lang), ROWS), *rows]


def quieted(atlas: Atlas, scene: Scene, rows: Sequence[Row]) -> list[Row]:
    """The other rows, their samples without the fills that have given way."""
    if scene.thematic(atlas) is None:
        return list(rows)
    return [
        replace(row, style=replace(row.style, fill="", glow=False, held=""))
        if row.style and row.shape == "polygon"
        else row
        for row in rows
    ]


def paled(scene: Scene, rows: Sequence[Row]) -> list[Row]:
    """The rows, their samples as opaque as the layers that they explain; a thematic map is as its places' layer is."""
    thematic = (scene.indicator or "..").split(".")[2]
    return [replace(row, opacity=scene.share(thematic if row.layer == ROWS else row.layer)) for row in rows]


SAMPLE_MM, SYMBOL_MM, SAMPLE_GAP_MM = 8.0, 6.0, 2.0
COLUMN_GAP_MM = 5.0
ABOVE_HEADING, AFTER = 0.7, 0.12
"""Space above a heading and after a row, as shares of the size of type."""
FACTORS, USUAL = (1.0, 0.92, 0.85, 0.78, 0.7, 0.64, 0.6), 4
"""How far the type may shrink step by step; beyond the first four steps only where nothing else has room."""
NEARLY, KEEPING = 0.85, 1.4
"""The height at which columns begin to be tried, as a share of what all rows need by the number of columns (a heading
at the top of one saves the space above it); how much higher a legend may be so that no layer is torn in two."""
COLUMN_MM, SHARES, MOST_COLUMNS = 50.0, (1.2, 1.0, 0.9, 0.82, 0.75), 3
"""The usual width of a column at the plain size of type, the shares of it that are tried, and how many columns may
stand beside the map."""


@dataclass(frozen=True)
class Set:
    """A row as it is set: its lines, its place in mm from the legend's corner, its size in points."""

    row: Row
    lines: tuple[str, ...]
    x: float
    y: float
    size: float

    @property
    def bottom(self) -> float:
        """Where it ends, in mm below the legend's corner."""
        return self.y + _height(len(self.lines), self.size)


def _height(lines: int, size: float) -> float:
    return lines * size * MM_PER_PT * LEADING + size * MM_PER_PT * AFTER


def units(rows: Sequence[Row], *, whole: bool) -> list[list[Row]]:
    """The rows that a column is not broken within: whole layers, or at least a heading and what follows it."""
    found: list[list[Row]] = []
    for row in rows:
        if found and not row.is_heading and (whole or found[-1][-1].is_heading):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _lines(row: Row, sizes: Type, width: float) -> tuple[tuple[str, ...], float]:
    """The lines of a row in a column of a width, and their size."""
    size = sizes.heading if row.is_heading else sizes.entry
    return wrapped(row.text, size * MM_PER_PT, width - row.indent, BOLD if row.is_heading else REGULAR), size


def flow(
    parts: Sequence[Sequence[Row]], sizes: Type, width: float, height: float
) -> tuple[tuple[Set, ...], float, float]:
    """Units of rows set in columns of a width, each at most so high: the rows, the width and the height used (mm)."""
    placed: list[Set] = []
    x, y, used = 0.0, 0.0, 0.0
    for part in parts:
        lines = [_lines(row, sizes, width) for row in part]
        above = sizes.heading * MM_PER_PT * ABOVE_HEADING if part[0].is_heading and y else 0.0
        if y and y + above + sum(_height(len(texts), size) for texts, size in lines) > height:
            x, y, above = x + width + COLUMN_GAP_MM, 0.0, 0.0
        y += above
        for row, (texts, size) in zip(part, lines, strict=True):
            placed.append(Set(row, texts, x, y, size))
            y = placed[-1].bottom
        used = max(used, y)
    return tuple(placed), x + width, used


@dataclass(frozen=True)
class Legend:
    """A legend as it is set: its rows, and its width and height in mm."""

    rows: tuple[Set, ...]
    width: float
    height: float

    @property
    def columns(self) -> list[float]:
        """Where each column ends, from the top, in mm."""
        ends: dict[float, float] = {}
        for item in self.rows:
            ends[item.x] = max(ends.get(item.x, 0.0), item.bottom)
        return list(ends.values())

    @property
    def torn(self) -> int:
        """How many columns begin within a layer, away from its heading."""
        begins = {item.x: item.row for item in reversed(self.rows)}
        return sum(not row.is_heading for row in begins.values())

    @property
    def last(self) -> tuple[float, float]:
        """Where the last column begins, from the left, and where it ends, from the top, in mm."""
        x = max((item.x for item in self.rows), default=0.0)
        return x, max((item.bottom for item in self.rows if item.x == x), default=0.0)


@dataclass(frozen=True)
class _Room:
    """What a legend may take: the width of a column, and of all columns, and their height, in mm."""

    column: float
    width: float
    height: float


def _fit(rows: Sequence[Row], sizes: Type, room: _Room, *, whole: bool) -> Legend | None:
    """The legend in columns that stay within the room, layers whole or torn in two; None if it is too long."""
    made = Legend(*flow(units(rows, whole=whole), sizes, room.column, room.height))
    return made if made.width <= room.width + SLACK_MM and made.height <= room.height else None


def _heights(parts: Sequence[Sequence[Row]], sizes: Type, width: float) -> list[tuple[float, float]]:
    """The space above each unit where it is not the first of a column, and its height, in mm."""
    above = sizes.heading * MM_PER_PT * ABOVE_HEADING
    lines = ((part[0].is_heading, [_lines(row, sizes, width) for row in part]) for part in parts)
    return [(above if heads else 0.0, sum(_height(len(texts), size) for texts, size in unit)) for heads, unit in lines]


def _count(heights: Sequence[tuple[float, float]], height: float) -> float:
    """How many columns of a height the units take; infinite where one of them is higher."""
    count, y = 1, 0.0
    for above, unit in heights:
        if unit > height:
            return math.inf
        if y and y + above + unit > height:
            count, y = count + 1, unit
        else:
            y += unit + (above if y else 0.0)
    return count


def _lowest(rows: Sequence[Row], sizes: Type, room: _Room) -> list[Legend]:
    """The legend hardly higher than it must be, and a little higher with whole layers; none where there is no room."""
    count = int((room.width + COLUMN_GAP_MM + SLACK_MM) // (room.column + COLUMN_GAP_MM))
    heights, step = _heights(units(rows, whole=False), sizes, room.column), line_mm(sizes.entry) / 2
    height = min(max(step * 4, sum(map(sum, heights)) / count * NEARLY), room.height)
    while _count(heights, height) > count:
        if height == room.height:
            return []
        height = min(height + step, room.height)
    higher = replace(room, height=min(height * KEEPING, room.height))
    made = _fit(rows, sizes, higher, whole=True), _fit(rows, sizes, replace(room, height=height), whole=False)
    return [legend for legend in made if legend is not None]


def _tightened(made: Legend, column: float) -> Legend:
    """A legend in columns of a width, these as narrow as their longest line is."""
    widest = max(_width(item) for item in made.rows)
    if widest >= column:
        return made
    step = (widest + COLUMN_GAP_MM) / (column + COLUMN_GAP_MM)
    rows = tuple(replace(item, x=item.x * step) for item in made.rows)
    return Legend(rows, rows[-1].x + widest, made.height)


def _width(item: Set) -> float:
    weight = BOLD if item.row.is_heading else REGULAR
    return item.row.indent + max(width_of(line, item.size * MM_PER_PT, weight) for line in item.lines)


def beside(rows: Sequence[Row], sizes: Type, most_width: float, height: float) -> Iterator[Legend]:
    """The ways to set a legend beside the map: in one column or more, narrower and wider, low and as high as may be."""
    usual = COLUMN_MM * sizes.entry / PLAIN.entry
    for count, share in product(range(1, MOST_COLUMNS + 1), SHARES):
        column = usual * share
        room = _Room(column, count * (column + COLUMN_GAP_MM) - COLUMN_GAP_MM, height)
        high = _fit(rows, sizes, room, whole=True) if count > 1 else None
        tight = [_tightened(legend, column) for legend in (*_lowest(rows, sizes, room), high) if legend is not None]
        yield from (legend for legend in tight if legend.width <= most_width)


def below(rows: Sequence[Row], sizes: Type, widths: Iterable[float], most_height: float) -> Iterator[Legend]:
    """The ways to set a legend below the map, low and in columns that take one of the widths whole."""
    least = COLUMN_MM * min(SHARES) * sizes.entry / PLAIN.entry
    for width in widths:
        most = int((width + COLUMN_GAP_MM) // (least + COLUMN_GAP_MM))
        for count in range(1, most + 1):
            column = (width + COLUMN_GAP_MM) / count - COLUMN_GAP_MM
            made = _lowest(rows, sizes, _Room(column, width, most_height))
            yield from (legend for legend in made if len(legend.columns) == count)
