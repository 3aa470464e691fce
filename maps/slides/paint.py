"""Fills and lines of native shapes: colour, opacity, width and dash as a Style says them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml.etree import SubElement
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.util import Pt

from layers.catalogue.style import Stroke
from maps.paper.ink import PT_PER_PX

WHOLE = 100_000
"""A hundred per cent, in the thousandths of a per cent that DrawingML counts in."""


def rgb(color: str) -> RGBColor:
    """A colour of the palette, #rrggbb."""
    return RGBColor.from_string(_hex(color))  # type: ignore[no-untyped-call]  # python-pptx is annotated in part


def _hex(color: str) -> str:
    return color.lstrip("#").upper()


def _thousandths(share: float) -> str:
    return str(round(share * WHOLE))


def _solid(parent: Any, color: str, opacity: float) -> None:
    _color(SubElement(parent, qn("a:solidFill")), color, opacity)


def _color(parent: Any, color: str, opacity: float) -> None:
    named = SubElement(parent, qn("a:srgbClr"), val=_hex(color))
    if opacity < 1:
        SubElement(named, qn("a:alpha"), val=_thousandths(opacity))


def _dash(line: Any, dash: Sequence[float], width: float) -> None:
    """Dashes and gaps by turns, each as a share of the line's width; an odd number of them is gone through twice."""
    pattern, turns = SubElement(line, qn("a:custDash")), [*dash] * (1 + len(dash) % 2)
    for length, gap in zip(turns[::2], turns[1::2], strict=True):
        SubElement(pattern, qn("a:ds"), d=_thousandths(length / width), sp=_thousandths(gap / width))


def unstyled(shape: BaseShape) -> None:
    """Take away the theme's fill, line and shadow, which new shapes come with."""
    for style in shape.element.xpath("./p:style"):
        shape.element.remove(style)


def fill(shape: BaseShape, color: str, opacity: float = 1.0) -> None:
    """Fill a shape that has no line yet."""
    _solid(shape.element.spPr, color, opacity)


def hatch(shape: BaseShape, color: str, ground: str, opacity: float = 1.0) -> None:
    """Cross a shape that has no line yet by thin lines of a colour on a ground."""
    pattern = SubElement(shape.element.spPr, qn("a:pattFill"), prst="wdUpDiag")
    for part, hue in (("a:fgClr", color), ("a:bgClr", ground)):
        _color(SubElement(pattern, qn(part)), hue, opacity)


def outline(shape: BaseShape, stroke: Stroke, color: str, scale: float = 1.0, opacity: float = 1.0) -> None:
    """Draw a shape's line: width and dash of the stroke in px times `scale`, butt ends as on paper."""
    width = Pt(stroke.width * PT_PER_PX * scale)
    line = SubElement(shape.element.spPr, qn("a:ln"), w=str(int(width)), cap="flat")
    _solid(line, color, stroke.opacity * opacity)
    if stroke.dash:
        _dash(line, stroke.dash, stroke.width)
    SubElement(line, qn("a:round"))
