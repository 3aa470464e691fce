"""What else the composer makes: a series in one file, data, and the way back from an exported file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import ExportError
from layers.measures.datum import DATUMS
from maps.datasets.dataset import dataset, file_name
from maps.datasets.parts import ENCODINGS, FORMATS
from maps.export.renderers import MEDIA_TYPES, SERIES, render, series_faults, today
from maps.origin.snapshot import differences, read
from maps.scene.pages import MAPPED
from maps.scene.scene import HOME, Scene, View, opening
from maps.storyboard.file import builtin
from maps.storyboard.fit import fitted
from maps.storyboard.storyboard import Storyboard, scene_of
from maps.words.faults import sentences
from text import say
from ui.export import setting
from ui.kit import markup
from ui.orders import orders
from ui.session.door import session, widget

WHICH, SERIES_KIND, SCOPE = "series_which", "series_kind", "data_scope"
SCOPES = ("shown", "selected")
KML_DATUMS = ("wgs84",)
"""KML knows no other datum."""


def _whole(atlas: Atlas, page: str) -> View:
    """The view that shows all that a page is about and the circle; a page about nothing of its own opens as it does."""
    declared = map(atlas.catalogue.layer, opening(atlas, page).layers)
    own = [layer.id for layer in declared if layer.group == page and not layer.context]
    return (fitted(atlas, ["circle", *own]) if own else None) or HOME


def _pages(atlas: Atlas, shown: Scene) -> list[Scene]:
    """Every page with a map, with all that it is about."""
    return [
        replace(opening(atlas, page), lang=shown.lang, theme=shown.theme, view=_whole(atlas, page)) for page in MAPPED
    ]


def _boards(atlas: Atlas, shown: Scene) -> dict[str, Callable[[], list[Scene]]]:
    """The series there are, by name: all pages, and every storyboard that comes with the atlas."""
    named: dict[str, Callable[[], list[Scene]]] = {say(shown.lang, "export.all_pages"): partial(_pages, atlas, shown)}
    for board in builtin(atlas):
        named[getattr(board, f"title_{shown.lang}")] = partial(_told, board, atlas, shown)
    return named


def _told(board: Storyboard, atlas: Atlas, shown: Scene) -> list[Scene]:
    """Every scene of a storyboard."""
    return [scene_of(step, atlas, shown.lang, shown.theme) for step in board.scenes]


def series(atlas: Atlas, shown: Scene) -> None:
    """Several maps as one PDF or one deck."""
    lang = shown.lang
    st.selectbox(say(lang, "export.which"), list(_boards(atlas, shown)), key=WHICH)
    st.segmented_control(
        say(lang, "export.format_of"),
        SERIES,
        default=SERIES[0],
        required=True,
        format_func=str.upper,
        key=SERIES_KIND,
    )
    st.caption(markup.plain(say(lang, "export.series_help")))
    if faults := series_faults(setting.sheet()):
        markup.show("notice", lang, text="".join(sentences(faults, lang)))
        return
    orders.button(say(lang, "export.make"), f"{orders.ORDERS}series", _order_series, icon=":material/auto_stories:")


def _order_series() -> None:
    """Ask for the series as the widgets say at this moment (used as a callback)."""
    if not setting.may_be_compared():
        return
    atlas, (shown, _), sheet = current_atlas(), setting.scene(), setting.sheet()
    boards, kind = _boards(atlas, shown), widget(SERIES_KIND, SERIES[0])
    # The language may have changed since, and the names with it.
    scenes = boards.get(widget(WHICH), next(iter(boards.values())))()
    orders.order(
        kind, f"hangzhou-circle-series-{shown.lang}-{sheet.made}.{kind}", MEDIA_TYPES[kind],
        lambda progress: render(atlas, scenes, sheet, kind, progress=progress),
    )  # fmt: skip


def _pick(lang: str, name: str, options: Sequence[str]) -> str:
    label = say(lang, f"export.{name}")
    return str(
        st.selectbox(label, options, key=f"pick_{name}", format_func=lambda value: say(lang, f"export.{name}s.{value}"))
    )


def data(atlas: Atlas, shown: Scene) -> None:
    """Features as files for other programs, with their attribution beside them."""
    lang = shown.lang
    scopes = SCOPES if shown.selected or shown.focus(atlas) else SCOPES[:1]
    st.segmented_control(
        say(lang, "export.scope"), scopes, default=scopes[0], required=True, key=SCOPE,
        format_func=lambda value: say(lang, f"export.scope_{value}"),
    )  # fmt: skip
    kind = _pick(lang, "data_format", FORMATS)
    datum = _pick(lang, "datum", DATUMS if kind != "kml" else KML_DATUMS)
    st.caption(markup.plain(say(lang, f"data.datum.{datum}")))
    if kind == "shp":
        _pick(lang, "encoding", ENCODINGS)
    try:
        file_name(atlas, shown, **_named(_options()))
    except ExportError as error:
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
        return
    words = say(lang, "export.download", format="ZIP")
    orders.button(words, f"{orders.ORDERS}data", _order_data, icon=":material/download:")


def _options() -> dict[str, Any]:
    """What the widgets say of the data that are wanted."""
    kind = widget("pick_data_format", FORMATS[0])
    datum = widget("pick_datum", DATUMS[0]) if kind != "kml" else KML_DATUMS[0]
    return {
        "file_format": kind, "datum": datum, "selected_only": widget(SCOPE) == "selected",
        "encoding": widget("pick_encoding", ENCODINGS[0]),
    }  # fmt: skip


def _named(options: dict[str, Any]) -> dict[str, Any]:
    """What of it the name of the file says."""
    return {name: value for name, value in options.items() if name != "encoding"}


def _order_data() -> None:
    """Ask for the data as the widgets say at this moment (used as a callback)."""
    atlas, (shown, _), options = current_atlas(), setting.scene(), _options()
    try:
        name = file_name(atlas, shown, **_named(options))
    except ExportError as error:
        orders.refuse(error)
        return
    orders.order(
        "zip", name, "application/zip", lambda _: dataset(atlas, shown, **options, made=today().isoformat()).data
    )


def snapshot(atlas: Atlas, lang: str) -> None:
    """Drop an exported file: its map is there again, and its layout."""
    hint = say(lang, "export.drop_help")
    # No `type`: Streamlit refuses in English and in a tooltip, ours says it in the reader's language.
    given = st.file_uploader(say(lang, "export.drop"), key="snapshot", help=hint)
    if given is None:
        return
    try:
        origin = read(given.name, given.getvalue())
    except ExportError as error:
        with st.container(key="atlas_snapshot_fault"):
            markup.show("refusal", lang, sentences=sentences(error.faults, lang))
        return
    for code in differences(origin, atlas):
        st.info(say(lang, f"snapshot.differs.{code}"))
    st.button(
        say(lang, "export.restore"), on_click=setting.open_snapshot, args=(origin.permalink, origin.sheet),
        key="restore_snapshot", type="primary",
    )  # fmt: skip
    words = say(lang, "export.to_map")
    st.button(words, on_click=session().follow, args=(origin.permalink,), key="snapshot_to_map", type="tertiary")
