"""A deck without slides: its size, one layout with nothing but a title, our theme, and nothing of the template's."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pptx
from lxml.etree import Element, SubElement
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import NotesMaster, NotesSlide, Slide, SlideLayout, SlideMaster
from pptx.util import Emu

from maps.plan.plan import Plan
from maps.slides import theme
from maps.slides.boxes import Block, blocks, emu, sides, write
from text import say

Page = Slide | SlideLayout | SlideMaster | NotesMaster | NotesSlide
LAYOUT = "Title Only"
LEFTOVERS = (RELATIONSHIP_TYPE.PRINTER_SETTINGS, RELATIONSHIP_TYPE.VIEW_PROPS)
PACKAGE_LEFTOVERS = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
"""A picture of an empty slide, a printer's settings, and counts of what was in the template."""


def _without_leftovers(deck: Presentation) -> None:
    package = deck.part.package
    for kind in LEFTOVERS:
        deck.part.drop_rel(deck.part.relate_to(deck.part.part_related_by(kind), kind))
    for kind in PACKAGE_LEFTOVERS:
        package.drop_rel(package.relate_to(package.part_related_by(kind), kind))


def _resize(deck: Presentation, width_mm: float, height_mm: float) -> None:
    deck.slide_width, deck.slide_height = emu(width_mm), emu(height_mm)
    deck.element.find(qn("p:sldSz")).attrib.pop("type")  # it says 4:3


def placeholders(page: Page, kind: PP_PLACEHOLDER) -> list[Shape]:
    """The placeholders of a kind."""
    found = (shape for shape in page.shapes if shape.is_placeholder and shape.placeholder_format.type == kind)
    return [cast("Shape", shape) for shape in found]


def remove(shape: BaseShape) -> None:
    """Take a shape off its page."""
    shape.element.getparent().remove(shape.element)


def _titles_only(page: SlideLayout | SlideMaster) -> None:
    (title,) = placeholders(page, PP_PLACEHOLDER.TITLE)
    for shape in list(page.placeholders):
        if shape.element is not title.element:
            remove(shape)


def _one_layout(deck: Presentation) -> SlideLayout:
    for layout in list(deck.slide_layouts):
        if layout.name != LAYOUT:
            deck.slide_layouts.remove(layout)
    return deck.slide_layouts[0]


def _title(master: SlideMaster, layout: SlideLayout, block: Block, plan: Plan) -> None:
    """The place and look of titles, so that a slide that is reset keeps them, and one that is added has them."""
    (shape,) = placeholders(master, PP_PLACEHOLDER.TITLE)
    shape.left, shape.top, shape.width, shape.height = sides(block.box)
    write(shape.text_frame, block, plan)
    (above,) = placeholders(layout, PP_PLACEHOLDER.TITLE)
    above.text_frame.text = block.text
    style = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    look = style.find(qn("a:defRPr"))
    look.set("sz", str(round(block.size * 100)))
    look.set("b", "1")


def _notes(deck: Presentation, master: NotesMaster) -> None:
    """Name the master of the notes in the deck, and give its picture of the slide the slide's proportions."""
    relation = deck.part.relate_to(master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    known = Element(qn("p:notesMasterIdLst"))
    SubElement(known, qn("p:notesMasterId"), {qn("r:id"): relation})
    deck.element.find(qn("p:sldMasterIdLst")).addnext(known)
    (picture,) = placeholders(master, PP_PLACEHOLDER.SLIDE_IMAGE)
    aspect, room = deck.slide_width / deck.slide_height, (picture.width, picture.height)
    width = min(room[0], round(room[1] * aspect))
    picture.left += (room[0] - width) // 2
    picture.width, picture.height = Emu(width), Emu(round(width / aspect))


def blank(plan: Plan) -> Presentation:
    """A deck without slides, for plans like this one."""
    deck = pptx.Presentation()
    _without_leftovers(deck)
    _resize(deck, plan.sheet.width_mm, plan.sheet.height_mm)
    layout, master, notes = _one_layout(deck), deck.slide_master, deck.notes_master
    for page in (layout, master):
        _titles_only(page)
    _title(master, layout, replace(blocks(plan)[0], text=say(plan.scene.lang, "slides.title")), plan)
    _notes(deck, notes)
    named = say(plan.scene.lang, "paper.place")
    theme.put([deck.part, master.part], named, plan.colors)
    theme.put([notes.part], named, plan.colors)
    return deck
