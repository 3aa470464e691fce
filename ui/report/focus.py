"""What a session knows of the report page: the chosen clause (also in the URL), the document, what is in focus.

A document lives in the session's memory alone: it is not written, logged, cached, or shared between sessions.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.clauses import LOCATORS
from layers.errors import DocumentError, Fault
from layers.report.documents import MOST_BYTES
from layers.report.outline import features_of, home_layers
from layers.report.placelike import placelike
from layers.report.recognise import Reading, counts, recognise
from layers.report.split import Piece, split
from maps.scene.scene import opening
from ui.session.door import Slot, session

PAGE = "report"
SETTING = "ATLAS_REPORT"
# A run that the map asks for just after a choice still carries the address from before it: so long the choice holds.
SETTLING_S = 2.0
_CLAUSE = "clause"


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


@dataclass
class Desk:
    """What a session has on its desk: the reader's document, what was wrong with it, that of the settings (once read),
    when a clause was chosen, whether the map has been told, and by which entry the reader came to the page last.
    """

    document: Read | None = None
    faults: tuple[Fault, ...] = ()
    of_settings: Read | None = None
    has_read_settings: bool = False
    chosen_at: float = -math.inf
    told: bool = False
    entry: int | None = None


DESK = Slot("report_desk", Desk)


def clause() -> str | None:
    """The chosen clause. While the page is open the URL says it; on return to the page the session does."""
    asked, now = st.query_params.get(_CLAUSE), session()
    if time.monotonic() - DESK.get().chosen_at < SETTLING_S:
        _set_clause(now.clauses.get(PAGE))
    elif asked in LOCATORS:
        now.clauses[PAGE] = asked
    elif asked is not None or DESK.get().entry == now.entries:
        _set_clause(None)
    elif kept := now.clauses.get(PAGE):
        st.query_params[_CLAUSE] = kept
    DESK.get().entry = now.entries
    return now.clauses.get(PAGE)


def _set_clause(locator: str | None) -> None:
    session().clauses[PAGE] = locator
    if locator is not None:
        st.query_params[_CLAUSE] = locator
    elif _CLAUSE in st.query_params:
        del st.query_params[_CLAUSE]


def choose(locator: str | None) -> None:
    """Choose a clause, or none (used as a callback); an unknown one changes nothing."""
    if locator is None or locator in LOCATORS:
        _set_clause(locator)
        DESK.get().chosen_at = time.monotonic()
        _tell(current_atlas(), anew=True)


def bring_back(locator: object) -> None:
    """Choose again the clause that a step back or forward leads to, or none; the layers are brought back by the map."""
    wanted, now = locator if locator in LOCATORS else None, session()
    if wanted != now.clauses.get(PAGE):
        _set_clause(wanted if isinstance(wanted, str) else None)
        DESK.get().chosen_at = time.monotonic()
        now.command(focus=now.fragment(now.scene(PAGE)).get("focus", ""))


def open_clause(locator: object) -> bool:
    """Go to a clause in the outline, from any page (used as a callback), and say whether there is one."""
    if locator not in LOCATORS:
        return False
    if session().place == PAGE:
        choose(str(locator))
    else:
        session().go(PAGE, **{_CLAUSE: str(locator)})
    return True


def _standing_out(atlas: Atlas) -> tuple[str, ...]:
    """What stands out on the map: the chosen clause's features, else those of a document, else nothing special."""
    chosen = session().clauses.get(PAGE)
    return features_of(atlas, chosen) if chosen else _about(atlas)


def _about(atlas: Atlas) -> tuple[str, ...]:
    read = document()
    return located(atlas, read) if read and not read.is_report else ()


def located(atlas: Atlas, read: Read) -> tuple[str, ...]:
    """Ids of the features a document names, the most frequent first."""
    return tuple(ident for ident in counts(read.reading) if atlas.home(ident) is not None)


def _tell(atlas: Atlas, *, anew: bool = False) -> None:
    """Show the clause or the document on the map, with the layers that it needs.

    A clause that was chosen `anew` lets go of what is selected and not named by it: a card would lie over its places.
    """
    now, named = session(), _standing_out(atlas)
    now.about = _about(atlas)
    layers = atlas.known([*opening(atlas, PAGE).layers, *home_layers(atlas, named)])
    scene = replace(now.scene(PAGE), layers=layers)
    if anew and scene.clause:
        kept = tuple(ident for ident in scene.selection if ident in named)
        scene = replace(scene, selected=kept[0] if kept else None, besides=kept[1:])
    now.show(scene, fit=scene.framed(atlas) if scene.clause else named)
    DESK.get().told = True


def begin(atlas: Atlas) -> None:
    """Bring the map in line with the clause and the document, after a page switch or a change of the URL."""
    before = session().clauses.get(PAGE)
    changed = clause() != before
    if changed or session().about != _about(atlas) or not DESK.get().told:
        _tell(atlas, anew=changed)
        st.rerun()  # the map, mounted before this page ran, is told in the next run


def document() -> Read | None:
    """The document this session reads: the reader's own, else the one the settings name."""
    return DESK.get().document or DESK.get().of_settings


def faults() -> tuple[Fault, ...]:
    """What was wrong with the last document given."""
    return DESK.get().faults


def given() -> bool:
    """Whether the reader gave the document (and can take it away)."""
    return DESK.get().document is not None


def _read(atlas: Atlas, name: str, data: bytes) -> Read:
    from layers.report.extract import extract  # noqa: PLC0415  # it brings the readers of docx and pdf, for those who give one

    pieces = split(extract(name, data).paragraphs)
    known = any(piece.clause for piece in pieces)
    reading = recognise(atlas, [piece.text for piece in pieces], is_report=known)
    return Read(name, pieces, reading, () if known else placelike(reading))


def take(atlas: Atlas, name: str, data: bytes) -> None:
    """Read a document of the reader's; one that cannot be read leaves everything as it is, and why is remembered."""
    desk = DESK.get()
    desk.faults = ()
    try:
        read = desk.document = _read(atlas, name, data)
    except DocumentError as error:
        desk.faults = error.faults
        return
    if not read.is_report:
        # The map is now about what the document names.
        _set_clause(None)
        desk.chosen_at = time.monotonic()


def take_from_settings(atlas: Atlas) -> None:
    """Read, once a session, the file that the setting names."""
    path, desk = os.environ.get(SETTING), DESK.get()
    if not path or desk.has_read_settings:
        return
    desk.has_read_settings = True
    try:
        desk.of_settings = _read(atlas, Path(path).name, _bytes_of(Path(path)))
    except DocumentError as error:
        desk.faults = error.faults


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentError("unreadable") from error


def drop() -> None:
    """Forget the reader's document and what was said of it."""
    desk = DESK.get()
    desk.document, desk.faults = None, ()
    _tell(current_atlas())
