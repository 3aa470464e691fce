"""Where everything stands on a page, in millimetres from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from maps.sheet import Sheet

MM_PER_PT = 25.4 / 72
MM_PER_PX = 25.4 / 96
LEADING = 1.35
WIDE = 1.15
"""Pages wider than this, as width/height, have the legend beside the map; others below it."""
BASE_MM = 210.0
MOST_BAND, MOST_COLUMN, IN_CORNER = 0.42, 0.4, 0.26


@dataclass(frozen=True)
class Box:
    """A rectangle on the page in mm: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h


@dataclass(frozen=True)
class Type:
    """Sizes of type in points: title, subtitle, headings and entries of the legend, body, and the small print."""

    title: float
    subtitle: float
    heading: float
    entry: float
    body: float
    small: float

    def times(self, factor: float) -> Type:
        """The same scale of sizes, larger or smaller."""
        return Type(*(round(factor * size, 2) for size in vars(self).values()))


PLAIN = Type(title=17.0, subtitle=9.5, heading=8.2, entry=7.6, body=7.6, small=6.0)


def type_of(sheet: Sheet) -> Type:
    """The sizes of type of a sheet: in proportion to its short side; slides are read from afar and have larger ones."""
    short = min(sheet.width_mm, sheet.height_mm)
    return PLAIN.times(short / BASE_MM * (1.35 if sheet.size in ("16:9", "4:3") else 1.0))


def margin(sheet: Sheet) -> float:
    """The margin of a page in mm."""
    return min(sheet.width_mm, sheet.height_mm) * 0.04


def line_mm(size_pt: float) -> float:
    """The height of a line of type in mm."""
    return size_pt * MM_PER_PT * LEADING


def is_wide(sheet: Sheet) -> bool:
    """Whether the legend stands beside the map."""
    return sheet.width_mm / sheet.height_mm > WIDE


@dataclass(frozen=True)
class Layout:
    """The frame of the map, what stands above it, beside or below it (legend and inset), and under everything."""

    head: Box
    frame: Box
    legend: Box
    inset: Box | None
    foot: Box


def _corner(frame: Box, aspect: float) -> Box:
    """A place for the inset in the lower right corner of the map."""
    width = min(frame.w, frame.h) * IN_CORNER
    return Box(frame.right - width, frame.bottom - width / aspect, width, width / aspect)


def _split_column(band: Box, frame: Box, inset: bool, legend_mm: float, aspect: float) -> tuple[Box, Box | None]:
    """Legend above, inset at the lower end, or on the map where the legend needs the room."""
    height, gap = band.w / aspect, frame.y * 0.4
    if not inset:
        return band, None
    if legend_mm + height + gap > band.h:
        return band, _corner(frame, aspect)
    return Box(band.x, band.y, band.w, band.h - height - gap), Box(band.x, band.bottom - height, band.w, height)


def _split_band(band: Box, inset: bool, aspect: float, gap: float) -> tuple[Box, Box | None]:
    """Legend on the left, inset on the right."""
    width = min(band.h * aspect, band.w * 0.3)
    if not inset:
        return band, None
    height = width / aspect
    legend = Box(band.x, band.y, band.w - width - gap, band.h)
    return legend, Box(band.right - width, band.y, width, height)


def lay_out(
    sheet: Sheet, *, head_mm: float, foot_mm: float, legend_mm: tuple[float, float], inset_aspect: float
) -> Layout:
    """The layout of a page whose head, foot and legend (width, height) need this much, in mm."""
    edge, gap = margin(sheet), margin(sheet) * 0.6
    width, height = sheet.width_mm - 2 * edge, sheet.height_mm - 2 * edge
    head = Box(edge, edge, width, head_mm)
    foot = Box(edge, edge + height - foot_mm, width, foot_mm)
    body = Box(edge, head.bottom + gap * 0.6, width, foot.y - head.bottom - gap * 1.2)
    if is_wide(sheet):
        column = min(legend_mm[0], width * MOST_COLUMN)
        frame = Box(body.x, body.y, width - column - gap, body.h)
        band = Box(frame.right + gap, body.y, column, body.h)
        legend, inset = _split_column(band, frame, sheet.inset, legend_mm[1], inset_aspect)
    else:
        below = min(legend_mm[1], height * MOST_BAND)
        frame = Box(body.x, body.y, width, body.h - below - gap)
        legend, inset = _split_band(Box(body.x, frame.bottom + gap, width, below), sheet.inset, inset_aspect, gap)
    return Layout(head, frame, legend, inset, foot)
