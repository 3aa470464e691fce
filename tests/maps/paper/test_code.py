"""The small code on a page, read from the picture by a reader that is not ours."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pptx import Presentation

from layers.atlas.atlas import current_atlas
from layers.errors import ExportError
from maps.export.renderers import render
from maps.origin.address import LONGEST_CODED, SETTING
from maps.origin.content import content_code
from maps.scene.permalink import from_permalink, permalink
from maps.scene.scene import LONGEST_TITLE, Scene, opening
from maps.scene.sheet import Sheet

HOME_ADDRESS = "https://atlas.example.cn/circle"


def scene(theme: str = "light") -> Scene:
    return replace(opening(current_atlas(), "zones"), lang="en", theme=theme)


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def exported(file_format: str, sheet: Sheet, shown: Scene) -> Image.Image:
    data = render(current_atlas(), [shown], sheet, file_format)
    if file_format == "pdf":
        return pypdfium2.PdfDocument(data)[0].render(scale=3).to_pil()
    return Image.open(BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_code_is_the_content_code_where_the_atlas_has_no_address(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    sheet, shown = Sheet(dpi=150, made="2026-11-23"), scene(theme)
    wanted = content_code(shown.checked(current_atlas()), sheet, current_atlas())
    assert read(exported("png", sheet, shown)) == [wanted]


@pytest.mark.parametrize(("file_format", "size"), [("png", "16:9"), ("pdf", "a4")])
def test_the_code_is_the_address_of_the_map_where_there_is_a_public_one(
    file_format: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, f"{HOME_ADDRESS}/")
    sheet, shown = Sheet.model_validate({"size": size, "dpi": 150}), scene("dark")
    (found,) = read(exported(file_format, sheet, shown))
    assert found == HOME_ADDRESS + permalink(shown.checked(current_atlas()), current_atlas())
    again, notices = from_permalink(found, current_atlas())
    assert notices == ()
    assert (again.page, again.theme, again.layers) == ("zones", "dark", shown.layers)


def test_an_address_too_long_for_a_code_gives_way_to_the_content_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, HOME_ADDRESS)
    shown = replace(scene(), title="长" * LONGEST_TITLE).checked(current_atlas())
    assert len(HOME_ADDRESS + permalink(shown, current_atlas())) > LONGEST_CODED
    assert read(exported("png", Sheet(dpi=150), shown)) == [content_code(shown, Sheet(dpi=150), current_atlas())]


@pytest.mark.parametrize(
    "said",
    [
        "atlas.example.cn",
        "ftp://atlas.example.cn",
        "https://",
        "https://a b",
        "https://a?x=1",
        "https://a:b",
        "https://a:0",
        "https://user:secret@a.example.cn",
    ],
)
def test_an_address_that_is_none_is_said(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, said)
    with pytest.raises(ExportError, match="bad_address_setting"):
        render(current_atlas(), [scene()], Sheet(dpi=96), "png")


def test_a_slide_has_the_code_as_a_picture_that_says_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, HOME_ADDRESS)
    shown, sheet = scene("dark"), Sheet(size="16:9", dpi=96)
    data = render(current_atlas(), [shown], sheet, "pptx")
    found = {}
    for shape in Presentation(BytesIO(data)).slides[0].shapes:
        if shape.shape_type == 13 and (texts := read(Image.open(BytesIO(shape.image.blob)).convert("RGB"))):
            found[texts[0]] = shape.element.xpath("./*/p:cNvPr")[0].get("descr")
    wanted = HOME_ADDRESS + permalink(shown.checked(current_atlas()), current_atlas())
    assert found == {wanted: wanted}


def test_address_and_hashes_are_in_no_text_of_the_foot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    data = render(current_atlas(), [scene()], Sheet(made="2026-11-23"), "pdf")
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "2026-11-23" in text
    assert "(ODbL-1.0)" in text
    assert current_atlas().digest not in text
    assert "/zones" not in text
