"""What the server has besides Streamlit: the map documents by content address, health, and security headers."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from layers.atlas.atlas import current_atlas
from layers.errors import AtlasError
from maps.web.document import Document, current_document
from ui.server import assets
from ui.server.assets import base as _base
from ui.server.assets import prefix
from ui.server.compressed import FOR_EVER, CompressedFiles, Content, answer
from ui.server.shell import shell

NAME = re.compile(r"(?!atlas$|oauth2callback$)[a-z0-9][a-z0-9_-]*", re.IGNORECASE | re.ASCII)
"""What could be the name of a page. Files, and what Streamlit answers itself, could not."""
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"permissions-policy": b"geolocation=(), camera=(), microphone=()",
}
MAP_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


def map_path(digest: str) -> str:
    """The address of the map document with that content hash."""
    return f"{prefix()}/map/{digest}.html"


MAP_SENT = Event()
"""Set when a first reader has been sent the map: until then nothing that can wait is loaded beside."""


@lru_cache(maxsize=2)
def _content(document: Document) -> Content:
    return Content(document.html.encode(), "text/html")


def _map(request: Request) -> Response:
    document = current_document()
    if request.path_params["digest"] != document.digest:
        return PlainTextResponse("This map has been replaced; reload the page.", 404)
    MAP_SENT.set()
    return answer(_content(document), request.headers, cache_control=FOR_EVER, content_security_policy=MAP_POLICY)


def _health(_request: Request) -> Response:
    try:
        return PlainTextResponse("ok " + current_document().digest)
    except AtlasError as error:
        return PlainTextResponse(f"{type(error).__name__}: {error}", 503)


def _shell(request: Request) -> Response:
    """The page of any address; the map's data may be broken, which Streamlit's page then says."""
    try:
        atlas, url = current_atlas(), map_path(current_document().digest)
    except AtlasError:
        atlas, url = None, ""
    page = request.path_params.get("page", "")
    html = shell(_base(), page, request.query_params, atlas, url)
    return HTMLResponse(html, headers={"cache-control": "no-cache"})


class PageRoute(Route):
    """Every address that could be a page's, so that an unknown one has a map too; Streamlit's own are left to it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match as a route does, but for names that no page can have."""
        match, child = super().matches(scope)
        named = NAME.fullmatch(child.get("path_params", {}).get("page", ""))
        return (match, child) if named else (Match.NONE, {})


def own_routes() -> list[Route]:
    """Map documents, health, scripts and styles, and the shell at every address that could be a page's.

    A map document is a pure function of the data, so any server process can answer for it.
    """
    pages = [Route(f"{_base()}/", _shell), PageRoute(f"{_base()}/{{page}}", _shell)]
    own = [Route(f"{prefix()}/map/{{digest}}.html", _map), Route(f"{prefix()}/health", _health)]
    return [*own, assets.route(), *pages]


class SecurityHeaders:
    """ASGI middleware that adds `HEADERS` to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                have: list[Any] = list(message.get("headers", []))
                present = {name.lower() for name, _ in have}
                message["headers"] = have + [item for item in HEADERS.items() if item[0] not in present]
            await send(message)

        await self.app(scope, receive, complete)


def middleware() -> list[Middleware]:
    """The middleware stack around Streamlit."""
    client = Path(file_util.get_static_dir()) / "static"
    return [Middleware(SecurityHeaders), Middleware(CompressedFiles, folder=client, path=f"{_base()}/static/")]
