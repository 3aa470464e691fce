"""The pictures of a slide: the map, and the inset with its caption as text."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from matplotlib.figure import Figure
from PIL import Image, ImageOps
from pptx.shapes.picture import Picture
from pptx.shapes.shapetree import SlideShapes

from layers.atlas.atlas import Atlas
from layers.catalogue.style import Stroke
from maps.paper import inset
from maps.paper.figure import settings
from maps.paper.formats import map_png
from maps.plan.furniture import QUIET, code_inks, content_size, modules
from maps.plan.layout import MM_PER_INCH, MM_PER_PT, Box, line_mm
from maps.plan.plan import Plan
from maps.slides.boxes import Block, explain, legible, name, sides, write
from maps.slides.paint import outline

MOST_DPI = 220
"""What office programs keep of a picture by default; more only makes the file larger."""
EDGE = Stroke("ink", 0.67)
PAD = 0.5
"""Between the edge of the inset and its caption, as a share of the size of type."""


def dpi_of(plan: Plan) -> int:
    """The resolution of a slide's pictures."""
    return min(plan.sheet.dpi, MOST_DPI)


def inset_png(plan: Plan, atlas: Atlas, box: Box) -> bytes:
    """A PNG of the inset alone, as large as its box."""
    with settings():
        made = Figure(figsize=(box.w / MM_PER_INCH, box.h / MM_PER_INCH), dpi=dpi_of(plan))
        axes = made.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        inset.draw(plan, atlas, axes, box)
        out = BytesIO()
        made.savefig(out, format="png", dpi=dpi_of(plan), metadata={"Software": None})
    return out.getvalue()


def _picture(shapes: SlideShapes, png: bytes, box: Box) -> Picture:
    return shapes.add_picture(BytesIO(png), *sides(box))


def main_map(shapes: SlideShapes, plan: Plan, atlas: Atlas, words: str) -> None:
    """Add the map, with the Scene in words for those who do not see it."""
    picture = _picture(shapes, map_png(plan, atlas, dpi_of(plan)), plan.layout.frame)
    name(picture, "map", plan.scene.lang)
    explain(picture, words)


def _caption(shapes: SlideShapes, plan: Plan, box: Box) -> None:
    size, text = plan.type.small, inset.title(plan)
    pad = size * MM_PER_PT * PAD
    lines = inset.title_lines(plan, box.w - 2 * pad)
    place = Box(box.x + pad, box.y + pad / 2, box.w - 2 * pad, len(lines) * line_mm(size))
    written = shapes.add_textbox(*sides(place))
    write(written.text_frame, Block("caption", text, place, size), plan)
    name(written, "caption", plan.scene.lang)


def inset_map(shapes: SlideShapes, plan: Plan, atlas: Atlas) -> None:
    """Add the inset where the page has one and the data for it are there."""
    box = plan.layout.inset
    if box is None or not inset.is_possible(atlas):
        return
    picture = _picture(shapes, inset_png(plan, atlas, box), box)
    outline(picture, EDGE, plan.colors[EDGE.color])
    name(picture, "inset", plan.scene.lang)
    explain(picture, legible(inset.title(plan)))
    _caption(shapes, plan, box)


def code(shapes: SlideShapes, plan: Plan) -> None:
    """Add the small code, with what it holds in words, and the content code beneath it."""
    box, lang = plan.layout.code, plan.scene.lang
    if box is None:
        return
    dark, light = code_inks(plan.colors, dark=plan.scene.theme == "dark")
    cells = np.pad(modules(plan.words.code), QUIET)
    drawn, out = Image.fromarray(np.where(cells, 0, 255).astype(np.uint8)).resize((len(cells) * 8,) * 2, 0), BytesIO()
    ImageOps.colorize(drawn, dark, light).save(out, "PNG")
    picture = _picture(shapes, out.getvalue(), Box(box.x, box.y, box.w, box.w))
    name(picture, "code", lang)
    explain(picture, legible(plan.words.code))
    size = content_size(plan.type)
    place = Box(box.x, box.y + box.w, box.w, line_mm(size))
    written = shapes.add_textbox(*sides(place))
    write(
        written.text_frame, Block("content", legible(plan.words.content), place, size, color="muted", right=True), plan
    )
    name(written, "code", lang, legible(plan.words.content))
