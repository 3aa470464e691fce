"""A storyboard over the whole page: the map document presents it, the browser alone leads (docs/briefing.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from maps.web.document import current_document, style_of
from maps.web.safe import inert_json
from text import table
from ui.kit.files import palette, text_of
from ui.server.assets import prefix
from ui.server.server import map_path

KEY = "atlas_present"
PRESENT, BOARD = "present", "board"
STYLES = ("share.css", "present.css")


@lru_cache(maxsize=2)
def script(atlas: Atlas) -> str:
    """The component's script; its style lies in it, since it is for an element outside of the component."""
    style = palette(atlas, ':host([data-theme="{theme}"])') + style_of("bar.css") + text_of(*STYLES)
    return f"const STYLE = {inert_json(style)};\n{text_of('present.js')}"


def _component() -> Any:
    return st.components.v2.component(KEY, html='<div class="atlas-present"></div>', js=script(current_atlas()))


def _on_left() -> None:
    """The presenter has gone out: the address asks for the page again, at the scene where they were."""
    st.query_params.pop(PRESENT, None)


def present(briefing: Mapping[str, Any], index: int, lang: str, theme: str) -> None:
    """Show a briefing (see `maps.storyboard.presentation`) over the page, from a scene counted from 0.

    Nothing of what happens then runs here. When the presenter goes out, `present` is dropped from the address and the
    script runs again. A storyboard that the address names and that is not this briefing may
    still be in the browser: a reload loses the session, and with it the reader's own storyboard.
    """
    _component()(
        key=KEY,
        data={
            "map": map_path(current_document().digest),
            "prefix": prefix(),
            "board": st.query_params.get(BOARD) or briefing["id"],
            "briefing": dict(briefing),
            "index": index,
            "lang": lang,
            "theme": theme,
            "texts": dict(table(lang)["present"]),
        },
        on_left_change=_on_left,
    )
