"""The frame around every page: configuration, navigation, language and theme, the map, and the side panel."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import streamlit as st

from layers.atlas.atlas import current_atlas
from layers.errors import AtlasError, Fault
from maps.scene.scene import PAGES
from maps.words.faults import sentences
from maps.words.summarise import describe
from text import LANGUAGES, say
from ui.briefing import briefing
from ui.export import composer  # noqa: F401  # drawing figures takes a second to load: with the server, not with the first reader
from ui.frame import host, search, theme
from ui.kit import markup, notices
from ui.session import address, state

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"zh": "中文", "en": "EN"}
ICONS = {
    "overview": "map", "corridors": "route", "transport": "train", "zones": "layers", "places": "temple_buddhist",
    "report": "menu_book", "checks": "rule", "sources": "fact_check", "export": "print", "briefing": "co_present",
}  # fmt: skip
LOGO_WIDTH_PX = {"zh": 172, "en": 212}
_log = logging.getLogger(__name__)


@cache
def _styles() -> str:
    return "<style>" + (ROOT / "ui" / "web" / "frame.css").read_text(encoding="utf-8") + "</style>"


def _pages(lang: str) -> dict[str, st.Page]:
    return {
        name: st.Page(
            ROOT / "pages" / f"{name}.py",
            title=say(lang, f"page.{name}"),
            icon=f":material/{ICONS[name]}:",
            url_path=None if name == "overview" else name,
            default=name == "overview",
        )
        for name in state.ADDRESSES
    }


def _logo(lang: str) -> None:
    """The atlas's mark and name; an SVG image takes no colour from the page, so it is drawn for the theme."""
    ink = "#e6ecec" if state.theme() == "dark" else "#1c2b2d"
    st.logo(markup.render("logo.svg", lang, ink=ink, width=LOGO_WIDTH_PX[lang]), size="medium")


def _tools(lang: str, page: str) -> None:
    with st.container(key="atlas_tools", horizontal=True):
        search.box(lang, page)
        for other in LANGUAGES:
            st.button(
                NAMES[other],
                key=f"lang_{other}",
                type="primary" if other == lang else "tertiary",
                on_click=state.set_language,
                args=(other,),
            )
        theme.switch(lang)


def draw() -> None:
    """Draw the frame and run the page the URL asks for; the one place where errors become messages."""
    lang = state.language()
    st.set_page_config(
        page_title=say(lang, "app.title"), page_icon=str(ROOT / "ui" / "web" / "icon.png"), layout="wide"
    )
    st.html(_styles())
    markup.show("uploader", lang)
    try:
        _draw(lang)
    except AtlasError as error:
        _log.error("%s: %s", type(error).__name__, error)
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
    except Exception as error:  # noqa: BLE001  # whatever it is, the reader gets a sentence and the log the trace
        _log.exception("unexpected")
        unexpected = Fault("page", "unexpected", {"detail": type(error).__name__})
        markup.show("refusal", lang, sentences=sentences([unexpected], lang))


def _draw(lang: str) -> None:
    pages = _pages(lang)
    current = st.navigation(list(pages.values()), position="top")
    if wish := state.going():
        st.switch_page(pages[wish[0]], query_params={"lang": lang, **wish[1]})
    name = next(key for key, page in pages.items() if page.url_path == current.url_path)
    st.session_state["address_of"] = name
    if name == "briefing" and briefing.is_presenting():
        briefing.present()
        return
    address.read(name)
    shown = name if name in PAGES else state.last_page()
    state.open_page(shown)
    _logo(lang)
    _tools(lang, shown)
    scene = state.scene(shown)
    host.mount(scene, say(lang, f"page.{shown}"), " ".join(describe(scene, current_atlas())))
    with st.container(key="atlas_side"):
        notices.show(address.untold(), lang)
        current.run()
