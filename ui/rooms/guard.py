"""What a request must be before a room is asked: from this server's own pages, of the right kind, size and form."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from ui.rooms.room import Place, Refused, hashed

LARGEST_BODY = 16 * 1024
"""Bytes of a request's body."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def check_origin(request: Request) -> None:
    """`Refused` when the browser says that another site's page asks."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        own = site in ("same-origin", "none")
    else:
        own = origin is None or _host(origin) in known_hosts(request)
    if not own:
        raise Refused("foreign")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def known_hosts(request: Request) -> set[str]:
    """The names, with ports, under which the asker may know this server."""
    # A balancer may put its own name into Host; no page can send X-Forwarded-Host to another site unasked.
    named = (request.headers.get(name, "") for name in ("host", "x-forwarded-host"))
    return {name.partition(",")[0].strip().lower() for name in named} - {""}


def check_json(request: Request) -> None:
    """`Refused` when the body does not call itself JSON: a plain form of another site cannot."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused("media")


def key_of(request: Request) -> str:
    """The key of the room that the address names by its token; `Refused` for what cannot be a token."""
    token = request.path_params["follow"]
    if not _TOKEN.fullmatch(token):
        raise Refused("unknown")
    return hashed(token)


def secret_of(request: Request) -> str:
    """The steering secret that the request brings; `Refused` when it brings none."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Refused("forbidden")
    return secret.strip()


async def place_of(request: Request) -> Place:
    """The place in the request's body; `Refused` for a body that is too large or says no place."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_BODY:
                raise Refused("large")
        return Place.model_validate_json(bytes(body))
    except (ValidationError, ClientDisconnect) as error:
        raise Refused("malformed") from error
