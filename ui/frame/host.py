"""Streamlit's end of the map in the page: small messages both ways. The iframe is the page's own (`shell.js`)."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

import streamlit as st

from layers.atlas.atlas import current_atlas
from maps.scene.pages import PAGES, pages
from maps.scene.permalink import permalink
from maps.scene.scene import Scene
from maps.web.document import current_document
from maps.words.changes import changes
from maps.words.grammar import sentences
from text import say
from ui.briefing import boards
from ui.server.assets import component
from ui.server.server import map_path
from ui.session import state
from ui.session.shown import shown

KEY = "atlas_map"
SAID, SAID_OF = "said", "said_of"
KEPT = 8


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


def _said(scene: Scene, place: str) -> list[dict[str, Any]]:
    """What was different in the latest runs, oldest first and numbered, so that the browser reads each out once."""
    before, now = st.session_state.get(SAID_OF), (place, scene)
    said: list[dict[str, Any]] = st.session_state.get(SAID, [])
    st.session_state[SAID_OF] = now
    if before and (news := _news(before, now)):
        said = [*said[1 - KEPT :], {"number": said[-1]["number"] + 1 if said else 1, "text": news}]
        st.session_state[SAID] = said
    return said


def _news(before: tuple[str, Scene], now: tuple[str, Scene]) -> str:
    place, scene = now
    moved = say(scene.lang, "access.page", name=pages()[place].title(scene.lang)) if place != before[0] else ""
    return sentences([moved, changes(before[1], scene, current_atlas())], scene.lang)


def _beside(scene: Scene) -> dict[str, Any]:
    """What stands beside the map for those who use keyboard or ear; `covered` when the composer's page lies over it."""
    place = st.session_state.get("address_of", scene.page)
    words = {name: say(scene.lang, f"access.{name}") for name in ("skip", "to_map", "to_side")}
    return {"said": _said(scene, place), "words": words, "covered": place == "export"}


def _shown(scene: Scene) -> dict[str, Any]:
    """What the map is to show and the host to keep in the address."""
    found = shown(scene, current_atlas())
    return {
        **found,
        "address": found["address"] if state.shows_map() else None,
        "view": st.session_state.get("looking"),
        "commands": state.recent_commands(),
        "session": st.session_state.setdefault("host_of", secrets.token_hex(4)),
    }


def mount(scene: Scene, title: str, description: str) -> None:
    """Join the map that the page has started (`ui.server.shell`) and keep it at a Scene.

    `description` is the map in words, for those who cannot see it. Geometry never passes here: the document
    is fetched by its content's address.
    """
    url = map_path(current_document().digest)
    mounted = component(KEY, "host.js", '<div class="atlas-host" tabindex="0"></div>', style="host.css")
    mounted(
        key=KEY,
        data={"url": url, "title": title, "description": description, **_shown(scene), **_beside(scene)},
        height="stretch",
        on_selected_change=_on_selected,
        on_visible_change=_on_visible,
        on_date_change=_on_date,
        on_export_change=_on_export,
        on_capture_change=_on_capture,
    )
