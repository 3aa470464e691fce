"""Where everything stands on a page, in millimetres from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from maps.lettering.boxes import Rect
from maps.scene.sheet import Sheet

MM_PER_INCH = 25.4
MM_PER_PT = MM_PER_INCH / 72
MM_PER_PX = MM_PER_INCH / 96
PX_PER_PT = MM_PER_PT / MM_PER_PX
LEADING = 1.35
BASE_MM, SLACK_MM = 210.0, 0.1
GAP = 0.6
"""The distance of what stands on a page, as a share of its margin."""
MOST_BAND, MOST_COLUMN, MOST_SLIDE_COLUMN, IN_CORNER = 0.42, 0.4, 0.46, 0.26
INSET_SHARE, LEAST_INSET = 0.3, 0.6
"""The share of a band that the inset has at most; how far it may shrink before it moves onto the map."""


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
    """Sizes of type in points: title, time, note, headings and entries of the legend, body, and the small print."""

    title: float
    subtitle: float
    note: float
    heading: float
    entry: float
    body: float
    small: float

    def times(self, factor: float) -> Type:
        """The same scale of sizes, larger or smaller."""
        return Type(*(round(factor * size, 2) for size in vars(self).values()))


PLAIN = Type(title=17.0, subtitle=9.5, note=9.5, heading=8.2, entry=7.6, body=7.6, small=6.0)
SLIDE = Type(title=28.0, subtitle=13.0, note=20.0, heading=12.8, entry=12.0, body=9.3, small=7.35)
"""What can be read from the back of a room for thirty, on slides that are 190.5 mm high."""
SLIDES = ("16:9", "4:3")


def type_of(sheet: Sheet) -> Type:
    """The sizes of type of a sheet: in proportion to its short side; slides are read from afar and have their own."""
    return SLIDE if is_slide(sheet) else PLAIN.times(min(sheet.width_mm, sheet.height_mm) / BASE_MM)


def is_slide(sheet: Sheet) -> bool:
    """Whether a sheet is shown on a wall."""
    return sheet.size in SLIDES


def most_column(sheet: Sheet) -> float:
    """The share of the page's width that a legend beside the map may have."""
    return MOST_SLIDE_COLUMN if is_slide(sheet) else MOST_COLUMN


def margin(sheet: Sheet) -> float:
    """The margin of a page in mm."""
    return min(sheet.width_mm, sheet.height_mm) * 0.04


def line_mm(size_pt: float) -> float:
    """The height of a line of type in mm."""
    return size_pt * MM_PER_PT * LEADING


@dataclass(frozen=True)
class Layout:
    """The frame of the map, what stands above it, beside or below it (legend and inset), and under everything.

    The inset stands where the legend, which fills its box column by column, has no rows, or in a corner of the frame.
    """

    head: Box
    frame: Box
    legend: Box
    inset: Box | None
    foot: Box
    code: Box | None = None
    """The small code and what stands beneath it, at the right of the foot."""

    @property
    def frame_px(self) -> tuple[float, float]:
        """Width and height of the frame, in px."""
        return self.frame.w / MM_PER_PX, self.frame.h / MM_PER_PX

    def on_page(self, box: Rect) -> Box:
        """Where a box of the frame, in px, is on the page, in mm."""
        left, top = self.frame.x + box.x * MM_PER_PX, self.frame.y + box.y * MM_PER_PX
        return Box(left, top, box.w * MM_PER_PX, box.h * MM_PER_PX)

    def on_frame(self, box: Box) -> Rect:
        """Where a box of the page, in mm, is on the frame, in px."""
        left, top = (box.x - self.frame.x) / MM_PER_PX, (box.y - self.frame.y) / MM_PER_PX
        return Rect(left, top, box.w / MM_PER_PX, box.h / MM_PER_PX)

    @property
    def is_inset_on_map(self) -> bool:
        """Whether the inset stands on the map."""
        frame, inset = self.frame, self.inset
        return inset is not None and inset.right <= frame.right + SLACK_MM and inset.bottom <= frame.bottom + SLACK_MM

    @property
    def map_mm2(self) -> float:
        """The area of the map that no inset covers, in mm²."""
        frame, inset = self.frame, self.inset
        return frame.w * frame.h - (inset.w * inset.h if inset is not None and self.is_inset_on_map else 0.0)


def _corner(frame: Box, aspect: float) -> Box:
    """A place for the inset in the lower right corner of the map."""
    width = min(frame.w, frame.h) * IN_CORNER
    return Box(frame.right - width, frame.bottom - width / aspect, width, width / aspect)


def _below_legend(band: Box, frame: Box, last_mm: tuple[float, float], aspect: float, gap: float) -> Box:
    """A place for the inset at the lower end of the legend's last column, or on the map where that is too little."""
    left, end = last_mm
    most = (band.w - left) / aspect
    height = min(most, band.h - end - gap)
    if height < most * LEAST_INSET:
        return _corner(frame, aspect)
    return Box(band.x + left, band.bottom - height, height * aspect, height)


def _right_of_legend(band: Box, frame: Box, legend_w: float, aspect: float, gap: float) -> Box:
    """A place for the inset at the right end of the band, or on the map where the band is low or the legend long."""
    width = min(band.h * aspect, band.w * INSET_SHARE)
    if width < band.w * INSET_SHARE * LEAST_INSET or legend_w > band.w - width - gap + SLACK_MM:
        return _corner(frame, aspect)
    return Box(band.right - width, band.y, width, width / aspect)


def lay_out(
    sheet: Sheet, *, beside: bool, head_mm: float, foot_mm: float, legend_mm: tuple[float, float],
    last_mm: tuple[float, float], inset_aspect: float, code_mm: tuple[float, float] = (0.0, 0.0),
) -> Layout:  # fmt: skip
    """The layout of a page whose head, foot, legend and code (width, height) need this much, in mm.

    `beside` is whether the legend stands beside the map, else it stands below.
    `last_mm` says where the legend's last column begins, from its left, and ends, from its top.
    """
    edge, gap = margin(sheet), margin(sheet) * GAP
    width, height = sheet.width_mm - 2 * edge, sheet.height_mm - 2 * edge
    head = Box(edge, edge, width, head_mm)
    taken = code_mm[0] + gap if code_mm[0] else 0.0
    foot = Box(edge, edge + height - foot_mm, width - taken, foot_mm)
    code = Box(foot.right + gap, foot.bottom - code_mm[1], *code_mm) if taken else None
    body = Box(edge, head.bottom + gap * 0.6, width, foot.y - head.bottom - gap * 1.2)
    if beside:
        column = min(legend_mm[0], width * most_column(sheet))
        frame = Box(body.x, body.y, width - column - gap, body.h)
        band = Box(frame.right + gap, body.y, column, body.h)
        inset = _below_legend(band, frame, last_mm, inset_aspect, gap)
    else:
        below = min(legend_mm[1], height * MOST_BAND)
        frame = Box(body.x, body.y, width, body.h - below - gap)
        band = Box(body.x, frame.bottom + gap, width, below)
        inset = _right_of_legend(band, frame, legend_mm[0], inset_aspect, gap)
    return Layout(head, frame, band, inset if sheet.inset else None, foot, code)
