"""The storyboards of a session: those of the atlas, and the reader's own, which lives in the session alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import Fault, StoryboardError
from maps.scene.scene import Scene
from maps.storyboard.file import builtin, load
from maps.storyboard.storyboard import Step, Storyboard, capture, checked, edited, inserted, moved, removed, replaced
from text import LANGUAGES, say
from ui.session.door import Slot
from ui.session.session import view_told

OWN_ID = "own"
BOARD = "board"
"""What the address calls the storyboard."""


@dataclass
class Shelf:
    """Which storyboard the reader works with, their own one, and what was wrong with the last that was given."""

    chosen: str | None = None
    own: Storyboard | None = None
    faults: tuple[Fault, ...] = ()


SHELF = Slot("storyboards", Shelf)
"""No widget's key: Streamlit forgets those when one leaves the page, and forbids setting them afterwards."""


def own() -> Storyboard | None:
    """The reader's own storyboard, if there is one."""
    return SHELF.get().own


def all_boards(atlas: Atlas) -> dict[str, Storyboard]:
    """Every storyboard by its id; the reader's own last."""
    mine = own()
    found = {board.id: board for board in builtin(atlas)}
    return found | ({mine.id: mine} if mine else {})


def chosen(atlas: Atlas) -> Storyboard:
    """The storyboard that the session, or the address, has chosen; the first one where that does not exist."""
    boards = all_boards(atlas)
    asked = SHELF.get().chosen or st.query_params.get(BOARD)
    return boards.get(asked or "") or next(iter(boards.values()))


def lost(atlas: Atlas) -> tuple[str, ...]:
    """The storyboard that the address names, cut short, where it does not exist and no other was chosen since."""
    asked = st.query_params.get(BOARD, "")
    return (asked[:40],) if asked and not SHELF.get().chosen and asked not in all_boards(atlas) else ()


def choose(ident: str) -> None:
    """Remember which storyboard the reader works with."""
    SHELF.get().chosen = ident


def is_own(board: Storyboard) -> bool:
    """Whether it may be edited."""
    return board is own()


def faults() -> tuple[Fault, ...]:
    """What was wrong with the last storyboard that was given or edited."""
    return SHELF.get().faults


def _keep(board: Storyboard | None, wrong: tuple[Fault, ...] = ()) -> None:
    shelf = SHELF.get()
    shelf.faults = wrong
    if board is not None:
        shelf.own, shelf.chosen = board, board.id


def _apart(board: Storyboard) -> Storyboard:
    """A storyboard under an id that none of the atlas's own has."""
    taken = {each.id for each in builtin(current_atlas())}
    return board.model_copy(update={"id": OWN_ID}) if board.id in taken else board


def copy(board: Storyboard) -> None:
    """Begin one's own with the scenes of another (used as a callback)."""
    _keep(_apart(board))


def take(content: bytes) -> None:
    """Load a file (used as a callback); one that is refused leaves everything as it is, and why is remembered."""
    try:
        _keep(_apart(load(content, current_atlas())))
    except StoryboardError as error:
        _keep(None, error.faults)


def forgive() -> None:
    """Forget what was wrong with the last file (used as a callback)."""
    _keep(None)


def drop() -> None:
    """Forget one's own storyboard (used as a callback)."""
    SHELF.drop()


def keep_map(scene: Scene, view: Any) -> None:
    """Add what the map shows now as the last scene of one's own storyboard, which begins with it if need be."""
    atlas, mine = current_atlas(), own()
    seen = replace(scene, view=view_told(view))
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


def move(place: int, by: int) -> bool:
    """Move a scene of one's own up or down (used in a callback), and say whether there was room for it."""
    mine = own()
    if mine is None or not 0 <= place + by < len(mine.scenes):
        return False
    _change(moved(mine.scenes, place, place + by))
    return True


def remove(place: int) -> None:
    """Take a scene out; the last one goes with the whole storyboard (used as a callback)."""
    mine = own()
    if mine is not None and len(mine.scenes) > 1:
        _change(removed(mine.scenes, place))
    else:
        drop()


def edit(place: int, **changes: Any) -> None:
    """Change what a scene says (used as a callback); a text that is refused changes nothing, and why is remembered."""
    mine, atlas = own(), current_atlas()
    if mine is None or not 0 <= place < len(mine.scenes):
        return
    try:
        _change(replaced(mine.scenes, place, edited(mine.scenes[place], atlas, **changes)))
    except StoryboardError as error:
        _keep(None, error.faults)
