"""What a session knows of the report page: the chosen clause (also in the URL), the document, what is in focus.

A document lives in the session's memory alone: it is not written, logged, cached, or shared between sessions.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.clauses import LOCATORS
from layers.errors import DocumentError, Fault
from layers.report.documents import MOST_BYTES
from layers.report.extract import extract
from layers.report.outline import features_of, home_layers
from layers.report.placelike import placelike
from layers.report.recognise import Reading, counts, recognise
from layers.report.split import Piece, split
from ui.session import state

PAGE = "report"
SETTING = "ATLAS_REPORT"
# A run that the map asks for just after a choice still carries the address from before it: so long the choice holds.
SETTLING_S = 2.0
_CLAUSE, _CHOSEN, _TOLD = "clause", "clause_chosen_at", "told"
_DOCUMENT, _FAULTS, _OWN = "document", "document_faults", "document_of_settings"


@dataclass(frozen=True, eq=False)
class Read:
    """A document that was read: its file name, pieces, names found, place-like words not found."""

    name: str
    pieces: tuple[Piece, ...]
    reading: Reading
    words: Sequence[tuple[str, int]]

    @property
    def is_report(self) -> bool:
        """Whether it has the structure of the report that the atlas is about."""
        return any(piece.clause for piece in self.pieces)


def clause() -> str | None:
    """The chosen clause. While the page is open the URL says it; on return to the page the session does."""
    asked = st.query_params.get(_CLAUSE)
    if time.monotonic() - st.session_state.get(_CHOSEN, -math.inf) < SETTLING_S:
        _set_clause(state.clause(PAGE))
    elif asked in LOCATORS:
        state.set_clause(PAGE, asked)
    elif asked is not None or _TOLD in st.session_state:
        _set_clause(None)
    elif kept := state.clause(PAGE):
        st.query_params[_CLAUSE] = kept
    return state.clause(PAGE)


def _set_clause(locator: str | None) -> None:
    state.set_clause(PAGE, locator)
    if locator is not None:
        st.query_params[_CLAUSE] = locator
    elif _CLAUSE in st.query_params:
        del st.query_params[_CLAUSE]


def choose(locator: str | None) -> None:
    """Choose a clause, or none (used as a callback); an unknown one changes nothing."""
    if locator is None or locator in LOCATORS:
        _set_clause(locator)
        st.session_state[_CHOSEN] = time.monotonic()
        _tell(current_atlas(), _focus(current_atlas()))


def _focus(atlas: Atlas) -> tuple[str, ...] | None:
    """What stands out on the map: the chosen clause's features, else those of a document, else nothing special."""
    chosen, read = state.clause(PAGE), document()
    if chosen:
        return features_of(atlas, chosen)
    return located(atlas, read) if read and not read.is_report else None


def located(atlas: Atlas, read: Read) -> tuple[str, ...]:
    """Ids of the features a document names, the most frequent first."""
    return tuple(ident for ident in counts(read.reading) if atlas.home(ident) is not None)


def _tell(atlas: Atlas, focus: tuple[str, ...] | None) -> None:
    layers = atlas.known([*atlas.catalogue.opening(PAGE), *home_layers(atlas, focus or ())])
    state.set_visible(PAGE, layers)
    state.command(
        layers=list(layers),
        focus=None if focus is None else list(focus),
        fit=list(focus or ()),
        selected=st.session_state.get("selected"),
    )
    st.session_state[_TOLD] = focus


def begin(atlas: Atlas) -> None:
    """Bring the map in line with the clause and the document, after a page switch or a change of the URL."""
    clause()
    focus = _focus(atlas)
    if _TOLD not in st.session_state or st.session_state[_TOLD] != focus:
        _tell(atlas, focus)
        st.rerun()  # the map, mounted before this page ran, is told in the next run


def pick(ident: object) -> None:
    """Select a feature from text or list, its layer switched on, and show it; an unknown one selects nothing."""
    atlas = current_atlas()
    state.select(ident, tell_map=False)
    chosen = st.session_state["selected"]
    homes = home_layers(atlas, (chosen,) if chosen else ())
    layers = atlas.known([*state.scene(PAGE).layers, *homes])
    state.set_visible(PAGE, layers)
    state.command(
        layers=list(layers), selected=chosen, fit=[chosen] if chosen else [], focus=st.session_state.get(_TOLD)
    )


def document() -> Read | None:
    """The document this session reads: the reader's own, else the one the settings name."""
    return st.session_state.get(_DOCUMENT) or st.session_state.get(_OWN)


def faults() -> tuple[Fault, ...]:
    """What was wrong with the last document given."""
    return st.session_state.get(_FAULTS, ())


def given() -> bool:
    """Whether the reader gave the document (and can take it away)."""
    return st.session_state.get(_DOCUMENT) is not None


def _read(atlas: Atlas, name: str, data: bytes) -> Read:
    pieces = split(extract(name, data).paragraphs)
    known = any(piece.clause for piece in pieces)
    reading = recognise(atlas, [piece.text for piece in pieces], is_report=known)
    return Read(name, pieces, reading, () if known else placelike(reading))


def take(atlas: Atlas, name: str, data: bytes) -> None:
    """Read a document of the reader's; one that cannot be read leaves everything as it is, and why is remembered."""
    st.session_state[_FAULTS] = ()
    try:
        read = st.session_state[_DOCUMENT] = _read(atlas, name, data)
    except DocumentError as error:
        st.session_state[_FAULTS] = error.faults
        return
    if not read.is_report:
        # The map is now about what the document names.
        _set_clause(None)
        st.session_state[_CHOSEN] = time.monotonic()


def take_from_settings(atlas: Atlas) -> None:
    """Read, once a session, the file that the setting names."""
    path = os.environ.get(SETTING)
    if not path or _OWN in st.session_state:
        return
    st.session_state[_OWN] = None
    try:
        st.session_state[_OWN] = _read(atlas, Path(path).name, _bytes_of(Path(path)))
    except DocumentError as error:
        st.session_state[_FAULTS] = error.faults


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentError("unreadable") from error


def drop() -> None:
    """Forget the reader's document and what was said of it."""
    for key in (_DOCUMENT, _FAULTS):
        st.session_state.pop(key, None)
    _tell(current_atlas(), _focus(current_atlas()))
