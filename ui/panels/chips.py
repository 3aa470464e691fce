"""What goes somewhere from the selected feature: what belongs to it, and the others that are selected with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.naming import name_at
from layers.measures.relations import related
from maps.scene.scene import MOST_SELECTED, Scene
from text import say
from ui.session.door import session, set_widget, widget

MOST = 24
"""Chips in a row: more than can be taken in at a glance. All of them can be selected together."""


def _go(key: str, act: Callable[[str], object]) -> None:
    if chosen := widget(key):
        act(chosen)


def _row(scene: Scene, relation: str, idents: Sequence[str], act: Callable[[str], object]) -> None:
    """Features as chips under a label; one that is clicked acts."""
    atlas, label = current_atlas(), say(scene.lang, f"chips.{relation}", count=len(idents))
    key = f"chips_{relation}_{scene.lang}_{sha256(','.join(idents).encode()).hexdigest()[:8]}"
    names = {ident: name_at(atlas.feature(ident), scene.lang, scene.date) for ident in idents[:MOST]}
    set_widget(key, scene.selected if scene.selected in names else None)
    st.pills(label, list(names), format_func=names.__getitem__, key=key, on_change=_go, args=(key, act))
    if len(idents) > MOST:
        st.caption(say(scene.lang, "chips.more", count=len(idents) - MOST))


def together(scene: Scene) -> None:
    """All that is selected, where that is more than one feature; a chip shows the details of another one."""
    if scene.besides:
        # In an order that does not change with the one that is read.
        _row(scene, "selected", sorted(scene.selection), session().read_details)


def belonging(atlas: Atlas, scene: Scene) -> None:
    """A station's lines, a line's stations, a zone's towns and a town's zones."""
    if scene.selected is None:
        return
    for relation, idents in related(atlas, scene.selected):
        _row(scene, relation, idents, session().reveal)
        if 1 < len(idents) < MOST_SELECTED:
            st.button(
                say(scene.lang, "chips.all"), key=f"all_{relation}", icon=":material/select_all:", type="tertiary",
                on_click=partial(session().select, (scene.selected, *idents)),
            )  # fmt: skip
