"""The page around the map: the lines of head and foot as they are set, and with them the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from layers.errors import ExportError
from maps.plan.fonts import BOLD, check, width_of, wrapped
from maps.plan.furniture import code_side, content_size
from maps.plan.layout import GAP, INSET_SHARE, MM_PER_PT, Layout, Type, is_wide, lay_out, line_mm, margin, type_of
from maps.plan.legend import FACTORS, Legend, Row, below, beside
from maps.scene.sheet import Sheet

INSET_ASPECT = 1.12
GUESS_MM = 60.0
MOST_AROUND = 0.4
"""The share of the page's height that head and foot may have beside a small code."""
MOST_HEAD, MOST_FOOT, BESIDE, BELOW, LEAST_MAP = 0.25, 0.25, 0.38, 0.45, 0.25
"""Shares that head, foot and legend may have at most: of the page's height, of its width, of what is left for the map;
the share of the page's height that the map has at least."""


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
    for factor in FACTORS[:-1]:
        lines, height = _head(sheet, said, type_of(sheet).times(factor))
        if height <= sheet.height_mm * MOST_HEAD:
            return lines, height
    return _head(sheet, said, type_of(sheet).times(FACTORS[-1]))


def _head(sheet: Sheet, said: Words, sizes: Type) -> tuple[list[Line], float]:
    width = sheet.width_mm - 2 * margin(sheet)
    marked = width_of(said.mark, sizes.subtitle * MM_PER_PT, BOLD) + margin(sheet) if said.mark else 0.0
    blocks = [(said.title, sizes.title, BOLD, "ink")]
    lines, height = _stacked(blocks, width - marked)
    under, more = _stacked([(said.time, sizes.subtitle, 400, "muted"), (said.note, sizes.subtitle, 400, "ink")], width)
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
        (said.basis, sizes.small, 400, "ink"),
        (said.sources, sizes.small, 400, "muted"),
    ]
    under, height = _stacked(blocks, width)
    last, more = _stacked([(said.small, sizes.small, 400, "muted")], width - numbered)
    height += above
    lines = [*remarks, *_lower(under, above), *_lower(last, height)]
    if said.page:
        bottom = height + max(0.0, more - line_mm(sizes.small))
        lines.append(Line(said.page, sizes.small, 400, "ink", bottom, right=True))
    return lines, height + max(more, line_mm(sizes.small) if said.page else 0.0)


def arrange(sheet: Sheet, said: Words, rows: Sequence[Row]) -> tuple[Layout, Legend]:
    """The layout that these words and this legend need.

    `ExportError` when a character has no glyph, when the texts leave no room for a map, or the legend none.
    """
    check(chain.from_iterable(text.split("\n") for text in (*vars(said).values(), *(row.text for row in rows))))
    code = code_size(sheet, said)
    above, under = head(sheet, said)[1], max(foot(sheet, said)[1], code[1])
    needs: dict[str, Any] = {"head_mm": above, "foot_mm": under, "code_mm": code, "inset_aspect": INSET_ASPECT}
    space = lay_out(sheet, **needs, legend_mm=(GUESS_MM, 0.0), last_mm=(0.0, 0.0))
    # A legend below the map may take its share of what the texts leave.
    if space.frame.h * (1 if is_wide(sheet) else 1 - BELOW) < sheet.height_mm * LEAST_MAP:
        raise ExportError("no_room")
    width = sheet.width_mm - 2 * margin(sheet)
    if is_wide(sheet):
        legend = beside(rows, type_of(sheet), width * BESIDE, space.frame.h)
    else:
        narrow = width * (1 - INSET_SHARE) - margin(sheet) * GAP if sheet.inset else width
        legend = below(rows, type_of(sheet), (narrow, width), space.frame.h * BELOW)
    layout = lay_out(sheet, **needs, legend_mm=(legend.width, legend.height), last_mm=legend.last)
    if layout.frame.h < sheet.height_mm * LEAST_MAP:
        raise ExportError("legend_too_long", entries=len(rows))
    return layout, legend
