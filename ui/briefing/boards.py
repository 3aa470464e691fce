"""The storyboards of a session: those of the atlas, and the reader's own (`shelf.py`), which the browser keeps too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import Fault, StoryboardError
from maps.scene.scene import LONGEST_TITLE, Scene, plain
from maps.storyboard.file import builtin, dump, load
from maps.storyboard.storyboard import (
    VERSION,
    Step,
    Storyboard,
    capture,
    checked,
    edited,
    inserted,
    moved,
    removed,
    replaced,
    shown_as,
)
from text import LANGUAGES, say
from ui.briefing.shelf import MOST_KEPT, MOST_OWN, WISHES, Kept, News, Shelf, Wish, at, named, retitled, unused
from ui.session.door import Slot
from ui.session.session import view_told

BOARD = "board"
"""What the address calls the storyboard."""
SHELF = Slot("storyboards", Shelf)
"""No widget's key: Streamlit forgets those when one leaves the page, and forbids setting them afterwards."""


def own() -> Storyboard | None:
    """The reader's own storyboard that is worked with; the last of them where it is one of the atlas's."""
    now = SHELF.get().now
    return now.find(now.chosen) or (now.own[-1] if now.own else None)


def all_boards(atlas: Atlas) -> dict[str, Storyboard]:
    """Every storyboard by its id; the reader's own last."""
    return {board.id: board for board in (*builtin(atlas), *SHELF.get().now.own)}


def chosen(atlas: Atlas) -> Storyboard:
    """The storyboard that the session, or the address, has chosen; the first one where that does not exist."""
    boards = all_boards(atlas)
    asked = SHELF.get().now.chosen or st.query_params.get(BOARD)
    return boards.get(asked or "") or next(iter(boards.values()))


def lost(atlas: Atlas) -> tuple[str, ...]:
    """The storyboard that the address names, cut short, where it does not exist and no other was chosen since."""
    asked = st.query_params.get(BOARD, "")
    return (asked[:40],) if asked and not SHELF.get().now.chosen and asked not in all_boards(atlas) else ()


def choose(ident: str) -> None:
    """Remember which storyboard the reader works with; none of its scenes is in hand yet."""
    shelf = SHELF.get()
    shelf.change(replace(shelf.now, chosen=ident, place=None))


def is_own(board: Storyboard) -> bool:
    """Whether it may be edited."""
    return board in SHELF.get().now.own


def place_in(board: Storyboard) -> int | None:
    """The scene of a storyboard that is in hand, counted from 0."""
    now = SHELF.get().now
    return now.place if now.chosen == board.id and now.place is not None and now.place < len(board.scenes) else None


def hold(board: Storyboard, place: int | None) -> None:
    """Take a scene of a storyboard in hand, or none."""
    shelf = SHELF.get()
    shelf.change(at(replace(shelf.now, chosen=board.id), place))


def faults() -> tuple[Fault, ...]:
    """What was wrong with the last storyboard that was given or edited."""
    return SHELF.get().faults


def _refuse(*wrong: Fault) -> None:
    SHELF.get().faults = wrong


def _keep(board: Storyboard, place: int | None = None, most: int = MOST_OWN) -> bool:
    """Keep a storyboard of one's own, which is in hand then, and say whether there was room for it."""
    shelf = SHELF.get()
    kept = shelf.now.with_board(board, place)
    if len(kept.own) > max(most, len(shelf.now.own)):
        _refuse(StoryboardError.fault("too_many_boards", most=MOST_OWN))
        return False
    shelf.change(kept)
    return True


def _is_the_atlas_s(ident: str | None) -> bool:
    return ident in {each.id for each in builtin(current_atlas())}


def _apart(board: Storyboard) -> Storyboard:
    """A storyboard under an id that none of the atlas's own has: that of one's own which is the same, if one is."""
    if not _is_the_atlas_s(board.id):
        return board
    named_so = (board.model_copy(update={"id": each.id}) for each in SHELF.get().now.own)
    twin = next((each for each in named_so if is_own(each)), None)
    return twin or board.model_copy(update={"id": unused(all_boards(current_atlas()))})


def titles(key: str, board: Storyboard | None = None) -> dict[str, str]:
    """Titles in every language that no storyboard has, as a text says them of one."""
    found = {}
    for lang in LANGUAGES:
        taken = [each.said("title", lang) for each in all_boards(current_atlas()).values()]
        title = board.said("title", lang)[: LONGEST_TITLE - 12] if board else ""

        def said(number: int, lang: str = lang, title: str = title) -> str:
            return say(lang, key, title=title, number="" if number == 1 else f" {number}").strip()

        found[lang] = named(taken, said)
    return found


