"""A room: where a presenter is, who may say so, and the rules of its changes. Pure functions, no store and no web."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from layers.errors import AtlasError
from maps.scene.permalink import LONGEST
from maps.scene.scene import LONGEST_NOTE

MOST_ROOMS = 500
"""Rooms that a store keeps at the same time."""
MOST_FOLLOWERS = 200
"""Open event streams of one room in one server process."""
IDLE_S = 12 * 3600
"""A room that nobody steers for so long is gone. An end is known for as long, so that it outlives every copy."""
DROPPABLE_S = 30 * 60
"""Where the store is full, the room that rested longest gives way, if it rested for so long."""
MOVES_PER_S = 20
"""How often a room's place may change; as many at once after a rest of a second."""

Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
Address = Annotated[str, Field(max_length=LONGEST, pattern=r"^/([^/\\\p{C}]\P{C}*)?$")]
"""A path on this server. Two slashes, a backslash or a control character could make another server's address of it."""


Words = Annotated[str, Field(max_length=LONGEST_NOTE, pattern=r"^(\P{Cc}|[\n\t])*$")]
"""A text that followers see, shown as text and nothing else."""


class Refused(AtlasError):  # noqa: N818 - a refusal is an answer
    """A room's answer is no; `room` is what holds instead."""

    section = "room"

    def __init__(self, code: str, room: Room | None = None) -> None:
        super().__init__(code)
        self.room = room


class Said(BaseModel):
    """A text by language; each follower reads their own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    zh: Words = ""
    en: Words = ""


class Place(BaseModel):
    """Where the presenter is: a storyboard's scene, the permalink that draws it, a blank screen, the time spoken, and
    whether the presentation has ended for now.

    `title` and `line` are what is said of the scene; a permalink holds but one language. `seq` is counted up by the
    presenter's windows, so that of two requests on their way the later one stays.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    storyboard: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""
    scene: Annotated[int, Field(ge=0, le=9999)] = 0
    permalink: Address
    blank: bool = False
    left: bool = False
    elapsed_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] = 0.0
    seq: Count = 0
    title: Said = Said()
    line: Said = Said()


class Room(BaseModel):
    """A room at one moment: the hash of the steering secret, the place if there is one, and when it was set.

    `touched` is in seconds of Unix time; `moves` is how many changes were left at that moment. Of a room that ended
    nothing else is kept.
    """

    model_config = ConfigDict(frozen=True)

    steer: str = ""
    version: Count
    place: Place | None = None
    ended: bool = False
    touched: float
    moves: float = MOVES_PER_S


def hashed(token: str) -> str:
    """The SHA-256 of a token; a fast hash will do, since the tokens are random and long."""
    return sha256(token.encode()).hexdigest()


def refilled(left: float, elapsed_s: float, per_s: float, most: float) -> float:
    """What a bucket of permissions holds after a time; a clock that went back adds nothing."""
    return min(most, left + max(0.0, elapsed_s) * per_s)


def opened(secret: str, now: float) -> Room:
    """A room without a place yet, steered by whoever knows the secret."""
    return Room(steer=hashed(secret), version=_version(0, now), touched=now)


def moved(room: Room, secret: str, place: Place, now: float) -> Room:
    """The room with another place; `Refused` for a wrong secret, an ended room, too many moves or an overtaken one."""
    _check(room, secret)
    moves = refilled(room.moves, now - room.touched, MOVES_PER_S, MOVES_PER_S)
    if moves < 1:
        raise Refused("fast")
    if room.place and place.seq < room.place.seq:
        raise Refused("overtaken", room)
    version = _version(room.version, now)
    return room.model_copy(update={"version": version, "place": place, "touched": now, "moves": moves - 1})


def ended(room: Room, secret: str, now: float) -> Room:
    """The room at its end; `Refused` for a wrong secret or a room that has ended."""
    _check(room, secret)
    return closed(now)


def closed(now: float) -> Room:
    """What is left of a room."""
    return Room(version=_version(0, now), ended=True, touched=now)


def expires(room: Room) -> float:
    """When a room is forgotten, in seconds of Unix time."""
    return room.touched + IDLE_S


def kept(room: Room | None, now: float) -> Room | None:
    """The room, or none when it is to be forgotten by now."""
    return room if room and expires(room) > now else None


def newest(*rooms: Room | None) -> Room | None:
    """Of several states of a room the newest, the first of equals; an end is final."""
    return max((room for room in rooms if room), key=lambda room: (room.ended, room.version), default=None)


def _version(last: int, now: float) -> int:
    # Milliseconds where they are ahead: a room whose last states were lost with a store goes on above them.
    return max(last + 1, int(now * 1000))


def _check(room: Room, secret: str) -> None:
    if room.ended:
        raise Refused("ended")
    if not hmac.compare_digest(room.steer, hashed(secret)):
        raise Refused("forbidden")
