"""The storyboards that one reader makes, and the way back through what was done to them. Plain Python, no Streamlit."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, TypedDict

from layers.errors import Fault
from maps.scene.scene import LONGEST_TITLE
from maps.storyboard.storyboard import Storyboard
from text import LANGUAGES

OWN_ID = "own"
MOST_OWN = 12
"""So many a reader may make."""
MOST_KEPT = 2 * MOST_OWN
"""Two windows that were full have so many together; neither loses one."""
MOST_STEPS_BACK = 60
MOST_UNREAD = 400_000
"""So many characters that cannot be read are kept: those of twice as many storyboards as one may make."""
Wish = Literal["below", "replace", "new"]
"""What becomes of a map that is taken in: a scene below the one in hand, that scene's map, a storyboard of its own."""
WISHES: tuple[Wish, ...] = ("below", "replace", "new")


@dataclass(frozen=True)
class Kept:
    """One's own storyboards in their order, which storyboard is worked with, and the scene in hand, counted from 0."""

    own: tuple[Storyboard, ...] = ()
    chosen: str | None = None
    place: int | None = None

    def find(self, ident: str | None) -> Storyboard | None:
        """One's own storyboard with an id."""
        return next((board for board in self.own if board.id == ident), None)

    def with_board(self, board: Storyboard, place: int | None) -> Kept:
        """A storyboard in the place of the one with its id, or as the last, and in hand."""
        own = tuple(board if each.id == board.id else each for each in self.own)
        return Kept(own if self.find(board.id) else (*own, board), board.id, place)

    def without(self, ident: str) -> Kept:
        """Without a storyboard; the one before it is in hand then, if there is one."""
        left = tuple(board for board in self.own if board.id != ident)
        return Kept(left, left[-1].id if left else None)


Told = Literal["both", "other", "loaded", "replaced", "same"]


@dataclass(frozen=True)
class News:
    """What became of one's own storyboards without a change of the reader's: which sentence says it, and of which."""

    what: Told
    board: Storyboard | None = None
    before: Storyboard | None = None


class File(TypedDict):
    """A file that the browser writes once, by its number."""

    number: int
    name: str
    text: str


@dataclass
class Shelf:
    """What a session remembers: the storyboards now, before and after, what is in a file, and the last faults.

    `heard` is whether the browser has said what it keeps from earlier; `wish` is for the map that comes next; by
    its `name` the browser knows the session. `news` is what another window or a file has changed; `merged` is how
    often that window was answered, `full` whether there was no room for it. `changes` counts the states, `stored`
    is the one that the browser is known to keep. `file` is the one that was saved since the last change, for the
    browser to write, and `files` how often one was. `unread` are the texts of storyboards that the browser keeps and
    nobody can read here: it goes on keeping them until the reader throws them away.
    """

    now: Kept = Kept()
    past: tuple[Kept, ...] = ()
    future: tuple[Kept, ...] = ()
    saved: dict[str, Storyboard] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    heard: bool = False
    wish: Wish = "below"
    news: News | None = None
    merged: int = 0
    full: bool = False
    changes: int = 0
    stored: int = 0
    file: File | None = None
    files: int = 0
    unread: tuple[str, ...] = ()
    name: str = field(default_factory=lambda: secrets.token_hex(4))

    def change(self, kept: Kept) -> None:
        """Take another state, from which there is a way back where a storyboard is different."""
        self.faults, self.news, self.file = (), None, None
        if kept.own != self.now.own:
            self.past, self.future = (*self.past[1 - MOST_STEPS_BACK :], self.now), ()
        self.now = kept
        self.changes += 1

    def set_aside(self, text: str) -> bool:
        """Go on keeping a text that cannot be read, and say whether it is kept: not more than goes along with a run."""
        if text not in self.unread and sum(map(len, (*self.unread, text))) <= MOST_UNREAD:
            self.unread = (*self.unread, text)
        return text in self.unread

    def save(self, board: Storyboard, text: str) -> None:
        """Have the browser write a file, which holds a storyboard as it is."""
        self.saved[board.id] = board
        self._write(f"{board.id}.toml", text)

    def save_unread(self) -> None:
        """Have the browser write a file of what cannot be read."""
        self._write("unread.toml", "\n\n".join(self.unread))

    def _write(self, name: str, text: str) -> None:
        self.files += 1
        self.file = {"number": self.files, "name": name, "text": text}

    def undo(self) -> None:
        """One step back, if there is one."""
        if self.past:
            self.future, self.faults, self.news = (self.now, *self.future), (), None
            *rest, self.now = self.past
            self.past = tuple(rest)
            self.changes += 1

    def redo(self) -> None:
        """One step on again, if there is one."""
        if self.future:
            self.past, self.faults, self.news = (*self.past, self.now), (), None
            self.now, *rest = self.future
            self.future = tuple(rest)
            self.changes += 1

    def is_saved(self, board: Storyboard) -> bool:
        """Whether a file holds the storyboard as it is now."""
        return self.saved.get(board.id) == board


def unused(taken: Collection[str], first: str = OWN_ID) -> str:
    """An id like the first one that is not taken."""
    return next(name for name in (first if n == 1 else f"{first[:36]}-{n}" for n in count(1)) if name not in taken)


def named(taken: Collection[str], said: Callable[[int], str]) -> str:
    """A name that is not taken; `said` makes one of a number, the first without it."""
    names = (said(number)[:LONGEST_TITLE] for number in range(1, len(taken) + 2))
    return next((name for name in names if name not in taken), said(1)[:LONGEST_TITLE])


def retitled(board: Storyboard, ident: str, titles: dict[str, str]) -> Storyboard:
    """A storyboard under another id and other titles; a language that had none has none."""
    told = {f"title_{lang}": titles[lang] for lang in LANGUAGES if board.model_dump()[f"title_{lang}"]}
    return board.model_copy(update={"id": ident, **told})


def at(kept: Kept, place: int | None) -> Kept:
    """The same storyboards with another scene in hand."""
    return replace(kept, place=place)
