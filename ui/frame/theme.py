"""The theme switch: Streamlit has no call that changes the theme, so the browser stores the choice and reloads."""

from __future__ import annotations

import streamlit as st

from maps.scene.pages import ADDRESSES
from text import say
from ui.server.assets import component
from ui.session.door import session


def _paths() -> list[str]:
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    root = base.rstrip("/") + "/"
    return [root, *(root + name for name in ADDRESSES)]


def switch(lang: str) -> None:
    """A button that changes between light and dark for all pages."""
    button = component("atlas_theme", "theme.js", "<button type='button'></button>", style="theme.css")
    now = session().theme
    title = say(lang, "app.theme_to_light" if now == "dark" else "app.theme_to_dark")
    button(key="atlas_theme", data={"theme": now, "title": title, "paths": _paths()}, width=32, height=32)
