"""Streamlit's own page shell, told where its server is and what it is called.

Opened at a page's own address (`/corridors`), Streamlit's client first asks for its server below that address and logs
two failed requests. It does not ask when `window.__streamlit` names the address, as hosts that embed Streamlit do.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from streamlit import file_util

from text import DEFAULT, say

CLIENT_FONT = 'rel="preload"\n      href="./static/media/SourceSans'


def _told(base: str) -> str:
    path = json.dumps(f"{base}/").replace("<", "\\u003c")
    return (
        f"<script>(function(){{var here=location.origin+{path};"
        "window.__streamlit={BACKEND_BASE_URL:here,MAIN_PAGE_BASE_URL:here}})()</script>"
    )


@lru_cache(maxsize=2)
def shell(base: str) -> str:
    """The HTML that every page's address answers with; `base` is the path the server is mounted at, "" for the root."""
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    html = html.replace('lang="en"', 'lang="zh-CN"', 1)
    html = html.replace("<title>Streamlit</title>", f"<title>{say(DEFAULT, 'app.title')}</title>{_told(base)}", 1)
    # The interface uses the system's CJK fonts; preloading a Latin web font would only cost.
    return html.replace(CLIENT_FONT, CLIENT_FONT.replace("preload", "prefetch"), 1)
