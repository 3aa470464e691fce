"""The cover of a series: what it says, that all of it stands on the page, and that file and slides have it first."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pptx as library
import pypdfium2
import pytest
import shapely
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from layers.atlas.atlas import Atlas
from layers.errors import ExportError
from maps.covers.cover import Cover, cover
from maps.export.renderers import render
from maps.lettering.fonts import width_of
from maps.plan.layout import MM_PER_PT, PLAIN
from maps.plan.plan import Plan
from maps.scene.pages import pages
from maps.scene.scene import LONGEST_TITLE, opening
from maps.scene.sheet import Sheet
from tests.maps.inks import letters, pdf_texts
from tests.maps.paper.figures import planned
from text import say

SHEETS = {
    "slide": Sheet(size="16:9", made="2026-11-23"),
    "narrow slide": Sheet(size="4:3", made="2026-11-23"),
    "page": Sheet(orientation="portrait", made="2026-11-23"),
    "wide page": Sheet(made="2026-11-23"),
}


def series(atlas: Atlas, sheet: Sheet, count: int, title: str = "", lang: str = "zh") -> list[Plan]:
    """So many plans that differ in their number and title alone."""
    first = planned(replace(opening(atlas, "places"), lang=lang), sheet)
    return [
        replace(
            first,
            scene=replace(first.scene, title=title or f"第{number}幕"),
            sheet=sheet.model_copy(update={"page": number, "pages": count}),
        )
        for number in range(1, count + 1)
    ]


def said(made: Cover) -> dict[str, list[str]]:
    return {name: [text.text for text in made.texts if text.name == name] for name in {one.name for one in made.texts}}


@pytest.mark.parametrize(("lang", "scenes", "report"), [("zh", "共 6 幕", "2019"), ("en", "6 scenes", "July 2019")])
def test_a_cover_says_what_it_is_how_much_of_when_and_after_what(
    lang: str, scenes: str, report: str, atlas: Atlas
) -> None:
    found = said(cover("两江会", series(atlas, SHEETS["page"], 6, lang=lang), atlas))
    assert found["title"] == ["两江会"]
    assert found["scenes"] == [scenes]
    assert report in found["about"][0]
    assert "2026-11-23" in found["made"][0]
    assert found["mark"] == [say(lang, "review.internal")]
    assert (found["entry"], found["number"]) == ([f"第{n}幕" for n in range(1, 7)], [str(n) for n in range(1, 7)])


def test_a_cover_counts_one_scene_in_the_singular(atlas: Atlas) -> None:
    assert said(cover("两江会", series(atlas, SHEETS["page"], 1, lang="en"), atlas))["scenes"] == ["1 scene"]


@pytest.mark.parametrize(
    ("name", "count", "listed"), [("page", 4, 0), ("page", 5, 5), ("wide page", 33, 33), ("slide", 12, 0)]
)
def test_the_contents_are_listed_on_paper_where_there_are_more_than_a_few(
    name: str, count: int, listed: int, atlas: Atlas
) -> None:
    assert len(said(cover("会", series(atlas, SHEETS[name], count), atlas)).get("entry", [])) == listed


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize(("letter", "count"), [("长", 60), ("long ", 60), ("短", 2)])
def test_all_of_it_stands_on_the_page(lang: str, name: str, letter: str, count: int, atlas: Atlas) -> None:
    sheet, title = SHEETS[name], (letter * LONGEST_TITLE)[:LONGEST_TITLE].strip()
    made = cover(title, series(atlas, sheet, count, title, lang), atlas)
    for text in made.texts:
        assert 0 < text.box.y < text.box.bottom <= sheet.height_mm
        assert text.box.right <= sheet.width_mm
        assert text.size >= PLAIN.small
        assert all(width_of(line, text.size * MM_PER_PT, text.weight) <= text.box.w + 0.01 for line in text.lines)
    for shape, _ in made.areas:
        west, north, east, south = shape.bounds
        assert (west >= 0, north >= 0) == (True, True)
        assert (east <= sheet.width_mm, south <= sheet.height_mm) == (True, True)
    written = shapely.union_all(
        [shapely.box(one.box.x, one.box.y, one.box.right, one.box.bottom) for one in made.texts]
    )
    assert not any(shapely.intersects(written, shape) for shape, _ in made.areas)


@pytest.mark.parametrize(("name", "cities"), [("page", 6), ("wide page", 0)])
def test_long_contents_stand_in_two_columns_or_where_the_picture_was(name: str, cities: int, atlas: Atlas) -> None:
    title = ("长" * LONGEST_TITLE)[:LONGEST_TITLE]
    made = cover(title, series(atlas, SHEETS[name], 60, title), atlas)
    assert len(made.areas) == 1 + cities
    assert len({text.box.x for text in made.texts if text.name == "entry"}) == 2
    assert said(made)["number"] == [str(number) for number in range(1, 61)]


def test_what_has_no_room_in_the_contents_is_counted(atlas: Atlas) -> None:
    found = said(cover("会", series(atlas, SHEETS["wide page"], 180), atlas))
    assert found["more"] == [say("zh", "cover.more", count=180 - len(found["entry"]))]
    assert len(found["entry"]) > 100


def test_a_sign_without_a_glyph_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ExportError):
        cover("\U0001f600", series(atlas, SHEETS["page"], 2), atlas)


def test_a_storyboards_files_begin_with_it_and_pages_are_counted_after_it(atlas: Atlas) -> None:
    scenes, sheet = [opening(atlas, "places"), opening(atlas, "zones")], SHEETS["page"].model_copy(update={"dpi": 96})
    data = render(atlas, scenes, sheet, "pdf", name="两江会")
    texts = pdf_texts(data)
    assert len(texts) == 3
    assert letters("两江会") in texts[0]
    assert letters("共 2 幕") in texts[0]
    assert ["1/2" in text for text in texts] == [False, True, False]
    with pypdfium2.PdfDocument(data) as book:
        assert [book.get_page_label(place) for place in range(3)] == ["i", "1", "2"]
    assert len(pdf_texts(render(atlas, scenes, sheet, "pdf"))) == 2, "a series without a name has none"


def test_the_cover_of_slides_is_native(atlas: Atlas) -> None:
    scenes, sheet = [opening(atlas, "places"), opening(atlas, "zones")], SHEETS["slide"].model_copy(update={"dpi": 96})
    first, *others = library.Presentation(BytesIO(render(atlas, scenes, sheet, "pptx", name="两江会"))).slides
    titles = [slide.shapes.title.text_frame.text for slide in others if slide.shapes.title]
    assert titles == [pages()[page].title("zh") for page in ("places", "zones")], "the cover names the place"
    assert first.shapes.title is not None
    assert first.shapes.title.text_frame.text == "两江会"
    (picture,) = [shape for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    kinds = [shape.shape_type for shape in picture.shapes]
    assert kinds.count(MSO_SHAPE_TYPE.FREEFORM) == len(kinds) >= 7, "the bar and six cities"
    assert picture.element.find(f".//{qn('p:cNvPr')}").get("descr") == say("zh", "cover.picture")
    others = {shape.shape_type for shape in first.shapes} - {MSO_SHAPE_TYPE.GROUP}
    assert others == {MSO_SHAPE_TYPE.TEXT_BOX, MSO_SHAPE_TYPE.PLACEHOLDER}
