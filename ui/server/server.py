"""What the server has besides Streamlit: the map documents by content address, health, and security headers."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from layers.errors import AtlasError
from maps.scene.pages import ADDRESSES
from maps.web.document import Document, current_document
from ui.server.shell import shell

PREFIX = "/atlas"
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


def _base() -> str:
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def prefix() -> str:
    """The path below which everything is that is not Streamlit's."""
    return _base() + PREFIX


def map_path(digest: str) -> str:
    """The address of the map document with that content hash."""
    return f"{prefix()}/map/{digest}.html"


@lru_cache(maxsize=2)
def _gzipped(document: Document) -> bytes:
    return gzip.compress(document.html.encode(), compresslevel=6, mtime=0)


def _map(request: Request) -> Response:
    document = current_document()
    if request.path_params["digest"] != document.digest:
        return PlainTextResponse("This map has been replaced; reload the page.", 404)
    headers = {
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": MAP_POLICY,
        "vary": "accept-encoding",
    }
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(document.html, media_type="text/html", headers=headers)
    return Response(_gzipped(document), media_type="text/html", headers=headers | {"content-encoding": "gzip"})


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
    return [Route(f"{prefix()}/map/{{digest}}.html", _map), Route(f"{prefix()}/health", _health), *pages]


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
    return [Middleware(SecurityHeaders)]
