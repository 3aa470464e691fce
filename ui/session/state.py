"""What a session remembers, and what a URL may say. Every value from outside is checked against what exists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from layers.atlas.atlas import current_atlas
from maps.scene.pages import PAGES, TIMED, pages
from maps.scene.scene import HOME, MONTH, THEMES, Scene, View
from text import DEFAULT, LANGUAGES

KEPT = 8
FILTER = "checks_filter"


def language() -> str:
    """The reader's language: what the URL says, else what the session had, else Chinese; kept in the URL."""
    asked = st.query_params.get("lang")
    lang = asked if asked in LANGUAGES else st.session_state.get("lang", DEFAULT)
    st.session_state["lang"] = lang
    if asked != lang:
        st.query_params["lang"] = lang
    return str(lang)


def set_language(lang: str) -> None:
    """Change the language (used as a callback); an unknown one changes nothing."""
    if lang in LANGUAGES:
        st.session_state["lang"] = lang
        st.query_params["lang"] = lang


def theme() -> str:
    """The theme the browser shows now."""
    kind = st.context.theme.type
    return kind if kind in THEMES else THEMES[0]


def _visible() -> dict[str, tuple[str, ...]]:
    return cast("dict[str, tuple[str, ...]]", st.session_state.setdefault("visible", {}))


def scene(page: str) -> Scene:
    """The Scene a page shows now: its own layers as the user left them, the session's selection and language."""
    atlas = current_atlas()
    layers = _visible().get(page, pages()[page].layers)
    selected = st.session_state.get("selected")
    date = st.session_state.get("date") if page in TIMED else None
    return Scene(
        page, layers, selected=selected, lang=language(), theme=theme(), date=date, clause=clause(page),
        filter=st.session_state.get(FILTER) if page == "checks" else None,
    ).checked(atlas)  # fmt: skip


def clause(page: str) -> str | None:
    """The clause whose features stand out on a page."""
    return _clauses().get(page)


def _clauses() -> dict[str, str | None]:
    return cast("dict[str, str | None]", st.session_state.setdefault("clauses", {}))


def set_clause(page: str, locator: str | None) -> None:
    """Remember the clause whose features stand out on a page; none for all features alike."""
    _clauses()[page] = locator


def set_filter(value: str | None) -> None:
    """Remember which results the checks page lists; none for all."""
    if value is not None:
        st.session_state[FILTER] = value


def set_visible(page: str, layers: Any) -> None:
    """Remember which layers a page shows; what is no list of known layer ids is ignored."""
    if isinstance(layers, Sequence) and not isinstance(layers, str):
        _visible()[page] = current_atlas().known([str(item) for item in layers])


def select(ident: Any, *, tell_map: bool) -> None:
    """Remember the selected feature, none for an unknown one. `tell_map` when the wish did not come from the map."""
    known = isinstance(ident, str) and current_atlas().home(ident) is not None
    st.session_state["selected"] = ident if known else None
    if tell_map:
        command(selected=st.session_state["selected"], fit=[ident] if known else [])


def set_date(date: Any) -> None:
    """Remember the month the map shows; what is no month means no date."""
    st.session_state["date"] = date if isinstance(date, str) and MONTH.fullmatch(date) else None


def command(**wishes: Any) -> None:
    """Queue wishes for the map; the host carries out each command once, by its number."""
    last = st.session_state.get("command", {"number": 0})
    st.session_state["command"] = {**wishes, "number": last["number"] + 1}
    st.session_state["commands"] = [*recent_commands()[1 - KEPT :], st.session_state["command"]]


def recent_commands() -> list[dict[str, Any]]:
    """The latest commands, oldest first: of quick runs the browser may see only the last one's answer."""
    return list(st.session_state.get("commands", ()))


def open_page(page: str) -> None:
    """When the page has changed, tell the map which layers to show."""
    if st.session_state.get("page") != page:
        first = "page" not in st.session_state
        st.session_state["page"] = page
        st.session_state.pop("told", None)
        if not first:
            shown = scene(page)
            command(
                time=page in TIMED, layers=list(shown.layers), date=shown.date,
                focus=list(shown.focus(current_atlas())) or None,
                selected=st.session_state.get("selected"), view=st.session_state.pop("looking", None),
            )  # fmt: skip


def last_page() -> str:
    """The page whose map is mounted: on a page without a map of its own, the one that one comes from."""
    page = st.session_state.get("page")
    return page if page in PAGES else PAGES[0]


def shows_map() -> bool:
    """Whether the page one is on shows the map (and not a tool that works with it)."""
    return st.session_state.get("address_of") in PAGES


def go(page: str, **query: str) -> None:
    """Wish for another page (in a callback, where a switch is not possible yet); the frame carries it out."""
    st.session_state["going"] = (page, query)


def going() -> tuple[str, dict[str, str]] | None:
    """The page that was wished for, once."""
    return cast("tuple[str, dict[str, str]] | None", st.session_state.pop("going", None))


def view_of(told: Any) -> View:
    """The view that the map told; the one every map opens with where it told nonsense."""
    try:
        lat, lng, zoom = (float(told[name]) for name in ("lat", "lng", "zoom"))
        return View(lat, lng, zoom, int(told["width"]), int(told["height"])).checked()
    except (KeyError, TypeError, ValueError, OverflowError):
        return HOME
