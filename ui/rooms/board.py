"""The rooms that this process knows and the followers that watch them. Safe from every thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from threading import RLock

from ui.rooms.room import DROPPABLE_S, MOST_FOLLOWERS, MOST_ROOMS, Refused, Room, closed, expires, kept, newest

Step = Callable[[Room], Room]
"""From a room to its next state; raises `Refused` where it may not be."""
Clock = Callable[[], float]
"""Now, in seconds of Unix time."""


class Watch:
    """One follower's seat at a room, taken in the event loop that waits on it."""

    def __init__(self, board: Board, key: str) -> None:
        self.key = key
        self._board = board
        self._loop, self._bell, self._left = asyncio.get_running_loop(), asyncio.Event(), False

    def ring(self) -> None:
        """Say that the room may have changed."""
        self._loop.call_soon_threadsafe(self._bell.set)

    def leave(self) -> None:
        """Give the seat up; `rooms` ends."""
        self._left = True
        self._board.vacate(self)
        self._bell.set()

    async def rooms(self) -> AsyncIterator[Room]:
        """The room now and at each newer state, skipping those that came and went unseen; its end is the last."""
        seen = -1
        while not self._left:
            self._bell.clear()
            room = self._board.get(self.key) or closed(self._board.clock())
            if room.ended or room.version > seen:
                seen = room.version
                yield room
            if room.ended:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), max(0.0, expires(room) - self._board.clock()))


class Board:
    """Newest known state of each room by its key, and the watches."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._lock = RLock()
        self._rooms: dict[str, Room] = {}
        self._watches: dict[str, set[Watch]] = {}

    def get(self, key: str) -> Room | None:
        """A room; none when it is unknown or forgotten."""
        return kept(self._rooms.get(key), self.clock())

    def merge(self, key: str, room: Room) -> None:
        """Take a state of a room over, unless a newer one is known, and tell who watches."""
        with self._lock:
            if key not in self._rooms:
                self._forget_expired()
            known = self._rooms.get(key)
            if newest(known, room) is not known:
                self._rooms[key] = room
                for watch in self._watches.get(key, ()):
                    watch.ring()

    def open(self, key: str, room: Room) -> None:
        """Add a room; where there are too many, the one that rested longest ends or this one is `Refused`."""
        with self._lock:
            live = {name: known for name in self._rooms if (known := self.get(name)) and not known.ended}
            if len(live) >= MOST_ROOMS:
                oldest = min(live, key=lambda name: live[name].touched)
                refuse_unless_rested(live[oldest].touched, self.clock())
                self.merge(oldest, closed(self.clock()))
            self.merge(key, room)

    def change(self, key: str, step: Step) -> Room:
        """Carry a step out with nothing in between, and answer with the new state; `Refused` for an unknown room."""
        with self._lock:
            room = self.get(key)
            if room is None:
                raise Refused("unknown")
            new = step(room)
            self.merge(key, new)
            return new

    def watch(self, key: str) -> Watch:
        """Take a seat; `Refused` when all of this room are taken."""
        with self._lock:
            seats = self._watches.setdefault(key, set())
            if len(seats) >= MOST_FOLLOWERS:
                raise Refused("crowded")
            watch = Watch(self, key)
            seats.add(watch)
            return watch

    def vacate(self, watch: Watch) -> None:
        """Take a watch's seat away."""
        with self._lock:
            seats = self._watches.get(watch.key, set())
            seats.discard(watch)
            if not seats:
                self._watches.pop(watch.key, None)

    def watched(self) -> list[str]:
        """Keys of the rooms that somebody watches."""
        with self._lock:
            return list(self._watches)

    def _forget_expired(self) -> None:
        now = self.clock()
        self._rooms = {key: room for key, room in self._rooms.items() if kept(room, now)}


def refuse_unless_rested(touched: float, now: float) -> None:
    """`Refused` when a room last touched then is too fresh to give way to another."""
    if touched > now - DROPPABLE_S:
        raise Refused("full")
