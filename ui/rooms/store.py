"""Where rooms are kept: what a store can do, and the one that keeps them in this process's memory."""

from __future__ import annotations

import time
from typing import Protocol

from ui.rooms.board import Board, Clock, Step, Watch
from ui.rooms.room import Refused, Room


class Store(Protocol):
    """Keeps rooms by key. A key is a hash: no store ever sees a token. Every method may raise `Refused`."""

    clock: Clock

    async def open(self, key: str, room: Room) -> None:
        """Add a room."""

    async def read(self, key: str) -> Room:
        """The newest state of a room."""

    async def change(self, key: str, step: Step) -> Room:
        """Carry a step out with nothing in between, and answer with the new state."""

    def watch(self, key: str) -> Watch:
        """Take a seat at a room that has been read."""


class Memory:
    """Rooms of one process; they end with it."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self._board = Board(clock)

    async def open(self, key: str, room: Room) -> None:
        """Add a room."""
        self._board.open(key, room)

    async def read(self, key: str) -> Room:
        """The newest state of a room."""
        room = self._board.get(key)
        if room is None:
            raise Refused("unknown")
        return room

    async def change(self, key: str, step: Step) -> Room:
        """Carry a step out, and answer with the new state."""
        return self._board.change(key, step)

    def watch(self, key: str) -> Watch:
        """Take a seat at a room."""
        return self._board.watch(key)
