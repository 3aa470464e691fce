"""Which store the settings ask for, and that a setting that cannot be used is refused at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.rooms.following import DEADLINE_S, PREFIX, started, uvicorn
from text import say
from ui.rooms.routes import room_routes
from ui.rooms.settings import SCHEMES, SETTING, SettingError, chosen_store
from ui.rooms.shared import Shared
from ui.rooms.store import Memory

PASSWORD = "Kx7pass"


@pytest.mark.parametrize("environment", [{}, {SETTING: ""}, {SETTING: "  "}, {"REDIS_URL": "redis://other"}])
def test_rooms_are_in_memory_by_default(environment: dict[str, str]) -> None:
    assert isinstance(chosen_store(environment), Memory)


@pytest.mark.parametrize(
    "address",
    [
        "redis://127.0.0.1",
        f"redis://:{PASSWORD}@redis.example:6380/2",
        f"rediss://user:{PASSWORD}@redis.example",
        "unix:///run/redis/redis.sock?db=1",
        " redis://127.0.0.1\n",
    ],
)
def test_an_address_of_a_redis_is_taken(address: str) -> None:
    assert isinstance(chosen_store({SETTING: address}), Shared)


@pytest.mark.parametrize(
    "address",
    [
        "x",
        "redis",
        "redis:/host",
        "redis://",
        "unix://",
        "127.0.0.1:6379",
        f"http://:{PASSWORD}@redis.example",
        f"memcached://:{PASSWORD}@redis.example",
        f"redis+cluster://:{PASSWORD}@redis.example",
        f"redis://:{PASSWORD}@redis.example:port",
        f"redis://:{PASSWORD}@redis.example:99999",
        f"redis://:{PASSWORD}@redis.example/0?no_such_option=1",
        f"redis://:{PASSWORD}@redis.example/0?socket_timeout=soon",
        f"redis://[{PASSWORD}",
    ],
)
def test_anything_else_is_refused_without_repeating_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, address)
    with pytest.raises(SettingError) as refused:
        room_routes(PREFIX)
    text = str(refused.value)
    assert SETTING in text
    assert all(scheme in text for scheme in SCHEMES)
    assert PASSWORD not in text
    assert refused.value.__suppress_context__


def test_a_server_does_not_start_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(uvicorn(0), log, {SETTING: f"http://:{PASSWORD}@redis.example"}) as process:
        assert process.wait(DEADLINE_S) != 0
    printed = log.read_text(encoding="utf-8")
    assert say("en", "fault.setting.no_store", name=SETTING, schemes=" ".join(SCHEMES)) in printed.splitlines()[-1]
    assert PASSWORD not in printed
