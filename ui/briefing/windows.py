"""One's own storyboards in two windows of a browser: what another has kept comes in, and nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from layers.atlas.atlas import current_atlas
from layers.errors import Fault, StoryboardError
from maps.storyboard.file import dump, load
from maps.storyboard.storyboard import Storyboard
from ui.briefing import boards
from ui.briefing.shelf import MOST_KEPT, Kept, News, retitled, unused


def _texts(told: object) -> list[tuple[str, bool]]:
    """The files that the browser says it keeps, each with whether it was saved; anybody may have written there."""
    found = told.get("boards") if isinstance(told, Mapping) else None
    items = [item for item in found[:MOST_KEPT] if isinstance(item, Mapping)] if isinstance(found, list) else []
    return [(item["text"], item.get("saved") is True) for item in items if isinstance(item.get("text"), str)]


def _read(texts: Iterable[str]) -> tuple[list[tuple[Storyboard, str]], tuple[Fault, ...]]:
    read: list[tuple[Storyboard, str]] = []
    wrong: list[Fault] = []
    for text in texts:
        try:
            read.append((load(text, current_atlas()), text))
        except StoryboardError as error:
            if text not in boards.SHELF.get().unread:
                wrong += boards.unreadable(text, error)
    return read, tuple(wrong)


def merged(own: tuple[Storyboard, ...], theirs: Iterable[tuple[Storyboard, str]], before: Collection[str]) -> tuple[
    tuple[Storyboard, ...], tuple[Storyboard, ...]
]:  # fmt: skip
    """One's own storyboards with what another window has changed, and what both have changed, as the other has it.

    `theirs` come with their text, `before` are the texts that both windows began with. What only one has changed is
    as that one has it, what only one has taken away is away. They stand in the order of `theirs`, so that two windows
    come to the same.
    """
    found = {board.id: (board, text) for board, text in theirs}
    order = {ident: place for place, ident in enumerate(found)}
    left, both = [], []
    for mine in own:
        unchanged = dump(mine) in before
        other, text = found.pop(mine.id, (None, ""))
        if other is None or not unchanged:
            left += [] if other is None and unchanged else [mine]
            both += [other] if other is not None and text not in before and text != dump(mine) else []
        else:
            left.append(other)
    left += [board for board, text in found.values() if text not in before]
    return tuple(sorted(left, key=lambda board: order.get(board.id, len(order)))), tuple(both)


def merge(told: object) -> None:
    """Take in what another window has kept since this one last looked; how that went is said.

    Where that is more than the browser may keep, nothing is written over what the other window keeps there.
    """
    said = told if isinstance(told, Mapping) else {}
    files, before = _texts(said.get("found")), {text for text, _ in _texts(said.get("base"))}
    shelf, there = boards.SHELF.get(), {text for text, _ in files}
    shelf.unread = tuple(text for text in shelf.unread if text in there or text not in before)
    theirs, wrong = _read(text for text, _ in files)
    own, both = merged(shelf.now.own, theirs, before)
    for board in both:
        ids = {*(each.id for each in own), *boards.all_boards(current_atlas())}
        own = (*own, retitled(board, unused(ids, board.id), boards.titles("briefing.other_window", board)))
    shelf.merged += 1
    shelf.full = len(own) > MOST_KEPT
    if shelf.full:
        shelf.faults = (*wrong, StoryboardError.fault("too_many_boards", most=MOST_KEPT))
        return
    ids = {board.id for board in own}
    chosen = shelf.now.chosen if shelf.now.chosen in ids or not shelf.now.find(shelf.now.chosen) else None
    if own != shelf.now.own:
        shelf.change(Kept(own, chosen, shelf.now.place))
        shelf.news = News("both" if both else "other")
    saved = {text for text, is_saved in files if is_saved}
    shelf.saved |= {board.id: board for board, text in theirs if text in saved and board in own}
    shelf.faults, shelf.heard = wrong, True
