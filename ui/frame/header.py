"""The header's pages, by what one comes for (`maps/scene/pages.toml`): a group of several opens, one of one is a link.

Streamlit's own row of links knows no groups, is read in English, and lies under whatever stands at its right
(decision 31). It still runs the pages; this is only how one goes there.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from maps.scene.pages import ADDRESSES, Group, Page, grouped, pages
from text import say
from ui.kit.markup import render
from ui.server.assets import base, component
from ui.session.door import session, told

KEY = "atlas_header"
WORDS = ("pages", "menu")


def _html() -> str:
    return f'<div class="atlas-header"><a class="home">{render("logo.svg", "")}<b></b></a><nav></nav></div>'


def _entry(page: Page, lang: str) -> dict[str, str]:
    return {"id": page.id, "name": page.title(lang), "href": f"{base()}/{page.path}?{urlencode({'lang': lang})}"}


def _group(group: Group, members: tuple[Page, ...], lang: str) -> dict[str, Any]:
    entries = [_entry(page, lang) for page in members]
    return {"id": group, "name": say(lang, f"header.group.{group}"), "pages": entries}


def contents(lang: str, place: str) -> dict[str, Any]:
    """What the header shows on a page: the groups that have pages, the words, and where one is."""
    return {
        "home": _entry(pages()[ADDRESSES[0]], lang)["href"],
        "title": say(lang, "app.title"),
        "words": {word: say(lang, f"header.{word}") for word in WORDS},
        "groups": [_group(group, members, lang) for group, members in grouped(pages()).items()],
        "current": place,
    }


def _on_page() -> None:
    """Go to the page that was chosen; what is none changes nothing."""
    if (wanted := told(KEY, "page")) in ADDRESSES:
        session().go(str(wanted))


def show(lang: str, place: str) -> None:
    """Put the atlas's name and the pages into the header; `place` is the page one is on."""
    header = component(KEY, "header.js", _html(), isolated=False)
    header(key=KEY, data=contents(lang, place), height="content", on_page_change=_on_page)
