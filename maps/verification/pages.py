"""The verification sheet on paper: A4 across, the typeface of the figures, a head on each page and its number below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from maps.lettering.fonts import check, font, wrapped
from maps.origin.provenance import Provenance, pdf_metadata, small_line
from maps.paper.figure import settings
from maps.plan.layout import MM_PER_INCH, MM_PER_PT
from maps.verification.rows import Part, Row, Verification
from text import say

WIDTH_MM, HEIGHT_MM, MARGIN_MM = 297.0, 210.0, 14.0
BODY_PT, SMALL_PT, PART_PT, TITLE_PT = 7.8, 6.8, 12.0, 18.0
LEADING = 1.42
GAP_MM, PAD_MM = 4.0, 1.4
WIDTHS_MM = {
    "clause": 11.0, "what": 62.0, "expected": 26.0, "found": 26.0, "difference": 23.0, "result": 18.0, "side": 17.0,
    "reason": 86.0,
}  # fmt: skip
"""Of the columns; the method stands below the reason. With the margins they fill the page."""
NUMBERS = ("expected", "found", "difference")
INK, QUIET, RULE = "#1f2a2c", "#5a6b6d", "#b9c4c5"
STATE_INKS = {"differs": "#a8371f", "pass": "#17635f", "unknown": QUIET, "definition": QUIET}
TOP_MM, BOTTOM_MM = MARGIN_MM, HEIGHT_MM - MARGIN_MM - 4.0


@dataclass(frozen=True)
class Line:
    """A line of text in a block: mm from the block's upper left corner, size in points, and which edge stands there."""

    x: float
    y: float
    text: str
    size_pt: float = BODY_PT
    color: str = INK
    align: str = "left"


@dataclass(frozen=True)
class Block:
    """What is not divided between pages: its height in mm, its lines, and whether a rule stands below it."""

    height: float
    lines: tuple[Line, ...]
    ruled: bool = False
    keep: bool = False
    """Whether the next block stands on the same page."""


def _step(size_pt: float) -> float:
    return size_pt * MM_PER_PT * LEADING


def _lines(text: str, x: float, y: float, width: float, size_pt: float = BODY_PT, *, color: str = INK) -> list[Line]:
    """A text in its width, from y down."""
    rows = wrapped(text, size_pt * MM_PER_PT, width)
    return [Line(x, y + number * _step(size_pt), row, size_pt, color) for number, row in enumerate(rows)]


def _below(lines: list[Line]) -> float:
    return max((line.y + _step(line.size_pt) for line in lines), default=0.0)


def _stacked(first: str, second: str, x: float, width: float) -> list[Line]:
    """A text and a quieter one below it."""
    upper = _lines(first, x, PAD_MM, width, BODY_PT)
    return upper + _lines(second, x, _below(upper) or PAD_MM, width, SMALL_PT, color=QUIET)


def _lefts() -> dict[str, float]:
    """Where each column begins, mm from the margin."""
    lefts, x = {}, 0.0
    for name, width in WIDTHS_MM.items():
        lefts[name] = x
        x += width
    return lefts


def _cell(row: Row, name: str, x: float, width: float) -> list[Line]:
    if name == "what":
        return _stacked(row.title, row.question, x, width)
    if name == "reason":
        return _stacked(row.cells["reason"], row.cells["method"], x, width)
    color = STATE_INKS[row.state] if name == "result" else INK
    lines = _lines(row.cells[name], x, PAD_MM, width, color=color)
    if name not in NUMBERS:
        return lines
    return [Line(x + width, line.y, line.text, line.size_pt, line.color, "right") for line in lines]


def _row(row: Row) -> Block:
    cells = [_cell(row, name, x, WIDTHS_MM[name] - GAP_MM) for name, x in _lefts().items()]
    lines = [line for cell in cells for line in cell]
    return Block(_below(lines) + PAD_MM, tuple(lines), ruled=True)


def _head(told: Verification) -> Block:
    """The names of the columns."""
    lines: list[Line] = []
    for name, x in _lefts().items():
        words = f"{told.columns['reason']} · {told.columns['method']}" if name == "reason" else told.columns[name]
        right = name in NUMBERS
        place = x + WIDTHS_MM[name] - GAP_MM if right else x
        lines.append(Line(place, PAD_MM, words, SMALL_PT, QUIET, "right" if right else "left"))
    return Block(_below(lines) + PAD_MM, tuple(lines), ruled=True, keep=True)


