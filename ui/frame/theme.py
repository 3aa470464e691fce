"""The theme switch: Streamlit has no call that changes the theme, so the browser stores the choice and reloads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from maps.scene.pages import ADDRESSES
from text import say
from ui.session.state import theme

WEB = Path(__file__).resolve().parent.parent / "web"


@cache
def _texts() -> tuple[str, str]:
    return (WEB / "theme.js").read_text(encoding="utf-8"), (WEB / "theme.css").read_text(encoding="utf-8")


def _paths() -> list[str]:
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    root = base.rstrip("/") + "/"
    return [root, *(root + name for name in ADDRESSES)]


def switch(lang: str) -> None:
    """A button that changes between light and dark for all pages."""
    script, style = _texts()
    component = st.components.v2.component("atlas_theme", html="<button type='button'></button>", js=script, css=style)
    now = theme()
    title = say(lang, "app.theme_to_light" if now == "dark" else "app.theme_to_dark")
    component(key="atlas_theme", data={"theme": now, "title": title, "paths": _paths()}, width=32, height=32)
