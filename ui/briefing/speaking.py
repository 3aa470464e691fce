"""The plain pages beside the presentation: the speaker's window, the followers' page, and what a permalink shows.

They hold no session. Each page is one answer; its scripts run because the policy names their hash.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FunctionLoader
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.codec import fragment
from maps.scene.permalink import LONGEST, from_permalink
from maps.web.document import current_document
from maps.web.safe import inert_json
from maps.words.summarise import describe
from text import DEFAULT, LANGUAGES, say, table
from ui.kit.files import palette, text_of
from ui.rooms.guard import key_of, known_hosts
from ui.rooms.room import Refused

STYLES = {"speaker": ("share.css", "speaker.css"), "follow": ("follow.css",)}
"""Styles of each page; its script and its template, which fills `page.html`, have its name."""
TAGS = {"zh": "zh-CN", "en": "en"}
ELSEWHERE = ("lang", "theme", "time")
"""What an opening also says and a follower decides by themselves, or does not need."""
LONGEST_ORIGIN = 300
UNCACHED = {"cache-control": "no-cache"}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(script: str, style: str) -> str:
    """The Content-Security-Policy of a page that runs one script and one style of its own and speaks to us alone."""
    rules = {
        "default-src": "'none'", "script-src": _hash(script), "style-src": _hash(style), "img-src": "'self' data:",
        "connect-src": "'self'", "frame-src": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
        "form-action": "'none'",
    }  # fmt: skip
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@lru_cache(maxsize=4)
def _pieces(atlas: Atlas, name: str) -> tuple[str, str, str]:
    """Script, style and policy of a page."""
    script = text_of(f"{name}.js")
    style = palette(atlas, ':root[data-theme="{theme}"]') + text_of(*STYLES[name])
    return script, style, policy(script, style)


@cache
def _templates() -> Environment:
    return Environment(loader=FunctionLoader(text_of), autoescape=True, trim_blocks=True)


def page(name: str, lang: str, title: str, data: Mapping[str, Any], status: int = 200) -> Response:
    """One of the pages with its data; the texts of the data are inert."""
    script, style, rules = _pieces(current_atlas(), name)
    parts = {"style": style, "script": script, "data": inert_json(data)}
    safe = {key: Markup(text) for key, text in parts.items()}  # noqa: S704  # our own files, and JSON made inert
    html = _templates().get_template(f"{name}.html").render(tag=TAGS[lang], title=title, **safe)
    headers = {"content-security-policy": rules, "x-frame-options": "DENY", **UNCACHED}
    return HTMLResponse(html, status, headers=headers)


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else DEFAULT


def _texts(*path: str) -> dict[str, Any]:
    """A section of the texts in every language."""
    found = {}
    for lang in LANGUAGES:
        node: Any = table(lang)["present"]
        for part in path:
            node = node[part]
        found[lang] = node
    return found


Address = Callable[[str], str]
"""From a map document's digest to its address."""


def _common(prefix: str, map_path: Address) -> dict[str, Any]:
    return {"prefix": prefix, "map": map_path(current_document().digest), "lang": DEFAULT}


def _speaker(prefix: str, map_path: Address, request: Request) -> Response:
    lang = _lang(request)
    return page("speaker", lang, say(lang, "present.speaker"), _common(prefix, map_path) | {"texts": _texts()})


def _token(request: Request) -> str:
    """The token of the address, "" for what cannot be one."""
    try:
        key_of(request)
    except Refused:
        return ""
    return str(request.path_params["follow"])


def _follow(prefix: str, map_path: Address, request: Request) -> Response:
    lang, token = _lang(request), _token(request)
    data = _common(prefix, map_path) | {"follow": token or "-", "texts": _texts("follower")}
    return page("follow", lang, say(lang, "present.follower.page"), data, 200 if token else 404)


@lru_cache(maxsize=512)
def shown(atlas: Atlas, address: str) -> dict[str, Any]:
    """What a permalink shows: the keys of docs/bridge.md that the map opens with, and the map in words by language.

    What is not understood in an address falls back to its default.
    """
    scene, _ = from_permalink(address, atlas)
    opened = {key: value for key, value in fragment(scene, atlas).items() if key not in ELSEWHERE}
    return {"open": opened, "words": {lang: " ".join(describe(replace(scene, lang=lang), atlas)) for lang in LANGUAGES}}


def _scene(request: Request) -> Response:
    address = request.query_params.get("address", "")[:LONGEST]
    return JSONResponse(shown(current_atlas(), address), headers=UNCACHED)


def _origin(request: Request) -> str:
    """The address under which the asker sees this server; "" for another site's."""
    asked = request.query_params.get("at", "")[:LONGEST_ORIGIN]
    try:
        parts = urlsplit(asked)
    except ValueError:
        return ""
    own = parts.scheme in ("http", "https") and parts.netloc.lower() in known_hosts(request)
    return f"{parts.scheme}://{parts.netloc.lower()}" if own else ""


def _code(prefix: str, _map_path: Address, request: Request) -> Response:
    """The follow link as a QR code, for who is in the room."""
    origin, token = _origin(request), _token(request)
    if not (origin and token):
        return PlainTextResponse("", 404)
    drawing = io.BytesIO()
    segno.make_qr(f"{origin}{prefix}/follow/{token}").save(drawing, kind="svg", scale=4, border=3)
    return Response(drawing.getvalue(), media_type="image/svg+xml", headers={"cache-control": "no-store"})


def routes(prefix: str, map_path: Address) -> list[Route]:
    """The routes below a path."""
    answers = {"speaker": _speaker, "follow/{follow}": _follow, "follow/{follow}/qr.svg": _code}
    found = [Route(f"{prefix}/{path}", partial(answer, prefix, map_path)) for path, answer in answers.items()]
    return [*found, Route(f"{prefix}/scene", _scene)]
