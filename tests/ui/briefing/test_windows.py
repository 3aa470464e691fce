"""Two windows of a browser, and what becomes of the storyboards that both have."""

from __future__ import annotations

from typing import Any

from layers.atlas.atlas import Atlas
from maps.storyboard.file import builtin, dump
from maps.storyboard.storyboard import Storyboard, edited
from tests.ui.briefing.test_briefing import VIEW, shelf_after
from ui.briefing.shelf import News
from ui.briefing.windows import merged


def named(atlas: Atlas, ident: str, title: str) -> Storyboard:
    return edited(builtin(atlas)[0], atlas, id=ident, title_zh=title)


def texts(*boards: Storyboard) -> list[tuple[Storyboard, str]]:
    return [(board, dump(board)) for board in boards]


def test_what_one_window_changed_makes_or_takes_away_is_so_in_both(atlas: Atlas) -> None:
    a, b, c = (named(atlas, ident, ident) for ident in ("a", "b", "c"))
    here, there = named(atlas, "a", "here"), named(atlas, "b", "there")
    before = {dump(a), dump(b)}
    assert merged((a, b), texts(a, there, c), before) == ((a, there, c), ()), "changed and made there"
    assert merged((here, b), texts(a, b), before) == ((here, b), ()), "changed here"
    assert merged((a, b), texts(b), before) == ((b,), ()), "taken away there"
    assert merged((b,), texts(a, b), before) == ((b,), ()), "taken away here"
    assert merged((a, b), texts(b, a), before) == ((b, a), ()), "windows come to the same order"


def test_what_both_have_changed_is_there_twice(atlas: Atlas) -> None:
    a, here, there = named(atlas, "a", "a"), named(atlas, "a", "here"), named(atlas, "a", "there")
    assert merged((here,), texts(there), {dump(a)}) == ((here,), (there,))
    assert merged((here,), texts(here), {dump(a)}) == ((here,), ()), "the same change is none"
    assert merged((here,), texts(), {dump(a)}) == ((here,), ()), "what is changed here is not taken away"
    assert merged((a,), texts(there), set()) == ((a,), (there,)), "nothing is known of before"


def test_a_merge_keeps_what_the_browser_had_and_says_so(atlas: Atlas) -> None:
    theirs = named(atlas, "own", "theirs")
    told = {"found": {"boards": [{"text": dump(theirs), "saved": False}]}, "base": {"boards": []}}
    shelf = shelf_after(("keep_map", "zones", VIEW), ("merge", told))
    assert [board.said("title", "zh") for board in shelf.now.own] == ["我的汇报", "theirs(另一窗口)"]
    assert (shelf.news, shelf.merged) == (News("both"), 1)
    assert len({board.id for board in shelf.now.own}) == 2


def test_what_another_window_says_is_read_as_a_file_is(atlas: Atlas) -> None:
    hostile = [7, {"text": "title_zh = 1"}, {"text": ["x"]}]
    for told in ({"found": {"boards": hostile}}, {"found": 3, "base": "x"}, None):
        shelf = shelf_after(("keep_map", "zones", VIEW), ("merge", told))
        assert len(shelf.now.own) == 1
        assert shelf.merged == 1


def told_of(boards: list[Storyboard]) -> dict[str, Any]:
    return {"found": {"boards": [{"text": dump(board)} for board in boards]}, "base": {"boards": []}}


def test_two_windows_that_are_full_keep_what_both_have(atlas: Atlas) -> None:
    boards = [named(atlas, f"b-{number}", str(number)) for number in range(12)]
    steps = (("merge", told_of(boards)), ("rename", "甲", "zh"), ("hold", 0))
    shelf = shelf_after(("keep_map", "zones", VIEW), *steps)
    assert len(shelf.now.own) == 13
    assert (shelf.merged, shelf.faults) == (1, ())
    assert "甲" in {board.said("title", "zh") for board in shelf.now.own}, "what is there can still be changed"
    assert len(shelf_after(("keep_map", "zones", VIEW), *steps, ("again",)).now.own) == 13, "after a crash, too"
    more = shelf_after(("keep_map", "zones", VIEW), *steps, ("copy", boards[0].id))
    assert len(more.now.own) == 13
    assert [fault.code for fault in more.faults] == ["too_many_boards"], "but not another one"


def test_too_many_are_refused_and_stay_in_the_browser(atlas: Atlas) -> None:
    boards = [named(atlas, f"b-{number}", str(number)) for number in range(24)]
    shelf = shelf_after(("keep_map", "zones", VIEW), ("merge", told_of(boards)))
    assert len(shelf.now.own) == 1
    assert (shelf.merged, shelf.full) == (1, True), "the browser does not write over what was not taken in"
    assert [fault.code for fault in shelf.faults] == ["too_many_boards"]
