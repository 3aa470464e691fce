"""What else the composer makes: a series in one file, data, and the way back from an exported file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.errors import ExportError
from layers.measures.datum import DATUMS
from maps.datasets.dataset import dataset, file_name
from maps.datasets.parts import FORMATS
from maps.export.renderers import MEDIA_TYPES, SERIES, render, today
from maps.origin.snapshot import differences, read
from maps.scene.pages import MAPPED
from maps.scene.scene import Scene, opening
from maps.scene.sheet import Sheet
from maps.storyboard.file import builtin
from maps.storyboard.storyboard import Storyboard, scene_of
from maps.words.faults import sentences
from text import say
from ui.export import setting
from ui.kit import markup
from ui.session.door import Slot, none, session

MADE: Slot[tuple[tuple[object, ...], bytes] | None] = Slot("series_made", none)
SCOPES = ("shown", "selected")
KML_DATUMS = ("wgs84",)
"""KML knows no other datum."""


def _pages(atlas: Atlas, shown: Scene) -> list[Scene]:
    """Every page with a map, as it opens."""
    return [replace(opening(atlas, page), lang=shown.lang, theme=shown.theme) for page in MAPPED]


def _boards(atlas: Atlas, shown: Scene) -> dict[str, Callable[[], list[Scene]]]:
    """The series there are, by name: all pages, and every storyboard that comes with the atlas."""
    named: dict[str, Callable[[], list[Scene]]] = {say(shown.lang, "export.all_pages"): partial(_pages, atlas, shown)}
    for board in builtin(atlas):
        named[getattr(board, f"title_{shown.lang}")] = partial(_told, board, atlas, shown)
    return named


def _told(board: Storyboard, atlas: Atlas, shown: Scene) -> list[Scene]:
    """Every scene of a storyboard."""
    return [scene_of(step, atlas, shown.lang, shown.theme) for step in board.scenes]


def series(atlas: Atlas, shown: Scene, sheet: Sheet) -> None:
    """Several maps as one PDF or one deck, with the progress of it."""
    lang, boards = shown.lang, _boards(atlas, shown)
    chosen = st.selectbox(say(lang, "export.which"), list(boards))
    kind = st.segmented_control(
        say(lang, "export.format_of"),
        SERIES,
        default=SERIES[0],
        required=True,
        format_func=str.upper,
        key="series_kind",
    )
    key = (chosen, kind, shown.lang, shown.theme, sheet)
    if st.button(say(lang, "export.make"), icon=":material/auto_stories:", key="make_series"):
        _make(atlas, boards[chosen](), sheet, kind, key)
    made = MADE.get()
    if made and made[0] == key:
        st.download_button(
            say(lang, "export.download", format=kind.upper()), data=made[1], mime=MEDIA_TYPES[kind], on_click="ignore",
            file_name=f"hangzhou-circle-series-{lang}-{sheet.made}.{kind}", type="primary", key="take_series",
        )  # fmt: skip


def _make(atlas: Atlas, scenes: list[Scene], sheet: Sheet, kind: str, key: tuple[object, ...]) -> None:
    """Make the file while a bar tells how far it is; what was made stays until something else is asked for."""
    lang = scenes[0].lang
    bar = st.progress(0.0, say(lang, "export.working"))

    def progress(done: int, of: int) -> None:
        # The last step, writing the file, takes as long as the pages.
        bar.progress(done / (of + 1), say(lang, "export.page_done", done=done, of=of))

    try:
        MADE.set((key, render(atlas, scenes, sheet, kind, progress=progress)))
    except ExportError as error:
        MADE.drop()
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
    bar.empty()


def _pick(lang: str, name: str, options: Sequence[str]) -> str:
    label = say(lang, f"export.{name}")
    return str(
        st.selectbox(label, options, key=f"pick_{name}", format_func=lambda value: say(lang, f"export.{name}s.{value}"))
    )


def _zip(atlas: Atlas, shown: Scene, options: Mapping[str, Any]) -> bytes:
    return dataset(atlas, shown, **options, made=today().isoformat()).data


def data(atlas: Atlas, shown: Scene) -> None:
    """Features as files for other programs, with their attribution beside them."""
    lang = shown.lang
    scopes = SCOPES if shown.selected or shown.focus(atlas) else SCOPES[:1]
    scope = st.segmented_control(
        say(lang, "export.scope"), scopes, default=scopes[0], required=True, key="data_scope",
        format_func=lambda value: say(lang, f"export.scope_{value}"),
    )  # fmt: skip
    kind = _pick(lang, "data_format", FORMATS)
    datum = _pick(lang, "datum", DATUMS if kind != "kml" else KML_DATUMS)
    st.caption(markup.plain(say(lang, f"data.datum.{datum}")))
    options: dict[str, Any] = {"file_format": kind, "datum": datum, "selected_only": scope == "selected"}
    try:
        name = file_name(atlas, shown, **options)
    except ExportError as error:
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
        return
    st.download_button(
        say(lang, "export.download", format="ZIP"), data=partial(_zip, atlas, shown, options), file_name=name,
        mime="application/zip", on_click="ignore", icon=":material/download:", key="take_data",
    )  # fmt: skip


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
