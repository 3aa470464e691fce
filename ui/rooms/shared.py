"""Rooms that several servers share through Redis, and how they come over a time without it.

Each process keeps the newest state it has seen of the rooms it serves. While Redis is away it reads from there; when
Redis comes back without them, or with older ones, it writes them again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pydantic import ValidationError
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.exceptions import RedisError

from text import LANGUAGES, say
from ui.rooms.board import Board, Clock, Step, Watch, refuse_unless_rested
from ui.rooms.room import IDLE_S, MOST_ROOMS, Refused, Room, closed, expires, kept, newest

POLL_S = 0.25
"""How often the rooms that are followed here are asked for, all by one command."""
ROOM, INDEX = "atlas:room:", "atlas:rooms"
"""Start of a room's key; the sorted set of live rooms by the time they were touched."""
LOG = logging.getLogger(__name__)


class Shared:
    """Rooms in Redis. To be used in one event loop."""

    def __init__(self, redis: Redis, clock: Clock = time.time) -> None:
        self.clock = clock
        self._redis = redis
        self._board = Board(clock)
        self._outage = Outage()
        self._poller: asyncio.Task[None] | None = None

    async def open(self, key: str, room: Room) -> None:
        """Add a room; it is taken back where there are too many and none has rested long enough."""
        with self._outage.noted():
            pipe = self._redis.pipeline()
            pipe.zremrangebyscore(INDEX, "-inf", self.clock() - IDLE_S)
            self._write(pipe, key, room)
            pipe.zcard(INDEX)
            pipe.zrange(INDEX, 0, 0, withscores=True)
            *_, count, oldest = await pipe.execute()
            if count > MOST_ROOMS:
                await self._make_way(key, *oldest[0])
        self._board.merge(key, room)

    async def read(self, key: str) -> Room:
        """The newest state of a room: while Redis is away, the newest that this process has seen."""
        try:
            await self._refresh([key])
        except Refused:
            if self._board.get(key) is None:
                raise
        room = self._board.get(key)
        if room is None:
            raise Refused("unknown")
        return room

    async def change(self, key: str, step: Step) -> Room:
        """Carry a step out, again if another server was faster, and answer with the new state."""

        async def carried_out(pipe: Pipeline) -> Room:
            room = newest(self._parsed(await pipe.get(ROOM + key)), self._board.get(key))
            if room is None:
                raise Refused("unknown")
            new = step(room)
            pipe.multi()  # type: ignore[no-untyped-call] # the client's one method without annotations
            self._write(pipe, key, new)
            return new

        with self._outage.noted():
            new: Room = await self._redis.transaction(carried_out, ROOM + key, value_from_callable=True)
        self._board.merge(key, new)
        return new

    def watch(self, key: str) -> Watch:
        """Take a seat at a room; Redis is asked for news as long as a seat is taken."""
        watch = self._board.watch(key)
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())
        return watch

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()

    async def _poll(self) -> None:
        while keys := self._board.watched():
            with suppress(Refused):
                await self._refresh(keys)
            await asyncio.sleep(POLL_S)

    async def _refresh(self, keys: Sequence[str]) -> None:
        with self._outage.noted():
            found = await self._redis.mget([ROOM + key for key in keys])
        for key, text in zip(keys, found, strict=True):
            stored, known = self._parsed(text), self._board.get(key)
            if known and newest(stored, known) is known:
                await self.change(key, lambda room: room)
            elif stored:
                self._board.merge(key, stored)

    async def _make_way(self, key: str, oldest: str, touched: float) -> None:
        pipe = self._redis.pipeline()
        try:
            refuse_unless_rested(touched, self.clock())
            self._write(pipe, oldest, closed(self.clock()))
        except Refused:
            pipe.delete(ROOM + key)
            pipe.zrem(INDEX, key)
            raise
        finally:
            await pipe.execute()

    def _parsed(self, text: Any) -> Room | None:
        """A room as it is stored; none where nothing is, or something that is no room."""
        try:
            return kept(Room.model_validate_json(text), self.clock()) if text else None
        except ValidationError:
            return None

    def _write(self, pipe: Pipeline, key: str, room: Room) -> None:
        left_s = expires(room) - self.clock()
        pipe.set(ROOM + key, room.model_dump_json(), px=max(1, int(left_s * 1000)))
        if room.ended:
            pipe.zrem(INDEX, key)
        else:
            pipe.zadd(INDEX, {key: room.touched})


class Outage:
    """Whether Redis answers; a line in the log when it stops."""

    def __init__(self) -> None:
        self._away = False

    @contextmanager
    def noted(self) -> Iterator[None]:
        """`Refused` instead of an error of the connection."""
        try:
            yield
        except (RedisError, OSError) as error:
            self._say("away", logging.WARNING, changed=not self._away, fault=type(error).__name__)
            self._away = True
            raise Refused("away") from error
        self._say("back", logging.INFO, changed=self._away)
        self._away = False

    def _say(self, key: str, level: int, *, changed: bool, **values: str) -> None:
        if changed:
            LOG.log(level, " ".join(say(lang, f"rooms.log.{key}", **values) for lang in LANGUAGES))
