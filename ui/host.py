"""The map in the page: an iframe on the published map document, mounted once, and small messages both ways."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from layers.atlas import current_atlas
from maps.document import current_document
from maps.permalink import permalink
from maps.scene import PAGES, TIMED, Scene
from ui import address, boards, state
from ui.server import map_path

WEB = Path(__file__).parent / "web"
KEY = "atlas_map"


@cache
def _texts() -> tuple[str, str]:
    return (WEB / "host.js").read_text(encoding="utf-8"), (WEB / "host.css").read_text(encoding="utf-8")


def _component() -> Any:
    script, style = _texts()
    return st.components.v2.component("atlas_map", html='<div class="atlas-host"></div>', js=script, css=style)


def _told(name: str) -> Any:
    return (st.session_state.get(KEY) or {}).get(name)


def _on_selected() -> None:
    state.select(_told("selected"), tell_map=False)


def _on_visible() -> None:
    told = _told("visible")
    if isinstance(told, dict) and told.get("page") in PAGES:
        state.set_visible(told["page"], told.get("layers"))


def _on_date() -> None:
    state.set_date(_told("date"))


def _on_export() -> None:
    """The map's own button: its Scene, looking where the map looks, goes to the composer."""
    told = _told("export")
    if isinstance(told, dict) and told.get("page") in PAGES:
        scene = replace(state.scene(told["page"]), view=state.view_of(told))
        state.go("export", scene=permalink(scene, current_atlas()))


def _on_capture() -> None:
    """The map as it is now becomes a scene of the reader's own storyboard."""
    boards.keep_map(state.scene(state.last_page()), _told("capture"))


def mount(scene: Scene, title: str, description: str) -> None:
    """Show the map of a Scene; `description` is the map in words, for those who cannot see it.

    Geometry never passes here: the document is fetched by its content's address.
    """
    _component()(
        key=KEY,
        data={
            "url": map_path(current_document().digest),
            "title": title,
            "description": description,
            "page": scene.page,
            "layers": list(scene.layers),
            "selected": scene.selected,
            "lang": scene.lang,
            "theme": scene.theme,
            "time": scene.page in TIMED,
            "date": scene.date,
            "address": address.written(scene) if state.shows_map() else None,
            "view": st.session_state.get("looking"),
            "focus": list(scene.focus(current_atlas())),
            "commands": state.recent_commands(),
        },
        height="stretch",
        on_selected_change=_on_selected,
        on_visible_change=_on_visible,
        on_date_change=_on_date,
        on_export_change=_on_export,
        on_capture_change=_on_capture,
    )
