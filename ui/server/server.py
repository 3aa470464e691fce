"""What the server has besides Streamlit: the map documents by content address, health, and security headers."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from layers.atlas.atlas import current_atlas
from layers.errors import AtlasError
from maps.web.document import Document, Part, current_document
from text import DEFAULT, LANGUAGES, say
from ui.server import assets
from ui.server.assets import base as _base
from ui.server.assets import prefix
from ui.server.compressed import FOR_EVER, CompressedFiles, Content, answer
from ui.server.shell import LONGEST_NAME, shell

NAME = re.compile(r"(?!atlas$|oauth2callback$)[a-z0-9][a-z0-9_-]*", re.IGNORECASE | re.ASCII)
"""What could be the name of a page. Files, and what Streamlit answers itself, could not."""
CLIENT_FOLDERS = ("app", "auth", "component", "media", "static", "vendor")
"""What Streamlit has below its own address, as far as a page could be called so."""
LIKED = re.compile(rf"({'|'.join(LANGUAGES)})(?:-[a-z0-9-]+)?(?:;q=([01](?:\.[0-9]{{0,3}})?))?", re.ASCII)
"""A language of ours in an `Accept-Language` header, in lower case and without spaces, and how much it is liked."""
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"permissions-policy": b"geolocation=(), camera=(), microphone=()",
}
MAP_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


def map_path(digest: str) -> str:
    """The address of the map document with that content hash."""
    return f"{prefix()}/map/{digest}.html"


MAP_SENT = Event()
"""Set when a first reader has been sent the map: until then nothing that can wait is loaded beside."""


@lru_cache(maxsize=2)
def _content(document: Document) -> Content:
    return Content(document.html.encode(), "text/html")


@lru_cache(maxsize=16)
def _part_content(part: Part) -> Content:
    return Content(part.content, part.media_type)


def preferred(accepted: str) -> str:
    """The language of ours that an `Accept-Language` header likes best; the default where it likes none."""
    found = [LIKED.fullmatch("".join(part.split()).lower()) for part in accepted.split(",")]
    weights = [(float(liked[2] or 1), liked[1]) for liked in found if liked]
    weight, lang = max(weights, key=itemgetter(0), default=(0.0, DEFAULT))
    return lang if weight else DEFAULT


def _replaced(request: Request) -> Response:
    """In the language of the address, else the browser's: the map's stands behind the #, which no server hears."""
    asked = request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    return PlainTextResponse(say(lang, "app.map_replaced"), 404, headers={"vary": "accept-language"})


def _map(request: Request) -> Response:
    document = current_document()
    if request.path_params["digest"] != document.digest:
        return _replaced(request)
    MAP_SENT.set()
    return answer(_content(document), request.headers, cache_control=FOR_EVER, content_security_policy=MAP_POLICY)


def _part(request: Request) -> Response:
    """A part of the map. Its name says its content, so one of an older server that is not here any more is gone."""
    part = current_document().parts.get(request.path_params["name"])
    if part is None:
        return _replaced(request)
    return answer(_part_content(part), request.headers, cache_control=FOR_EVER)


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


def _astray(request: Request) -> Response:
    """No page lies below another one: to the start page, which says so, in the language of the address.

    Of a page's name with a slash behind it, to the page.
    """
    if not request.path_params["rest"].strip("/"):
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(
            f"{_base()}/{request.path_params['page']}{asked}", headers={"cache-control": "no-cache"}
        )
    lost = f"{request.path_params['page']}/{request.path_params['rest']}"[:LONGEST_NAME]
    lang = request.query_params.get("lang")
    query = urlencode({"page": lost} | ({"lang": lang} if lang in LANGUAGES else {}))
    return RedirectResponse(f"{_base()}/?{query}", headers={"cache-control": "no-cache"})


class PageRoute(Route):
    """Every address that could be a page's, so that an unknown one has a map too; Streamlit's own are left to it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match as a route does, but for names that no page can have."""
        match, child = super().matches(scope)
        named = NAME.fullmatch(child.get("path_params", {}).get("page", ""))
        return (match, child) if named else (Match.NONE, {})


class AstrayRoute(PageRoute):
    """Addresses below that of a page, where a browser asks for something to show; Streamlit's own are left to it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match as the route of a page does, but for what is no navigation and for Streamlit's folders."""
        match, child = super().matches(scope)
        params = child.get("path_params", {})
        shown = b"text/html" in dict(scope.get("headers", ())).get(b"accept", b"")
        names = [name for name in str(params.get("rest", "")).split("/") if name]
        astray = shown and params.get("page") not in CLIENT_FOLDERS and all(map(NAME.fullmatch, names))
        return (match, child) if astray else (Match.NONE, {})


def own_routes() -> list[Route]:
    """Map documents, health, scripts and styles, and the shell at every address that could be a page's.

    A map document is a pure function of the data, so any server process can answer for it.
    """
    pages = [Route(f"{_base()}/", _shell), PageRoute(f"{_base()}/{{page}}", _shell)]
    pages.append(AstrayRoute(f"{_base()}/{{page}}/{{rest:path}}", _astray))
    own = [
        Route(f"{prefix()}/map/{{digest}}.html", _map),
        Route(f"{prefix()}/map/{{name}}", _part),
        Route(f"{prefix()}/health", _health),
    ]
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
