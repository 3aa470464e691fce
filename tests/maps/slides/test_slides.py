"""Slides: native texts and samples where the page has them, valid whatever the texts are, the same for equal plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any
from zipfile import ZipFile

import pptx as library
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from shapely.geometry import Point

from layers.atlas.atlas import Atlas
from layers.catalogue.style import Stroke, Style
from maps.origin import snapshot
from maps.origin.content import content_code
from maps.origin.provenance import KEY, Provenance, provenance
from maps.paper import samples
from maps.paper.ink import PT_PER_PX
from maps.plan.layout import MM_PER_PX, Box, line_mm
from maps.plan.legend import EVIDENCE_ROWS, STATUS_ROWS, Row
from maps.plan.plan import Plan, plan
from maps.plan.symbols import glyph_shape
from maps.scene.scene import Scene, opening
from maps.scene.sheet import Sheet
from maps.slides import boxes, legend, slides
from maps.slides.pictures import dpi_of
from maps.words.summarise import describe
from text import say

DAY = "2026-11-23"
AROUND = ("time", "note", "mark", "imprint", "basis", "sources", "small", "page")
HOSTILE = [
    "<script>alert(1)</script>",
    "a & b < c > d \"e\" 'f' ]]>",
    "{{ 7 * 7 }} ${x} _x0041_ %d",
    "&#x0;&bogus;<!DOCTYPE x>",
    "重要\u3000标题",
]


def sheet(**given: Any) -> Sheet:
    usual: dict[str, Any] = {"made": DAY, "dpi": 96, "size": "16:9"}
    return Sheet(**usual | given)


def scene(atlas: Atlas, page: str = "transport", **given: Any) -> Scene:
    return replace(opening(atlas, page), **given).checked(atlas)


def origin(made: Plan, atlas: Atlas) -> Provenance:
    return provenance(made.scene, made.sheet, atlas, content_code(made.scene, made.sheet, atlas))


def opened(data: bytes) -> Presentation:
    return library.Presentation(BytesIO(data))


def only(made: Plan, atlas: Atlas, **given: Any) -> Slide:
    """The slide of a deck of one plan, as it is read back."""
    return opened(slides.pptx([made], atlas, origin(made, atlas), **given)).slides[0]


@pytest.fixture(scope="module")
def dated(atlas: Atlas) -> Plan:
    """Chinese, light, statuses of a month, a corner inset."""
    return plan(atlas, scene(atlas, date="2022-06"), sheet(page=1, pages=2))


@pytest.fixture(scope="module")
def dark(atlas: Atlas) -> Plan:
    """English, dark, soft areas, a note; to be published."""
    shown = scene(atlas, "corridors", lang="en", theme="dark", note="Belts are policies.")
    review = {"mode": "publication", "review_number": "GS(2024)1234", "author": "An institute"}
    return plan(atlas, shown, sheet(page=2, pages=2, **review))


@pytest.fixture(scope="module")
def portrait(atlas: Atlas) -> Plan:
    """A page with the legend below the map, a note of several lines, remarks, no inset."""
    shown = scene(atlas, "zones", lang="en", note="A note that goes on and on. " * 8)
    said = "A remark below the map, which is longer. " + " ".join(["It goes on."] * 12)
    return plan(atlas, shown, sheet(size="a4", orientation="portrait", inset=False, remarks=said))


@pytest.fixture(scope="module")
def data(atlas: Atlas, dated: Plan, dark: Plan) -> bytes:
    return slides.pptx([dated, dark], atlas, origin(dated, atlas), notes=["第一页\n要点 <1>"])


@pytest.fixture(scope="module")
def deck(data: bytes) -> Presentation:
    return opened(data)


@pytest.fixture(params=[0, 1])
def pair(request: pytest.FixtureRequest, deck: Presentation, dated: Plan, dark: Plan) -> tuple[Slide, Plan]:
    """A slide and the plan it was made of."""
    return deck.slides[request.param], (dated, dark)[request.param]


def named(slide: Slide, key: str, lang: str) -> list[BaseShape]:
    name = say(lang, f"slides.{key}")
    return [shape for shape in slide.shapes if shape.name == name]


def entries(slide: Slide) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]


def texts(shapes: Any) -> list[str]:
    return [shape.text_frame.text for shape in shapes if shape.has_text_frame and shape.text_frame.text]


def everything(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from everything(shape.shapes)


def mm(shape: BaseShape) -> tuple[float, float, float, float]:
    return tuple(side / boxes.EMU_PER_MM for side in (shape.left, shape.top, shape.width, shape.height))  # type: ignore[return-value]


def drawn_line(shape: Any) -> tuple[str, float, list[float], float]:
    """Colour, opacity, dash as shares of the width, width in points: as the file says them."""
    line = shape.element.find(f".//{qn('a:ln')}")
    color = line.find(f"{qn('a:solidFill')}/{qn('a:srgbClr')}")
    alpha = color.find(qn("a:alpha"))
    dash = [int(part.get(key)) / 100_000 for part in line.iter(qn("a:ds")) for key in ("d", "sp")]
    return (
        f"#{color.get('val').lower()}",
        1.0 if alpha is None else int(alpha.get("val")) / 100_000,
        dash,
        line.get("w"),
    )


def drawn_fill(shape: Any) -> tuple[str, float] | None:
    color = shape.element.spPr.find(f"{qn('a:solidFill')}/{qn('a:srgbClr')}")
    if color is None:
        return None
    alpha = color.find(qn("a:alpha"))
    return f"#{color.get('val').lower()}", 1.0 if alpha is None else int(alpha.get("val")) / 100_000


# ------------------------------------------------------------------------------------------------ the deck


def test_a_deck_has_a_slide_for_every_plan(deck: Presentation) -> None:
    assert len(deck.slides) == 2


@pytest.mark.parametrize("made", ["dated", "portrait"])
def test_slides_are_as_large_as_the_sheet(made: str, atlas: Atlas, request: pytest.FixtureRequest) -> None:
    found: Plan = request.getfixturevalue(made)
    deck = opened(slides.pptx([found], atlas, origin(found, atlas)))
    size = deck.element.find(qn("p:sldSz"))
    assert float(size.get("cx")) / 36_000 == pytest.approx(found.sheet.width_mm, abs=0.01)
    assert float(size.get("cy")) / 36_000 == pytest.approx(found.sheet.height_mm, abs=0.01)
    assert size.get("type") is None


def test_nothing_of_the_template_is_left(data: bytes, deck: Presentation) -> None:
    with ZipFile(BytesIO(data)) as archive:
        members = archive.namelist()
    assert not [name for name in members if "printerSettings" in name or "thumbnail" in name or "app.xml" in name]
    (layout,) = deck.slide_layouts
    for page in (layout, deck.slide_master):
        assert [item.placeholder_format.type.name for item in page.shapes] == ["TITLE"]
    assert deck.slide_master.placeholders[0].width < (deck.slide_width or 0)
    assert texts(list(deck.slide_master.shapes)) == texts(list(layout.shapes)) == [say("zh", "slides.title")]


def test_no_placeholder_is_empty(deck: Presentation) -> None:
    for slide in deck.slides:
        assert [item.placeholder_format.type.name for item in slide.placeholders] == ["TITLE"]
        assert all(item.has_text_frame and item.text_frame.text for item in slide.placeholders)
        kinds = {item.placeholder_format.type.name for item in slide.notes_slide.placeholders}
        assert kinds == {"SLIDE_IMAGE", "BODY"}


def test_the_master_of_the_notes_is_named_in_the_deck(deck: Presentation) -> None:
    tags = [child.tag for child in deck.element][:4]
    assert tags == [qn(f"p:{name}") for name in ("sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz")]
    image = next(item for item in deck.notes_master.shapes if item.placeholder_format.type.name == "SLIDE_IMAGE")
    assert image.width / image.height == pytest.approx((deck.slide_width or 0) / (deck.slide_height or 1), abs=0.01)


def test_typefaces_stand_in_the_themes_alone(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    themes = [text for name, text in parts.items() if "/theme/" in name]
    assert len(themes) == 2
    for text in themes:
        assert text.count('<a:latin typeface="Arial"') == text.count('<a:ea typeface="Microsoft YaHei"') == 2
        assert "Calibri" not in text
        assert "outerShdw" not in text
    assert not [name for name, text in parts.items() if "/slides/" in name and "typeface" in text]


def test_what_is_added_later_can_be_read_on_the_ground(atlas: Atlas, dark: Plan) -> None:
    with ZipFile(BytesIO(slides.pptx([dark], atlas, origin(dark, atlas)))) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    for slot, color in (("dk1", "ink"), ("lt1", "paper")):
        assert f'<a:{slot}><a:srgbClr val="{dark.colors[color].lstrip("#").upper()}"/></a:{slot}>' in theme


@pytest.mark.parametrize("given", [(), ("16:9", "a4")])
def test_a_deck_of_no_size_or_two_is_refused(given: tuple[str, ...], atlas: Atlas, dated: Plan) -> None:
    plans = [replace(dated, sheet=sheet(size=size)) for size in given]
    with pytest.raises(ValueError, match="one size"):
        slides.pptx(plans, atlas, origin(dated, atlas))


# ------------------------------------------------------------------------------------------------ the texts


def test_the_title_is_the_slides_title(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == made.words.title


@pytest.mark.parametrize("key", AROUND)
def test_what_stands_around_the_map_is_one_paragraph_each(key: str, pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    said = getattr(made.words, key)
    found = named(slide, key, made.scene.lang)
    assert texts(found) == ([said] if said else [])
    assert all(len(shape.text_frame.paragraphs) == 1 for shape in found)  # type: ignore[attr-defined]


def test_texts_keep_to_their_boxes_whatever_the_typeface(pair: tuple[Slide, Plan]) -> None:
    """A program that has none of the deck's typefaces shrinks a text rather than letting it run over the next row."""
    frames = [
        shape.text_frame for shape in everything(pair[0].shapes) if shape.has_text_frame and shape.text_frame.text
    ]
    assert len(frames) > 10
    assert {(frame.word_wrap, frame.auto_size) for frame in frames} == {(True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE)}


