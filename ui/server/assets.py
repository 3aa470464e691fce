"""Styles and scripts of Streamlit's page by their content: loaded once and kept, never sent with a rerun.

One stylesheet comes with every page (`ui.server.shell`). A component gets a line that loads its script by address,
since Streamlit sends a component's script again whenever its data change.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from ui.kit.files import text_of
from ui.server.compressed import FOR_EVER, TYPES, Content, answer

PREFIX = "/atlas"
STYLES = "atlas.css"
PARTS = {
    STYLES: ("frame.css", "header.css", "host.css", "report.css", "composer.css", "briefing.css", "tray.css"),
    **{name: (name,) for name in (
        "checks.js", "copy.js", "extent.js", "header.js", "host.js", "orders.js", "reading.js", "reveal.js",
        "search.js", "starters.js", "storyboards.js", "theme.js",
    )},
}  # fmt: skip
"""What is served, and the files it is put together from. Of a component that every page has, the style is the page's:
Streamlit would send it with each run in which the component's data are others.
"""


def base() -> str:
    """The path that the server is mounted at, "" for the root."""
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def prefix() -> str:
    """The path below which everything is that is not Streamlit's."""
    return base() + PREFIX


@cache
def content(name: str) -> Content:
    """A stylesheet or script that is served; `KeyError` for any other name."""
    return Content(text_of(*PARTS[name]).encode(), TYPES[name[name.rindex(".") :]])


def address(name: str) -> str:
    """The path of a stylesheet or script; another content has another one."""
    return f"{prefix()}/asset/{content(name).tag}/{name}"


def component(name: str, script: str, html: str = "", *, style: str = "", isolated: bool = True) -> Any:
    """A component of Streamlit's; `script` is one that is served, `style` a small file that goes along. One that is not
    isolated stands in the page itself, and has the page's style.

    Its own script only loads ours, in two lines: one line Streamlit takes for the name of a file. It runs from a
    blob, to which only a whole address means something.
    """
    whole = f'const address = new URL("{address(script)}", location.origin).href;'
    loader = f"{whole}\nexport default (await import(address)).default;"
    css = text_of(style) if style else None
    return st.components.v2.component(name, html=html or None, js=loader, css=css, isolate_styles=isolated)


def _asset(request: Request) -> Response:
    """The asset; for that of an older server, which an open page may still ask for, ours, but not to be kept."""
    name, tag = request.path_params["name"], request.path_params["tag"]
    if name not in PARTS:
        return PlainTextResponse("There is no such file.", 404)
    found = content(name)
    return answer(found, request.headers, cache_control=FOR_EVER if tag == found.tag else "no-cache")


def route() -> Route:
    """The route of all assets."""
    return Route(f"{prefix()}/asset/{{tag}}/{{name}}", _asset)
