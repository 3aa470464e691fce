"""The frame around every page: configuration, navigation, language and theme, the map, and the side panel."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

import streamlit as st

from layers.errors import AtlasError, Fault
from maps.scene.pages import PAGES, Page, pages
from maps.words.faults import sentences
from text import LANGUAGES, say
from ui.briefing import boards, briefing
from ui.frame import header, host, search, theme
from ui.kit import markup, notices
from ui.kit.files import path_of
from ui.session.door import session, set_language

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"zh": "中文", "en": "EN"}
_log = logging.getLogger(__name__)


def _script(page: Page, lang: str) -> st.Page:
    return st.Page(
        ROOT / "pages" / f"{page.id}.py",
        title=page.title(lang),
        icon=f":material/{page.icon}:",
        url_path=page.path or None,
        default=not page.path,
    )


def _tools(lang: str, place: str) -> None:
    with st.container(key="atlas_tools", horizontal=True):
        header.show(lang, place)
        search.box(lang)
        for other in LANGUAGES:
            st.button(
                NAMES[other],
                key=f"lang_{other}",
                type="primary" if other == lang else "tertiary",
                on_click=set_language,
                args=(other,),
            )
        theme.switch(lang)


def draw() -> None:
    """Draw the frame and run the page the URL asks for; the one place where errors become messages."""
    said = st.query_params.to_dict()  # before the session takes back a language that there is not
    lang = session().lang
    st.set_page_config(page_title=say(lang, "app.title"), page_icon=str(path_of("icon.png")), layout="wide")
    markup.show("uploader", lang, megabytes=st.get_option("server.maxUploadSize"))
    try:
        _draw(lang, said)
    except AtlasError as error:
        _log.error("%s: %s", type(error).__name__, error)
        markup.show("refusal", lang, sentences=sentences(error.faults, lang))
    except Exception as error:  # noqa: BLE001  # whatever it is, the reader gets a sentence and the log the trace
        _log.exception("unexpected")
        unexpected = Fault("page", "unexpected", {"detail": type(error).__name__})
        markup.show("refusal", lang, sentences=sentences([unexpected], lang))


def _draw(lang: str, said: dict[str, str]) -> None:
    scripts = {name: _script(page, lang) for name, page in pages().items()}
    current = st.navigation(list(scripts.values()), position="hidden")
    now = session()
    if wish := now.going():
        st.switch_page(scripts[wish[0]], query_params={"lang": lang, **wish[1]})
    name = next(key for key, script in scripts.items() if script.url_path == current.url_path)
    now.arrive(name)
    if name == "briefing" and briefing.is_presenting():
        briefing.present()
        return
    now.read(name, said)
    now.enter(name if name in PAGES else now.mapped)
    _tools(lang, name)
    host.mount(now)
    with st.container(key="atlas_side"):
        notices.show(now.notices, lang, closed=partial(now.notice, name))
        current.run()
    if name != "briefing" and boards.is_unstored():
        from ui.briefing import keeping  # noqa: PLC0415  # as in `briefing.page`

        keeping.mount_away()
