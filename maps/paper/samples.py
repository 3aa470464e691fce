"""A legend's samples: where they stand, how large they are, how their pens differ from the map's; on paper and slides.

The proportions are those of the panel's samples in `maps/web/drawing/swatch.js`, which are 16 px high.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from layers.catalogue.legend import Course
from layers.catalogue.style import BADGE, Stroke, Style
from maps.paper.type import baseline_mm
from maps.plan.layout import MM_PER_PT, MM_PER_PX, Box
from maps.plan.legend import EVIDENCE_ROWS, SAMPLE_MM, STATUS_ROWS, SYMBOL_MM, Set
from maps.plan.symbols import is_ringed

PANEL_MM = 16 * MM_PER_PX
SAMPLE_HEIGHT, DASH_SHARE, LEAST_FILL, LEAST_PX, WIDEST_PX = 0.72, 0.7, 0.12, 1.5, 8.0
"""The rectangle's share of the height; dashes beside the map's; least opacity of a fill; narrowest and widest pen."""
GLOW_FILL = 0.2
HIGH, ABOVE_BASELINE, WIDEST_SCALE, RINGED = 1.05, 0.88, 1.2, 0.8
"""A sample's height as a share of the size of type, the part of it above the baseline; how far pens grow; what symbols
with a ring shrink to, so that the rings of two rows keep apart."""


def sample_box(item: Set, corner: Box) -> Box:
    """Where the sample of a row stands in a legend with that corner, in mm."""
    height = item.size * MM_PER_PT * HIGH
    base = corner.y + item.y + baseline_mm(item.size)
    return Box(corner.x + item.x, base - height * ABOVE_BASELINE, SAMPLE_MM, height)


def course_in(course: Course, box: Box) -> list[tuple[float, float]]:
    """The way of a sample's line in its box, in mm of the page."""
    return [(box.x + x * box.w, box.y + (0.5 - y) * box.h) for x, y in course]


def _scale(box: Box) -> float:
    return box.h / (PANEL_MM * SAMPLE_HEIGHT)


def pen_scale(box: Box) -> float:
    """How wide the pens of a line's or an area's sample are, as a multiple of the panel's."""
    return min(_scale(box), WIDEST_SCALE)


def symbol_scale(style: Style, box: Box) -> float:
    """How large a symbol's sample is, as a multiple of the panel's."""
    return _scale(box) * (RINGED if is_ringed(style.dash) else 1.0)


def thinned(stroke: Stroke) -> Stroke:
    """A stroke as a sample has it: shorter dashes, wide enough to be seen and never wider than the sample is high."""
    dash = tuple(length * DASH_SHARE for length in stroke.dash)
    return replace(stroke, width=min(max(stroke.width, LEAST_PX), WIDEST_PX), dash=dash)


def fill_of(style: Style) -> tuple[str, float]:
    """Palette colour and opacity of an area's sample, which is to be seen also where the map's is faint; a soft inner
    edge is a faint fill. No colour for an area that is not filled.
    """
    if style.glow and not style.fill and style.strokes:
        return style.strokes[0].color, GLOW_FILL
    return style.fill, max(style.fill_opacity, LEAST_FILL)


def marks(item: Set, box: Box) -> Iterator[tuple[Style, Box]]:
    """The symbols of a key besides its lines, with their places in mm: in the key to evidence the mark on the sample
    that explains it, in the key to status the symbol behind the line.
    """
    style = item.row.style
    if item.row.layer == EVIDENCE_ROWS and style and style.badge:
        yield BADGE, box
    if item.row.layer == STATUS_ROWS and style:
        yield style, Box(box.right, box.y, SYMBOL_MM, box.h)
