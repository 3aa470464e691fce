"""The report's outline beside the map, the chosen clause, and the clauses that name the selected feature."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import ITEMS, in_reading_order
from layers.report.outline import Entry, features_of, figures_of, outline, title, unplaced_of, within
from maps.scene.scene import Scene
from text import say
from ui.kit import markup
from ui.report import focus
from ui.server.assets import component
from ui.session.door import session, set_widget, widget

FEW = 4
_REPORT = Path(__file__).resolve().parents[2] / "pages" / "report.py"


def _label(atlas: Atlas, entry: Entry, lang: str) -> str:
    count = len(features_of(atlas, entry.locator))
    # A part's own title stands above its rows already.
    name = say(lang, "report.whole_part") if entry.depth == 0 and entry.locator in ITEMS else entry.titles[lang]
    return f"**{entry.locator}** {name}" + (f" :gray[{count}]" if count else "")


def _row(atlas: Atlas, scene: Scene, entry: Entry, chosen: str | None) -> None:
    """A clause as a button; under the chosen one stands what it holds."""
    mine = entry.locator == chosen
    st.button(
        _label(atlas, entry, scene.lang),
        key=f"clause_{entry.depth}_{entry.locator.replace('.', '_')}",
        type="primary" if mine else "tertiary",
        width="stretch",
        on_click=focus.choose,
        args=(None if mine else entry.locator,),
    )
    if mine:
        _chosen(atlas, scene, entry)


def tree(atlas: Atlas, scene: Scene, chosen: str | None) -> None:
    """Parts as sections; points and items as a list, each with the number of features it names."""
    entries = outline()
    markup.show("empty", scene.lang, text=say(scene.lang, "report.titles_are_ours"))
    with st.container(key="atlas_outline", gap=None):
        for part in (entry for entry in entries if entry.depth == 0):
            below = [entry for entry in entries if within(entry.locator, part.locator)]
            if len(below) == 1:
                _row(atlas, scene, part, chosen)
                continue
            opened = chosen is not None and within(chosen, part.locator)
            with st.expander(f"**{part.locator}** {part.titles[scene.lang]}", expanded=opened):
                for entry in below:
                    _row(atlas, scene, entry, chosen)
    component("atlas_reveal", "reveal.js")(
        key="atlas_reveal", data={"clause": chosen, "selected": scene.selected}, height=1
    )


def _pick(key: str) -> None:
    session().reveal(widget(key))


def _features(atlas: Atlas, scene: Scene, chosen: str) -> None:
    idents = features_of(atlas, chosen)
    key = f"features_{chosen}_{scene.lang}"
    set_widget(key, scene.selected if scene.selected in idents else None)
    st.pills(
        say(scene.lang, "report.features", count=len(idents)),
        idents,
        format_func=lambda ident: str(atlas.feature(ident)[f"name_{scene.lang}"]),
        key=key,
        on_change=_pick,
        args=(key,),
    )


def _chosen(atlas: Atlas, scene: Scene, entry: Entry) -> None:
    """Title, figures, names without a position, and features as buttons that select."""
    with st.container(key="atlas_clause"):
        markup.show(
            "clause",
            scene.lang,
            locator=entry.locator,
            title=entry.titles[scene.lang],
            figures=figures_of(atlas, entry.locator),
            unplaced=[item.names[scene.lang] for item in unplaced_of(atlas, entry.locator)],
        )
        if features_of(atlas, entry.locator):
            _features(atlas, scene, entry.locator)
        st.button(
            say(scene.lang, "report.clear_clause"),
            key="clear_clause",
            icon=":material/close:",
            type="tertiary",
            on_click=focus.choose,
            args=(None,),
        )


def naming(atlas: Atlas, scene: Scene) -> None:
    """The clauses that name the selected feature; each opens in the outline, from any page."""
    # The container is always there, so that what stands below it (tabs among it) keeps its place and state.
    with st.container(key="atlas_naming", gap=None):
        found = atlas.feature(scene.selected)["clauses"] if scene.selected else ()
        if not len(found):
            return
        with st.expander(say(scene.lang, "report.naming", count=len(found)), expanded=len(found) <= FEW):
            for locator in in_reading_order(found):
                label = f"**{locator}** {title(locator, scene.lang)}"
                if st.button(label, key=f"naming_{locator.replace('.', '_')}", type="tertiary", width="stretch"):
                    _open(locator, scene)


def _open(locator: str, scene: Scene) -> None:
    if scene.page == focus.PAGE:
        focus.choose(locator)
        st.rerun()
    st.switch_page(_REPORT, query_params={"lang": scene.lang, "clause": locator})
