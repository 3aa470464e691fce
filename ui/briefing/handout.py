"""What one takes away from a briefing: slides, pages with notes below the map, a file that presents itself."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.atlas.atlas import Atlas
from maps.export import standalone
from maps.export.renderers import MEDIA_TYPES, Progress, render, today
from maps.origin.provenance import provenance
from maps.scene.sheet import Sheet
from maps.storyboard.presentation import briefing, scenes
from maps.storyboard.storyboard import Storyboard
from text import say
from ui.briefing import boards
from ui.orders import orders

SHEETS = {"pptx": {"size": "16:9"}, "pdf": {"size": "a4", "orientation": "portrait"}, "html": {"size": "16:9"}}


def made(atlas: Atlas, board: Storyboard, lang: str, kind: str, progress: Progress) -> bytes:
    """A storyboard as a file: `pptx`, `pdf` or `html`. `ExportError` as `maps.export.renderers.render`."""
    shown = scenes(board, atlas, lang)
    sheet = Sheet.model_validate({**SHEETS[kind], "dpi": 200, "made": today().isoformat()})
    if kind == "html":
        titled = sheet.model_copy(update={"title": board.said("title", lang)})
        return standalone.html(shown[0], titled, atlas, provenance(shown[0], titled, atlas), briefing(board, atlas))
    notes = [step.said("notes", lang) for step in board.scenes]
    return render(atlas, shown, sheet, kind, progress=progress, notes=notes, name=board.said("title", lang))


def outputs(atlas: Atlas, board: Storyboard, lang: str) -> DeltaGenerator:
    """What is given away: slides, pages with notes, a file that presents itself. Returns where progress goes."""
    with st.container(key="atlas_handouts"):
        for kind in SHEETS:
            words, key = say(lang, f"briefing.make_{kind}"), f"{orders.ORDERS}handout_{kind}"
            orders.button(words, key, _order, atlas, board, lang, kind)
    return orders.tray(lang)


def _order(atlas: Atlas, board: Storyboard, lang: str, kind: str) -> None:
    """Ask for a file of the storyboard as it is now (used as a callback)."""
    name = f"{board.id}-{lang}.{kind}"
    orders.order(kind, name, MEDIA_TYPES[kind], lambda progress: made(atlas, board, lang, kind, progress))


def save(board: Storyboard, lang: str) -> None:
    """The storyboard itself as a file, which the browser writes (`keeping.mount`)."""
    st.button(
        say(lang, "briefing.save"), on_click=boards.save, args=(board.id,), icon=":material/save:", key="save_board",
    )  # fmt: skip
