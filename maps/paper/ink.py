"""Geometry, glyphs and type as matplotlib artists. Sizes come in px at 96 to the inch, as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform
from shapely.geometry.base import BaseGeometry

from layers.catalogue.style import Stroke
from maps.plan.fonts import BOLD, font
from maps.plan.layout import MM_PER_PT

PT_PER_PX = 0.75
HATCH, HATCH_PT = "////", 0.7
"""How close the lines of a hatch are, as matplotlib says it, and their width in points."""
HALO_PX, EMBOLDEN = 2.8, 0.035
"""Width of the halo around a name; how much a bold letter is thickened, as a share of its size."""


def _line(coords: Any, last: np.uint8) -> tuple[np.ndarray, np.ndarray]:
    points = np.asarray(coords)[:, :2]
    codes = np.full(len(points), Path.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = Path.MOVETO, last
    return points, codes


def path_of(geometry: BaseGeometry) -> Path:
    """A (multi)line or (multi)polygon as one path; holes run the other way round, so that they stay empty."""
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    for part in shapely.get_parts(geometry):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            turned = shapely.orient_polygons(part)
            rings = [turned.exterior, *turned.interiors]
            parts += [_line(ring.coords, Path.CLOSEPOLY) for ring in rings]
        elif part.geom_type == "LineString":
            parts.append(_line(part.coords, Path.LINETO))
    if not parts:
        return Path(np.empty((0, 2)))
    return Path(np.vstack([points for points, _ in parts]), np.concatenate([codes for _, codes in parts]))


def faded(color: str, opacity: float) -> tuple[float, float, float, float]:
    """A colour as red, green, blue, alpha between 0 and 1."""
    red, green, blue, _ = to_rgba(color)
    return red, green, blue, opacity


def dashes(stroke: Stroke, scale: float = 1.0) -> Any:
    """A stroke's dash as matplotlib takes it, in points."""
    return (0, [length * PT_PER_PX * scale for length in stroke.dash]) if stroke.dash else "solid"


def strokes(
    paths: Sequence[Path], stroke: Stroke, color: str, transform: Transform, *, opacity: float = 1.0, scale: float = 1.0
) -> PathCollection:
    """Lines along paths."""
    return PathCollection(
        paths, facecolors="none", edgecolors=[faded(color, stroke.opacity * opacity)],
        linewidths=stroke.width * PT_PER_PX * scale, linestyles=[dashes(stroke, scale)], capstyle="butt",
        joinstyle="round", transform=transform,
    )  # fmt: skip


def fills(paths: Sequence[Path], color: str, opacity: float, transform: Transform) -> PathCollection:
    """Areas without an outline."""
    return PathCollection(
        paths, facecolors=[faded(color, opacity)], edgecolors="none", linewidths=0, transform=transform
    )


def hatches(paths: Sequence[Path], color: str, opacity: float, transform: Transform) -> PathCollection:
    """Areas crossed by thin lines, without a fill or an outline."""
    made = PathCollection(
        paths, facecolors="none", edgecolors="none", linewidths=0, hatch=HATCH, hatchcolors=[faded(color, opacity)],
        transform=transform,
    )  # fmt: skip
    made.set_hatch_linewidth(HATCH_PT)
    return made


def stamps(
    shape: BaseGeometry, points: np.ndarray, axes: Axes, *, fill: tuple[str, float] | None = None,
    stroke: Stroke | None = None, color: str = "", opacity: float = 1.0,
) -> PathCollection:  # fmt: skip
    """A shape in px drawn at points in the axes' metres: filled (colour, opacity), or with a pen of a colour."""
    edges = [faded(color, stroke.opacity * opacity)] if stroke else "none"
    return PathCollection(
        [path_of(shape)], facecolors=[faded(*fill)] if fill else "none", edgecolors=edges,
        linewidths=stroke.width * PT_PER_PX if stroke else 0, linestyles=[dashes(stroke) if stroke else "solid"],
        joinstyle="round", offsets=points, offset_transform=axes.transData,
        transform=Affine2D().scale(1 / 96) + axes.figure.dpi_scale_trans,
    )  # fmt: skip


Outlined = tuple[str, float, float, float, float]
"""A text, x and y of the start of its baseline in mm, size in points, turn around that start (radians, clockwise)."""


def _letters(text: str, x: float, y: float, size_pt: float, turn: float) -> Path:
    """The outlines of a text on a page measured in mm, y downwards."""
    path = TextPath((0, 0), text, prop=font(size_pt))
    placed = Affine2D().scale(MM_PER_PT, -MM_PER_PT).rotate(turn).translate(x, y)
    return Path(placed.transform(np.asarray(path.vertices)), path.codes)


def halos(texts: Sequence[Outlined], color: str, page: Axes) -> PathCollection:
    """A soft edge around texts, to stand under them."""
    paths = [_letters(*item) for item in texts]
    return PathCollection(
        paths, facecolors="none", edgecolors=[faded(color, 0.85)], linewidths=HALO_PX * PT_PER_PX, joinstyle="round",
        transform=page.transData,
    )  # fmt: skip


def thickened(texts: Sequence[Outlined], color: str, page: Axes) -> PathCollection:
    """What makes letters bold: a thin line of their own colour along their outlines. The typeface has one weight."""
    paths = [_letters(*item) for item in texts]
    return PathCollection(
        paths, facecolors=[color], edgecolors=[color], linewidths=[item[3] * EMBOLDEN for item in texts],
        joinstyle="round", transform=page.transData,
    )  # fmt: skip


def is_bold(weight: int) -> bool:
    """Whether a weight is drawn bold."""
    return weight >= BOLD
