"""The checks of the atlas as a list: what agrees, what differs and why; a row shows its feature on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, Value
from layers.checks.checks import GROUPS, STATES, checks, totals
from layers.report.figures import figures
from maps.scene.scene import Scene
from maps.words.details import THIN_SPACE, number
from maps.words.grammar import SHOWN, listed
from text import say
from ui.kit import markup
from ui.server.assets import component
from ui.session.door import session, set_widget, told, widget

KEY = "atlas_checks"
FILTER = "checks_filter"
"""The key of the filter's widget."""
EVERY = "all"
SYMBOLS = {"differs": "≠", "unknown": "?", "pass": "✓"}
DECIMALS = {"percent": 2, "ten_thousand_km2": 2, "km": 1, "hundred_million": 2}
FINE_KM2 = 10.0
MINUS = "\u2212"


def _decimals(value: float, unit: str) -> int:
    return 2 if unit == "km2" and 0 < abs(value) < FINE_KM2 else DECIMALS.get(unit, 0)


def figure(value: Value, unit: str, lang: str) -> str:
    """A value with its unit; empty for none."""
    if value is None:
        return ""
    plain = isinstance(value, str) or unit == "year"
    text = f"{value}" if plain else number(float(value), _decimals(float(value), unit)).replace("-", MINUS)
    return f"{text}{THIN_SPACE}{_unit(unit, lang)}".rstrip()


def _unit(unit: str, lang: str) -> str:
    own = {"count": "", "none": "", "year": "", "m": say(lang, "checks.metre")}
    return own[unit] if unit in own else say(lang, f"unit.{unit}")


def _signed(value: float | None, unit: str, lang: str) -> str:
    return "" if value is None else ("+" if value > 0 else "") + figure(value, unit, lang)


def _name(atlas: Atlas, ident: str, lang: str) -> str:
    return str(atlas.feature(ident)[f"name_{lang}"]) if atlas.home(ident) else ident


def _about(atlas: Atlas, about: str, lang: str) -> str:
    """The name of a layer, or of the first layer of a file, or of a figure."""
    layers = atlas.catalogue.layers
    named = [item for item in layers if about == item.id] or [item for item in layers if about == item.file]
    if named:
        return str(getattr(named[0], lang))
    return next((item.names[lang] for item in figures(atlas) if item.id == about), about)


def _title(atlas: Atlas, check: Check, lang: str) -> str:
    return _name(atlas, check.subject, lang) if check.subject else _about(atlas, check.about, lang)


def _question(atlas: Atlas, check: Check, lang: str) -> str:
    parts = [say(lang, f"checks.kind.{check.kind}")]
    parts += [_about(atlas, check.about, lang)] if check.subject and check.about else []
    parts += [say(lang, "checks.clause", clause=check.clause)] if check.clause else []
    return " · ".join(parts)


def _reason(check: Check, lang: str) -> str:
    aside = "" if check.aside is None else number(check.aside, 1)
    return say(lang, f"checks.reason.{check.reason}", aside=aside) if check.reason else ""


def _concerned(atlas: Atlas, check: Check, lang: str) -> str:
    names = [_name(atlas, ident, lang) for ident in check.missing[:SHOWN]]
    if not names:
        return ""
    more = say(lang, "checks.more", count=len(check.missing)) if len(check.missing) > SHOWN else ""
    return say(lang, "checks.listed", names=listed(names, lang)) + more


def _target(atlas: Atlas, check: Check) -> str:
    """What a row shows on the map: its subject, else the first feature that it concerns."""
    return next((ident for ident in (check.subject, *check.missing) if ident and atlas.home(ident)), "")


def row(atlas: Atlas, check: Check, lang: str) -> dict[str, Any]:
    """A check in words, as plain data for the list."""
    unit = check.unit
    cells = [
        (say(lang, "checks.expected"), figure(check.expected, unit, lang)),
        (say(lang, "checks.found"), figure(check.found, unit, lang)),
        (say(lang, "checks.difference"), _signed(check.difference, unit, lang) if check.difference else ""),
    ]
    return {
        "id": check.id,
        "state": check.state,
        "word": say(lang, f"checks.{check.state}"),
        "symbol": SYMBOLS[check.state],
        "title": _title(atlas, check, lang),
        "question": _question(atlas, check, lang),
        "cells": [cell for cell in cells if cell[1]],
        "reason": _reason(check, lang),
        "names": _concerned(atlas, check, lang),
        "target": _target(atlas, check),
    }


def _group(atlas: Atlas, name: str, found: Sequence[Check], chosen: str, lang: str) -> dict[str, Any]:
    own = [item for item in found if item.group == name]
    shown = [item for item in own if chosen in (EVERY, item.state)]
    return {
        "id": name,
        "title": say(lang, f"checks.group.{name}"),
        "count": say(lang, "checks.group_count", **{str(state): count for state, count in totals(own).items()}),
        "open": chosen != EVERY,
        "rows": [row(atlas, item, lang) for item in shown],
    }


@lru_cache(maxsize=16)
def _groups(atlas: Atlas, chosen: str, lang: str) -> tuple[Mapping[str, Any], ...]:
    """The list in words: the same for every session."""
    groups = (_group(atlas, name, checks(atlas), chosen, lang) for name in GROUPS)
    return tuple(group for group in groups if group["rows"])


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
    """The totals, a filter, and the rows by group."""
    lang, counts = scene.lang, totals(checks(atlas))
    markup.show("checks", lang, totals=counts, symbols=SYMBOLS)
    _filter(lang, scene.filter)
    groups = _groups(atlas, scene.filter or EVERY, lang)
    if not groups:
        markup.show("empty", lang, text=say(lang, "checks.none"))
        return
    shown = component(KEY, "checks.js", '<div class="checks"></div>', style="checks.css")
    data = {"groups": list(groups), "show": say(lang, "checks.show"), "selected": scene.selected}
    shown(key=KEY, data=data, height="content", on_show_change=lambda: session().reveal(told(KEY, "show") or ""))
