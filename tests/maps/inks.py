"""What a file of a figure really draws, read back from its bytes: the pens and fills of an SVG and of a PDF."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

from maps.plan.layout import MM_PER_PX, Box
from maps.plan.plan import Plan

SVG = "{http://www.w3.org/2000/svg}"
PT_PER_PX = 0.75
PT_PER_MM = 72 / 25.4
PAINTING = "rg g RG G w d gs q Q re W Do S B f"
"""The operators of a PDF that are followed; nearly all others put points on a path, and are left to the parser."""
PARTS = r"fill|hatch|glow|stroke\d+|disc|ring|rim|glyph|lower|badgerim|badgeglyph|\d+"
FEATURE = re.compile(rf"(?P<layer>\w+)\.(?P<id>[^.]+)\.(?P<part>{PARTS})(?:\.\d+)?", flags=re.ASCII)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

Line = tuple[str, float, tuple[float, ...], float]
"""Colour, width and dashes in px at 96 to the inch, opacity."""
Fill = tuple[str, float]
"""Colour, opacity."""
Part = tuple[str, str, str]
"""Layer, feature and part (fill, glow, stroke0, a mark of a symbol); of a selection `selected`, feature and number."""


HATCHED: Fill = ("hatch", 1.0)
"""An area that a pattern crosses: what the pattern looks like stands elsewhere in a file."""


def line(color: str, width: float, dash: tuple[float, ...], opacity: float) -> Line:
    """A pen, rounded as files round."""
    return color.lower(), _rounded(width), tuple(map(_rounded, dash)), round(opacity, 3)


def _rounded(px: float) -> float:
    """Two decimals; a half counts as more, whether it is a little less in the machine or not."""
    return round(px + 1e-6, 2)


def fill(color: str, opacity: float) -> Fill:
    """A fill, rounded as files round."""
    return color.lower(), round(opacity, 3)


@dataclass(frozen=True)
class Drawing:
    """One path of an SVG: its pen or fill, and the bounds of its points in px of the map's frame."""

    look: Line | Fill
    bounds: tuple[float, float, float, float]


def _style(node: Any) -> dict[str, str]:
    pairs = (item.partition(":") for item in node.get("style", "").split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs if key.strip()}


def _look(style: dict[str, str]) -> Line | Fill:
    if style["fill"].startswith("url("):
        return HATCHED
    if style["fill"] != "none":
        return fill(style["fill"], float(style.get("fill-opacity", 1)))
    dash = tuple(float(length) / PT_PER_PX for length in NUMBER.findall(style.get("stroke-dasharray", "")))
    width, opacity = float(style["stroke-width"]) / PT_PER_PX, float(style.get("stroke-opacity", 1))
    return line(style["stroke"], width, dash, opacity)


