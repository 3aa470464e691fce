"""The page that answers every address: Streamlit's own, and the map, which it starts before Streamlit.

Into it go what the address asks of the map, checked and as inert data, and the outlines of header and side panel.
`shell.js` opens the map with that and then lets Streamlit's script start (decision 15).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from streamlit import config, file_util

from layers.atlas.atlas import Atlas
from maps.scene.codec import fragment
from maps.scene.pages import ADDRESSES, PAGES, START, pages
from maps.scene.permalink import from_parameters
from maps.scene.scene import THEMES, opening
from maps.web.safe import inert_json
from text import DEFAULT, LANGUAGES, say, table
from ui.kit.files import palette, text_of
from ui.server import assets
from ui.server.skeleton import skeleton
from ui.session.hosted import hosted

CLIENT_FONT = 'rel="preload"\n      href="./static/media/SourceSans'
CLIENT_LANGUAGE = "en"
"""What Streamlit's client speaks."""
LONGEST_NAME = 40
_MODULE = re.compile(r'\s*<script type="module" crossorigin src="([^"]+)"></script>')
_PART = re.compile(r'\s*<link rel="modulepreload" crossorigin href="([^"]+)">')
_SHEET = re.compile(r'\s*<link rel="stylesheet" crossorigin href="([^"]+)">')
_HEAD, _BODY = "<!--atlas-head-->", "<!--atlas-body-->"


@lru_cache(maxsize=1)
def _client() -> tuple[str, dict[str, list[str]]]:
    """Streamlit's page without what it loads, with our two places in it; and what it loads, to be started later."""
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    found = {"module": _MODULE, "modulepreload": _PART, "stylesheet": _SHEET}
    scripts = {name: pattern.findall(html) for name, pattern in found.items()}
    for pattern in found.values():
        html = pattern.sub("", html)
    html = html.replace("<title>Streamlit</title>", _HEAD, 1)
    html = html.replace('<div id="root">', f'{_BODY}<div id="root">', 1)
    # The interface uses the system's CJK fonts; preloading a Latin web font would only cost.
    return html.replace(CLIENT_FONT, CLIENT_FONT.replace("preload", "prefetch"), 1), scripts


def _colours() -> str:
    """The theme of Streamlit's that will stand here, for what stands here before it."""
    names = ("backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor")
    rules = []
    for theme in THEMES:
        values = {name: escape(str(config.get_option(f"theme.{theme}.{name}"))) for name in names}
        said = "".join(f"--atlas-{name}:{value};" for name, value in values.items())
        rules.append(f'html[data-atlas-theme="{theme}"]{{{said}}}')
    return f"html:root{{font-size:{float(config.get_option('theme.baseFontSize'))}px}}" + "".join(rules)


@lru_cache(maxsize=4)
def _style(atlas: Atlas | None) -> str:
    ground = palette(atlas, 'html[data-atlas-theme="{theme}"] .atlas-frame') if atlas else ""
    return f"<style>{_colours()}{ground}{text_of('shell.css')}</style>"


def _map(page: str, named: Mapping[str, str], atlas: Atlas, url: str) -> dict[str, Any]:
    """What the map opens with, as the component will say it; a page without a map of its own has the first one's."""
    asked, _ = from_parameters(page, dict(named), atlas)
    own = page not in pages() or pages()[page].kind != "tool"
    scene = asked if own else replace(opening(atlas, PAGES[0]), lang=asked.lang)
    said = hosted(scene, atlas, fragment(scene, atlas)) | ({} if own else {"address": None})
    return {**said, "url": url, "commands": [], "covered": page == "export"}


def _lost(page: str) -> str | None:
    """The name in an address that no page has, cut short; nothing of it for the start page's own, which has none."""
    if page in pages():
        return None if pages()[page].path else ""
    return page[:LONGEST_NAME] or None


@lru_cache(maxsize=len(LANGUAGES))
def _phrases(lang: str) -> list[tuple[str, str]]:
    """What Streamlit's client says, and what stands in its place in a language (`translate.js`)."""
    return list(zip(table(CLIENT_LANGUAGE)["streamlit"].values(), table(lang)["streamlit"].values(), strict=True))


def shell(base: str, page: str, named: Mapping[str, str], atlas: Atlas | None, url: str) -> str:
    """The HTML for one address: the page's name ("" for the first), and its parameters, which may say anything.

    `base` is the path the server is mounted at, "" for the root; `url` is where the map document is. Without an
    atlas, whose data are broken then, there is no map to start, and Streamlit says what is wrong.
    """
    html, client = _client()
    lang = named["lang"] if named.get("lang") in LANGUAGES else DEFAULT
    apart = page == "export" or (page == "briefing" and named.get("present") == "1")
    shown = _map(page, named, atlas, url) if atlas else None
    given = {
        "client": client,
        "sheet": assets.address(assets.STYLES),
        "base": f"{base}/",
        "paths": [f"{base}/", *(f"{base}/{name}" for name in ADDRESSES)],
        "start": START,
        "theme": named["theme"] if named.get("theme") in THEMES else None,
        "map": shown,
        "first": atlas is not None and not apart,
        "lost": _lost(page),
        "phrases": {other: _phrases(other) for other in LANGUAGES if other != CLIENT_LANGUAGE},
    }
    data = f'<script type="application/json" id="atlas-shell">{inert_json(given)}</script>'
    head = f"<title>{escape(say(lang, 'app.title'))}</title>{_style(atlas)}"
    drawn = skeleton(atlas) if atlas and shown and not apart and "view" not in shown["open"] else ""
    body = f"{text_of('shell.html')}{drawn}{data}<script>{text_of('shell.js')}</script>"
    html = html.replace('lang="en"', f'lang="{"zh-CN" if lang == "zh" else lang}"', 1)
    return html.replace(_HEAD, head, 1).replace(_BODY, body, 1)
