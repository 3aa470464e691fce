"""The address of a page is its permalink: read once, when a session begins; afterwards the map's host keeps it true."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

import streamlit as st

from layers.atlas.atlas import current_atlas
from maps.scene.codec import Notice
from maps.scene.pages import PAGES, TIMED
from maps.scene.permalink import from_parameters, from_permalink
from maps.scene.scene import HOME, Scene
from ui.session import state

READ, NOTICES = "address_read", "address_notices"


def read(page: str) -> None:
    """Take what the address says, in the first run of a session; what was not understood is remembered."""
    if READ in st.session_state or page not in PAGES:
        return
    st.session_state[READ] = True
    said = {name: value for name, value in st.query_params.to_dict().items() if name != "lang"}
    if said:
        scene, notices = from_parameters(page, said, current_atlas())
        st.session_state[NOTICES] = notices
        _take(scene)


def _take(scene: Scene) -> None:
    """Let the session show a Scene; its language and theme are the reader's."""
    state.set_visible(scene.page, scene.layers)
    st.session_state["selected"], st.session_state["date"] = scene.selected, scene.date
    st.session_state["looking"] = None if scene.view == HOME else asdict(scene.view)
    state.set_clause(scene.page, scene.clause)
    state.set_filter(scene.filter)


def follow(address: str) -> None:
    """Show on its page what a permalink says (used as a callback)."""
    scene, notices = from_permalink(address, current_atlas())
    _take(scene)
    st.session_state[NOTICES] = notices
    st.session_state["page"] = None  # as if one came from another page, so that the map is told everything
    state.go(scene.page)


def show(address: str) -> None:
    """Show on the map what a permalink says, whatever page one is on (used as a callback)."""
    scene, _ = from_permalink(address, current_atlas())
    _take(scene)
    focus = list(scene.focus(current_atlas()))
    looking = st.session_state.pop("looking", None)
    st.session_state["page"] = scene.page
    state.command(
        time=scene.page in TIMED, layers=list(scene.layers), date=scene.date, focus=focus or None,
        selected=scene.selected, view=looking, fit=[] if looking else focus or ["circle"],
    )  # fmt: skip


def untold() -> tuple[Notice, ...]:
    """Which parts of the address were not understood, once."""
    return cast("tuple[Notice, ...]", st.session_state.pop(NOTICES, ()))