def copy(ident: str) -> None:
    """Make another one with the same scenes and a name of its own (used as a callback): as it is now."""
    board = all_boards(current_atlas()).get(ident)
    if board is None:  # another window has taken it away
        return
    _keep(retitled(board, unused(all_boards(current_atlas())), titles("briefing.copy_of", board)), place_in(board))


def rename(title: str, lang: str) -> None:
    """Call one's own storyboard something else in a language (used in a callback)."""
    mine = own()
    if mine is not None:
        try:
            _keep(edited(mine, current_atlas(), **{f"title_{lang}": title}), SHELF.get().now.place)
        except StoryboardError as error:
            _refuse(*error.faults)


def take(name: str, content: bytes) -> None:
    """Load a file (used as a callback); one that is refused leaves everything as it is, and why is remembered.

    A file of a storyboard that is here already takes its place, from which there is a way back. What was done is news.
    """
    shelf = SHELF.get()
    try:
        board = _apart(load(content, current_atlas()))
    except StoryboardError as error:
        shelf.news = None
        _refuse(StoryboardError.fault("not_loaded", name=plain(name, LONGEST_TITLE)), *error.faults)
        return
    before = shelf.now.find(board.id)
    if _keep(board):
        shelf.saved[board.id] = board
        shelf.news = News("loaded" if before is None else "same" if before == board else "replaced", board, before)


def forgive() -> None:
    """Forget what was wrong with the last file, and what it has done (used as a callback)."""
    SHELF.get().news = None
    _refuse()


def drop() -> None:
    """Take one's own storyboard away (used as a callback); there is a way back."""
    mine, shelf = own(), SHELF.get()
    if mine is not None:
        shelf.change(shelf.now.without(mine.id))


def undo() -> None:
    """Take the last change back (used as a callback)."""
    SHELF.get().undo()


def redo() -> None:
    """Make the change again that was taken back last (used as a callback)."""
    SHELF.get().redo()


def save(ident: str) -> None:
    """Let the browser write a storyboard's file, and remember that it holds it as it is (used as a callback).

    It is looked up now: what was written in a field before the click is in it.
    """
    board = all_boards(current_atlas()).get(ident)
    if board is not None:  # another window may have taken it away
        SHELF.get().save(board, dump(board))


def save_unread() -> None:
    """Let the browser write a file of what it keeps and nobody can read here (used as a callback)."""
    SHELF.get().save_unread()


def drop_unread() -> None:
    """Throw away what the browser keeps and nobody can read here (used as a callback)."""
    shelf = SHELF.get()
    shelf.unread, shelf.faults = (), ()
    shelf.change(shelf.now)


def wish(what: Wish) -> None:
    """Say what is to become of the map that is taken in next."""
    SHELF.get().wish = what if what in WISHES else "below"


def keep_map(scene: Scene, view: Any) -> None:
    """Take in what the map shows now: as a scene below the one in hand, as that scene's map, or as a new storyboard."""
    atlas, mine, shelf = current_atlas(), own(), SHELF.get()
    wished, shelf.wish = shelf.wish, "below"
    place = place_in(mine) if mine else None
    try:
        step = capture(replace(scene, view=view_told(view)), atlas)
        if mine is None or wished == "new":
            _begin(step, atlas)
        elif wished == "replace" and place is not None:
            _keep(mine.model_copy(update={"scenes": replaced(mine.scenes, place, _with_map(mine, place, step))}), place)
        else:
            below = len(mine.scenes) if place is None else place + 1
            _keep(edited(mine, atlas, scenes=inserted(mine.scenes, below, step)), below)
    except StoryboardError as error:
        _refuse(*error.faults)


def _begin(step: Step, atlas: Atlas) -> None:
    named_so = {f"title_{lang}": text for lang, text in titles("briefing.own_named").items()}
    ident = unused(all_boards(atlas))
    _keep(checked(Storyboard, {"version": VERSION, "id": ident, **named_so, "scenes": (step,)}, atlas), 0)


def _with_map(board: Storyboard, place: int, step: Step) -> Step:
    """A scene with another map, on which that stands out which its sentence speaks of, as far as it is there."""
    before, frames = board.scenes[place], current_atlas().frames
    there = [frames[ident].index for ident in step.layers or () if ident in frames]
    named = step.named or tuple(one for one in before.named if any(one in index for index in there))
    return shown_as(before, step).model_copy(update={"named": named})


