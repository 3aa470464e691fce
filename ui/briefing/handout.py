"""What one takes away from a briefing: slides, pages with notes below the map, a file that presents itself."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.errors import ExportError
from maps.export import standalone
from maps.export.renderers import MEDIA_TYPES, render, today
from maps.origin.provenance import provenance
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet
from maps.storyboard.presentation import briefing, scenes
from maps.storyboard.storyboard import Storyboard
from maps.words.faults import sentences
from text import say
from ui.briefing import boards
from ui.kit import markup
from ui.session.door import Slot

MADE: Slot[dict[str, tuple[object, bytes]]] = Slot("handout_made", dict)
SHEETS = {"pptx": {"size": "16:9"}, "pdf": {"size": "a4", "orientation": "portrait"}, "html": {"size": "16:9"}}
Progress = Callable[[int, int], None]


def made(atlas: Atlas, board: Storyboard, lang: str, kind: str, progress: Progress) -> bytes:
    """A storyboard as a file: `pptx`, `pdf` or `html`. `ExportError` as `maps.export.renderers.render`."""
    shown = scenes(board, atlas, lang)
    sheet = Sheet.model_validate({**SHEETS[kind], "dpi": 200, "made": today().isoformat()})
    if kind == "html":
        titled = sheet.model_copy(update={"title": board.said("title", lang)})
        return standalone.html(shown[0], titled, atlas, provenance(shown[0], titled, atlas), briefing(board, atlas))
    notes = [step.said("notes", lang) for step in board.scenes]
    return render(atlas, shown, sheet, kind, progress=progress, notes=notes)


def downloads(atlas: Atlas, board: Storyboard, scene: Scene) -> None:
    """What is given away: slides, pages with notes, a file that presents itself."""
    lang = scene.lang
    for kind in SHEETS:
        _download(atlas, board, lang, kind)


def save(board: Storyboard, lang: str) -> None:
    """The storyboard itself as a file, which the browser writes (`keeping.mount`)."""
    st.button(
        say(lang, "briefing.save"), on_click=boards.save, args=(board.id,), icon=":material/save:", key="save_board",
    )  # fmt: skip


def _download(atlas: Atlas, board: Storyboard, lang: str, kind: str) -> None:
    """Make the file while a bar tells how far it is; then it can be taken."""
    key = (board, lang, kind)
    with st.container(key=f"atlas_handout_{kind}", horizontal=True):
        if st.button(say(lang, f"briefing.make_{kind}"), key=f"make_handout_{kind}"):
            _make(atlas, board, lang, kind)
        ready = MADE.get().get(kind)
        if ready and ready[0] == key:
            st.download_button(
                say(lang, "export.download", format=kind.upper()), data=ready[1], mime=MEDIA_TYPES[kind],
                type="primary",
                file_name=f"{board.id}-{lang}.{kind}", on_click="ignore", key=f"take_handout_{kind}",
            )  # fmt: skip


def _make(atlas: Atlas, board: Storyboard, lang: str, kind: str) -> None:
    bar = st.progress(0.0, say(lang, "export.working"))

    def progress(done: int, of: int) -> None:
        bar.progress(done / (of + 1), say(lang, "export.page_done", done=done, of=of))

    kept = MADE.get()
    try:
        kept[kind] = ((board, lang, kind), made(atlas, board, lang, kind, progress))
    except ExportError as error:
        kept.pop(kind, None)
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
    bar.empty()
