"""The page around the map: the lines of head and foot as they are set, and with them the layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from layers.errors import ExportError
from maps.lettering.fonts import BOLD, check, width_of, wrapped
from maps.plan.furniture import code_side, content_size
from maps.plan.layout import (
    GAP,
    INSET_SHARE,
    MM_PER_PT,
    SLACK_MM,
    Layout,
    Type,
    is_slide,
    lay_out,
    line_mm,
    margin,
    most_column,
    type_of,
)
from maps.plan.legend import FACTORS, USUAL, Legend, Row, below, beside
from maps.scene.sheet import Sheet

INSET_ASPECT = 1.12
NEARLY, WHOLE, TEARING = 0.99, 1 - 1e-6, 0.94
"""What is hardly less, as a share; the same but for rounding; how much of the map a layer in one part is worth."""
MOST_AROUND = 0.4
"""The share of the page's height that head and foot may have beside a small code."""
SMALLER = (0.53, 0.46, 0.4, 0.35)
"""How far the large type of a slide may shrink besides, for the longest texts; in the legend by the first two."""
TITLES = (1.0, 0.92, 0.85, 5 / 7, 0.64, 0.57, 0.52, 13 / 28)
"""How far the title of a slide shrinks, down to a subtitle's size: from that of a sentence on it may have two lines."""
MOST_TITLE = 1.45
"""How high a slide's title is at most, in lines of its usual type: a long one takes hardly more of the map."""
GIVEN_UP = 0.85
"""What is left at least of a slide's circle where the legend wants the room."""
MOST_HEAD, MOST_SLIDE_HEAD, MOST_FOOT, BELOW, LEAST_MAP = 0.25, 0.3, 0.25, 0.45, 0.25
"""Shares that head (on a slide more, in its usual type) and foot may have at most, of the page's height, and a legend
below the map, of what they leave; the share of the page's height that the map has at least."""


@dataclass(frozen=True)
class Words:
    """All that is written around the map; an empty text is not written."""

    title: str
    time: str
    note: str
    basis: str
    sources: str
    small: str
    mark: str
    imprint: str
    page: str
    remarks: str = ""
    code: str = ""
    content: str = ""
    """What the small code holds, and the content code that stands beneath it."""


@dataclass(frozen=True)
class Line:
    """One line of type: text, size in points, weight, palette colour, edge it keeps to, top in mm from its box."""

    text: str
    size: float
    weight: int
    color: str
    y: float
    right: bool = False


def _stacked(blocks: Sequence[tuple[str, float, int, str]], width: float) -> tuple[list[Line], float]:
    """Blocks of text wrapped to a width and set one under the other: the lines, and their height in mm."""
    lines, y = [], 0.0
    for text, size, weight, color in blocks:
        for part in wrapped(text, size * MM_PER_PT, width, weight):
            lines.append(Line(part, size, weight, color, y))
            y += line_mm(size)
    return lines, y


def _lower(lines: Sequence[Line], by: float) -> list[Line]:
    """Lines that stand this many mm lower."""
    return [replace(line, y=line.y + by) for line in lines]


def head(sheet: Sheet, said: Words) -> tuple[list[Line], float]:
    """Title, time and note on the left, the mark of internal material on the right; what is long in smaller type."""
    first, *others = (*FACTORS, *SMALLER) if is_slide(sheet) else FACTORS
    lines, height = _head(sheet, said, type_of(sheet).times(first))
    if height <= sheet.height_mm * (MOST_SLIDE_HEAD if is_slide(sheet) else MOST_HEAD):
        return lines, height
    for factor in others:
        lines, height = _head(sheet, said, type_of(sheet).times(factor))
        if height <= sheet.height_mm * MOST_HEAD:
            break
    return lines, height


def _title(sheet: Sheet, text: str, size: float, width: float) -> tuple[list[Line], float]:
    """The title; on a slide, which has little height, a long one in smaller type."""
    for factor in TITLES if is_slide(sheet) else TITLES[:1]:
        lines, height = _stacked([(text, size * factor, BOLD, "ink")], width)
        if height <= MOST_TITLE * line_mm(type_of(sheet).title):
            break
    return lines, height


