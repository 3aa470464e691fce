"""The side panel of every page: heading, faults, what the page adds, the selected feature, the table, the text."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from layers.atlas import Atlas, current_atlas
from layers.unlocated import Unlocated
from maps.details import details
from maps.scene import Scene
from maps.summarise import summarise
from maps.tabulate import tabulate
from text import say
from ui import faults, markup, state, table

Part = Callable[[Atlas, Scene], None]


def page(name: str, *parts: Part) -> None:
    """Draw a page's side panel; `parts` are what this page has besides."""
    atlas, scene = current_atlas(), state.scene(name)
    markup.show("heading", scene.lang, page=name)
    faults.show(atlas, scene)
    selected(atlas, scene)
    for part in parts:
        part(atlas, scene)
    listing(atlas, scene)


def selected(atlas: Atlas, scene: Scene) -> None:
    """The details of the selected feature, or how to select one."""
    if scene.selected is None:
        markup.show("empty", scene.lang, text=say(scene.lang, "panel.nothing_selected"))
        return
    with st.container(key="atlas_selected"):
        markup.show("details", scene.lang, item=details(atlas, scene.selected, scene.lang))
        st.button(
            say(scene.lang, "panel.clear"),
            key="clear_selection",
            icon=":material/close:",
            type="tertiary",
            on_click=state.select,
            args=(None,),
            kwargs={"tell_map": True},
        )


def listing(atlas: Atlas, scene: Scene) -> None:
    """The visible features as a table that selects on the map, the map in words, and what could not be placed."""
    lost = _unplaced(atlas, scene)
    names = [say(scene.lang, "panel.table"), say(scene.lang, "panel.summary")]
    names += [say(scene.lang, "panel.unlocated", count=len(lost))] if lost else []
    rows, words, *rest = st.tabs(names)
    with rows:
        table.show(tabulate(atlas, _own_first(atlas, scene), scene.lang), scene)
    with words:
        text = summarise(atlas, scene.layers, scene.selected, scene.lang)
        markup.show("summary", scene.lang, text=text)
    for tab in rest:
        with tab:
            markup.show("unlocated", scene.lang, entries=lost)


def _own_first(atlas: Atlas, scene: Scene) -> list[str]:
    """The visible layers, those of the group that the page is about before the others."""
    return sorted(scene.layers, key=lambda ident: atlas.catalogue.layer(ident).group != scene.page)


def _unplaced(atlas: Atlas, scene: Scene) -> list[Unlocated]:
    files = {atlas.catalogue.layer(ident).file for ident in scene.layers}
    return [entry for entry in atlas.unlocated if entry.layer in files]