def test_remarks_stand_below_the_map(atlas: Atlas, portrait: Plan) -> None:
    (box,) = named(only(portrait, atlas), "remarks", "en")
    assert texts([box]) == [portrait.sheet.remarks]
    assert mm(box)[1] == pytest.approx(portrait.layout.foot.y, abs=0.01)


def test_both_kinds_of_words_were_tried(dated: Plan, dark: Plan) -> None:
    assert all(getattr(dated.words, key) or getattr(dark.words, key) for key in AROUND)
    assert not dated.words.imprint
    assert not dark.words.mark


def test_the_rows_of_the_legend_are_texts_in_their_order(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    heading = say(made.scene.lang, "slides.heading")
    found: list[str] = []
    for shape in slide.shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            found += texts(shape.shapes)  # type: ignore[attr-defined]
        elif shape.name == heading:
            found += texts([shape])
    assert found == [item.row.text for item in made.legend.rows]


def test_each_entry_is_a_group_of_its_own(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    rows = [item.row for item in made.legend.rows if not item.row.is_heading]
    groups = entries(slide)
    assert len(groups) == len(rows) > 5
    assert [group.name for group in groups] == [f"{say(made.scene.lang, 'slides.entry')} {row.text}" for row in rows]


def test_texts_say_their_language_and_wrap(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    for shape in everything(slide.shapes):
        if shape.has_text_frame and shape.text_frame.text:
            assert shape.text_frame.word_wrap
            runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            assert {run.font.language_id for run in runs} == {boxes.LANGUAGES[made.scene.lang]}


def test_texts_have_the_colours_of_the_theme(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    (time,), title = named(slide, "time", made.scene.lang), slide.shapes.title
    assert title is not None
    for shape, color in ((time, "muted"), (title, "ink")):
        run = shape.text_frame.paragraphs[0].runs[0]  # type: ignore[attr-defined]
        assert f"#{run.font.color.rgb}".lower() == made.colors[color].lower()
    assert f"#{slide.background.fill.fore_color.rgb}".lower() == made.colors["paper"].lower()


def test_the_mark_stands_at_the_right_edge(deck: Presentation, dated: Plan) -> None:
    (mark,), title = named(deck.slides[0], "mark", "zh"), deck.slides[0].shapes.title
    assert mark.text_frame.paragraphs[0].alignment.name == "RIGHT"  # type: ignore[attr-defined]
    assert title is not None
    assert title.left + title.width <= mark.left
    assert (mark.left + mark.width) / boxes.EMU_PER_MM == pytest.approx(dated.layout.head.right, abs=0.01)


@pytest.mark.parametrize("made", ["dated", "dark", "portrait"])
def test_nothing_leaves_the_slide_and_no_text_lies_on_another(
    made: str, atlas: Atlas, request: pytest.FixtureRequest
) -> None:
    found: Plan = request.getfixturevalue(made)
    slide, page = only(found, atlas), found.sheet
    for shape in everything(slide.shapes):
        x, y, w, h = mm(shape)
        assert x >= 0
        assert y >= 0
        assert x + w <= page.width_mm + 0.01
        assert y + h <= page.height_mm + 0.01
    written = [mm(shape) for shape in everything(slide.shapes) if shape.has_text_frame and shape.text_frame.text]
    assert len(written) > 10
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(written, 2):
        assert ax + aw <= bx + 0.01 or bx + bw <= ax + 0.01 or ay + ah <= by + 0.01 or by + bh <= ay + 0.01


def test_a_text_with_room_keeps_its_size_and_one_without_is_set_smaller() -> None:
    room = boxes.Block("note", "杭州都市圈" * 4, Box(0, 0, 100, line_mm(10)), 10.0)
    assert boxes.fitted(room, "zh") == 10.0
    full = replace(room, box=Box(0, 0, 20 * 10 * 25.4 / 72 + 0.1, line_mm(10)))
    assert boxes.fitted(full, "zh") == pytest.approx(9.7)
    assert boxes.fitted(replace(room, text="杭" * 500), "zh") == pytest.approx(8.8)


def stacked(made: Plan, *texts: str) -> Plan:
    """The plan with a legend of one column, every row of it two lines high on paper."""
    first = made.legend.rows[1]
    step = 2 * line_mm(first.size)
    rows = tuple(
        replace(first, row=replace(first.row, text=text), lines=(text, text), y=number * step)
        for number, text in enumerate(texts)
    )
    return replace(made, legend=replace(made.legend, rows=rows))


def test_rows_move_up_where_one_takes_fewer_lines_than_on_paper(dark: Plan) -> None:
    long = "A text of so many words that it needs a second line at least in every column"
    found = list(legend.closed_up(stacked(dark, long, "short", long)))
    line = line_mm(found[0].size)
    assert [len(item.lines) for item in found] == [2, 1, 2]
    assert [item.y for item in found] == pytest.approx([0, 2 * line, 3 * line])


def test_a_new_column_begins_at_the_top(dark: Plan) -> None:
    made = stacked(dark, "short", "short")
    first, second = made.legend.rows
    beside = replace(made.legend, rows=(first, replace(second, x=40.0, y=0.0)), width=80.0)
    assert [item.y for item in legend.closed_up(replace(made, legend=beside))] == [0.0, 0.0]


# ------------------------------------------------------------------------------------------------ pictures


def test_the_map_is_a_picture_at_the_frame(pair: tuple[Slide, Plan], atlas: Atlas) -> None:
    slide, made = pair
    (picture,) = named(slide, "map", made.scene.lang)
    frame = made.layout.frame
    assert picture.shape_type == MSO_SHAPE_TYPE.PICTURE
    assert mm(picture) == pytest.approx((frame.x, frame.y, frame.w, frame.h), abs=0.1)
    words = picture.element.find(f".//{qn('p:cNvPr')}").get("descr")
    assert words == "\n".join(describe(made.scene, atlas))
    assert len(words) > 100


@pytest.mark.parametrize(("asked", "used"), [(96, 96), (220, 220), (600, 220)])
def test_pictures_are_as_fine_as_the_sheet_asks_or_as_office_programs_keep(asked: int, used: int, dated: Plan) -> None:
    assert dpi_of(replace(dated, sheet=sheet(dpi=asked))) == used


def test_the_inset_is_a_picture_with_its_caption_as_text(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    lang, box = made.scene.lang, made.layout.inset
    (picture,), (caption,) = named(slide, "inset", lang), named(slide, "caption", lang)
    assert box is not None
    assert mm(picture) == pytest.approx((box.x, box.y, box.w, box.h), abs=0.1)
    assert drawn_line(picture)[0] == made.colors["ink"].lower()
    assert texts([caption]) == [say(lang, "paper.inset")]
    assert picture.width != named(slide, "map", lang)[0].width


def test_without_an_inset_there_is_none(atlas: Atlas, portrait: Plan) -> None:
    slide = only(portrait, atlas)
    assert named(slide, "map", "en")
    assert named(slide, "inset", "en") == named(slide, "caption", "en") == []


def test_an_inset_whose_data_are_missing_is_left_out(atlas: Atlas, dated: Plan) -> None:
    frames = {name: frame for name, frame in atlas.frames.items() if name != "regions"}
    slide = only(dated, replace(atlas, frames=frames))
    assert named(slide, "map", "zh")
    assert named(slide, "inset", "zh") == []


def test_the_map_lies_below_what_is_written_on_it(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    order = [shape.name for shape in slide.shapes]
    keys = ("title", "map", "inset", "caption", "sources")
    places = [order.index(say(made.scene.lang, f"slides.{key}")) for key in keys]
    assert places == sorted(places)


# ------------------------------------------------------------------------------------------------ samples


def expected_lines(style: Style, made: Plan) -> list[tuple[str, float, list[float]]]:
    """What a sample's lines are by the style: dashes shortened to seven tenths, lines from 1.5 to 8 px wide."""
    widths = [min(max(one.width, 1.5), 8.0) for one in style.strokes]
    return [
        (made.colors[one.color].lower(), one.opacity, [length * 0.7 / width for length in one.dash])
        for one, width in zip(style.strokes, widths, strict=True)
    ]


def test_samples_have_the_colours_and_dashes_of_the_styles(pair: tuple[Slide, Plan]) -> None:
    slide, made = pair
    rows = [item.row for item in made.legend.rows if not item.row.is_heading]
    for row, group in zip(rows, entries(slide), strict=True):
        assert row.style is not None
        if row.shape == "point":
            continue
        wanted = expected_lines(row.style, made)
        shapes = [shape for shape in group.shapes if not shape.has_text_frame or not texts([shape])]
        marked = (row.style.badge and row.layer == EVIDENCE_ROWS) or row.layer == STATUS_ROWS
        assert (len(shapes) > len(wanted)) == marked, "the mark on its line, the symbol behind it"
        lines = [drawn_line(shape)[:3] for shape in shapes[: len(wanted)]]
        assert [line[0] for line in lines] == [line[0] for line in wanted]
        assert [line[1] for line in lines] == pytest.approx([line[1] for line in wanted], abs=1e-4)
        for (_, _, dash), (_, _, other) in zip(lines, wanted, strict=True):
            assert dash == pytest.approx(other, abs=1e-4)


def test_the_styles_of_these_plans_are_of_every_sort(dated: Plan, dark: Plan) -> None:
    styles = [item.row.style for made in (dated, dark) for item in made.legend.rows if item.row.style]
    assert any(len(style.strokes) == 3 for style in styles)
    assert any(len(style.strokes) == 2 for style in styles)
    assert any(len(stroke.dash) == 4 for style in styles for stroke in style.strokes)
    assert any(style.fill for style in styles)
    assert any(style.glyph for style in styles)


def with_row(made: Plan, row: Row) -> Plan:
    """The same plan with one entry in its legend, and with no features, so that it is quick to draw."""
    item = replace(made.legend.rows[1], row=row, lines=(row.text,))
    return replace(made, legend=replace(made.legend, rows=(item,)), layers=(), labels=())


def sample_of(made: Plan, row: Row, atlas: Atlas) -> list[Any]:
    (group,) = entries(only(with_row(made, row), atlas))
    return [shape for shape in group.shapes if not shape.has_text_frame or not texts([shape])]


def test_an_area_has_its_fill_below_its_lines(atlas: Atlas, dated: Plan) -> None:
    style = Style((Stroke("rail", 3.0, opacity=0.5), Stroke("paper", 1.0, (4.0, 2.0))), "core", 0.4)
    first, second = sample_of(dated, Row("面", "cities", "x", "polygon", style), atlas)
    assert drawn_fill(first) == (dated.colors["core"].lower(), 0.4)
    assert drawn_fill(second) is None
    assert drawn_line(first)[:3] == (dated.colors["rail"].lower(), 0.5, [])
    assert drawn_line(second)[2] == pytest.approx([2.8 / 1.5, 1.4 / 1.5], abs=1e-4)


@pytest.mark.parametrize(("opacity", "drawn"), [(0.01, 0.12), (0.3, 0.3), (1.0, 1.0)])
def test_a_faint_fill_can_still_be_seen(opacity: float, drawn: float, atlas: Atlas, dated: Plan) -> None:
    style = Style((Stroke("rail", 1.0),), "core", opacity)
    (shape,) = sample_of(dated, Row("面", "cities", "x", "polygon", style), atlas)
    assert drawn_fill(shape) == (dated.colors["core"].lower(), drawn)


def test_an_area_without_lines_has_none(atlas: Atlas, dated: Plan) -> None:
    (shape,) = sample_of(dated, Row("面", "cities", "x", "polygon", Style((), "core", 0.4)), atlas)
    assert drawn_fill(shape) is not None
    assert shape.element.find(f".//{qn('a:ln')}") is None


def test_lines_are_native_lines_as_wide_as_on_paper(atlas: Atlas, dated: Plan) -> None:
    style = Style((Stroke("rail", 2.0), Stroke("paper", 20.0)))
    thin, wide = sample_of(dated, Row("线", "rail", "x", "line", style), atlas)
    assert {thin.shape_type, wide.shape_type} == {MSO_SHAPE_TYPE.LINE}
    item = with_row(dated, Row("线", "rail", "x", "line", style)).legend.rows[0]
    panel_mm = 16 * MM_PER_PX * 0.72
    scale = min(samples.sample_box(item, dated.layout.legend).h / panel_mm, 1.2)
    assert int(drawn_line(thin)[3]) / 12_700 == pytest.approx(2.0 * PT_PER_PX * scale, abs=0.01)
    assert int(drawn_line(wide)[3]) / 12_700 == pytest.approx(8.0 * PT_PER_PX * scale, abs=0.01)


def test_an_odd_dash_is_gone_through_twice(dated: Plan, atlas: Atlas) -> None:
    style = Style((Stroke("rail", 1.75, (5.0, 2.5, 7.5)),))
    (shape,) = sample_of(dated, Row("线", "rail", "x", "line", style), atlas)
    assert drawn_line(shape)[2] == pytest.approx([2, 1, 3, 2, 1, 3])


def test_glyphs_are_freeforms_with_their_holes(dated: Plan, atlas: Atlas) -> None:
    glyphs, first = atlas.catalogue.glyphs, dated.legend.rows[1]
    styles = [Style(glyph=glyph, glyph_color="gateway", size=15.0) for glyph in glyphs]
    rows = tuple(replace(first, row=Row("点", "gateways", "x", "point", style)) for style in styles)
    groups = entries(only(replace(bare(dated), legend=replace(dated.legend, rows=rows)), atlas))
    counts = []
    for said, group in zip(glyphs.values(), groups, strict=True):
        shape, drawn = group.shapes[0], glyph_shape(said)
        counts.append(sum(1 + len(part.interiors) for part in getattr(drawn, "geoms", [drawn])))
        assert shape.shape_type == MSO_SHAPE_TYPE.FREEFORM
        assert len(list(shape.element.iter(qn("a:moveTo")))) == counts[-1]
        assert len(list(shape.element.iter(qn("a:close")))) == counts[-1]
        assert drawn_fill(shape) == (dated.colors["gateway"].lower(), 1.0)
        west, south, east, north = drawn.bounds
        assert shape.width / shape.height == pytest.approx((east - west) / (north - south), rel=0.01)
    assert min(counts) == 1 < max(counts)


def test_a_glyph_stands_in_the_middle_of_its_sample(dated: Plan, atlas: Atlas) -> None:
    row = Row("点", "stations", "x", "point", Style(glyph="dot", glyph_color="rail", size=12.0))
    (shape,) = sample_of(dated, row, atlas)
    x, y, w, h = mm(shape)
    box = samples.sample_box(with_row(dated, row).legend.rows[0], dated.layout.legend)
    assert Point(x + w / 2, y + h / 2).distance(Point(box.x + box.w / 2, box.y + box.h / 2)) < 0.1
    assert box.y < y
    assert y + h < box.bottom


def test_no_shape_has_the_themes_shadow_or_parts_out_of_order(deck: Presentation) -> None:
    order = [qn(f"a:{name}") for name in ("xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "ln")]
    for shape in (shape for slide in deck.slides for shape in everything(slide.shapes)):
        assert shape.element.find(qn("p:style")) is None
        if shape.shape_type != MSO_SHAPE_TYPE.GROUP:
            places = [order.index(child.tag) for child in shape.element.spPr]
            assert places == sorted(set(places))


def test_ids_are_given_once(deck: Presentation) -> None:
    for slide in deck.slides:
        ids = [shape.shape_id for shape in everything(slide.shapes)]
        assert len(ids) == len(set(ids)) > 50


# ------------------------------------------------------------------------------------------------ notes


def test_notes_are_what_is_given_and_else_the_scene_in_words(deck: Presentation, atlas: Atlas, dark: Plan) -> None:
    first, second = (slide.notes_slide.notes_text_frame for slide in deck.slides)
    assert first is not None
    assert second is not None
    assert first.text == "第一页\n要点 <1>"
    assert second.text == "\n".join(describe(dark.scene, atlas))
    assert {run.font.language_id for run in second.paragraphs[0].runs} == {boxes.LANGUAGES["en"]}


def bare(made: Plan) -> Plan:
    """The same plan without features, quick to draw."""
    return replace(made, layers=(), labels=(), legend=replace(made.legend, rows=made.legend.rows[:2]))


def noted(made: Plan, atlas: Atlas, note: str) -> str:
    frame = only(bare(made), atlas, notes=[note]).notes_slide.notes_text_frame
    assert frame is not None
    return frame.text


def test_blank_notes_are_no_notes(dated: Plan, atlas: Atlas) -> None:
    assert noted(dated, atlas, " \n ") == "\n".join(describe(dated.scene, atlas))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x1b[0m\ud800c", "ab[0mc"),
        ("一行\r\n\n三行\x0b四行", "一行\n\n三行\n四行"),
        ("<script>&amp;", "<script>&amp;"),
        ("长" * 5_000, "长" * 5_000),
        ("长" * 30_000, "长" * slides.LONGEST_NOTES),
    ],
)
def test_hostile_notes_are_kept_as_text(given: str, kept: str, dated: Plan, atlas: Atlas) -> None:
    assert noted(dated, atlas, given) == kept


# ------------------------------------------------------------------------------------------------ hostile texts


def worded(made: Plan, text: str) -> Plan:
    """The plan with a text in the place of every text of one line that is written on it."""
    unsaid = {"remarks": "", "code": made.words.code}
    words = replace(made.words, **dict.fromkeys(vars(made.words), text) | unsaid)
    rows = tuple(replace(item, row=replace(item.row, text=text)) for item in made.legend.rows[:3])
    return replace(bare(made), words=words, legend=replace(made.legend, rows=rows))


def written(made: Plan, text: str, atlas: Atlas) -> set[str]:
    """What a user can have put there, as it is read back from the file."""
    slide = only(worded(made, text), atlas)
    fixed = say(made.scene.lang, "paper.inset")
    found = texts(everything(slide.shapes))
    assert len(found) >= len(AROUND) + 4
    return {said for said in found if said != fixed}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_as_text(text: str, dated: Plan, atlas: Atlas) -> None:
    assert written(dated, text, atlas) == {text}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07\x1bc\x7f\x85d", "abc d"),
        ("a\ud800b\ufffec\u202ed", "abcd"),
        ("a\tb\nc\x0bd\u2028e", "a b c d e"),
        ("a  b\u2009c\u3000d", "a  b\u2009c\u3000d"),
    ],
)
def test_control_characters_are_taken_out_and_spaces_stay(text: str, kept: str, dated: Plan, atlas: Atlas) -> None:
    assert written(dated, text, atlas) == {kept}


def test_hostile_remarks_are_paragraphs_of_text(dated: Plan, atlas: Atlas) -> None:
    words = replace(dated.words, remarks="<b>一\x00\r\n \n\x1b\n二 & 三\ud800")
    (box,) = named(only(replace(bare(dated), words=words), atlas), "remarks", "zh")
    assert texts([box]) == ["<b>一\n二 & 三"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("长" * 5_000, "长" * 5_000), ("长" * 5_001, "长" * 4_999 + "…"), ("x" * 9_000, "x" * 4_999 + "…")],
)
def test_a_text_is_cut_behind_five_thousand_characters(text: str, kept: str) -> None:
    assert boxes.legible(text) == kept


def test_the_longest_texts_leave_the_file_valid(dated: Plan, atlas: Atlas) -> None:
    words = replace(dated.words, title="长" * 6_000, note="word " * 1_000)
    slide = only(replace(bare(dated), words=words), atlas)
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "长" * 4_999 + "…"
    assert texts(named(slide, "note", "zh")) == ["word " * 1_000]


@pytest.mark.parametrize("text", ["", " \t", "\x00\x1b"])
def test_a_slide_without_a_legible_title_has_the_places_name(text: str, dated: Plan, atlas: Atlas) -> None:
    slide = only(replace(bare(dated), words=replace(dated.words, title=text)), atlas)
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == say("zh", "paper.place")


# ------------------------------------------------------------------------------------------------ where it comes from


def test_the_provenance_is_read_back(data: bytes, atlas: Atlas, dated: Plan) -> None:
    assert snapshot.read("deck.pptx", data) == origin(dated, atlas)


def test_the_properties_are_ours(deck: Presentation, dated: Plan) -> None:
    found = deck.core_properties
    assert (found.title, found.keywords) == (dated.words.title, KEY)
    assert (found.author, found.last_modified_by) == ("", "")
    assert [f"{day:%Y-%m-%d}" for day in (found.created, found.modified)] == [DAY, DAY]


def test_without_a_day_there_is_no_date(atlas: Atlas, dated: Plan) -> None:
    undated = replace(bare(dated), sheet=sheet(made=""))
    found = opened(slides.pptx([undated], atlas, origin(undated, atlas))).core_properties
    assert found.created is None
    assert found.modified is None


def test_the_same_plans_give_the_same_bytes(atlas: Atlas, dated: Plan) -> None:
    quick = bare(dated)
    first, second = (slides.pptx([quick], atlas, origin(quick, atlas)) for _ in range(2))
    assert first == second
    assert first != slides.pptx([replace(quick, words=replace(quick.words, note="x"))], atlas, origin(quick, atlas))


def test_the_clock_stands_in_no_part(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
