"""The storyboards of a session: those of the atlas, and the reader's own, which lives in the session alone."""

from __future__ import annotations

from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import Fault, StoryboardError
from maps.scene.scene import HOME, Scene
from maps.storyboard.file import builtin, load
from maps.storyboard.storyboard import Step, Storyboard, capture, checked, edited, inserted, moved, removed, replaced
from text import LANGUAGES, say
from ui.session import state

OWN_ID = "own"
BOARD, _OWN, _FAULTS = "board", "own_board", "board_faults"


def own() -> Storyboard | None:
    """The reader's own storyboard, if there is one."""
    return st.session_state.get(_OWN)


def all_boards(atlas: Atlas) -> dict[str, Storyboard]:
    """Every storyboard by its id; the reader's own last."""
    mine = own()
    found = {board.id: board for board in builtin(atlas)}
    return found | ({mine.id: mine} if mine else {})


def chosen(atlas: Atlas) -> Storyboard:
    """The storyboard that the session, or the address, has chosen; the first one where that does not exist."""
    boards = all_boards(atlas)
    asked = st.session_state.get(BOARD) or st.query_params.get(BOARD)
    return boards.get(asked or "") or next(iter(boards.values()))


def is_own(board: Storyboard) -> bool:
    """Whether it may be edited."""
    return board is own()


def faults() -> tuple[Fault, ...]:
    """What was wrong with the last storyboard that was given or edited."""
    return tuple(st.session_state.get(_FAULTS, ()))


def _keep(board: Storyboard | None, wrong: tuple[Fault, ...] = ()) -> None:
    st.session_state[_FAULTS] = wrong
    if board is not None:
        st.session_state[_OWN] = board
        st.session_state[BOARD] = board.id


def _apart(board: Storyboard) -> Storyboard:
    """A storyboard under an id that none of the atlas's own has."""
    taken = {each.id for each in builtin(current_atlas())}
    return board.model_copy(update={"id": OWN_ID}) if board.id in taken else board


def copy(board: Storyboard) -> None:
    """Begin one's own with the scenes of another (used as a callback)."""
    _keep(_apart(board))


def take(content: bytes) -> None:
    """Load a file; one that is refused leaves everything as it is, and why is remembered."""
    try:
        _keep(_apart(load(content, current_atlas())))
    except StoryboardError as error:
        _keep(None, error.faults)


def drop() -> None:
    """Forget one's own storyboard (used as a callback)."""
    for key in (_OWN, BOARD, _FAULTS):
        st.session_state.pop(key, None)


def keep_map(scene: Scene, view: Any) -> None:
    """Add what the map shows now as the last scene of one's own storyboard, which begins with it if need be."""
    atlas, mine = current_atlas(), own()
    seen = Scene(**{**vars(scene), "view": state.view_of(view) if view else HOME})
    try:
        step = capture(seen, atlas)
        if mine is None:
            titles = {f"title_{lang}": say(lang, "briefing.own") for lang in LANGUAGES}
            _keep(checked(Storyboard, {"version": 1, "id": OWN_ID, **titles, "scenes": (step,)}, atlas))
        else:
            _keep(edited(mine, atlas, scenes=inserted(mine.scenes, len(mine.scenes), step)))
    except StoryboardError as error:
        _keep(None, error.faults)


def _change(scenes: tuple[Step, ...]) -> None:
    mine = own()
    if mine is not None and scenes:
        _keep(mine.model_copy(update={"scenes": scenes}))


def move(place: int, by: int) -> None:
    """Move a scene of one's own up or down (used as a callback)."""
    mine = own()
    if mine is not None and 0 <= place + by < len(mine.scenes):
        _change(moved(mine.scenes, place, place + by))


def remove(place: int) -> None:
    """Take a scene out; the last one goes with the whole storyboard (used as a callback)."""
    mine = own()
    if mine is not None and len(mine.scenes) > 1:
        _change(removed(mine.scenes, place))
    else:
        drop()


def edit(place: int, **changes: Any) -> None:
    """Change what a scene says; a text that is refused changes nothing, and why is remembered."""
    mine, atlas = own(), current_atlas()
    if mine is None or not 0 <= place < len(mine.scenes):
        return
    try:
        _change(replaced(mine.scenes, place, edited(mine.scenes[place], atlas, **changes)))
    except StoryboardError as error:
        _keep(None, error.faults)
