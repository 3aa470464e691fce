"""What the browser does for one's own storyboards: keeps them over a reload, orders scenes by drag and keys, warns."""

from __future__ import annotations

from typing import Any

from layers.atlas.atlas import current_atlas
from maps.storyboard.storyboard import Storyboard
from ui.briefing import boards, windows
from ui.briefing.editing import follow
from ui.server.assets import component
from ui.session.door import session, told

KEY = "atlas_storyboards"
HTML = '<div class="atlas-keeping"></div>'


def _number(value: object) -> int:
    """A whole number that the browser told; -1 for anything else."""
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1000 else -1  # noqa: PLR2004


def _on_restore() -> None:
    """What an earlier session has left, and its scene in hand on the map unless the reader came from another."""
    boards.restore(told(KEY, "restore"))
    if session().began == "briefing":
        follow()


def _on_merge() -> None:
    windows.merge(told(KEY, "merge"))


def _on_move() -> None:
    found = told(KEY, "move")
    if isinstance(found, dict):
        boards.move(_number(found.get("from")), _number(found.get("to")))


def _on_undo() -> None:
    if told(KEY, "undo"):
        boards.undo()
        follow()


def _on_redo() -> None:
    if told(KEY, "redo"):
        boards.redo()
        follow()


def _on_stored() -> None:
    found = told(KEY, "stored")
    shelf = boards.SHELF.get()
    if isinstance(found, int) and not isinstance(found, bool):
        shelf.stored = max(shelf.stored, min(found, shelf.changes))


def mount_away() -> None:
    """On the page of a map: let the browser keep what was taken in there, until it says that it does.

    A map that was added is there after a crash, and where the storyboards' page is opened by its address.
    """
    mount(boards.chosen(current_atlas()), away=boards.SHELF.get().changes)


def mount(board: Storyboard, away: int | None = None) -> None:
    """Join the list of a storyboard's scenes on the page; `away` is the state's number on another page."""
    shelf = boards.SHELF.get()
    mounted: Any = component(KEY, "storyboards.js", HTML)
    mounted(
        key=KEY,
        data={
            "session": shelf.name, "heard": shelf.heard, "touched": bool(shelf.past or shelf.future),
            "merged": shelf.merged, "full": shelf.full, "kept": boards.kept(), "unsaved": boards.any_unsaved(),
            "own": boards.is_own(board),
            "away": away, "file": shelf.file,
        },
        on_restore_change=_on_restore,
        on_merge_change=_on_merge,
        on_stored_change=_on_stored,
        on_move_change=_on_move,
        on_undo_change=_on_undo,
        on_redo_change=_on_redo,
    )  # fmt: skip