def _head(sheet: Sheet, said: Words, sizes: Type) -> tuple[list[Line], float]:
    width = sheet.width_mm - 2 * margin(sheet)
    marked = width_of(said.mark, sizes.subtitle * MM_PER_PT, BOLD) + margin(sheet) if said.mark else 0.0
    lines, height = _title(sheet, said.title, sizes.title, width - marked)
    times = [(line, sizes.subtitle, 400, "muted") for line in said.time.split("\n")]
    notes = [(line, sizes.note, 400, "ink") for line in said.note.split("\n")]
    under, more = _stacked([*times, *notes], width)
    lines += _lower(under, height)
    if said.mark:
        lines.append(Line(said.mark, sizes.subtitle, BOLD, "ink", line_mm(sizes.title) * 0.2, right=True))
    return lines, height + more


def foot(sheet: Sheet, said: Words) -> tuple[list[Line], float]:
    """Remarks, in smaller type if they are long, imprint, projection and scale, sources, day, page number."""
    width = _foot_width(sheet, code_size(sheet, said)[0])
    for factor in FACTORS[:-1]:
        lines, height = _foot(sheet, said, factor, width)
        if height <= sheet.height_mm * MOST_FOOT:
            return lines, height
    return _foot(sheet, said, FACTORS[-1], width)


def code_size(sheet: Sheet, said: Words) -> tuple[float, float]:
    """The width and height in mm of the small code with its content code beneath.

    None where there is none, or where the texts are so long that the map needs the room.
    """
    if not said.code:
        return 0.0, 0.0
    side = code_side(said.code, type_of(sheet))
    above, under = head(sheet, said)[1], _foot(sheet, said, FACTORS[-1], _foot_width(sheet, side))[1]
    if above + under > sheet.height_mm * MOST_AROUND:
        return 0.0, 0.0
    return side, side + line_mm(content_size(type_of(sheet)))


def _foot_width(sheet: Sheet, side: float) -> float:
    """What a small code with a side leaves to the texts of the foot."""
    return sheet.width_mm - 2 * margin(sheet) - (side + margin(sheet) * GAP if side else 0.0)


def _foot(sheet: Sheet, said: Words, factor: float, width: float) -> tuple[list[Line], float]:
    """The lines of the foot, the page number at the right of the last one; remarks are set smaller by a factor."""
    sizes = type_of(sheet)
    numbered = width_of(said.page, sizes.small * MM_PER_PT) + margin(sheet) if said.page else 0.0
    remarks, above = _stacked([(line, sizes.body * factor, 400, "ink") for line in said.remarks.split("\n")], width)
    above += line_mm(sizes.small) / 2 if remarks else 0.0
    blocks = [
        (said.imprint, sizes.body, BOLD, "ink"),
        *((line, sizes.small, 400, "ink") for line in said.basis.split("\n")),
        *((line, sizes.small, 400, "muted") for line in said.sources.split("\n")),
    ]
    under, height = _stacked(blocks, width)
    last, more = _stacked([(said.small, sizes.small, 400, "muted")], width - numbered)
    height += above
    lines = [*remarks, *_lower(under, above), *_lower(last, height)]
    if said.page:
        bottom = height + max(0.0, more - line_mm(sizes.small))
        lines.append(Line(said.page, sizes.small, 400, "ink", bottom, right=True))
    return lines, height + max(more, line_mm(sizes.small) if said.page else 0.0)


@dataclass(frozen=True)
class _Choice:
    """One way to lay a page out; `type` is the size of the legend's type as a share of its usual one."""

    layout: Layout
    legend: Legend
    type: float = 1.0

    def circle_mm(self, aspect: float) -> float:
        """How high what the map is about is drawn, if it is `aspect` times as wide as high."""
        return min(self.layout.frame.w / aspect, self.layout.frame.h)

    @property
    def unevenness(self) -> float:
        """How much of the legend's height its columns differ by."""
        ends = self.legend.columns
        return (max(ends) - min(ends)) / max(ends)


