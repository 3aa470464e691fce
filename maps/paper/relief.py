"""Pictures on the map: the shaded relief, brought from Web Mercator into the projection of a figure."""

from __future__ import annotations

import math
from functools import lru_cache
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from numpy.typing import NDArray
from PIL import Image

from layers.atlas.atlas import Atlas
from maps.paper.ink import faded
from maps.plan.extent import Extent, Projection, to_globe, web_mercator
from maps.plan.layout import MM_PER_INCH
from maps.plan.plan import Plan
from maps.plan.shapes import Drawn

FLAT, NOISE = 128, 2
"""Grey that is flat, and by how much a picture's noise may miss it (docs/data-model.md)."""
DPI, SHARE = 150, 0.8
"""The finest that a figure has it, and how many pixels it has of the picture's own along a side, which are half the
cells of the grid behind them: more would hold no more."""
STEP = 2
"""By so much of 255 opacities are apart: no eye tells them, and a file is a fifth smaller."""
MESH = 48
"""Points at which the projection is worked out, along each side; between them it is as good as straight."""

Grid = NDArray[np.float32]


@lru_cache(maxsize=2)
def _grey(content: bytes) -> Grid:
    with Image.open(BytesIO(content), formats=["WEBP"]) as image:
        return np.asarray(image.convert("L"), dtype=np.float32)


def _places(extent: Extent, fitted: Projection, bounds: Extent, shape: tuple[int, int]) -> tuple[Grid, Grid]:
    """For points across an extent (metres of the projection, north first) their columns and rows in a picture.

    `bounds` of the picture in EPSG:4326 degrees; `shape` its rows and columns.
    """
    west, south, east, north = extent
    x, y = np.meshgrid(np.linspace(west, east, MESH), np.linspace(north, south, MESH))
    across, up = web_mercator().transform(*to_globe(fitted.crs).transform(x, y))
    (left, right), (low, high) = web_mercator().transform(np.array(bounds[::2]), np.array(bounds[1::2]))
    columns = (across - left) / (right - left) * shape[1] - 0.5
    rows = (high - up) / (high - low) * shape[0] - 0.5
    return columns.astype(np.float32), rows.astype(np.float32)


def _spread(mesh: Grid, size: tuple[int, int]) -> Grid:
    """A mesh on a finer grid of pixels (width, height), from edge to edge and straight between its points."""
    (width, height), last = size, MESH - 1
    box = (0.5, 0.5, last + 0.5, last + 0.5)
    return np.asarray(Image.fromarray(mesh).resize((width, height), Image.Resampling.BILINEAR, box=box))


def sampled(grey: Grid, columns: Grid, rows: Grid) -> Grid:
    """A picture at fractions of its columns and rows, straight between its pixels; flat outside of it."""
    height, width = grey.shape
    inside = (columns >= 0) & (columns <= width - 1) & (rows >= 0) & (rows <= height - 1)
    x, y = np.clip(columns, 0, width - 1.001), np.clip(rows, 0, height - 1.001)
    left, top = x.astype(int), y.astype(int)
    dx, dy = x - left, y - top
    upper = grey[top, left] * (1 - dx) + grey[top, left + 1] * dx
    lower = grey[top + 1, left] * (1 - dx) + grey[top + 1, left + 1] * dx
    return np.where(inside, upper * (1 - dy) + lower * dy, FLAT).astype(np.float32)


def _no_finer(columns: Grid, size: tuple[int, int]) -> tuple[int, int]:
    """A size in pixels, or a smaller one of the same proportions, which holds all that is in the picture."""
    share = min(1.0, SHARE * float(np.ptp(columns[MESH // 2])) / size[0])
    return math.ceil(size[0] * share), math.ceil(size[1] * share)


@lru_cache(maxsize=4)
def _seen(content: bytes, bounds: Extent, extent: Extent, fitted: Projection, size: tuple[int, int]) -> Grid:
    """The grey that a figure of at most a size (pixels) has, kept for its next format. Never change it."""
    grey = _grey(content)
    columns, rows = _places(extent, fitted, bounds, grey.shape)
    enough = _no_finer(columns, size)
    return sampled(grey, _spread(columns, enough), _spread(rows, enough))


def tinted(grey: Grid, shade: str, light: str, most: float) -> NDArray[np.uint8]:
    """Grey as red, green, blue and opacity: the colour of its side, the more opaque the farther it is from flat."""
    away = grey - FLAT
    sides = np.array([faded(shade, 1.0)[:3], faded(light, 1.0)[:3]]) * 255
    color = sides[(away >= 0).astype(int)]
    opacity = np.where(np.abs(away) <= NOISE, 0, np.abs(away) / (FLAT - 1) * most * 255)
    return np.dstack([color, np.round(opacity / STEP) * STEP]).clip(0, 255).astype(np.uint8)


def relief(plan: Plan, atlas: Atlas, axes: Axes, item: Drawn) -> AxesImage:
    """The picture of a feature, on the whole frame of a plan."""
    row, frame = atlas.feature(item.id), plan.layout.frame
    dpi = min(DPI, plan.sheet.dpi)
    size = (round(frame.w / MM_PER_INCH * dpi), round(frame.h / MM_PER_INCH * dpi))
    seen = _seen(atlas.images[row["image"]], row["geometry"].bounds, plan.extent, plan.projection, size)
    shade, light = (plan.colors[name] for name in item.style.relief)
    most = item.style.fill_opacity * atlas.catalogue.layer(item.layer).strength(plan.zoom) * item.opacity
    west, south, east, north = plan.extent
    made = AxesImage(axes, extent=(west, east, south, north), interpolation="none", origin="upper", zorder=1)
    made.set_data(tinted(seen, shade, light, most))
    return made
