"""A room as a stream of server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import anyio
from sse_starlette import EventSourceResponse, JSONServerSentEvent, ServerSentEvent
from starlette.types import Receive, Scope, Send

from ui.rooms.board import Watch
from ui.rooms.room import Room

HEARTBEAT_S = 15
RETRY_MS = 2000
"""How long a browser waits before it comes again."""
FAREWELL_S = 0.4
"""How long a stream may take to end by itself when the server stops."""


def view(room: Room) -> dict[str, Any]:
    """What a follower may know of a room."""
    return {"version": room.version, "place": room.place.model_dump() if room.place else None}


class Stream(EventSourceResponse):
    """The events of a watched room: `place` at once and at each change, `ended`; the seat is given up at the end."""

    def __init__(self, watch: Watch, seen: str) -> None:
        stopping = anyio.Event()
        self._watch = watch
        super().__init__(
            _events(watch, seen),
            headers={"cache-control": "no-store, no-transform"},
            ping=HEARTBEAT_S,
            ping_message_factory=partial(ServerSentEvent, comment="", sep="\n"),
            sep="\n",
            data_sender_callable=partial(_leave_after, stopping, watch),
            shutdown_event=stopping,
            shutdown_grace_period=FAREWELL_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the room ends, the client goes or the server stops."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._watch.leave()


async def _events(watch: Watch, seen: str) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(retry=RETRY_MS, sep="\n")
    async for room in watch.rooms():
        version = str(room.version)
        if room.ended:
            yield JSONServerSentEvent({}, event="ended", id=version, sep="\n")
        elif room.place and version != seen:
            yield JSONServerSentEvent(view(room), event="place", id=version, sep="\n")


async def _leave_after(stopping: anyio.Event, watch: Watch) -> None:
    await stopping.wait()
    watch.leave()
