"""Point symbols as what is drawn one upon the other, from the lowest; the same on maps, in legends and on slides.

At a date a symbol says by its form what a line says by its pattern, as `glyphs.js` has it: the less of the line is
inked, the less of the symbol is filled, and a ring around it is broken as the line is. Dots are too small for a ring.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib.path import Path
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from layers.catalogue.style import Stroke, Style

GRID = 16.0
"""The side of a glyph in `glyphs.toml`."""
PEN_CODES: dict[str, tuple[np.uint8, ...]] = {
    "moveTo": (Path.MOVETO,), "lineTo": (Path.LINETO,), "curveTo": (Path.CURVE4,) * 3, "closePath": (Path.CLOSEPOLY,),
}  # fmt: skip
FULL, HALF, SHORTEST_DASH = 0.75, 0.6, 2.0
"""The inked share of a pattern from which a symbol is filled, and half filled; the dash from which it has a ring."""
RING_GAP_PX, RING_PX, DISC_OPACITY, RIM = 2.6, 2.0, 0.85, 0.085
"""Ring: its distance and width, the ground within it; the rim of what is not all filled, as a share of its size."""
HALO = Stroke("halo", 2.5, opacity=0.9)
SAMPLE_PX, RINGED_PX = 15.0, 13.0
"""How large a symbol is in a legend at most, and how large one with a ring is."""
GLYPH_PX = 12.0
"""The size of a symbol whose style says none."""


def _outline(said: str) -> Path:
    pen = RecordingPen()
    parse_path(said, pen)
    points: list[tuple[float, float]] = []
    codes: list[np.uint8] = []
    for name, drawn in pen.value:
        points += list(drawn) or [points[-1]]
        codes += PEN_CODES[name]
    return Path(points, codes)


@lru_cache(maxsize=64)
def glyph_shape(said: str) -> BaseGeometry:
    """A glyph of `glyphs.toml` (16 x 16, y downwards) as a polygon around the origin, y upwards.

    Outlines cut each other out, as the even-odd rule of the screen has it.
    """
    shape: BaseGeometry = Polygon()
    for contour in _outline(said).to_polygons(closed_only=True):
        shape = shape.symmetric_difference(Polygon(contour).buffer(0))
    return shapely.transform(shape, lambda xy: (xy - GRID / 2) * [1, -1])


@dataclass(frozen=True, eq=False)
class Mark:
    """One thing that is drawn: its name, a polygon in px around the origin (y upwards), palette colour and opacity of
    its fill, or the pen that runs around it.
    """

    part: str
    shape: BaseGeometry
    fill: str = ""
    opacity: float = 1.0
    stroke: Stroke | None = None


def inked(dash: tuple[float, ...]) -> float:
    """The share of a line that its pattern covers."""
    return sum(dash[::2]) / sum(dash) if dash else 1.0


def is_ringed(dash: tuple[float, ...]) -> bool:
    """Whether a symbol with this pattern has a ring."""
    return bool(dash) and dash[0] >= SHORTEST_DASH


def ring(dash: tuple[float, ...], size: float) -> tuple[float, tuple[float, ...]]:
    """Radius of the ring around a symbol of a size, and its pattern, stretched a little so that it closes."""
    radius = size / 2 + RING_GAP_PX
    around, period = 2 * math.pi * radius, sum(dash)
    stretch = around / (max(1, math.floor(around / period + 0.5)) * period)
    return radius, tuple(length * stretch for length in dash)


def _lower(shape: BaseGeometry) -> BaseGeometry:
    """The lower half of a shape."""
    west, south, east, north = shape.bounds
    cut = shapely.get_parts(shape.intersection(box(west, south, east, (south + north) / 2)))
    return shapely.multipolygons([part for part in cut if part.geom_type == "Polygon"])


def _ring(style: Style, size: float) -> Iterator[Mark]:
    radius, dash = ring(style.dash, size)
    circle = Point(0, 0).buffer(radius, quad_segs=24)
    yield Mark("disc", circle, fill="halo", opacity=DISC_OPACITY)
    yield Mark("ring", circle, stroke=Stroke(style.glyph_color, RING_PX, dash))


def _body(style: Style, shape: BaseGeometry, size: float) -> Iterator[Mark]:
    share, color = inked(style.dash), style.glyph_color
    yield Mark("rim", shape, stroke=HALO if share >= FULL else Stroke(color, size * RIM))
    yield Mark("glyph", shape, fill=color if share >= FULL else "paper")
    if HALF <= share < FULL:
        yield Mark("lower", _lower(shape), fill=color)


@lru_cache(maxsize=256)
def symbol(style: Style, outline: str, size: float = 0.0) -> tuple[Mark, ...]:
    """The marks of a symbol, from the lowest; `outline` is its glyph's, `size` in px, 0 for the style's own."""
    size = size or style.size or GLYPH_PX
    shape = shapely.transform(glyph_shape(outline), lambda xy: xy * (size / GRID))
    ringed = _ring(style, size) if is_ringed(style.dash) else ()
    return (*ringed, *_body(style, shape, size))


@lru_cache(maxsize=256)
def sample(style: Style, outline: str) -> tuple[Mark, ...]:
    """The marks of a symbol in a legend, which needs no halo."""
    size = RINGED_PX if is_ringed(style.dash) else min(style.size or GLYPH_PX, SAMPLE_PX)
    marks = symbol(style, outline, size)
    pens = [mark for mark in marks if mark.stroke and mark.stroke.color != HALO.color]
    return (*(mark for mark in marks if mark.fill and mark.part != "disc"), *pens)
