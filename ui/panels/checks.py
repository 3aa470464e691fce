"""The checks of the atlas as a list of two sides: what agrees, what differs and why; a row shows its feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, Side
from layers.checks.checks import GROUPS, SIDES, STATES, checks, on_side, totals
from layers.errors import ExportError
from maps.export.renderers import today
from maps.scene.scene import Scene
from maps.verification.verification import MEDIA_TYPES, file_name, verification
from maps.words.checks import told
from maps.words.faults import sentences
from text import say
from ui.kit import markup
from ui.server.assets import component
from ui.session.door import Slot, session, set_widget, widget
from ui.session.door import told as heard

KEY = "atlas_checks"
MADE: Slot[dict[str, tuple[object, bytes]]] = Slot("verification_made", dict)
"""The sheets made in this session, each with what it was made of."""
FILTER = "checks_filter"
"""The key of the filter's widget."""
EVERY = "all"
SYMBOLS = {"differs": "≠", "unknown": "?", "definition": "≡", "pass": "✓"}
CELLS = ("expected", "found", "difference", "points")


def row(atlas: Atlas, check: Check, lang: str) -> dict[str, Any]:
    """A check in words, as plain data for the list."""
    said = told(atlas, check, lang)
    cells = [(say(lang, f"checks.{name}"), getattr(said, name)) for name in CELLS]
    return {
        "id": said.id,
        "state": said.state,
        "word": said.word,
        "symbol": SYMBOLS[said.state],
        "title": said.title,
        "question": said.question,
        "clause": [said.clause, f"report?lang={lang}&clause={check.clause}"] if check.clause else [],
        "cells": [cell for cell in cells if cell[1]],
        "reason": said.reason,
        "names": said.concerned,
        "method": say(lang, "checks.method_said", method=said.method) if said.method else "",
        "target": said.target,
    }


def _group(atlas: Atlas, name: str, own: Sequence[Check], chosen: str, lang: str) -> dict[str, Any]:
    shown = [item for item in own if chosen in (EVERY, item.state)]
    return {
        "id": name,
        "title": say(lang, f"checks.group.{name}"),
        "count": say(lang, "checks.group_count", **{str(state): count for state, count in totals(own).items()}),
        "open": chosen != EVERY,
        "rows": [row(atlas, item, lang) for item in shown],
    }


def _part(atlas: Atlas, side: Side, chosen: str, lang: str) -> dict[str, Any]:
    """One side: its totals, which do not depend on what is chosen, and its groups."""
    own = on_side(checks(atlas), side)
    groups = (_group(atlas, name, [item for item in own if item.group == name], chosen, lang) for name in GROUPS)
    counts = totals(own)
    return {
        "id": side,
        "title": say(lang, f"checks.{side}"),
        "lead": say(lang, f"checks.{side}_lead"),
        "totals": [(state, SYMBOLS[state], counts[state], say(lang, f"checks.{state}")) for state in STATES],
        "none": say(lang, "checks.none"),
        "groups": [group for group in groups if group["rows"]],
    }


@lru_cache(maxsize=16)
def _parts(atlas: Atlas, chosen: str, lang: str) -> tuple[Mapping[str, Any], ...]:
    """The list in words: the same for every session."""
    return tuple(_part(atlas, side, chosen, lang) for side in SIDES)


def _on_filter() -> None:
    chosen = widget(FILTER)
    session().filter = None if chosen == EVERY else chosen


def _filter(lang: str, listed: str | None) -> None:
    """Alternatives of what is listed; the session keeps the choice, since the widget goes with the page."""
    set_widget(FILTER, listed or EVERY)
    st.segmented_control(
        say(lang, "checks.filter"),
        [*STATES, EVERY],
        format_func=lambda name: say(lang, f"checks.{name}"),
        key=FILTER,
        required=True,
        label_visibility="collapsed",
        on_change=_on_filter,
    )


def panel(atlas: Atlas, scene: Scene) -> None:
    """The sheet to take away, a filter, and both sides with their totals and rows."""
    lang = scene.lang
    _sheets(atlas, scene)
    _filter(lang, scene.filter)
    shown = component(KEY, "checks.js", '<div class="checks"></div>', style="checks.css")
    parts = list(_parts(atlas, scene.filter or EVERY, lang))
    data = {"parts": parts, "show": say(lang, "checks.show"), "selected": scene.selected}
    shown(key=KEY, data=data, height="content", on_show_change=lambda: session().reveal(heard(KEY, "show") or ""))


def _sheets(atlas: Atlas, scene: Scene) -> None:
    """The verification sheet: made on a click, since a page of it takes a while; then it can be taken."""
    with st.container(key="atlas_verification", horizontal=True):
        for kind in MEDIA_TYPES:
            _sheet(atlas, scene.lang, kind)


def _sheet(atlas: Atlas, lang: str, kind: str) -> None:
    key = (atlas.digest, lang, today())
    if st.button(say(lang, f"checks.save_{kind}"), icon=":material/fact_check:", key=f"make_verification_{kind}"):
        _make(atlas, lang, kind, key)
    ready = MADE.get().get(kind)
    if ready and ready[0] == key:
        st.download_button(
            say(lang, "export.download", format=kind.upper()), data=ready[1], mime=MEDIA_TYPES[kind], type="primary",
            file_name=file_name(kind, lang, today()), on_click="ignore", key=f"take_verification_{kind}",
        )  # fmt: skip


def _make(atlas: Atlas, lang: str, kind: str, key: object) -> None:
    try:
        with st.spinner(say(lang, "export.working")):
            MADE.get()[kind] = (key, verification(atlas, lang, kind, today()))
    except ExportError as error:
        MADE.get().pop(kind, None)
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
