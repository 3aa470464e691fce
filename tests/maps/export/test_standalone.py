"""The map as one file: everything inside, nothing from outside, and no value that could become markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from maps.export.standalone import html
from maps.origin.provenance import provenance
from maps.origin.snapshot import read
from maps.scene.codec import fragment
from maps.scene.scene import Scene, View, opening
from maps.scene.sheet import Sheet
from maps.storyboard.file import builtin
from maps.storyboard.presentation import briefing
from maps.web.document import TITLE, document_of

SHEET = Sheet(made="2026-11-23")
HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% x %}",
    "${alert(1)}",
    "<!--",
]


def made(atlas: Atlas, scene: Scene, sheet: Sheet = SHEET, **more: Any) -> str:
    checked = scene.checked(atlas)
    return html(checked, sheet, atlas, provenance(checked, sheet, atlas), **more).decode()


def carried(text: str) -> dict[str, Any]:
    """What the file says it opens with."""
    match = re.search(r'<script type="application/json" id="atlas-opening">(.*?)</script>', text)
    assert match
    return json.loads(match[1])


def test_it_opens_with_its_scene(atlas: Atlas) -> None:
    scene = replace(
        opening(atlas, "transport"), view=View(30.2, 120.1, 9.5, 800, 500), date="2022-05", lang="en", theme="dark",
        selected="city-hangzhou",
    )  # fmt: skip
    told = carried(made(atlas, scene))["open"]
    assert told == {
        "lang": "en", "theme": "dark", "layers": ",".join(scene.layers), "view": "30.2,120.1,9.5,800x500",
        "selected": "city-hangzhou", "date": "2022-05", "time": "1",
    }  # fmt: skip


def test_a_clause_is_told_by_the_features_it_names(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "report"), clause="2.4.2").checked(atlas)
    assert fragment(scene, atlas)["focus"].split(",") == list(scene.focus(atlas))
    assert "focus" not in fragment(opening(atlas, "report"), atlas)


def test_nothing_is_fetched(atlas: Atlas) -> None:
    text = made(atlas, opening(atlas, "overview"))
    assert re.findall(r"<(?:link|img|iframe)\b|<script[^>]+src=", text) == []
    assert "default-src 'none'" in text[:4000]
    assert text.count("<title>") == 1
    assert TITLE not in text.split("</title>")[0]


def test_the_document_is_the_one_the_atlas_serves(atlas: Atlas) -> None:
    body = document_of(atlas).html.split("<body")[1]
    assert made(atlas, opening(atlas, "zones")).split("<body")[1] == body


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_title_stays_text(value: str, atlas: Atlas) -> None:
    scene = replace(opening(atlas, "overview"), title=value, note=value)
    text, plain = made(atlas, scene), made(atlas, replace(scene, title="x", note="x"))
    assert text.count("<script") == plain.count("<script")
    assert text.count("<img") == 0
    assert value in carried(text)["said"]["zh"]["title"]
    assert value in unescape(re.search("<title>(.*?)</title>", text)[1])  # type: ignore[index]  # found above


def test_it_can_be_dropped_back(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "zones"), selected="city-huzhou").checked(atlas)
    origin = provenance(scene, SHEET, atlas)
    assert read("map.html", html(scene, SHEET, atlas, origin)) == origin


def test_a_briefing_is_carried_whole(atlas: Atlas) -> None:
    told = briefing(builtin(atlas)[0], atlas)
    assert carried(made(atlas, opening(atlas, "overview"), briefing=told))["briefing"] == told
    assert carried(made(atlas, opening(atlas, "overview")))["briefing"] is None


def test_internal_is_marked_and_publication_says_its_number(atlas: Atlas) -> None:
    assert carried(made(atlas, opening(atlas, "overview")))["said"]["zh"]["mark"] == "内部资料"
    sheet = Sheet(mode="publication", review_number="GS(2024)1234号", author="某研究院", made="2026-11-23")
    said = carried(made(atlas, opening(atlas, "overview"), sheet))["said"]["zh"]
    assert said["mark"] == ""
    assert "1234" in said["imprint"]