def _change(scenes: tuple[Step, ...], place: int | None) -> None:
    mine = own()
    if mine is not None and scenes:
        _keep(mine.model_copy(update={"scenes": scenes}), place)


def move(place: int, to: int) -> bool:
    """Move a scene of one's own to another place (used in a callback), and say whether there was room for it."""
    mine = own()
    if mine is None or not (0 <= place < len(mine.scenes) and 0 <= to < len(mine.scenes)) or place == to:
        return False
    _change(moved(mine.scenes, place, to), to)
    return True


def remove(place: int) -> None:
    """Take a scene out; the last one goes with the whole storyboard (used as a callback)."""
    mine = own()
    if mine is not None and len(mine.scenes) > 1:
        _change(removed(mine.scenes, place), min(place, len(mine.scenes) - 2))
    else:
        drop()


def edit(place: int, **changes: Any) -> None:
    """Change what a scene says (used as a callback); a text that is refused changes nothing, and why is remembered."""
    mine, atlas = own(), current_atlas()
    if mine is None or not 0 <= place < len(mine.scenes):
        return
    try:
        _change(replaced(mine.scenes, place, edited(mine.scenes[place], atlas, **changes)), place)
    except StoryboardError as error:
        _refuse(*error.faults)


def any_unsaved() -> bool:
    """Whether a storyboard of one's own has something that no file holds."""
    shelf = SHELF.get()
    return not all(map(shelf.is_saved, shelf.now.own))


def is_unstored() -> bool:
    """Whether the browser is not known to keep all as it is now."""
    shelf = SHELF.get()
    return shelf.stored != shelf.changes


def kept() -> dict[str, Any]:
    """What the browser is to keep of one's own storyboards: their files, and where the reader is."""
    shelf = SHELF.get()
    boards = [{"text": dump(board), "saved": shelf.is_saved(board)} for board in shelf.now.own]
    unread = [{"text": text, "saved": False} for text in shelf.unread]
    return {"version": VERSION, "boards": boards + unread, "chosen": shelf.now.chosen, "place": shelf.now.place}


def restore(told: object) -> None:
    """Take back what the browser has kept, once; anybody may have written there, so each is read as a file is."""
    shelf = SHELF.get()
    if shelf.heard:
        return
    shelf.heard = True
    # A link is followed, whatever was worked with before, and so is who has chosen one of the atlas's meanwhile.
    linked = bool(st.query_params.get(BOARD)) or _is_the_atlas_s(shelf.now.chosen)
    asked, place = shelf.now.chosen, shelf.now.place
    wrong: list[Fault] = []
    found = told if isinstance(told, Mapping) else {}
    listed = found.get("boards")
    for item in listed[:MOST_KEPT] if isinstance(listed, list) else ():
        wrong += _restore_one(item if isinstance(item, Mapping) else {})
    wanted = found.get("chosen")
    mine = shelf.now.find(wanted)
    if not linked and isinstance(wanted, str) and wanted in all_boards(current_atlas()):
        asked, place = wanted, _place(found.get("place"), mine) if mine is not None else None
    shelf.now = Kept(shelf.now.own, asked, place)
    shelf.past, shelf.future, shelf.faults = (), (), tuple(wrong)
    shelf.stored = shelf.changes


def _place(told: object, board: Storyboard) -> int | None:
    """Which scene of a storyboard is edited, if it has that one."""
    return int(told) if isinstance(told, int | float) and 0 <= told < len(board.scenes) else None


def unreadable(text: str, error: StoryboardError) -> tuple[Fault, ...]:
    """Why a text that the browser keeps is no storyboard; whether it goes on being kept is said, too."""
    return (StoryboardError.fault("not_restored" if SHELF.get().set_aside(text) else "not_kept"), *error.faults)


def _restore_one(item: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Take back one storyboard; what is wrong with one that is refused."""
    text, shelf = item.get("text"), SHELF.get()
    if not isinstance(text, str):
        return (StoryboardError.fault("not_kept"),)
    try:
        board = load(text, current_atlas())
    except StoryboardError as error:
        return unreadable(text, error)
    taken = all_boards(current_atlas())
    board = board.model_copy(update={"id": unused(taken, board.id)}) if board.id in taken else board
    if _keep(board, most=MOST_KEPT) and item.get("saved") is True:
        shelf.saved[board.id] = board
    return ()
