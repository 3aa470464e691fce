"""What the server has besides Streamlit: the map documents by content address, health, and security headers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from layers.errors import AtlasError
from maps.scene.pages import ADDRESSES
from maps.web.document import Document, current_document
from ui.server import assets
from ui.server.assets import base as _base
from ui.server.assets import prefix
from ui.server.compressed import FOR_EVER, CompressedFiles, Content, answer
from ui.server.shell import shell

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


def _shell(_request: Request) -> Response:
    return HTMLResponse(shell(_base()), headers={"cache-control": "no-cache"})


def own_routes() -> list[Route]:
    """Map documents, health, and the shell at every page's address.

    A map document is a pure function of the data, so any server process can answer for it.
    """
    pages = [Route(f"{_base()}/{name}", _shell) for name in ("", *ADDRESSES)]
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
