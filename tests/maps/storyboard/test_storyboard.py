"""Steps and storyboards: what they show, how they are captured, and how they are put in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from layers.atlas.atlas import Atlas
from layers.errors import StoryboardError
from layers.report.outline import features_of, home_layers, title
from maps.scene.codec import view_of
from maps.scene.pages import pages
from maps.scene.scene import HOME, MAX_BOUNDS, Scene, View, opening
from maps.storyboard.file import dump, load
from maps.storyboard.fit import fitted
from maps.storyboard.storyboard import (
    Step,
    Storyboard,
    capture,
    checked,
    edited,
    inserted,
    moved,
    removed,
    replaced,
    scene_of,
)
from tests import samples
from tests.maps import scenes
from text import LANGUAGES

STEPS = tuple(Step(title_zh=name) for name in "甲乙丙丁")


def step(**values: Any) -> Step:
    return Step(**{"title_zh": "题", "title_en": "Title"} | values)


def names(steps: tuple[Step, ...]) -> str:
    return "".join(each.title_zh for each in steps)


def test_a_step_says_its_own_language_or_the_other() -> None:
    both, one = step(), Step(title_en="Only")
    assert [both.said("title", lang) for lang in LANGUAGES] == ["题", "Title"]
    assert [one.said("title", lang) for lang in LANGUAGES] == ["Only", "Only"]
    assert one.said("notes", "zh") == ""


def test_a_step_without_any_title_is_refused() -> None:
    with pytest.raises(ValidationError):
        Step(line_zh="句")


def test_a_step_and_a_storyboard_cannot_be_changed() -> None:
    storyboard = Storyboard(version=1, id="a", title_zh="题", scenes=STEPS)
    with pytest.raises(ValidationError):
        storyboard.scenes[0].title_zh = "x"
    with pytest.raises(ValidationError):
        storyboard.id = "b"


def test_a_storyboard_lasts_as_long_as_its_steps() -> None:
    steps = (step(duration_s=20), step(duration_s=40), step())
    assert Storyboard(version=1, id="a", title_zh="题", scenes=steps).duration_s == 120


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_scene_has_the_words_of_its_step(lang: str, atlas: Atlas) -> None:
    scene = scene_of(step(line_zh="句", line_en="Line"), atlas, lang, "dark")
    words = {"zh": ("题", "句"), "en": ("Title", "Line")}
    assert (scene.title, scene.note) == words[lang]
    assert (scene.lang, scene.theme) == (lang, "dark")


def test_markup_stays_text(atlas: Atlas) -> None:
    hostile = '<script>alert("1")</script> {{7*7}}'
    shown = checked(Step, {"title_zh": hostile, "line_zh": hostile, "notes_zh": hostile}, atlas)
    assert (shown.title_zh, shown.line_zh, shown.notes_zh) == (hostile,) * 3
    assert scene_of(shown, atlas, "zh").title == hostile


def test_a_step_that_names_no_layers_shows_those_of_its_page_and_of_what_it_is_about(atlas: Atlas) -> None:
    shown = scene_of(step(page="corridors", clause="3.7", selected="zone-chunan", fit=("plates",)), atlas, "zh").layers
    about = (*features_of(atlas, "3.7"), "zone-chunan")
    assert set(shown) == {*opening(atlas, "corridors").layers, *home_layers(atlas, about), "plates"}
    assert scene_of(step(page="corridors", layers=("cities",), clause="3.7"), atlas, "zh").layers == ("cities",)
    assert scene_of(step(layers=()), atlas, "zh").layers == ()


def test_a_clause_that_is_only_cited_dims_nothing(atlas: Atlas) -> None:
    assert scene_of(step(clause="2.4.2"), atlas, "zh").focus(atlas) == features_of(atlas, "2.4.2") != ()
    cited = scene_of(step(clause="2.4.2", focus=False, page="overview"), atlas, "zh")
    assert cited.focus(atlas) == ()
    assert cited.layers == opening(atlas, "overview").layers


def test_the_view_is_the_one_given_or_fitted_or_home(atlas: Atlas) -> None:
    assert scene_of(step(view="30,120,9"), atlas, "zh").view == View(30, 120, 9)
    assert scene_of(step(fit=("zone-chunan",)), atlas, "zh").view == fitted(atlas, ["zone-chunan"])
    assert scene_of(step(), atlas, "zh").view == HOME
    assert scene_of(step(fit=("nowhere",)), atlas, "zh").view == HOME


@pytest.mark.parametrize(
    "ident", [*samples.CATALOGUE.ids(), "zone-chunan", "rail-hangqu", "place-xihu", "city-huangshan"]
)
def test_what_is_fitted_is_seen_whole_and_no_smaller_than_need_be(ident: str, atlas: Atlas) -> None:
    view = fitted(atlas, [ident])
    home = atlas.home(ident)
    frame = atlas.frames[home].loc[[ident]] if home else atlas.frames[ident]
    bounds = tuple(frame.total_bounds)
    assert view is not None
    assert view.checked() == view
    closer = replace(view, zoom=view.zoom + 0.5)
    if view.zoom > 6.0:
        assert scenes.fits(view, bounds)
    assert view.zoom == 12.0 or not scenes.fits(closer, bounds)
    assert view_of(f"{view.lat},{view.lng},{view.zoom}") == view


def test_several_things_are_fitted_together_and_what_is_not_there_is_left_out(atlas: Atlas) -> None:
    both = fitted(atlas, ["city-shanghai", "city-huangshan", "nowhere"])
    assert both is not None
    for ident in ("city-shanghai", "city-huangshan"):
        assert scenes.fits(both, atlas.feature(ident)["geometry"].bounds)
    assert not scenes.fits(fitted(atlas, ["city-shanghai"]) or HOME, atlas.feature("city-huangshan")["geometry"].bounds)
    assert fitted(atlas, ["nowhere"]) is None
    assert fitted(atlas, []) is None


def test_a_view_never_leaves_the_map(atlas: Atlas) -> None:
    (south, west), (north, east) = MAX_BOUNDS
    view = fitted(atlas, ["ground"])
    assert view is not None
    assert view.zoom == 6.0
    assert south <= view.lat <= north
    assert west <= view.lng <= east


@settings(max_examples=100)
@given(scene=scenes.scenes())
def test_a_captured_scene_is_shown_again(atlas: Atlas, scene: Scene) -> None:
    again = scene_of(capture(scene, atlas), atlas, scene.lang, scene.theme)
    assert replace(again, title=scene.title) == scene
    assert again.title == (scene.title or again.title) != ""


def test_what_a_captured_scene_names_it_names(atlas: Atlas) -> None:
    named = ("city-huzhou", "city-jiaxing")
    assert capture(Scene("zones", ("cities",), named=named), atlas).named == named


def test_a_captured_scene_is_called_after_its_clause_or_its_page(atlas: Atlas) -> None:
    for lang in LANGUAGES:
        assert capture(Scene("zones"), atlas).said("title", lang) == pages()["zones"].title(lang)
        assert capture(Scene("zones", clause="2.4.2"), atlas).said("title", lang) == title("2.4.2", lang)
    assert capture(Scene(title="自定", lang="zh"), atlas).title_zh == "自定"
    assert capture(Scene(title="自定"), atlas, title_zh="另题", duration_s=30) == capture(
        Scene(title="另题"), atlas, duration_s=30
    )


def test_a_capture_says_what_is_wrong_with_its_words(atlas: Atlas) -> None:
    with pytest.raises(StoryboardError) as caught:
        capture(Scene(), atlas, title_zh="\x07", duration_s=0, line_en=1)
    assert {(fault.code, fault.given["where"]) for fault in caught.value.faults} == {
        ("bad_text", "title_zh"),
        ("out_of_range", "duration_s"),
        ("wrong_type", "line_en"),
    }


def test_an_edit_is_checked_and_leaves_the_old_step(atlas: Atlas) -> None:
    old = step(fit=("zone-chunan",))
    new = edited(old, atlas, title_zh="新题", fit=(), view="30,120,9", page="交通", selected="杭州西站")
    assert (new.title_zh, new.page, new.selected) == ("新题", "transport", "station-hangzhou-xi")
    assert old == step(fit=("zone-chunan",))
    for changes in ({"view": "30,120,9"}, {"page": "trams"}, {"colour": "red"}, {"selected": "nowhere"}):
        with pytest.raises(StoryboardError):
            edited(old, atlas, **changes)


def test_a_storyboard_is_edited_the_same_way(atlas: Atlas) -> None:
    old = Storyboard(version=1, id="a", title_zh="题", scenes=STEPS)
    assert names(edited(old, atlas, scenes=STEPS[:2]).scenes) == "甲乙"
    for changes in ({"scenes": ()}, {"id": "A b"}, {"scenes": STEPS * 16}, {"title_zh": ""}):
        with pytest.raises(StoryboardError):
            edited(old, atlas, **changes)


@pytest.mark.parametrize(
    ("place", "to", "result"),
    [
        (0, 3, "乙丙丁甲"),
        (3, 0, "丁甲乙丙"),
        (1, 2, "甲丙乙丁"),
        (1, 1, "甲乙丙丁"),
        (2, 99, "甲乙丁丙"),
        (2, -9, "丙甲乙丁"),
    ],
)
def test_a_step_is_moved(place: int, to: int, result: str) -> None:
    assert names(moved(STEPS, place, to)) == result


@pytest.mark.parametrize("place", [-1, 4, 99])
def test_a_place_that_does_not_exist_changes_nothing(place: int) -> None:
    assert moved(STEPS, place, 0) == removed(STEPS, place) == replaced(STEPS, place, step()) == STEPS


def test_steps_are_inserted_removed_and_replaced() -> None:
    new = Step(title_zh="新")
    assert names(inserted(STEPS, 0, new)) == "新甲乙丙丁"
    assert names(inserted(STEPS, 2, new)) == "甲乙新丙丁"
    assert names(inserted(STEPS, 99, new)) == "甲乙丙丁新"
    assert names(inserted(STEPS, -1, new)) == "新甲乙丙丁"
    assert names(inserted((), 0, new)) == "新"
    assert names(removed(STEPS, 1)) == "甲丙丁"
    assert names(replaced(STEPS, 1, new)) == "甲新丙丁"
    assert names(STEPS) == "甲乙丙丁"


@given(st.integers(0, 3), st.integers(-2, 6))
def test_moving_loses_and_doubles_nothing(place: int, to: int) -> None:
    assert sorted(names(moved(STEPS, place, to))) == sorted(names(STEPS))


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"version": 2}, "unknown_version where=version detail=2"), ({"scenes": []}, "no_scenes where=scenes"),
        ({"title_zh": " "}, "no_title where=title_en"), ({"id": "1"}, "bad_id where=id detail=1"),
        ({"scenes": [{"title_zh": "题"}] * 61}, "too_many where=scenes most=60"),
        ({"scenes": [{"title_en": ""}]}, "no_title where=scenes 1, title_en"),
        ({"scenes": [{"title_zh": "题", "view": "30,120,9", "fit": "西湖"}]},
         "view_and_fit where=scenes 1, view detail=30,120,9"),
        ({"scenes": [{"title_zh": "题", "duration_s": 4}]}, "out_of_range where=scenes 1, duration_s detail=4"),
    ],
)  # fmt: skip
def test_what_is_wrong_of_a_storyboard_is_named_with_its_place(told: dict[str, Any], fault: str, atlas: Atlas) -> None:
    sound = {"version": 1, "id": "ours", "title_zh": "例", "scenes": [{"title_zh": "题"}]}
    assert len(checked(Storyboard, sound, atlas).scenes) == 1
    with pytest.raises(StoryboardError) as caught:
        checked(Storyboard, sound | told, atlas)
    assert str(caught.value) == f"storyboard.{fault}"


def test_a_step_says_little_where_little_is_said() -> None:
    assert Step(title_zh=" 题 ").model_dump() == {
        "title_zh": "题", "title_en": "", "line_zh": "", "line_en": "", "notes_zh": "", "notes_en": "",
        "duration_s": 60, "clause": "", "focus": True, "page": "overview", "layers": None, "fit": (), "named": (),
        "view": "", "selected": "", "date": "", "indicator": "", "hidden": (), "opacity": (), "unnamed": (),
        "filter": "",
    }  # fmt: skip


def test_a_scene_names_features_by_any_name_and_a_line_in_parts_is_all_of_them(atlas: Atlas) -> None:
    step = checked(Step, {"title_zh": "题", "page": "交通", "named": ["杭衢高铁", "衢州市"]}, atlas)
    assert step.named[0] == "rail-hangqu"
    assert {"rail-hangqu-north", "rail-hangqu-south", "city-quzhou"} < set(step.named)
    scene = scene_of(step, atlas, "zh")
    assert scene.focus(atlas) == step.named
    assert set(home_layers(atlas, step.named)) <= set(scene.layers)
    with pytest.raises(StoryboardError) as caught:
        checked(Step, {"title_zh": "题", "named": ["铁路"]}, atlas)
    assert [fault.code for fault in caught.value.faults] == ["unknown_feature"]


def test_a_step_of_several_selected_features_is_captured_written_and_shown_again(atlas: Atlas) -> None:
    scene = Scene("transport", ("cities", "rail"), selected="rail-hanghuang", besides=("city-huzhou",)).checked(atlas)
    step = capture(scene, atlas)
    board = checked(Storyboard, {"version": 1, "id": "two", "title_zh": "二", "scenes": [dict(step)]}, atlas)
    (read,) = load(dump(board), atlas).scenes
    assert scene_of(read, atlas, "zh").selection == ("rail-hanghuang", "city-huzhou")


def test_several_are_named_in_words_and_each_has_to_exist(atlas: Atlas) -> None:
    assert edited(step(), atlas, selected="杭黄高铁, 湖州市").selected == "rail-hanghuang,city-huzhou"
    with pytest.raises(StoryboardError) as caught:
        edited(step(), atlas, selected="杭黄高铁, 无处")
    assert [fault.code for fault in caught.value.faults] == ["unknown_feature"]
