"""Which store the settings ask for: an address of a Redis, or this process's memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from text import LANGUAGES, say
from ui.rooms.store import Memory, Store

if TYPE_CHECKING:
    from redis.asyncio import Redis

SETTING = "ATLAS_REDIS_URL"
SCHEMES = ("redis://", "rediss://", "unix://")
CONNECT_S = 1.0
ANSWER_S = 1.0
"""How long a request waits for Redis before it is told that Redis is away."""


class SettingError(ValueError):
    """The setting cannot be used; the message says how it has to look and never what it is, for the password's sake."""


def chosen_store(environment: Mapping[str, str]) -> Store:
    """The store that the environment asks for; `SettingError` for an address that is none."""
    address = environment.get(SETTING, "").strip()
    if not address:
        return Memory()
    from ui.rooms.shared import Shared  # noqa: PLC0415  # Redis takes a while to load, and most servers have none

    return Shared(client(address))


def client(address: str) -> Redis:
    """A client of the Redis at an address, not connected yet; `SettingError` for an address that is none."""
    from redis.exceptions import RedisError  # noqa: PLC0415  # as in chosen_store

    try:
        return _client(address)
    except (ValueError, TypeError, RedisError):
        given = {"name": SETTING, "schemes": " ".join(SCHEMES)}
        raise SettingError(" ".join(say(lang, "rooms.setting", **given) for lang in LANGUAGES)) from None


def _client(address: str) -> Redis:
    if not address.startswith(SCHEMES) or address in SCHEMES:
        raise ValueError
    from redis.asyncio import Redis  # noqa: PLC0415  # as in chosen_store
    from redis.asyncio.retry import Retry  # noqa: PLC0415  # as in chosen_store
    from redis.backoff import NoBackoff  # noqa: PLC0415  # as in chosen_store

    redis: Redis = Redis.from_url(
        address,
        decode_responses=True,
        socket_connect_timeout=CONNECT_S,
        socket_timeout=ANSWER_S,
        # A connection that lay idle over a restart of Redis is found broken once; more patience would hold requests up.
        retry=Retry(NoBackoff(), 1),
    )
    pool = redis.connection_pool
    pool.connection_class(**pool.connection_kwargs)  # finds options that do not exist
    return redis