class _Page:
    """A page whose words are set: what its legend may take, and what each way to set it leaves to the map."""

    def __init__(self, sheet: Sheet, said: Words) -> None:
        code = code_size(sheet, said)
        above, under = head(sheet, said)[1], max(foot(sheet, said)[1], code[1])
        self.sheet, self.width = sheet, sheet.width_mm - 2 * margin(sheet)
        self.needs: dict[str, Any] = {
            "head_mm": above, "foot_mm": under, "code_mm": code, "inset_aspect": INSET_ASPECT,
        }  # fmt: skip
        nothing = Legend((), 0.0, 0.0)
        self.bare = [_Choice(self._laid(nothing, beside=where), nothing) for where in (False, True)]

    def _laid(self, legend: Legend, *, beside: bool) -> Layout:
        size = (legend.width, legend.height)
        return lay_out(self.sheet, beside=beside, **self.needs, legend_mm=size, last_mm=legend.last)

    def _has_room(self, made: Layout, legend: Legend) -> bool:
        """Whether a legend stands whole on a page, and the map is what is largest there."""
        frame, box = made.frame, made.legend
        whole = legend.width <= box.w + SLACK_MM and legend.height <= box.h + SLACK_MM
        return whole and frame.h >= self.sheet.height_mm * LEAST_MAP and box.w * box.h < frame.w * frame.h

    def choices(self, rows: Sequence[Row], factors: Sequence[float]) -> list[_Choice]:
        """All ways to set the legend that leave room for a map."""
        narrow = self.width * (1 - INSET_SHARE) - margin(self.sheet) * GAP
        widths = (narrow, self.width) if self.sheet.inset else (self.width,)
        (low, high), found = (choice.layout.frame.h for choice in self.bare), []
        for factor in factors:
            sizes = type_of(self.sheet).times(factor)
            aside = ((True, legend) for legend in beside(rows, sizes, self.width * most_column(self.sheet), high))
            under = ((False, legend) for legend in below(rows, sizes, widths, low * BELOW))
            made = ((self._laid(legend, beside=where), legend) for where, legend in chain(aside, under))
            found += [_Choice(layout, legend, factor) for layout, legend in made if self._has_room(layout, legend)]
        return found


def _nearly_most(choices: Sequence[_Choice], value: Callable[[_Choice], float], share: float = NEARLY) -> list[_Choice]:
    """Those of which a value is the greatest, or hardly less."""
    most = max(map(value, choices))
    return [choice for choice in choices if value(choice) >= most * share]


def _best(choices: Sequence[_Choice], bare: Sequence[_Choice], aspect: float | None) -> _Choice:
    """The page that shows most.

    First the one that draws what the map is about as large as a page without a legend would, or, where none does, the
    largest for its type; of those the one with the largest map for its type, unless one that is hardly smaller tears
    fewer layers; of those the one whose columns end level.
    """
    if aspect is not None:
        full = max(choice.circle_mm(aspect) for choice in bare)
        whole = [choice for choice in choices if choice.circle_mm(aspect) >= full * WHOLE]
        choices = whole or _nearly_most(choices, lambda choice: choice.circle_mm(aspect) * choice.type)
    large = _nearly_most(choices, _size, TEARING)
    fewest = min(choice.legend.torn for choice in large)
    large = _nearly_most([choice for choice in large if choice.legend.torn == fewest], _size)
    return min(large, key=lambda choice: choice.unevenness)


def _size(choice: _Choice) -> float:
    return choice.layout.map_mm2 * choice.type


def _sizes(sheet: Sheet) -> list[tuple[float, ...]]:
    """The shares of the legend's type that are tried together, those that are wanted most first."""
    if is_slide(sheet):
        return [(factor,) for factor in (*FACTORS, *SMALLER[:2])]
    return [FACTORS[:USUAL], FACTORS[USUAL:]]


def _possible(page: _Page, rows: Sequence[Row], aspect: float | None) -> list[_Choice]:
    """All ways to set a page in the type that is wanted most of what has room.

    A slide is read from afar: what it is about may be drawn a little smaller for the type's sake.
    """
    full = max(choice.circle_mm(aspect) for choice in page.bare) if aspect and is_slide(page.sheet) else 0.0
    small: list[_Choice] = []
    for factors in _sizes(page.sheet):
        found = page.choices(rows, factors)
        if large := [choice for choice in found if choice.circle_mm(aspect or 1.0) >= full * GIVEN_UP]:
            return large
        small = small or found
    return small


def arrange(sheet: Sheet, said: Words, rows: Sequence[Row], aspect: float | None = None) -> tuple[Layout, Legend]:
    """The layout that these words and this legend need.

    `aspect` is width/height of what the map is about, None where its scale is given. `ExportError` when a character
    has no glyph, when the texts leave no room for a map, or the legend none.
    """
    check(chain.from_iterable(text.split("\n") for text in (*vars(said).values(), *(row.text for row in rows))))
    page = _Page(sheet, said)
    best = page.bare[0]
    if best.layout.frame.h < sheet.height_mm * LEAST_MAP:
        raise ExportError("no_room")
    if rows:
        choices = _possible(page, rows, aspect)
        if not choices:
            raise ExportError("legend_too_long", entries=len(rows))
        best = _best(choices, page.bare, aspect)
    return best.layout, best.legend