def _bounds(said: str, frame: Box) -> tuple[float, float, float, float]:
    numbers = [float(number) / PT_PER_PX for number in NUMBER.findall(said)]
    xs = [x - frame.x / MM_PER_PX for x in numbers[::2]]
    ys = [y - frame.y / MM_PER_PX for y in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def svg_parts(data: bytes, frame: Box) -> dict[Part, list[Drawing]]:
    """Every path of a group that is named by a feature."""
    found: dict[Part, list[Drawing]] = defaultdict(list)
    for group in etree.fromstring(data).iter(f"{SVG}g"):
        if match := FEATURE.fullmatch(group.get("id", "")):
            for path in group.iter(f"{SVG}path"):
                found[match["layer"], match["id"], match["part"]].append(
                    Drawing(_look(_style(path)), _bounds(path.get("d"), frame))
                )
    return found


@dataclass(frozen=True)
class Lettering:
    """A text of an SVG: size in px, weight, colour."""

    text: str
    size: float
    weight: int
    color: str


def svg_texts(data: bytes, start: str = "") -> list[Lettering]:
    """Every text, or those of groups whose id begins so."""
    found = []
    for group in etree.fromstring(data).iter(f"{SVG}g"):
        if group.get("id", "").startswith(start or ("text.", "haloed.")):
            for text in group.findall(f"{SVG}text"):
                style = _style(text)
                size = float(style["font-size"].removesuffix("px")) / PT_PER_PX
                weight = int(style.get("font-weight", 400))
                found.append(Lettering("".join(text.itertext()), round(size, 2), weight, style["fill"].lower()))
    return found


@dataclass(frozen=True)
class _State:
    """The part of a PDF's graphics state that matters here; `clip` in points, or none."""

    stroke: str = "#000000"
    fill: str = "#000000"
    width: float = 1.0
    dash: tuple[float, ...] = ()
    stroke_opacity: float = 1.0
    fill_opacity: float = 1.0
    clip: tuple[float, ...] | None = None


@dataclass
class Painted:
    """How often a page paints with each pen and with each fill."""

    lines: Counter[Line] = field(default_factory=Counter)
    fills: Counter[Fill] = field(default_factory=Counter)


def _hex(values: list[Any]) -> str:
    shares = [float(value) for value in values] * (3 if len(values) == 1 else 1)
    return "#" + "".join(f"{round(255 * share):02x}" for share in shares)


class _Page:
    """Follows a page's content stream."""

    def __init__(self, page: pikepdf.Page, frame: tuple[float, ...]) -> None:
        self.page, self.frame, self.found = page, frame, Painted()
        self.state, self.stack, self.rectangle = _State(), list[_State](), tuple[float, ...]()

    def read(self) -> Painted:
        for operands, operator in pikepdf.parse_content_stream(self.page, PAINTING):  # type: ignore[misc]  # also inline images
            self.follow(list(operands), str(operator))
        return self.found

    def follow(self, operands: list[Any], operator: str) -> None:
        if operator in ("rg", "g"):
            self.state = replace(self.state, fill=_hex(operands))
        elif operator in ("RG", "G"):
            self.state = replace(self.state, stroke=_hex(operands))
        elif operator == "w":
            self.state = replace(self.state, width=float(operands[0]))
        elif operator == "d":
            self.state = replace(self.state, dash=tuple(float(length) for length in operands[0]))
        elif operator == "gs":
            self.transparency(self.page.Resources.ExtGState[operands[0]])
        elif operator in ("q", "Q"):
            self.save(operator)
        else:
            self.draw(operands, operator)

    def transparency(self, given: Any) -> None:
        self.state = replace(self.state, stroke_opacity=float(given.CA), fill_opacity=float(given.ca))

    def save(self, operator: str) -> None:
        if operator == "q":
            self.stack.append(self.state)
        else:
            self.state = self.stack.pop()

    def draw(self, operands: list[Any], operator: str) -> None:
        if operator == "re":
            self.rectangle = tuple(float(value) for value in operands)
        elif operator == "W":
            self.state = replace(self.state, clip=self.rectangle)
        elif operator == "Do":
            form = self.page.Resources.XObject[operands[0]]
            for _, inner in pikepdf.parse_content_stream(form, PAINTING):  # type: ignore[misc]  # as above
                self.paint(str(inner))
        else:
            self.paint(operator)

    def paint(self, operator: str) -> None:
        """Count a path that is painted inside the frame."""
        state = self.state
        if state.clip is None or any(abs(a - b) > 0.01 for a, b in zip(state.clip, self.frame, strict=True)):
            return
        if operator in ("S", "B"):
            dash = tuple(length / PT_PER_PX for length in state.dash)
            self.found.lines[line(state.stroke, state.width / PT_PER_PX, dash, state.stroke_opacity)] += 1
        if operator in ("f", "B"):
            self.found.fills[fill(state.fill, state.fill_opacity)] += 1


def pdf_painted(data: bytes, made: Plan) -> Painted:
    """What the first page of a PDF paints inside the frame of its map."""
    frame, height = made.layout.frame, made.sheet.height_mm
    box = (frame.x, height - frame.bottom, frame.w, frame.h)
    with pikepdf.open(BytesIO(data)) as file:
        return _Page(file.pages[0], tuple(side * PT_PER_MM for side in box)).read()


def letters(text: str) -> str:
    """A text without its spaces, which files set in their own ways."""
    return "".join(text.split())


def pdf_texts(data: bytes) -> list[str]:
    """The letters of each page of a PDF, as a reader finds them that had no part in writing it."""
    with pypdfium2.PdfDocument(data) as file:
        return [letters(page.get_textpage().get_text_range()) for page in file]
