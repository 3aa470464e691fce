"""A storyboard as the map document presents it: what each scene opens with, and its words in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from maps.scene.permalink import from_permalink
from maps.storyboard.file import BUILTIN, builtin
from maps.storyboard.presentation import briefing, scenes
from maps.storyboard.storyboard import Storyboard, checked, scene_of
from text import LANGUAGES

OPENS = {"layers", "view", "fit", "selected", "date", "indicator", "hidden", "opacity", "unnamed", "focus"}


@pytest.fixture(params=range(len(BUILTIN)), ids=BUILTIN)
def board(request: pytest.FixtureRequest, atlas: Atlas) -> Storyboard:
    """Each storyboard that comes with the atlas."""
    return builtin(atlas)[request.param]


def test_every_scene_says_everything_in_both_languages(board: Storyboard, atlas: Atlas) -> None:
    told = briefing(board, atlas)
    assert told["id"] == board.id
    assert len(told["steps"]) == len(board.scenes)
    for step in told["steps"]:
        for field in ("title", "line", "notes", "words"):
            assert set(step[field]) == set(LANGUAGES)
            assert all(step[field].values())
            assert step[field]["zh"] != step[field]["en"]
        assert set(step["open"]) <= OPENS


def test_what_a_scene_opens_is_what_its_address_says(board: Storyboard, atlas: Atlas) -> None:
    for step, told in zip(board.scenes, briefing(board, atlas)["steps"], strict=True):
        shown, notices = from_permalink(told["address"], atlas)
        assert notices == ()
        scene = scene_of(step, atlas, "zh")
        assert (shown.layers, shown.view, shown.date) == (scene.layers, scene.view, scene.date)
        assert told["open"]["layers"].split(",") == list(scene.layers)
        assert told["open"].get("focus", "") == ",".join(scene.focus(atlas))
        assert told["duration_s"] == step.duration_s


def test_what_a_scene_fits_is_fitted_by_each_screen(atlas: Atlas) -> None:
    named = {"title_zh": "题", "title_en": "Own"}
    shown: tuple[dict[str, Any], ...] = ({"fit": ("regions", "zone-chunan")}, {"view": "30,120,9,960x600"}, {})
    written = {"version": 1, "id": "own", **named, "scenes": tuple(named | scene for scene in shown)}
    opened = [told["open"] for told in briefing(checked(Storyboard, written, atlas), atlas)["steps"]]
    assert [(one.get("fit"), one.get("view")) for one in opened[:2]] == [
        ("regions,zone-chunan", None), (None, "30,120,9,960x600"),
    ]  # fmt: skip
    assert "fit" not in opened[2]


def test_a_scene_is_told_with_its_texts_apart_from_the_words_of_its_map(atlas: Atlas) -> None:
    step = {
        "title_zh": "题", "title_en": "Title", "line_zh": "句", "line_en": "Line", "notes_zh": "注",
        "notes_en": "Notes",
        "clause": "3.8", "page": "transport", "layers": ["cities", "rail"], "view": "30,120,9", "date": "2020-01",
        "selected": "rail-hanghuang", "duration_s": 30,
    }  # fmt: skip
    told = {"version": 1, "id": "own", "title_zh": "例", "title_en": "Example", "scenes": [step]}
    whole = briefing(checked(Storyboard, told, atlas), atlas)
    (first,) = whole.pop("steps")
    assert whole == {"id": "own", "title": {"zh": "例", "en": "Example"}}
    words = first.pop("words")
    assert words["zh"].startswith("本图显示2个图层、")
    assert words["en"].startswith("The map shows 2 layers with ")
    assert "). " in words["en"]
    assert not [text for text in ("题", "句", "Title", "Line") if text in words["zh"] or text in words["en"]]
    assert first == {
        "title": {"zh": "题", "en": "Title"}, "line": {"zh": "句", "en": "Line"}, "notes": {"zh": "注", "en": "Notes"},
        "clause": "3.8", "duration_s": 30,
        "open": {"layers": "cities,rail", "view": "30,120,9,960x600", "selected": "rail-hanghuang", "date": "2020-01",
                 "focus": "zone-chunan,place-qiandaohu"},
        "address": "/transport?v=1&lang=zh&theme=light&layers=cities,rail&view=30,120,9&selected=rail-hanghuang"
                   "&date=2020-01&clause=3.8",
    }  # fmt: skip


def test_scenes_follow_the_language_and_the_theme(board: Storyboard, atlas: Atlas) -> None:
    for lang in LANGUAGES:
        shown = scenes(board, atlas, lang, "dark")
        assert [scene.title for scene in shown] == [step.said("title", lang) for step in board.scenes]
        assert {(scene.lang, scene.theme) for scene in shown} == {(lang, "dark")}
        assert {scene.theme for scene in scenes(board, atlas, lang)} == {"light"}


def test_a_script_in_a_title_is_only_text(atlas: Atlas) -> None:
    hostile: dict[str, Any] = {"title_zh": "<script>alert(1)</script>", "title_en": "{{7*7}}"}
    board = checked(Storyboard, {"version": 1, "id": "own", **hostile, "scenes": ({**hostile},)}, atlas)
    told = briefing(board, atlas)
    assert told["steps"][0]["title"] == {"zh": hostile["title_zh"], "en": hostile["title_en"]}
    assert json.loads(json.dumps(told)) == told
