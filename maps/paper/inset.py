"""The inset: where the map lies in the Yangtze River Delta."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from pyproj import CRS

from layers.atlas.atlas import Atlas
from layers.catalogue.style import Stroke
from maps.lettering.fonts import wrapped
from maps.paper import ink
from maps.paper.type import Typesetter, Written, baseline_mm
from maps.plan.extent import outline, projected, projection
from maps.plan.layout import MM_PER_PT, Box, line_mm
from maps.plan.legend import said, spoken
from maps.plan.plan import Plan
from text import say

BORDER, FRAME = Stroke("border_faint", 0.7), Stroke("select", 2.0)
THINNED_M = 1500.0
MARGIN = 0.04
PREFECTURES, CIRCLE = "regions", "circle"


@lru_cache(maxsize=2)
def _delta(atlas: Atlas) -> tuple[CRS, gpd.GeoSeries, gpd.GeoSeries]:
    """The prefectures and the circle in a Lambert projection fitted to the Delta, thinned for a small picture."""
    degrees = atlas.frames[PREFECTURES].geometry
    west, south, east, north = degrees.total_bounds
    crs = projection((west, south, east, north)).crs
    circle = atlas.frames[CIRCLE].geometry if CIRCLE in atlas.frames else degrees.iloc[:0]
    return crs, degrees.to_crs(crs).simplify(THINNED_M), circle.to_crs(crs).simplify(THINNED_M)


def is_possible(atlas: Atlas) -> bool:
    """Whether the layer is there that an inset needs."""
    return PREFECTURES in atlas.frames


def _fit(axes: Axes, shapes: gpd.GeoSeries, box: Box) -> None:
    """Show all the shapes in the proportions of a box."""
    west, south, east, north = shapes.total_bounds
    height = max(north - south, (east - west) * box.h / box.w) * (1 + 2 * MARGIN)
    x, y, half = (west + east) / 2, (south + north) / 2, height * box.w / box.h / 2
    axes.set_xlim(x - half, x + half)
    axes.set_ylim(y - height / 2, y + height / 2)


def draw(plan: Plan, atlas: Atlas, axes: Axes, box: Box) -> None:
    """The Delta's prefectures, the circle, and a frame around what the map shows."""
    crs, prefectures, circle = _delta(atlas)
    frame = projected(outline(plan.seen), crs)
    _fit(axes, pd.concat([prefectures, gpd.GeoSeries([frame], crs=crs)]), box)
    colors, place = plan.colors, axes.transData
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    axes.add_artist(Rectangle((west, south), east - west, north - south, facecolor=colors["sea"], edgecolor="none"))
    lands = [ink.path_of(shape) for shape in prefectures]
    axes.add_artist(ink.fills(lands, colors["delta"], 1.0, place))
    axes.add_artist(ink.fills([ink.path_of(shape) for shape in circle[:1]], colors["core"], 0.55, place))
    axes.add_artist(ink.strokes(lands, BORDER, colors[BORDER.color], place))
    around = ink.strokes([ink.path_of(frame)], FRAME, colors[FRAME.color], place)
    around.set_gid("inset.frame")
    axes.add_artist(around)


def title(plan: Plan) -> str:
    """What the inset is, in the language of what stands around the map or in both, each on a line."""
    return said(lambda one: say(one, "paper.inset"), spoken(plan.sheet, plan.scene.lang), "\n")


def title_lines(plan: Plan, width: float) -> list[str]:
    """The same in lines of a width in mm."""
    size_mm = plan.type.small * MM_PER_PT
    return [line for part in title(plan).split("\n") for line in wrapped(part, size_mm, width)]


def caption(plan: Plan, box: Box, page: Axes, setter: Typesetter) -> None:
    """The line around the inset, and what it is, in its upper left corner."""
    edge = plan.colors["ink"]
    page.add_artist(Rectangle((box.x, box.y), box.w, box.h, fill=False, edgecolor=edge, linewidth=0.5))
    size = plan.type.small
    pad = size * MM_PER_PT * 0.5
    lines = title_lines(plan, box.w - 2 * pad)
    for number, text in enumerate(lines):
        base = box.y + number * line_mm(size) + baseline_mm(size)
        setter.add(Written(text, box.x + pad, base, size, edge, halo=plan.colors["halo"]))
