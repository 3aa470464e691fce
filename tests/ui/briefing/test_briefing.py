"""The briefing page, and the storyboard of one's own that a session keeps."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas
from maps.scene.pages import pages
from maps.storyboard.file import builtin, dump, load
from tests.ui.frame.test_pages import SECONDS, assert_sound, heading, html, run
from text import LANGUAGES
from ui.briefing.briefing import _told
from ui.briefing.shelf import MOST_OWN, OWN_ID, Kept, News, Shelf, Told

BOARDS = """
import json
import streamlit as st
from layers.atlas.atlas import current_atlas
from maps.scene.scene import opening
from ui.briefing import boards, windows
atlas = current_atlas()
for step in st.session_state.get("steps", []):
    name, *given = step
    if name == "keep_map":
        boards.keep_map(opening(atlas, given[0]), given[1])
    elif name == "hold":
        boards.hold(boards.own(), given[0])
    elif name == "again":
        told = json.loads(json.dumps(boards.kept()))
        boards.SHELF.drop()
        boards.restore(told)
    elif name == "merge":
        windows.merge(given[0])
    elif name == "edit":
        boards.edit(given[0], **given[1])
    else:
        getattr(boards, name)(*given)
st.session_state["told"] = (boards.own(), boards.faults(), boards.chosen(atlas).id)
st.session_state["shelf"] = boards.SHELF.get()
"""


def after(*steps: tuple[Any, ...]) -> tuple[Any, Any, str]:
    """One's own storyboard or None, its faults, and the id of the chosen one, after some steps."""
    session = AppTest.from_string(BOARDS, default_timeout=SECONDS)
    session.session_state["steps"] = list(steps)
    session.run()
    assert not session.exception
    return session.session_state["told"]


def shelf_after(*steps: tuple[Any, ...]) -> Shelf:
    """All that the session remembers of storyboards after some steps."""
    session = AppTest.from_string(BOARDS, default_timeout=SECONDS)
    session.session_state["steps"] = list(steps)
    session.run()
    assert not session.exception
    shelf: Shelf = session.session_state["shelf"]
    return shelf


