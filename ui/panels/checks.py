"""The checks of the atlas as a list of two sides: what agrees, what differs and why; a row shows its feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, Side
from layers.checks.checks import GROUPS, SIDES, STATES, checks, on_side, totals
from maps.export.renderers import today
from maps.scene.scene import Scene
from maps.verification.verification import MEDIA_TYPES, file_name, verification
from maps.words.checks import told
from text import say
from ui.orders import orders
from ui.server.assets import component
from ui.session.door import Slot, none, session, set_widget, widget
from ui.session.door import told as heard

KEY = "atlas_checks"
BAR: Slot[DeltaGenerator | None] = Slot("verification_bar", none)
"""Where this run tells the progress of a sheet."""
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
    BAR.set(_sheets(atlas, scene))
    _filter(lang, scene.filter)
    shown = component(KEY, "checks.js", '<div class="checks"></div>', style="checks.css")
    parts = list(_parts(atlas, scene.filter or EVERY, lang))
    data = {"parts": parts, "show": say(lang, "checks.show"), "selected": scene.selected}
    shown(key=KEY, data=data, height="content", on_show_change=lambda: session().reveal(heard(KEY, "show") or ""))


def fulfil() -> None:
    """Wait for the sheet that was asked for, after all else is drawn."""
    if (bar := BAR.take()) is not None:
        orders.fulfil(bar, session().lang)


def _sheets(atlas: Atlas, scene: Scene) -> DeltaGenerator:
    """The verification sheet: asked for by a click, since a page of it takes a while. Returns where progress goes."""
    with st.container(key="atlas_verification", horizontal=True):
        for kind in MEDIA_TYPES:
            words, key = say(scene.lang, f"checks.save_{kind}"), f"{orders.ORDERS}verification_{kind}"
            orders.button(words, key, _order, atlas, scene.lang, kind, icon=":material/fact_check:")
    return orders.tray(scene.lang)


def _order(atlas: Atlas, lang: str, kind: str) -> None:
    """Ask for the sheet (used as a callback)."""
    day = today()
    orders.order(kind, file_name(kind, lang, day), MEDIA_TYPES[kind], lambda _: verification(atlas, lang, kind, day))
