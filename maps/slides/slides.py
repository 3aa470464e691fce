"""Plans as slides of native shapes: every text a text box, every row of the legend a group, the map one picture."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide

from layers.atlas.atlas import Atlas
from maps.covers.cover import Cover
from maps.lettering.fonts import is_bold
from maps.origin.provenance import Provenance
from maps.plan.plan import Plan
from maps.slides import seal
from maps.slides.blank import blank, placeholders, remove
from maps.slides.boxes import HEAD, LANGUAGES, Block, blocks, legible, name, sides, write
from maps.slides.legend import areas, legend
from maps.slides.paint import rgb
from maps.slides.pictures import code, inset_map, main_map
from maps.words.summarise import describe

LONGEST_NOTES = 20_000
"""Characters of a slide's notes; of longer ones the beginning is kept."""


def _ground(slide: Slide, color: str) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb(color)


def _box(slide: Slide, block: Block) -> Shape:
    """What a block is written into: the title's placeholder, or a text box."""
    if block.name != "title":
        return slide.shapes.add_textbox(*sides(block.box))
    (title,) = placeholders(slide, PP_PLACEHOLDER.TITLE)
    title.left, title.top, title.width, title.height = sides(block.box)
    return title


def _texts(slide: Slide, texts: Sequence[Block], plan: Plan) -> None:
    for block in texts:
        box = _box(slide, block)
        write(box.text_frame, block, plan)
        name(box, block.name, plan.scene.lang)


def _notes(slide: Slide, text: str, lang: str) -> None:
    page = slide.notes_slide
    for empty in placeholders(page, PP_PLACEHOLDER.SLIDE_NUMBER):
        remove(empty)
    (body,) = placeholders(page, PP_PLACEHOLDER.BODY)
    body.text_frame.text = "\n".join(legible(line, LONGEST_NOTES) for line in text[:LONGEST_NOTES].splitlines())
    for run in (run for paragraph in body.text_frame.paragraphs for run in paragraph.runs):
        run.font.language_id = LANGUAGES[lang]


def _slide(deck: Presentation, plan: Plan, atlas: Atlas, notes: str) -> None:
    """Add a slide; shapes come in the order in which they are read aloud."""
    slide, words = deck.slides.add_slide(deck.slide_layouts[0]), "\n".join(map(legible, describe(plan.scene, atlas)))
    _ground(slide, plan.colors["paper"])
    written = blocks(plan)
    _texts(slide, [block for block in written if block.name in HEAD], plan)
    main_map(slide.shapes, plan, atlas, words)
    inset_map(slide.shapes, plan, atlas)
    legend(slide.shapes, plan, atlas.catalogue.glyphs)
    _texts(slide, [block for block in written if block.name not in HEAD], plan)
    code(slide.shapes, plan)
    _notes(slide, notes if notes.strip() else words, plan.scene.lang)


def _cover(deck: Presentation, cover: Cover, plan: Plan) -> None:
    """Add the cover, its shapes native and its texts boxes; its title is a slide's title."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    _ground(slide, cover.colors["paper"])
    areas(slide.shapes, cover)
    texts = [
        Block(text.name, legible(text.text), text.box, text.size, is_bold(text.weight), text.color, text.right)
        for text in cover.texts
    ]
    for block in texts:
        box = _box(slide, block)
        write(box.text_frame, block, plan)
        name(box, "title" if block.name == "title" else "text", cover.lang)


def _one_size(plans: Sequence[Plan]) -> None:
    if len({(plan.sheet.width_mm, plan.sheet.height_mm) for plan in plans}) != 1:
        raise ValueError("a deck needs plans, all on sheets of one size")


def pptx(
    plans: Sequence[Plan], atlas: Atlas, origin: Provenance, *, notes: Sequence[str] = (), called: str = "",
    cover: Cover | None = None,
) -> bytes:  # fmt: skip
    """A PPTX of one slide a Plan, after a cover if there is one, as large as their Sheet, with its provenance.

    `notes` are what a speaker says, by slide; where they are missing or blank, the Scene in words. The deck is
    `called` so, or as its first slide. The same arguments give the same bytes. `ValueError` for no plans, or plans on
    sheets that differ in size.
    """
    _one_size(plans)
    deck, said = blank(plans[0]), [*notes, *[""] * len(plans)]
    if cover:
        _cover(deck, cover, plans[0])
    for plan, words in zip(plans, said, strict=False):
        _slide(deck, plan, atlas, words)
    seal.describe(deck, origin, legible(called or plans[0].words.title))
    return seal.sealed(deck)
