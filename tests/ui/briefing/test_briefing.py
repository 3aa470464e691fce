"""The briefing page, and the storyboard of one's own that a session keeps."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas
from maps.storyboard.file import builtin, dump, load
from tests.ui.frame.test_pages import SECONDS, assert_sound, heading, html, run
from text import LANGUAGES, say
from ui.briefing.boards import OWN_ID

BOARDS = """
import streamlit as st
from layers.atlas.atlas import current_atlas
from maps.scene.scene import opening
from ui.briefing import boards
atlas = current_atlas()
for step in st.session_state.get("steps", []):
    name, *given = step
    if name == "keep_map":
        boards.keep_map(opening(atlas, given[0]), given[1])
    elif name == "edit":
        boards.edit(given[0], **given[1])
    else:
        getattr(boards, name)(*given)
st.session_state["told"] = (boards.own(), boards.faults(), boards.chosen(atlas).id)
"""


def after(*steps: tuple[Any, ...]) -> tuple[Any, Any, str]:
    """One's own storyboard or None, its faults, and the id of the chosen one, after some steps."""
    session = AppTest.from_string(BOARDS, default_timeout=SECONDS)
    session.session_state["steps"] = list(steps)
    session.run()
    assert not session.exception
    return session.session_state["told"]


VIEW = {"lat": 30.2, "lng": 120.1, "zoom": 9.0, "width": 800, "height": 500}
THREE = [("keep_map", page, VIEW) for page in ("overview", "transport", "zones")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_the_scenes(lang: str, atlas: Atlas) -> None:
    session = run("pages/briefing.py", lang=lang)
    assert_sound(session)
    assert heading(session) == [say(lang, "page.briefing")]
    first = builtin(atlas)[0]
    labels = [button.label for button in session.button if button.key and button.key.startswith("scene_")]
    assert len(labels) == len(first.scenes)
    assert str(len(first.scenes)) in html(session)


@pytest.mark.parametrize("value", ["nothing", "<script>", "../x", "x" * 5000, ""])
def test_an_unknown_board_falls_back(value: str) -> None:
    session = run("pages/briefing.py", lang="zh", board=value)
    assert_sound(session)
    assert "<script" not in html(session)


def test_the_board_of_the_address_is_chosen(atlas: Atlas) -> None:
    wanted = builtin(atlas)[2]
    session = run("pages/briefing.py", lang="en", board=wanted.id)
    assert session.selectbox(key="board").value == wanted.id


def test_maps_are_kept_as_scenes_in_their_order() -> None:
    board, faults, chosen = after(*THREE)
    assert [step.page for step in board.scenes] == ["overview", "transport", "zones"]
    assert board.scenes[0].view == "30.2,120.1,9,800x500"
    assert faults == ()
    assert chosen == OWN_ID


def test_scenes_are_moved_and_removed() -> None:
    board, _, _ = after(*THREE, ("move", 0, 1), ("remove", 2))
    assert [step.page for step in board.scenes] == ["transport", "overview"]
    board, _, _ = after(*THREE, ("move", 0, -1), ("move", 2, 1), ("move", 9, 1))
    assert [step.page for step in board.scenes] == ["overview", "transport", "zones"]


def test_the_last_scene_goes_with_the_storyboard(atlas: Atlas) -> None:
    board, _, chosen = after(THREE[0], ("remove", 0))
    assert board is None
    assert chosen == builtin(atlas)[0].id


def test_what_a_scene_says_can_be_changed_and_a_bad_text_changes_nothing() -> None:
    board, faults, _ = after(THREE[0], ("edit", 0, {"title_en": "A title", "duration_s": 90}))
    assert (board.scenes[0].title_en, board.scenes[0].duration_s, faults) == ("A title", 90, ())
    board, faults, _ = after(THREE[0], ("edit", 0, {"title_zh": "", "title_en": ""}))
    assert board.scenes[0].title_en
    assert [fault.code for fault in faults] == ["no_title"]


def test_a_file_is_loaded_and_a_broken_one_changes_nothing(atlas: Atlas) -> None:
    file = dump(builtin(atlas)[1]).encode()
    board, faults, _ = after(("take", file))
    assert board.scenes == builtin(atlas)[1].scenes
    assert board.id == OWN_ID  # the atlas's own keep their names
    assert faults == ()
    board, faults, _ = after(
        THREE[0], ("take", b"version = 1\nid = 'x'\ntitle_zh = 'x'\n[[scenes]]\nfit = ['nowhere']\n")
    )
    assert len(board.scenes) == 1
    assert {fault.code for fault in faults} == {"unknown_feature", "no_title"}


def test_a_saved_file_loads_as_the_same(atlas: Atlas) -> None:
    board, _, _ = after(*THREE)
    assert load(dump(board), atlas) == board


def test_a_copy_may_be_edited_and_the_original_stays(atlas: Atlas) -> None:
    first = builtin(atlas)[0]
    board, _, _ = after(("copy", first), ("edit", 0, {"title_zh": "改过"}))
    assert board.scenes[0].title_zh == "改过"
    assert first.scenes[0].title_zh != "改过"


def test_a_hostile_view_keeps_the_opening_one() -> None:
    for view in (
        None,
        {},
        {"lat": "x"},
        {"lat": 1e308, "lng": 0, "zoom": 0, "width": 1, "height": 1},
        [1, 2],
        "30,120,9",
    ):
        board, _, _ = after(("keep_map", "overview", view))
        assert board.scenes[0].view == ""
