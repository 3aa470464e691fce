"""The content code: what was reviewed is one unchanged map; who publishes it and when is another matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from layers.atlas.atlas import Atlas
from maps.origin import content
from maps.origin.content import FORM, content_code
from maps.scene.scene import Scene, View, opening
from maps.scene.sheet import Sheet
from tests.maps.scenes import scenes

SCENE = Scene("overview", ("cities",), View(30.2, 120.1, 9.0))
SHEET = Sheet(mode="publication", author="甲", made="2026-11-23")
OTHER_FORM: dict[str, Any] = {
    "mode": "internal", "review_number": "GS（2026）1号", "author": "乙", "reviewed_content": "0123456789ab",
    "made": "2026-11-24", "page": 2, "pages": 3, "dpi": 96,
}  # fmt: skip
OTHER_LAYOUT: dict[str, Any] = {
    "size": "a3", "orientation": "portrait", "labels": "both", "scale": 500_000, "graticule": True, "inset": False,
    "title": "甲", "note": "乙", "remarks": "丙",
}  # fmt: skip
OTHER_SCENE: dict[str, Any] = {
    "page": "transport", "layers": ("cities", "rail"), "view": View(30.2, 120.1, 9.5), "selected": "city-hangzhou",
    "lang": "en", "theme": "dark", "date": "2020-01", "clause": "2.1", "title": "甲", "note": "乙",
}  # fmt: skip


def test_every_field_of_a_sheet_is_form_or_layout() -> None:
    assert OTHER_FORM.keys() == FORM
    assert OTHER_FORM.keys() | OTHER_LAYOUT.keys() == Sheet.model_fields.keys()


@pytest.mark.parametrize("field", OTHER_FORM)
def test_who_when_and_the_number_do_not_change_it(field: str, atlas: Atlas) -> None:
    other = SHEET.model_copy(update={field: OTHER_FORM[field]})
    assert other != SHEET
    assert content_code(SCENE, other, atlas) == content_code(SCENE, SHEET, atlas)


@pytest.mark.parametrize("field", OTHER_LAYOUT)
def test_another_layout_is_another_map(field: str, atlas: Atlas) -> None:
    other = SHEET.model_copy(update={field: OTHER_LAYOUT[field]})
    assert content_code(SCENE, other, atlas) != content_code(SCENE, SHEET, atlas)


@pytest.mark.parametrize("field", OTHER_SCENE)
def test_another_scene_is_another_map(field: str, atlas: Atlas) -> None:
    other = replace(SCENE, **{field: OTHER_SCENE[field]})
    assert content_code(other, SHEET, atlas) != content_code(SCENE, SHEET, atlas)


def test_other_data_and_another_version_are_another_map(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    code = content_code(SCENE, SHEET, atlas)
    assert content_code(SCENE, SHEET, replace(atlas, digest="0" * 12)) != code
    monkeypatch.setattr(content, "version", lambda: "99.0.0")
    assert content_code(SCENE, SHEET, atlas) != code


@settings(max_examples=25)
@given(scene=scenes())
def test_it_is_twelve_digits_and_always_the_same(scene: Scene, atlas: Atlas) -> None:
    code = content_code(scene, SHEET, atlas)
    assert re.fullmatch(r"[0-9a-f]{12}", code)
    assert content_code(replace(scene), SHEET.model_copy(), atlas) == code


def test_pages_have_codes_of_their_own(atlas: Atlas) -> None:
    pages = ("overview", "corridors", "transport", "zones", "places")
    assert len({content_code(opening(atlas, page), SHEET, atlas) for page in pages}) == len(pages)