VIEW = {"lat": 30.2, "lng": 120.1, "zoom": 9.0, "width": 800, "height": 500}
THREE = [("keep_map", page, VIEW) for page in ("overview", "transport", "zones")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_the_scenes(lang: str, atlas: Atlas) -> None:
    session = run("pages/briefing.py", lang=lang)
    assert_sound(session)
    assert heading(session) == [pages()["briefing"].title(lang)]
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
    board, _, _ = after(*THREE, ("move", 0, -1), ("move", 2, 3), ("move", 9, 1))
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
    board, faults, _ = after(("take", "x.toml", file))
    assert board.scenes == builtin(atlas)[1].scenes
    assert board.id == OWN_ID  # the atlas's own keep their names
    assert faults == ()
    board, faults, _ = after(
        THREE[0], ("take", "x.toml", b"version = 1\nid = 'x'\ntitle_zh = 'x'\n[[scenes]]\nfit = ['nowhere']\n")
    )
    assert len(board.scenes) == 1
    assert {fault.code for fault in faults} == {"not_loaded", "unknown_feature", "no_title"}


def test_what_a_loaded_file_has_done_is_told(atlas: Atlas) -> None:
    ours, _, _ = after(*THREE)
    file, other = dump(ours).encode(), ("edit", 0, {"title_zh": "新"})
    assert shelf_after(("take", "x.toml", file)).news == News("loaded", ours)
    assert shelf_after(*THREE, ("take", "x.toml", file)).news == News("same", ours, ours)
    changed = shelf_after(*THREE, other, ("take", "x.toml", file))
    assert changed.news == News("replaced", ours, changed.past[-1].own[0])
    assert shelf_after(*THREE, other, ("take", "x.toml", file), ("undo",)).news is None
    of_the_atlas = ("take", "x.toml", dump(builtin(atlas)[0]).encode())
    twice = shelf_after(of_the_atlas, of_the_atlas)
    assert (twice.news and twice.news.what, len(twice.now.own), len(twice.past)) == ("same", 1, 1)


LOADED: tuple[Told, ...] = ("loaded", "replaced", "same")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_loaded_file_is_told_in_a_sentence(lang: str, atlas: Atlas) -> None:
    first, second = builtin(atlas)[:2]
    said = {what: _told(News(what, first, second), lang) for what in LOADED}
    assert all(first.said("title", lang) in text for text in said.values())
    assert second.said("title", lang) in said["replaced"]


def test_what_is_shown_when_one_starts_is_what_starts(atlas: Atlas) -> None:
    first, second = (board.id for board in builtin(atlas)[:2])
    kept = {"boards": [{"text": dump(builtin(atlas)[1])}], "chosen": f"{second}-2", "place": 0}
    assert after(("restore", kept))[2] == f"{second}-2"
    assert after(("choose", first), ("restore", kept))[2] == first
    session = run("pages/briefing.py")
    # A board's button is its own: a late click starts no other.
    assert [each.key for each in session.button if str(each.key).startswith("present_")] == [f"present_{first}"]


def test_a_saved_file_loads_as_the_same(atlas: Atlas) -> None:
    board, _, _ = after(*THREE)
    assert load(dump(board), atlas) == board


def test_a_copy_may_be_edited_and_the_original_stays(atlas: Atlas) -> None:
    first = builtin(atlas)[0]
    board, _, _ = after(("copy", first.id), ("edit", 0, {"title_zh": "改过"}))
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


def test_a_map_is_taken_in_below_the_scene_in_hand_and_can_replace_its_map() -> None:
    board, _, _ = after(*THREE, ("hold", 0), ("keep_map", "places", VIEW))
    assert [step.page for step in board.scenes] == ["overview", "places", "transport", "zones"]
    edited = ("edit", 1, {"title_zh": "留着", "duration_s": 90})
    board, _, _ = after(*THREE, ("hold", 1), edited, ("wish", "replace"), ("keep_map", "places", VIEW))
    assert [step.page for step in board.scenes] == ["overview", "places", "zones"]
    assert (board.scenes[1].title_zh, board.scenes[1].duration_s) == ("留着", 90)


def test_each_storyboard_has_an_id_and_a_name_of_its_own(atlas: Atlas) -> None:
    first = builtin(atlas)[0]
    shelf = shelf_after(("copy", first.id), ("copy", first.id), THREE[0], ("wish", "new"), THREE[1])
    own = shelf.now.own
    assert len({board.id for board in (*own, *builtin(atlas))}) == 3 + len(builtin(atlas))
    titles = [(board.title_zh, board.title_en) for board in (first, *own)]
    assert len({zh for zh, _ in titles}) == len({en for _, en in titles}) == 4
    assert [first.title_zh in board.title_zh for board in own] == [True, True, False]
    assert [len(board.scenes) for board in own] == [len(first.scenes), len(first.scenes) + 1, 1]


def test_a_renamed_storyboard_keeps_its_other_name_and_a_bad_one_is_refused() -> None:
    board, faults, _ = after(THREE[0], ("rename", "两江会", "zh"))
    assert (board.title_zh, board.title_en, faults) == ("两江会", "My briefing", ())
    board, faults, _ = after(THREE[0], ("rename", "a\u202eb", "zh"))
    assert board.title_zh == "我的汇报"
    assert [fault.code for fault in faults] == ["bad_text"]


def test_every_change_can_be_taken_back_and_made_again() -> None:
    pages = ["overview", "transport", "zones"]
    changes = (("move", 2, 0), ("edit", 0, {"title_zh": "新"}), ("remove", 1), ("rename", "甲", "zh"), ("drop",))
    board, _, _ = after(*THREE, *changes, *[("undo",)] * len(changes))
    assert [step.page for step in board.scenes] == pages
    assert board == after(*THREE)[0]
    board, _, _ = after(*THREE, ("move", 2, 0), ("undo",), ("redo",), ("redo",))
    assert [step.page for step in board.scenes] == ["zones", "overview", "transport"]
    board, _, _ = after(*THREE, ("move", 2, 0), ("undo",), ("remove", 0), ("redo",))
    assert [step.page for step in board.scenes] == ["transport", "zones"]
    assert after(("undo",), ("redo",))[0] is None


def test_what_the_browser_keeps_comes_back_as_it_was() -> None:
    steps = (*THREE, ("rename", "甲", "zh"), ("wish", "new"), THREE[0], ("hold", 0))
    before, later = shelf_after(*steps), shelf_after(*steps, ("again",))
    assert later.now == before.now == Kept(before.now.own, "own-2", 0)
    assert [later.is_saved(board) for board in later.now.own] == [False, False]
    assert later.past == ()
    file = dump(before.now.own[0]).encode()
    assert shelf_after(("take", "own.toml", file), ("again",)).is_saved(before.now.own[0])


HOSTILE: list[Any] = [
    None, [], "x", {"boards": 7}, {"boards": [None, 3, {"text": 5}, {"text": "x" * 600_000}, {"text": "version = 2"}]},
    {"boards": [{"text": "[[scenes]]\ntitle_zh = '<img onerror=x>'"}], "chosen": {}, "place": "x"},
    {"boards": {"text": "a"}, "chosen": [1], "place": 1e400},
]  # fmt: skip


@pytest.mark.parametrize("told", HOSTILE, ids=range(len(HOSTILE)))
def test_what_anybody_may_have_written_there_is_refused_with_words(told: Any) -> None:
    shelf = shelf_after(("restore", told))
    assert shelf.now == Kept()
    asked = told["boards"] if isinstance(told, dict) and isinstance(told["boards"], list) else []
    codes = [fault.code for fault in shelf.faults]
    assert codes.count("not_restored") + codes.count("not_kept") == len(asked)


def test_what_cannot_be_read_is_kept_until_it_is_thrown_away(atlas: Atlas) -> None:
    later, mine = "version = 9\nid = 'later'", dump(builtin(atlas)[1])
    kept = {"boards": [{"text": later, "saved": True}, {"text": mine, "saved": False}]}
    shelf = shelf_after(("restore", kept), ("hold", 0), ("again",), ("rename", "甲", "zh"), ("save_unread",))
    assert shelf.unread == (later,)
    assert len(shelf.now.own) == 1
    assert shelf.file
    assert later in shelf.file["text"]
    merged = shelf_after(THREE[0], ("merge", {"found": kept, "base": {"boards": []}}), ("again",))
    assert merged.unread == (later,), "what another window keeps is not thrown away here"
    assert shelf_after(("restore", kept), ("drop_unread",), ("again",)).unread == ()
    large = shelf_after(("restore", {"boards": [{"text": "x" * 600_000}]}))
    assert large.unread == (), "it goes along with every run"
    assert large.faults[0].code == "not_kept", "and that is said"
    gone = ("merge", {"found": {"boards": [kept["boards"][1]]}, "base": kept})
    assert shelf_after(("restore", kept), gone).unread == (), "another window has thrown it away"


def test_the_browser_is_heard_once_and_never_over_what_is_new(atlas: Atlas) -> None:
    kept = {"boards": [{"text": dump(builtin(atlas)[0]), "saved": True}], "chosen": "own", "place": 99}
    shelf = shelf_after(THREE[0], ("restore", kept), ("restore", kept))
    assert [len(board.scenes) for board in shelf.now.own] == [1, len(builtin(atlas)[0].scenes)]
    assert shelf.now.place is None


def test_there_are_not_more_of_ones_own_than_there_is_room_for(atlas: Atlas) -> None:
    shelf = shelf_after(*[("copy", builtin(atlas)[0].id)] * (MOST_OWN + 1))
    assert len(shelf.now.own) == MOST_OWN
    assert [fault.code for fault in shelf.faults] == ["too_many_boards"]


def test_what_the_browser_kept_takes_nothing_from_the_storyboard_one_works_with() -> None:
    own, _, _ = after(("keep_map", "zones", VIEW))
    assert after(("keep_map", "zones", VIEW), ("again",))[2] == own.id
    assert after(("keep_map", "zones", VIEW), ("choose", "ten-projects"), ("again",))[2] == "ten-projects"
