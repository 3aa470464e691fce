"""The reading pane: a document with every name marked, its counts, its concordance, and the words not found."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from layers.atlas.atlas import Atlas
from layers.report.documents import MOST_BYTES, MOST_PAGES
from layers.report.recognise import counts, lines
from maps.scene.scene import Scene
from text import say
from ui.kit import markup, table
from ui.report import focus
from ui.report.segments import cut, marked, window_of
from ui.server.assets import component
from ui.session.door import Slot, none, session, set_widget, told, widget

KEY, PART = "atlas_reading", "reading_page"
TURN: Slot[int] = Slot("upload_turn", int)
WISH: Slot[object] = Slot("reading_wish", none)
_SHOWN_LINES = 200
_MEGABYTE = 1_000_000


def give(atlas: Atlas, scene: Scene) -> None:
    """Take a document: from the settings, or from the reader; what is wrong with it is said in a sentence."""
    focus.take_from_settings(atlas)
    turn = TURN.get()
    # No `type`: Streamlit refuses in English and in a tooltip, ours says it in the reader's language.
    file = st.file_uploader(say(scene.lang, "report.upload"), key=f"upload_{turn}")
    if file is not None:
        with st.spinner(say(scene.lang, "report.reading")):
            focus.take(atlas, file.name, file.getvalue())
        # A new key empties the uploader: the file's bytes go as soon as the text is out.
        TURN.set(turn + 1)
        st.rerun()
    st.caption(say(scene.lang, "report.never_stored"))
    with st.container(key="atlas_document_fault"):
        if code := focus.fault():
            words = {"megabytes": MOST_BYTES // _MEGABYTE, "pages": MOST_PAGES}
            markup.show("trouble", scene.lang, text=say(scene.lang, f"document.{code}", **words))


def pane(atlas: Atlas, scene: Scene, chosen: str | None) -> None:
    """The document that is read, or how to give one."""
    give(atlas, scene)
    read = focus.document()
    if read is None:
        return
    located = focus.located(atlas, read)
    with st.container(key="atlas_document"):
        markup.show("document", scene.lang, read=read, features=len(located), names=len(read.reading.mentions))
        if focus.given():
            label = say(scene.lang, "report.drop")
            st.button(label, key="drop_document", icon=":material/delete:", type="tertiary", on_click=focus.drop)
    _text(atlas, scene, read, chosen)
    _results(atlas, scene, read)


def _on_picked() -> None:
    session().reveal(told(KEY, "picked"))


def _text(atlas: Atlas, scene: Scene, read: focus.Read, chosen: str | None) -> None:
    windows = cut(read.pieces)
    page = _page(read, windows, scene, chosen)
    component(KEY, "reading.js", "<div class='text'></div>", style="reading.css")(
        key=KEY,
        data={
            "pieces": marked(atlas, read.pieces, read.reading, windows[page]),
            "selected": scene.selected,
            "clause": chosen,
            "label": say(scene.lang, "report.text"),
            "unplaced": say(scene.lang, "report.unplaced"),
        },
        on_picked_change=_on_picked,
    )


def _page(read: focus.Read, windows: list[range], scene: Scene, chosen: str | None) -> int:
    """The part of a long text that is shown; a new selection or clause turns to where it first stands."""
    wish = (id(read), scene.selected, chosen)
    if WISH.get() != wish:
        WISH.set(wish)
        set_widget(PART, window_of(read.pieces, read.reading, windows, scene.selected, chosen) + 1)
    if len(windows) == 1:
        return 0
    set_widget(PART, min(widget(PART), len(windows)))
    label = say(scene.lang, "report.part_of_text", count=len(windows))
    return int(st.number_input(label, 1, len(windows), key=PART)) - 1


def _results(atlas: Atlas, scene: Scene, read: focus.Read) -> None:
    names = [say(scene.lang, "report.counts"), say(scene.lang, "report.concordance")]
    names += [say(scene.lang, "report.missing", count=len(read.words))] if read.words else []
    counted, context, *rest = st.tabs(names)
    with counted:
        _counts(atlas, scene, read)
    with context:
        _concordance(scene, read)
    for tab in rest:
        with tab:
            markup.show("missing", scene.lang, words=read.words)


def _rows(atlas: Atlas, read: focus.Read, lang: str) -> pd.DataFrame:
    found = counts(read.reading)
    rows = {ident: (atlas.feature(ident)[f"name_{lang}"], found[ident]) for ident in focus.located(atlas, read)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["name", "count"])


def _counts(atlas: Atlas, scene: Scene, read: focus.Read) -> None:
    rows = _rows(atlas, read, scene.lang)
    if rows.empty:
        markup.show("empty", scene.lang, text=say(scene.lang, "report.no_names"))
        return
    column, bar = st.column_config, st.column_config.ProgressColumn
    words: dict[str, Any] = {
        "name": column.TextColumn(say(scene.lang, "field.name")),
        "count": bar(say(scene.lang, "report.count"), format="%d", max_value=int(rows["count"].max())),
    }
    table.show(table.rows_of(rows), scene, "counts", words)


def _concordance(scene: Scene, read: focus.Read) -> None:
    if scene.selected is None:
        markup.show("empty", scene.lang, text=say(scene.lang, "report.select_for_concordance"))
        return
    found = lines(read.reading, scene.selected)
    if not found:
        markup.show("empty", scene.lang, text=say(scene.lang, "report.not_in_document"))
        return
    markup.show("concordance", scene.lang, lines=found[:_SHOWN_LINES], more=max(0, len(found) - _SHOWN_LINES))
