"""The side panel of every page: heading, faults, what the page adds, the selected feature, the table, the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.pages import TIMED, pages
from maps.scene.scene import Scene
from maps.words import filtering
from maps.words.details import details
from maps.words.grammar import sentences
from maps.words.outcomes import outcomes
from maps.words.summarise import describe, unlisted
from maps.words.tabulate import own_first, tabulate
from text import say
from ui.kit import faults, markup, table
from ui.panels import chips, filters, starters, unplaced
from ui.report import outline
from ui.server.assets import component
from ui.session.door import session

KEPT = 64
"""Tables kept ready: layers by language."""
Part = Callable[[Atlas, Scene], None]


def page(name: str, *parts: Part, first: Part | None = None, reading: bool = False) -> None:
    """Draw a page's side panel; `parts` are what this page has besides, `first` what it opens with.

    On a page for `reading` the selected feature and the lists stand beside the text, or where there is no room for that
    at the panel's foot, so that the text keeps its place.
    """
    atlas, scene = current_atlas(), session().scene(name)
    markup.show("heading", scene.lang, page=pages()[name])
    faults.show(atlas, scene)
    if first:
        first(atlas, scene)
    if reading:
        _beside(atlas, scene, parts)
        return
    selected(atlas, scene)
    outline.naming(atlas, scene)
    for part in parts:
        part(atlas, scene)
    listing(atlas, scene)


def _beside(atlas: Atlas, scene: Scene, parts: tuple[Part, ...]) -> None:
    """What is read, and beside it what is selected and listed."""
    with st.container(key="atlas_spread"):
        with st.container(key="atlas_text"):
            for part in parts:
                part(atlas, scene)
        with st.container(key="atlas_aside"):
            with st.container(key="atlas_dock"):
                selected(atlas, scene)
                outline.naming(atlas, scene)
            listing(atlas, scene, narrow=True)


def selected(atlas: Atlas, scene: Scene) -> None:
    """The details of the selected feature, or how to select one."""
    if scene.selected is None:
        markup.show("empty", scene.lang, text=say(scene.lang, "panel.nothing_selected"))
        return
    with st.container(key="atlas_selected"):
        chips.together(scene)
        item = details(atlas, scene.selected, scene.lang, scene.date, scene.thematic(atlas))
        markup.show("details", scene.lang, item=item)
        chips.belonging(atlas, scene)
        st.button(
            say(scene.lang, "panel.clear"),
            key="clear_selection",
            icon=":material/close:",
            type="tertiary",
            on_click=_on_cleared,
        )


def _on_cleared() -> None:
    session().reveal(None)


def listing(atlas: Atlas, scene: Scene, *, narrow: bool = False) -> None:
    """Tabs: the visible features, the map in words, plan and outcome where time matters, what could not be placed.

    `narrow` where they have less than a panel's width.
    """
    lost = unplaced.listed(atlas, scene)
    came = _came(atlas, scene)
    away = len(_came(atlas, replace(scene, hidden=())).idents) - len(came.idents)
    tabs: dict[str, Callable[[], None]] = {
        say(scene.lang, "panel.table"): lambda: _features(atlas, scene, narrow=narrow),
        say(scene.lang, "panel.summary"): lambda: _words(atlas, scene),
        say(scene.lang, "progress.tab", count=len(came.idents)): lambda: _progress(came, scene, away),
        say(scene.lang, "panel.unlocated", count=len(lost)): lambda: unplaced.show(atlas, scene),
    }
    wanted = [name for name, rows in zip(tabs, (True, True, came.idents, lost), strict=True) if rows]
    asked = wanted[2] if came.idents and starters.OPENED.get() else None
    for name, tab in zip(wanted, st.tabs(wanted, default=asked), strict=True):
        with tab:
            tabs[name]()


@lru_cache(maxsize=KEPT)
def _table(atlas: Atlas, layers: tuple[str, ...], lang: str, date: str | None, passing: frozenset[str]) -> table.Rows:
    frame = tabulate(atlas, layers, lang, date).round({"area": 0, "length": 1})
    return table.rows_of(frame[frame.index.isin(passing)])


@lru_cache(maxsize=KEPT)
def _outcomes(
    atlas: Atlas, layers: tuple[str, ...], lang: str, date: str | None, hidden: tuple[str, ...]
) -> table.Rows:
    return table.rows_of(outcomes(atlas, layers, lang, date, hidden))


def _came(atlas: Atlas, scene: Scene) -> table.Rows:
    """Plan and outcome of a Scene's layers; the month changes them only where the legend has put something away."""
    timed = scene.layers if scene.page in TIMED else ()
    return _outcomes(atlas, timed, scene.lang, scene.date if scene.hidden else None, scene.hidden)


def _features(atlas: Atlas, scene: Scene, *, narrow: bool) -> None:
    layers = own_first(atlas, scene)
    there = filtering.facets(atlas, layers, scene.date, scene.hidden)
    every = _table(atlas, layers, scene.lang, scene.date, frozenset(there.index))
    if not every.idents:
        table.show(every, scene, "features", {})
        return
    about, rows = filters.of_text(scene), every
    wanted = filters.asked(atlas, scene, layers)
    narrowed = bool(wanted.count or about)
    if narrowed:
        passing = filtering.passing(there, wanted)
        rows = _table(atlas, layers, scene.lang, scene.date, passing.intersection(about) if about else passing)
    hidden = tuple(ident for ident in scene.selection if ident in every.idents and ident not in rows.idents)
    key = "panel.filtered" if narrowed else "panel.visible"
    rest = unlisted(scene, atlas)
    said = [
        say(scene.lang, key, count=len(rows.idents), of=len(every.idents)),
        say(scene.lang, "panel.hidden", count=len(hidden)) if hidden else "",
        say(scene.lang, "panel.unlisted", count=rest) if rest else "",
    ]
    st.caption(sentences(said, scene.lang))
    if rows.idents:
        columns = table.feature_columns(scene.lang, rows.columns.column_names, narrow=narrow)
        table.show(rows, scene, "features", columns, hidden=hidden)
    else:
        markup.show("empty", scene.lang, text=say(scene.lang, "filter.nothing"))


def _words(atlas: Atlas, scene: Scene) -> None:
    with st.container(key="atlas_words"):
        markup.show("summary", scene.lang, paragraphs=describe(scene, atlas))
        words = {"copy": say(scene.lang, "panel.copy_hint"), "copied": say(scene.lang, "panel.copied")}
        html = '<button type="button"></button><span role="status"></span>'
        component("atlas_copy", "copy.js", html, style="copy.css")(key="atlas_copy", data={"words": words})


def _progress(rows: table.Rows, scene: Scene, away: int) -> None:
    said = [say(scene.lang, "progress.lead"), *([say(scene.lang, "progress.put_away", count=away)] if away else [])]
    st.caption(sentences(said, scene.lang))
    table.show(rows, scene, "outcomes", table.outcome_columns(scene.lang))
