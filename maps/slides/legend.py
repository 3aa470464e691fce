"""The legend of a slide: a group for every row, its sample drawn by native shapes from the style that draws the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import shapely
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.shapes.base import BaseShape
from pptx.shapes.shapetree import GroupShapes, SlideShapes
from shapely.geometry.base import BaseGeometry

from layers.catalogue.legend import STRAIGHT
from layers.catalogue.style import Style
from maps.covers.cover import Cover
from maps.paper.samples import course_in, fill_of, marks, pen_scale, sample_box, symbol_scale, thinned
from maps.plan.layout import MM_PER_PX, Box, line_mm
from maps.plan.legend import COLUMN_GAP_MM, Row, Set
from maps.plan.plan import Plan
from maps.plan.symbols import sample
from maps.slides.boxes import EMU_PER_MM, Block, emu, explain, legible, lines_of, name, sides, write
from maps.slides.paint import fill, hatch, outline, unstyled
from text import say

SLACK_MM = COLUMN_GAP_MM * 0.8
"""How far a text may reach into the gap behind its column where another typeface makes it longer."""


def _line(shapes: GroupShapes, row: Row, box: Box) -> BaseShape:
    """A line that can be changed by its ends, or one with bends."""
    points = [(emu(x), emu(y)) for x, y in course_in(row.course, box)]
    if len(points) == len(STRAIGHT):
        return shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *points[0], *points[1])
    return shapes.build_freeform(*points[0]).add_line_segments(points[1:], close=False).convert_to_shape()


def _sample(shapes: GroupShapes, row: Row, style: Style, box: Box, plan: Plan) -> None:
    """A line or a rectangle for each stroke, one upon the other; the lowest rectangle has the fill."""
    area = row.shape == "polygon"
    for number, stroke in enumerate(style.strokes or (None,)):
        shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, *sides(box)) if area else _line(shapes, row, box)
        unstyled(shape)
        color, opacity = fill_of(style)
        if area and color and number == 0:
            fill(shape, plan.colors[color], opacity * row.opacity)
        if area and style.hatch and number == 0:
            hatch(shape, plan.colors[style.hatch], plan.colors["paper"], row.opacity)
        if stroke:
            outline(shape, thinned(stroke), plan.colors[stroke.color], pen_scale(box), row.opacity)


def _rings(glyph: BaseGeometry) -> list[np.ndarray]:
    polygons = shapely.get_parts(glyph)
    return [np.asarray(ring.coords)[:-1] for part in polygons for ring in (part.exterior, *part.interiors)]


def _freeform(shapes: SlideShapes | GroupShapes, polygon: BaseGeometry) -> BaseShape:
    """A polygon in EMU as one freeform; where its outlines overlap it is empty, so holes stay holes."""
    first, *others = _rings(polygon)
    pen = shapes.build_freeform(*first[0]).add_line_segments(first[1:])
    for ring in others:
        pen.move_to(*ring[0]).add_line_segments(ring[1:])
    shape = pen.convert_to_shape()
    unstyled(shape)
    return shape


def areas(shapes: SlideShapes, cover: Cover) -> None:
    """Add the shapes of a cover as one group of freeforms, each in its colour, explained as a whole."""
    group = shapes.add_group_shape()
    for shape, color in cover.areas:
        for part in shapely.get_parts(shapely.transform(shape, lambda xy: xy * EMU_PER_MM)):
            made = _freeform(group.shapes, part)
            fill(made, cover.colors[color])
            name(made, "cover", cover.lang)
    name(group, "cover", cover.lang)
    explain(group, say(cover.lang, "cover.picture"))


def _symbol(
    shapes: GroupShapes, style: Style, glyph: str, box: Box, plan: Plan, *, opacity: float = 1.0
) -> None:  # fmt: skip
    scale, middle = symbol_scale(style, box), [emu(box.x + box.w / 2), emu(box.y + box.h / 2)]
    step = MM_PER_PX * scale * EMU_PER_MM
    for mark in sample(style, glyph):
        shape = _freeform(shapes, shapely.transform(mark.shape, lambda xy: xy * [step, -step] + middle))
        if mark.stroke:
            outline(shape, mark.stroke, plan.colors[mark.stroke.color], scale, opacity)
        else:
            fill(shape, plan.colors[mark.fill], mark.opacity * opacity)


def row_block(item: Set, plan: Plan) -> Block:
    """The text of a row as a block."""
    indent = item.row.indent
    corner, column = plan.layout.legend, plan.legend.width - plan.legend.last[0] + SLACK_MM
    left = corner.x + item.x + indent
    width = min(column - indent, plan.layout.head.right - left)
    place = Box(left, corner.y + item.y, width, len(item.lines) * line_mm(item.size))
    return Block("text", legible(item.row.text), place, item.size, bold=item.row.is_heading)


def closed_up(plan: Plan) -> Iterator[Set]:
    """The rows of the legend; where one takes fewer lines than on paper, those below it move up."""
    x, up = 0.0, 0.0
    for item in plan.legend.rows:
        x, up = item.x, up if item.x == x else 0.0
        count = min(len(item.lines), lines_of(row_block(item, plan), plan.scene.lang))
        yield replace(item, lines=item.lines[:count], y=item.y - up)
        up += (len(item.lines) - count) * line_mm(item.size)


def _text(shapes: SlideShapes | GroupShapes, item: Set, plan: Plan) -> None:
    block = row_block(item, plan)
    box = shapes.add_textbox(*sides(block.box))
    write(box.text_frame, block, plan)
    name(box, "heading" if item.row.is_heading else "text", plan.scene.lang)


def _entry(shapes: SlideShapes, item: Set, style: Style, plan: Plan, glyphs: Mapping[str, str]) -> None:
    group, box = shapes.add_group_shape(), sample_box(item, plan.layout.legend)
    if item.row.shape == "point":
        _symbol(group.shapes, style, glyphs[style.glyph or "dot"], box, plan, opacity=item.row.opacity)
    else:
        _sample(group.shapes, item.row, style, box, plan)
    for mark, place in marks(item, box):
        _symbol(group.shapes, mark, glyphs[mark.glyph], place, plan)
    for shape in group.shapes:
        name(shape, "sample", plan.scene.lang)
    _text(group.shapes, item, plan)
    name(group, "entry", plan.scene.lang, legible(item.row.text))
    explain(group, legible(item.row.text))


def legend(shapes: SlideShapes, plan: Plan, glyphs: Mapping[str, str]) -> None:
    """Add the rows of the legend: a heading is a text box, an entry a group that can be moved or deleted."""
    for item in closed_up(plan):
        if item.row.style is None:
            _text(shapes, item, plan)
        else:
            _entry(shapes, item, item.row.style, plan, glyphs)
