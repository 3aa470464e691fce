"""The HTTP routes of rooms. A refusal is JSON with a code and its sentence in both languages."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import wraps
from secrets import token_urlsafe
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from maps.words.faults import sentence
from text import LANGUAGES
from ui.rooms.guard import check_json, check_origin, key_of, place_of, secret_of
from ui.rooms.room import Refused, Room, ended, hashed, moved, opened, refilled
from ui.rooms.settings import chosen_store
from ui.rooms.store import Store
from ui.rooms.stream import Stream, view

TOKEN_BYTES = 32
OPENINGS_AT_ONCE, OPENINGS_PER_S = 30, 1.0
"""How many rooms a server process opens in a burst, and how fast this is allowed anew."""
STATUS = {
    "foreign": 403, "forbidden": 403, "unknown": 404, "overtaken": 409, "ended": 410, "large": 413, "media": 415,
    "malformed": 422, "fast": 429, "full": 503, "crowded": 503, "away": 503,
}  # fmt: skip
RETRY_AFTER_S = {"fast": "1", "away": "2", "crowded": "30", "full": "600"}
UNCACHED = {"cache-control": "no-store"}

Endpoint = Callable[[Request], Awaitable[Response]]


class Rooms:
    """The endpoints over one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._openings, self._since = float(OPENINGS_AT_ONCE), store.clock()

    async def open(self, request: Request) -> Response:
        """POST: a new room and its two tokens, for those who follow and for who steers."""
        check_json(request)
        self._spend_opening()
        follow, steer = token_urlsafe(TOKEN_BYTES), token_urlsafe(TOKEN_BYTES)
        await self._store.open(hashed(follow), opened(steer, self._store.clock()))
        return _answer({"follow": follow, "steer": steer}, 201)

    async def move(self, request: Request) -> Response:
        """PUT: the presenter's place."""
        check_json(request)
        key, secret, place = key_of(request), secret_of(request), await place_of(request)
        room = await self._store.change(key, lambda room: moved(room, secret, place, self._store.clock()))
        return _answer({"version": room.version})

    async def read(self, request: Request) -> Response:
        """GET: the presenter's place now."""
        return _answer(view(await self._live(request)))

    async def follow(self, request: Request) -> Response:
        """GET: the presenter's place now and whenever it changes."""
        await self._live(request)
        return Stream(self._store.watch(key_of(request)), request.headers.get("last-event-id", ""))

    async def end(self, request: Request) -> Response:
        """DELETE: nobody follows any more."""
        key, secret = key_of(request), secret_of(request)
        await self._store.change(key, lambda room: ended(room, secret, self._store.clock()))
        return Response(status_code=204, headers=UNCACHED)

    async def _live(self, request: Request) -> Room:
        room = await self._store.read(key_of(request))
        if room.ended:
            raise Refused("ended")
        return room

    def _spend_opening(self) -> None:
        now = self._store.clock()
        left = refilled(self._openings, now - self._since, OPENINGS_PER_S, OPENINGS_AT_ONCE)
        self._openings, self._since = max(left - 1, 0.0), now
        if left < 1:
            raise Refused("fast")


def room_routes(prefix: str, store: Store | None = None) -> list[Route]:
    """The routes below a path, over a store or the one the settings ask for; `SettingError` when they cannot be used.

    Each call makes endpoints of its own: a server calls it once.
    """
    rooms = Rooms(store or chosen_store(os.environ))
    one = f"{prefix}/{{follow}}"
    table = [
        (prefix, "POST", rooms.open), (one, "GET", rooms.read), (one, "PUT", rooms.move), (one, "DELETE", rooms.end),
        (f"{one}/events", "GET", rooms.follow),
    ]  # fmt: skip
    return [Route(path, _answering(endpoint), methods=[method]) for path, method, endpoint in table]


def _answering(endpoint: Endpoint) -> Endpoint:
    @wraps(endpoint)
    async def answered(request: Request) -> Response:
        try:
            check_origin(request)
            return await endpoint(request)
        except Refused as refusal:
            return _refusal(refusal)

    return answered


def _refusal(refusal: Refused) -> Response:
    code, (fault,) = refusal.code, refusal.faults
    content: dict[str, Any] = {"error": code} | {lang: sentence(fault, lang) for lang in LANGUAGES}
    wait = {"retry-after": RETRY_AFTER_S[code]} if code in RETRY_AFTER_S else {}
    return _answer(content | (view(refusal.room) if refusal.room else {}), STATUS[code], wait)


def _answer(content: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(content, status, headers=UNCACHED | (headers or {}))