def _opening(told: Verification) -> Block:
    """The title, and what the sheet is of."""
    lines = _lines(told.title, 0.0, 0.0, WIDTH_MM - 2 * MARGIN_MM, TITLE_PT)
    for term, value in told.facts:
        y = _below(lines) + 0.6
        lines += [Line(0.0, y, term, BODY_PT, QUIET), Line(34.0, y, value)]
    return Block(_below(lines) + 4.0, tuple(lines), keep=True)


def _part(part: Part) -> Block:
    lines = _lines(part.title, 0.0, 5.0, WIDTH_MM - 2 * MARGIN_MM, PART_PT)
    lines += _lines(part.lead, 0.0, _below(lines) + 0.4, 210.0, color=QUIET)
    lines += _lines(part.totals, 0.0, _below(lines) + 0.4, 210.0, BODY_PT)
    return Block(_below(lines) + 2.0, tuple(lines), keep=True)


def _blocks(told: Verification) -> Iterator[list[Block]]:
    """The blocks that stay together, in order: a heading with the first row below it."""
    bound = [_opening(told)]
    for part in told.parts:
        bound += [_part(part), _head(told)]
        for row in part.rows:
            yield [*bound, _row(row)]
            bound = []


def _pages(told: Verification) -> list[list[tuple[float, Block]]]:
    """The blocks of each page with their place in mm from above; the head is said again where a part goes on."""
    pages: list[list[tuple[float, Block]]] = []
    head, y = _head(told), BOTTOM_MM + 1
    for bound in _blocks(told):
        if y + sum(block.height for block in bound) > BOTTOM_MM:
            pages.append([])
            y = TOP_MM
            bound = bound if len(bound) > 1 else [head, *bound]  # noqa: PLW2901  # what begins a page is known only here
        for block in bound:
            pages[-1].append((y, block))
            y += block.height
    return pages


def _text(line: Line, y: float) -> Text:
    return Text(
        (MARGIN_MM + line.x) / WIDTH_MM, 1 - (y + line.y) / HEIGHT_MM, line.text, color=line.color,
        fontproperties=font(line.size_pt), ha=line.align, va="top", parse_math=False,
    )  # fmt: skip


def _rule(y: float) -> Artist:
    place = 1 - y / HEIGHT_MM
    return Line2D([MARGIN_MM / WIDTH_MM, 1 - MARGIN_MM / WIDTH_MM], [place, place], color=RULE, linewidth=0.4)


def _figure(blocks: list[tuple[float, Block]], foot: list[Line]) -> Figure:
    figure = Figure(figsize=(WIDTH_MM / MM_PER_INCH, HEIGHT_MM / MM_PER_INCH))
    for y, block in blocks:
        for line in block.lines:
            figure.add_artist(_text(line, y))
        if block.ruled:
            figure.add_artist(_rule(y + block.height))
    for line in foot:
        figure.add_artist(_text(line, HEIGHT_MM - MARGIN_MM))
    return figure


def _foot(told: Verification, origin: Provenance, number: int, pages: int, lang: str) -> list[Line]:
    width = WIDTH_MM - 2 * MARGIN_MM
    return [
        Line(0.0, 0.0, f"{told.title} · {small_line(origin, lang)}", SMALL_PT, QUIET),
        Line(width, 0.0, say(lang, "verification.page", page=number, pages=pages), SMALL_PT, QUIET, "right"),
    ]


def pdf(told: Verification, origin: Provenance, lang: str) -> bytes:
    """The sheet as a PDF: text that can be selected, the typeface embedded, the same bytes for the same sheet.

    Raises `ExportError` for a character without a glyph, or where the typeface is missing.
    """
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415  # it brings a writer of fonts

    pages = _pages(told)
    check(line.text for page in pages for _, block in page for line in block.lines)
    out = BytesIO()
    with settings(), PdfPages(out, metadata=pdf_metadata(origin, told.title)) as book:
        for number, blocks in enumerate(pages, 1):
            book.savefig(_figure(blocks, _foot(told, origin, number, len(pages), lang)))
    return out.getvalue()
