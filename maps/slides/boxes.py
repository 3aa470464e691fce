"""Text boxes on a slide: what stands around the map on paper, each text whole, so that it can be edited."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.text.text import Font, TextFrame
from pptx.util import Emu, Pt

from maps.lettering.fonts import is_bold, width_of, wrapped
from maps.plan.layout import MM_PER_PT, Box, line_mm, margin
from maps.plan.page import Line, Words, foot, head
from maps.plan.plan import Plan
from maps.slides.paint import rgb
from text import say

LANGUAGES = {"zh": MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE, "en": MSO_LANGUAGE_ID.ENGLISH_US}
LONGEST = 5_000
"""Characters of one text; of a longer one the beginning is kept, with a sign that there was more."""
EMU_PER_MM = 36_000
LINE_SPACING = {"zh": 0.93, "en": 1.1}
"""Shares of a typeface's own spacing, which is 1.32 (Microsoft YaHei) to 1.45 (Noto Sans CJK) or 1.15 (Arial) of the
size: with them a line is no higher than the layout allows."""
WIDER, BOLDER = {"zh": 1.02, "en": 0.97}, 1.07
"""How long a line comes out at most, compared with the page's typeface: Arial's letters are narrower but the bold ones,
and some programs leave a little space between Chinese and Latin letters."""
FACTORS = (1.0, 0.97, 0.94, 0.91, 0.88)
"""How far a text is shrunk, step by step, to keep to its lines."""
HEAD, FOOT = ("title", "time", "note", "mark"), ("remarks", "imprint", "basis", "sources", "small", "page")
NARROWED = ("title", "small")
"""Texts that leave room for the one at the right edge."""


@dataclass(frozen=True)
class Block:
    """A text on a slide: which one it is, its place in mm, size in points, palette colour, edge it keeps to."""

    name: str
    text: str
    box: Box
    size: float
    bold: bool = False
    color: str = "ink"
    right: bool = False


def emu(mm: float) -> Emu:
    """Millimetres in the unit of slides."""
    return Emu(round(mm * EMU_PER_MM))


def sides(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Left, top, width and height of a box in the unit of slides."""
    return emu(box.x), emu(box.y), emu(box.w), emu(box.h)


def legible(text: str, longest: int = LONGEST) -> str:
    """A text on one line, as it is but for control characters, and cut to its longest."""
    spaced = (sign if unicodedata.category(sign) == "Zs" or not sign.isspace() else " " for sign in text)
    kept = "".join(sign for sign in spaced if sign.isprintable() or sign.isspace())
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def _signs(text: str) -> int:
    return len("".join(text.split()))


def _apart(lines: Sequence[Line], texts: Iterable[str]) -> list[list[Line]]:
    """The lines that each text takes. Signs are counted, since a line does not say which text it is of."""
    rest, found = list(lines), []
    for text in texts:
        signs, taken = _signs(text), 0
        while signs > 0:
            signs -= _signs(rest[taken].text)
            taken += 1
        found.append(rest[:taken])
        del rest[:taken]
    return found


def _block(name: str, text: str, lines: Sequence[Line], box: Box, room: float) -> Block:
    """A text where its lines stand on paper; `room` is what the text at the right edge takes."""
    first, height = lines[0], len(lines) * line_mm(lines[0].size)
    width = room if first.right else box.w - (room if name in NARROWED else 0.0)
    place = Box(box.right - width if first.right else box.x, box.y + first.y, width, height)
    return Block(name, text, place, first.size, is_bold(first.weight), first.color, first.right)


def _blocks(names: Sequence[str], said: Words, lines: Sequence[Line], box: Box, gap: float) -> list[Block]:
    room = sum(width_of(line.text, line.size * MM_PER_PT, line.weight) + gap for line in lines if line.right)
    texts = [getattr(said, name) for name in names]
    set_apart = zip(names, texts, _apart(lines, texts), strict=True)
    return [_block(name, text, taken, box, room) for name, text, taken in set_apart if taken]


def _said(plan: Plan) -> Words:
    """The words of a plan, legible; a title there is always, and remarks are paragraphs."""
    said = {name: legible(text) for name, text in vars(plan.words).items()}
    title = said["title"].strip() or say(plan.scene.lang, "paper.place")
    remarks = [line for raw in plan.words.remarks.splitlines() if (line := legible(raw)).strip()]
    return Words(**said | {"title": title, "remarks": "\n".join(remarks)})


def blocks(plan: Plan) -> list[Block]:
    """Everything that is written above and below the map, the title first."""
    sheet, layout, gap = plan.sheet, plan.layout, margin(plan.sheet)
    said = _said(plan)
    above = _blocks(HEAD, said, head(sheet, said)[0], layout.head, gap)
    return above + _blocks(FOOT, said, foot(sheet, said)[0], layout.foot, gap)


def lines_of(block: Block, lang: str, factor: float = 1.0) -> int:
    """How many lines a text takes in its box at a share of its size."""
    size_mm = block.size * factor * MM_PER_PT * WIDER[lang] * (BOLDER if block.bold else 1.0)
    return sum(len(wrapped(text, size_mm, block.box.w)) for text in block.text.split("\n"))


def fitted(block: Block, lang: str) -> float:
    """The size in points at which a text keeps to the lines that its box has room for, or the smallest."""
    most = round(block.box.h / line_mm(block.size))
    factors = (factor for factor in FACTORS if lines_of(block, lang, factor) <= most)
    return block.size * next(factors, FACTORS[-1])


def _set(font: Font, block: Block, plan: Plan, size: float) -> None:
    font.size, font.bold = Pt(size), block.bold
    font.color.rgb = rgb(plan.colors[block.color])
    font.language_id = LANGUAGES[plan.scene.lang]


def write(frame: TextFrame, block: Block, plan: Plan) -> None:
    """Write a block into a text frame; the program that shows it wraps the lines, and shrinks them where in a wider
    typeface they would run over what stands below.
    """
    frame.text, size = block.text, fitted(block, plan.scene.lang)
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_top = frame.margin_right = frame.margin_bottom = Emu(0)
    for paragraph in frame.paragraphs:
        paragraph.line_spacing = LINE_SPACING[plan.scene.lang]
        paragraph.alignment = PP_ALIGN.RIGHT if block.right else PP_ALIGN.LEFT
        for run in paragraph.runs:
            _set(run.font, block, plan, size)


def name(shape: BaseShape, key: str, lang: str, of: str = "") -> None:
    """Give a shape the name under which the list of a slide's objects shows it."""
    shape.name = f"{say(lang, f'slides.{key}')} {of}".strip()


def explain(shape: BaseShape, words: str) -> None:
    """Give a shape the words that stand for it where it cannot be seen."""
    shape.element.xpath("./*/p:cNvPr")[0].set("descr", words)
