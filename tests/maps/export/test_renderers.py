"""Every renderer by the name of its format: one figure, a series, and what is refused before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from zipfile import BadZipFile

import pikepdf
import pptx as library
import pytest
from lxml import etree, html
from PIL import Image

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import ExportError
from maps.export import renderers
from maps.export.renderers import MEDIA_TYPES, MOST_SCENES, SERIES, Review, file_name, render, reviewed, today
from maps.origin.snapshot import read
from maps.plan.plan import plan
from maps.scene.pages import MAPPED, pages
from maps.scene.scene import Scene, View, opening
from maps.scene.sheet import Sheet
from maps.words.faults import sentences
from tests.maps.inks import letters, pdf_texts
from text import LANGUAGES, say

SHEET = Sheet(dpi=96, made="2026-11-23")
PUBLISHED = SHEET.model_copy(
    update={"mode": "publication", "review_number": "GS(2024)1234", "author": "An institute", "made": "2026-11-20"}
)
BLANK = PUBLISHED.model_copy(update={"review_number": "", "author": "", "made": ""})


def scene(page: str = "places", lang: str = "zh") -> Scene:
    return replace(opening(current_atlas(), page), lang=lang)


@lru_cache(maxsize=16)
def made(file_format: str, lang: str = "zh") -> bytes:
    """One figure in a format."""
    return render(current_atlas(), [scene(lang=lang)], SHEET, file_format)


def is_picture(data: bytes) -> bool:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture.format == "PNG" and picture.size == (1122, 793)


def is_drawing(data: bytes) -> bool:
    root = etree.fromstring(data)
    links = [value for node in root.iter() for name, value in node.items() if name.endswith("href") or name == "src"]
    return (
        root.tag.endswith("}svg")
        and all(link.startswith(("#", "data:image/png;base64,")) for link in links)
        and b"<!DOCTYPE" not in data
    )


def is_page(data: bytes) -> bool:
    with pikepdf.open(BytesIO(data)) as file:
        return not file.check_pdf_syntax() and len(file.pages) == 1


def is_slide(data: bytes) -> bool:
    return len(library.Presentation(BytesIO(data)).slides) == 1


def is_document(data: bytes) -> bool:
    root = html.fromstring(data)
    named = [*root.iter("script", "link", "img", "iframe", "style")]
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    closed = policy is not None and "default-src 'none'" in policy.get("content")
    return closed and data.endswith(b"</html>") and not [node for node in named if node.get("src") or node.get("href")]


VALID: dict[str, Callable[[bytes], bool]] = {
    "png": is_picture, "svg": is_drawing, "pdf": is_page, "pptx": is_slide, "html": is_document,
}  # fmt: skip


def refused(*scenes: Scene, sheet: Sheet = SHEET, file_format: str = "png") -> ExportError:
    with pytest.raises(ExportError) as caught:
        render(current_atlas(), scenes, sheet, file_format)
    for lang in LANGUAGES:
        assert all(sentences(caught.value.faults, lang))
    return caught.value


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_every_format_is_what_it_says(file_format: str) -> None:
    assert VALID.keys() == MEDIA_TYPES.keys()
    assert VALID[file_format](made(file_format))
    try:
        assert not VALID[file_format](made(file_format)[:2000])
    except (OSError, BadZipFile, etree.XMLSyntaxError, pikepdf.PdfError):
        assert file_format != "html"


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_every_format_remembers_its_scene_and_sheet(file_format: str, atlas: Atlas) -> None:
    origin = read(f"figure.{file_format}", made(file_format))
    assert origin.permalink == "/places?v=1&lang=zh&theme=light"
    assert (origin.data, origin.made, origin.sheet) == (atlas.digest, SHEET.made, SHEET)


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_the_same_scene_gives_the_same_bytes(file_format: str, atlas: Atlas) -> None:
    assert render(atlas, [scene()], SHEET, file_format) == made(file_format)
    assert made(file_format, "en") != made(file_format)


def test_a_series_has_a_page_for_each_scene_and_tells_how_far_it_is(atlas: Atlas) -> None:
    scenes, told = [scene(page) for page in MAPPED[:3]], list[tuple[int, int]]()
    data = render(atlas, scenes, SHEET, "pdf", progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    texts = pdf_texts(data)
    assert len(texts) == len(scenes)
    for number, (text, one) in enumerate(zip(texts, scenes, strict=True), start=1):
        assert letters(pages()[one.page].title("zh")) in text
        assert f"{number}/3" in text
    assert "1/1" not in pdf_texts(made("pdf"))[0]


def test_a_series_is_called_by_its_name(atlas: Atlas) -> None:
    both, name = [scene(), scene("zones")], "两江会" * 12
    with pikepdf.open(BytesIO(render(atlas, both, SHEET, "pdf", name=name))) as book:
        assert str(book.docinfo["/Title"]) == name
    short = f"{name[:29]}…·2/2"
    assert short in "".join(pdf_texts(render(atlas, both, SHEET, "pdf", name=name))[2].split())
    slides = SHEET.model_copy(update={"size": "16:9"})
    assert library.Presentation(BytesIO(render(atlas, both, slides, "pptx", name=name))).core_properties.title == name
    with pytest.raises(ExportError):
        render(atlas, both, SHEET, "pdf", name="\U0001f600")


def test_notes_stand_on_the_page_of_their_scene_and_with_its_slide(atlas: Atlas) -> None:
    scenes, notes = [scene(), scene("zones")], ["先说古镇。", "再说先行区。"]
    texts = pdf_texts(render(atlas, scenes, SHEET, "pdf", notes=notes))
    assert [note in text for text, note in zip(texts, notes, strict=True)] == [True, True]
    assert notes[1] not in texts[0]
    slides = library.Presentation(BytesIO(render(atlas, scenes, SHEET, "pptx", notes=notes))).slides
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == notes


@pytest.mark.parametrize("file_format", ["", "gif", "PNG", "../png", "x" * 500, "{0}"])
def test_an_unknown_format_is_refused(file_format: str) -> None:
    error = refused(scene(), file_format=file_format)
    assert error.code == "unknown_format"
    assert len(str(error.faults[0].given["format"])) <= 20


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_no_scene_and_too_many_are_refused(file_format: str) -> None:
    most = MOST_SCENES if file_format in SERIES else 1
    assert refused(file_format=file_format).code == "wrong_count"
    assert refused(*[scene()] * (most + 1), file_format=file_format).code == "wrong_count"


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_publication_is_refused_with_all_faults_at_once(file_format: str) -> None:
    error = refused(scene(), sheet=BLANK, file_format=file_format)
    assert [fault.code for fault in error.faults] == ["number_missing", "author_missing", "date_missing"]
    assert len(sentences(error.faults, "zh")) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_publication_prints_number_author_and_date_and_is_not_marked(lang: str, atlas: Atlas) -> None:
    (published,) = pdf_texts(render(atlas, [scene(lang=lang)], PUBLISHED, "pdf"))
    (internal,) = pdf_texts(made("pdf", lang))
    for said in ("GS（2024）1234号", "Aninstitute", "2026-11-20", say("zh", "review.label")):
        assert letters(said) in published
    assert letters(say(lang, "review.internal")) in internal
    assert letters(say(lang, "review.internal")) not in published


@pytest.mark.parametrize("file_format", SERIES)
def test_several_maps_share_no_review_number_and_nothing_of_them_is_drawn(
    file_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderers, "plan", None)
    error = refused(scene(), scene("zones"), sheet=PUBLISHED, file_format=file_format)
    assert [fault.code for fault in error.faults] == ["several_maps"]


def test_a_review_is_of_one_province_s_map_alone() -> None:
    anhui = replace(scene(), view=View(30.0, 118.0, 12.0, 300, 200))
    sheet = PUBLISHED.model_copy(update={"review_number": "皖S(2024)12号"})
    assert render(current_atlas(), [anhui], sheet, "pdf")
    assert refused(scene(), sheet=sheet).code == "number_of_other_authority"


def test_a_series_has_all_of_each_page_whatever_scale_one_map_has(atlas: Atlas) -> None:
    scenes = [scene(), scene("zones")]
    scaled = SHEET.model_copy(update={"scale": 500_000})
    assert render(atlas, scenes, scaled, "pdf") == render(atlas, scenes, SHEET, "pdf")


def test_a_review_is_of_what_the_frame_shows(atlas: Atlas) -> None:
    whole = reviewed(plan(atlas, scene(), BLANK), atlas)
    assert (whole.authority, whole.faults[0].code) == ("ministry", "number_missing")
    assert {"上海市", "浙江省", "安徽省"} <= set(whole.provinces)
    near = replace(scene(), view=View(30.25, 120.15, 12.0, 400, 300))
    assert reviewed(plan(atlas, near, SHEET), atlas) == Review("province", ("浙江省",), _code(near, atlas), ())


def _code(shown: Scene, atlas: Atlas) -> str:
    return read("x.png", render(atlas, [shown], SHEET, "png")).content


def test_a_date_after_today_is_refused_and_today_is_not() -> None:
    tomorrow = PUBLISHED.model_copy(update={"made": (today() + timedelta(days=1)).isoformat()})
    assert "date_in_future" in str(refused(scene(), sheet=tomorrow))
    assert render(current_atlas(), [scene()], PUBLISHED.model_copy(update={"made": today().isoformat()}), "svg")


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_a_character_without_a_glyph_is_refused_and_never_a_box(file_format: str) -> None:
    error = refused(replace(scene(), title="\U00020bb7野家"), file_format=file_format)
    assert error.code == "missing_glyph"
    assert "U+20BB7" in str(error.faults[0].given["characters"])


@pytest.mark.parametrize("file_format", ["png", "html"])
def test_a_scene_is_checked_before_it_is_drawn(file_format: str, atlas: Atlas) -> None:
    odd = replace(
        scene(), layers=(*scene().layers, "nothing", "<script>"), selected="nobody", theme="pink", date="2022-13"
    )
    assert render(atlas, [odd], SHEET, file_format) == made(file_format)


def test_a_file_is_named_after_what_it_shows() -> None:
    assert file_name(scene(), SHEET, "png") == "hangzhou-circle-places-zh-2026-11-23.png"
    dated = replace(scene("report", "en"), clause="2.4.3", date="2022-05")
    assert file_name(dated, Sheet(), "pdf") == "hangzhou-circle-report-2.4.3-2022-05-en.pdf"
    assert file_name(dated, SHEET, "svg").isascii()
