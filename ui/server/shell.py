"""Streamlit's own page shell, told where its server is and what it is called.

Opened at a page's own address (`/corridors`), Streamlit's client first asks for its server below that address and logs
two failed requests. It does not ask when `window.__streamlit` names the address, as hosts that embed Streamlit do.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from streamlit import file_util

from maps.scene.pages import ADDRESSES
from text import DEFAULT, say
from ui.server.assets import stylesheet

CLIENT_FONT = 'rel="preload"\n      href="./static/media/SourceSans'


THEMED = (
    'var theme=new URLSearchParams(location.search).get("theme");'
    'if(theme==="light"||theme==="dark")paths.forEach(function(path){'
    'localStorage.setItem("stActiveTheme-"+path+"-v2",theme==="dark"?\'"Dark"\':\'"Light"\')});'
)
"""The theme of a permalink, put where Streamlit's client looks for the reader's choice when it starts."""


def _inert(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def _told(base: str) -> str:
    paths = [f"{base}/", *(f"{base}/{name}" for name in ADDRESSES)]
    return (
        f"<script>(function(){{var paths={_inert(paths)};var here=location.origin+paths[0];"
        f"window.__streamlit={{BACKEND_BASE_URL:here,MAIN_PAGE_BASE_URL:here}};{THEMED}}})()</script>"
    )


@lru_cache(maxsize=2)
def shell(base: str) -> str:
    """The HTML that every page's address answers with; `base` is the path the server is mounted at, "" for the root."""
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    html = html.replace('lang="en"', 'lang="zh-CN"', 1)
    head = f"<title>{say(DEFAULT, 'app.title')}</title>{stylesheet()}{_told(base)}"
    html = html.replace("<title>Streamlit</title>", head, 1)
    # The interface uses the system's CJK fonts; preloading a Latin web font would only cost.
    return html.replace(CLIENT_FONT, CLIENT_FONT.replace("preload", "prefetch"), 1)
