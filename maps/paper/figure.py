"""A Plan as a matplotlib figure, and the figure as PNG, SVG and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from layers.atlas.atlas import Atlas
from maps.covers.cover import Cover
from maps.lettering.fonts import width_of
from maps.paper import ink, inset, ornaments
from maps.paper.drawing import Brush
from maps.paper.type import Typesetter, Written, baseline_mm
from maps.plan.layout import MM_PER_INCH, MM_PER_PT, Box, line_mm
from maps.plan.page import foot, head
from maps.plan.plan import Plan

SETTINGS: Any = {
    "lines.scale_dashes": False,  # a dash is what the style says, whatever the width
    "pdf.fonttype": 42,  # TrueType, so that text can be selected and searched
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "hangzhou-circle-atlas",  # the same Scene gives the same ids
    "text.hinting": "no_hinting",  # letters stand where they are measured, at every resolution
}
_lock = RLock()


@contextmanager
def settings() -> Iterator[None]:
    """Our settings of matplotlib, which are global: one figure is drawn at a time."""
    with _lock, mpl.rc_context(SETTINGS):
        yield


def _axes(figure: Figure, box: Box, width: float, height: float) -> Axes:
    axes = figure.add_axes((box.x / width, 1 - box.bottom / height, box.w / width, box.h / height))
    axes.set_axis_off()
    return axes


def _page(figure: Figure, box: Box, width: float, height: float) -> Axes:
    """Axes over a part of the page, measured in mm of the page from its upper left corner."""
    page = _axes(figure, box, width, height)
    page.set_xlim(box.x, box.right)
    page.set_ylim(box.bottom, box.y)
    return page


def _ground(axes: Axes, color: str) -> None:
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    axes.add_artist(Rectangle((west, south), east - west, north - south, facecolor=color, edgecolor="none"))


def draw_map(figure: Figure, plan: Plan, atlas: Atlas, box: Box, *, apart: bool) -> None:
    """The map with its names, scale bar, north and graticule; `box` is the part of the page the figure covers."""
    frame = plan.layout.frame
    placed = Box(frame.x - box.x, frame.y - box.y, frame.w, frame.h)
    axes = _axes(figure, placed, box.w, box.h)
    west, south, east, north = plan.extent
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    _ground(axes, plan.colors["paper"])
    brush = Brush(plan, atlas, axes, apart=apart)
    brush.layers()
    brush.selection()
    page = _page(figure, Box(0, 0, box.w, box.h), box.w, box.h)
    page.set_xlim(box.x, box.right)
    page.set_ylim(box.bottom, box.y)
    setter = Typesetter(page, "map", outlined=not apart)
    if plan.grid:
        ornaments.graticule(plan, axes, setter)
    ornaments.leaders(plan, page)
    setter.labels(plan.labels, frame, plan.colors)
    ornaments.scale_bar(plan, page, setter)
    ornaments.north_arrow(plan, page, setter)
    ornaments.frame(plan, page)
    setter.set()


def draw_around(figure: Figure, plan: Plan, atlas: Atlas, *, apart: bool) -> None:
    """Title, legend, inset, foot and code."""
    sheet, layout = plan.sheet, plan.layout
    width, height = sheet.width_mm, sheet.height_mm
    page = _page(figure, Box(0, 0, width, height), width, height)
    setter = Typesetter(page, "page", outlined=not apart)
    setter.lines(head(sheet, plan.words)[0], layout.head, plan.colors)
    setter.lines(foot(sheet, plan.words)[0], layout.foot, plan.colors)
    ornaments.legend(plan, atlas, page, setter)
    ornaments.code(plan, page, setter)
    if layout.inset and inset.is_possible(atlas):
        inset.draw(plan, atlas, _axes(figure, layout.inset, width, height), layout.inset)
        page.set_zorder(1)
        inset.caption(plan, layout.inset, page, setter)
    setter.set()


def picture(plan: Plan, atlas: Atlas, dpi: int) -> Figure:
    """The map alone: what stands in the frame, without the page around it."""
    frame = plan.layout.frame
    made = Figure(figsize=(frame.w / MM_PER_INCH, frame.h / MM_PER_INCH), dpi=dpi)
    draw_map(made, plan, atlas, frame, apart=False)
    return made


def figure(plan: Plan, atlas: Atlas, *, apart: bool = False) -> Figure:
    """The whole page. `apart`: every feature has artists of its own, named by its id, as an SVG wants it."""
    width, height = plan.sheet.width_mm, plan.sheet.height_mm
    made = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=plan.sheet.dpi)
    made.set_facecolor(plan.colors["paper"])

    draw_map(made, plan, atlas, Box(0, 0, width, height), apart=apart)
    draw_around(made, plan, atlas, apart=apart)
    return made


def cover_figure(cover: Cover) -> Figure:
    """The first page of a series."""
    width, height, colors = cover.sheet.width_mm, cover.sheet.height_mm, cover.colors
    made = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), dpi=cover.sheet.dpi)
    made.set_facecolor(colors["paper"])
    page = _page(made, Box(0, 0, width, height), width, height)
    for shape, color in cover.areas:
        page.add_artist(ink.fills([ink.path_of(shape)], colors[color], 1.0, page.transData))
    setter = Typesetter(page, "page")
    for text in cover.texts:
        for number, line in enumerate(text.lines):
            left = text.box.right - width_of(line, text.size * MM_PER_PT, text.weight) if text.right else text.box.x
            base = text.box.y + number * line_mm(text.size) + baseline_mm(text.size)
            setter.add(Written(line, left, base, text.size, colors[text.color], text.weight))
    setter.set()
    return made
