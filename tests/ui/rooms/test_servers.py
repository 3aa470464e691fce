"""Rooms over real sockets: followers of one server, of Streamlit's own, and of two servers that share a Redis."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ui.rooms.following import (
    DEADLINE_S,
    PLACE,
    PREFIX,
    ROOT,
    Follower,
    RedisServer,
    Server,
    redis_in,
    serving,
    settings_of,
    until,
)
from text import LANGUAGES, say
from ui.server.server import HEADERS

APP = """
from streamlit.starlette import App
from tests.ui.rooms.following import PREFIX
from ui.rooms.routes import room_routes
from ui.server.server import middleware
app = App({script!r}, routes=room_routes(PREFIX), middleware=middleware())
"""


def printed(server: Server) -> str:
    return server.log.read_text(encoding="utf-8")


def outages(server: Server) -> list[str]:
    """Lines of the log that say that Redis is away."""
    start = say("en", "rooms.log.away", fault="|").split("|")[0]
    return [line for line in printed(server).splitlines() if start in line]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server whose rooms are in its memory."""
    with serving(tmp_path_factory.mktemp("server") / "log", {}) as (running, _):
        yield running


def test_all_followers_are_where_the_presenter_is(server: Server) -> None:
    path, secret = server.open()
    server.put(path, secret, scene=1)
    with ExitStack() as stack:
        followers = [stack.enter_context(Follower(server, path)) for _ in range(3)]
        assert len({follower.scene(1) for follower in followers}) == 1
        for scene in (2, 3):
            server.put(path, secret, scene=scene)
            assert len({follower.scene(scene) for follower in followers}) == 1
        assert server.ask("DELETE", path, secret=secret).status == 204
        assert all(follower.ended() for follower in followers)


def test_a_stream_is_neither_kept_nor_compressed(server: Server) -> None:
    path, _ = server.open()
    with Follower(server, path, accept_encoding="gzip") as follower:
        assert follower.answer.status == 200
        assert follower.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert "no-store" in follower.headers["cache-control"]
        assert follower.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in follower.headers
        assert "content-length" not in follower.headers
        assert all(follower.headers[name.decode()] == value.decode() for name, value in HEADERS.items())


def test_who_comes_back_gets_what_was_missed(server: Server) -> None:
    path, secret = server.open()
    server.put(path, secret, scene=1)
    with Follower(server, path) as follower:
        seen = follower.scene(1)
    server.put(path, secret, scene=2)
    server.put(path, secret, scene=3)
    with Follower(server, path, last_event_id=str(seen)) as follower:
        version, place = next(follower.places())
    assert version > seen
    assert place["scene"] == 3


def test_a_follower_who_is_gone_is_forgotten(server: Server) -> None:
    before = server.watched()
    path, _ = server.open()
    with Follower(server, path) as follower:
        assert follower.event()
        assert server.watched() == before + 1
    until(lambda: server.watched() == before, "the seat is free")


def test_the_log_names_no_token(server: Server) -> None:
    path, secret = server.open()
    server.put(path, secret)
    server.ask("PUT", path, {"permalink": secret}, secret)
    assert "Uvicorn running" in printed(server)
    assert not any(text in printed(server) for text in (path.split("/")[-1], secret, "Traceback"))


def test_a_server_stops_while_it_is_followed(tmp_path: Path) -> None:
    with serving(tmp_path / "log", {}) as (server, process):
        path, secret = server.open()
        server.put(path, secret)
        with Follower(server, path) as follower:
            follower.scene(PLACE["scene"])
            process.send_signal(signal.SIGTERM)
            assert not follower.ended()
            process.wait(DEADLINE_S)
        assert "Traceback" not in printed(server)
        assert "ASGI callable" not in printed(server)


def test_streamlit_serves_the_rooms_and_stops_while_they_are_followed(tmp_path: Path) -> None:
    script, app = tmp_path / "page.py", tmp_path / "app.py"
    script.write_text("import streamlit as st\nst.write('x')\n", encoding="utf-8")
    app.write_text(APP.format(script=str(script)), encoding="utf-8")

    def streamlit(port: int) -> list[str]:
        return [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]

    with serving(tmp_path / "log", {"PYTHONPATH": str(ROOT)}, streamlit) as (server, process):
        path, secret = server.open()
        server.put(path, secret, scene=1)
        with Follower(server, path, accept_encoding="gzip") as follower:
            assert "content-encoding" not in follower.headers
            follower.scene(1)
            server.put(path, secret, scene=2)
            follower.scene(2)
            process.send_signal(signal.SIGTERM)
            assert not follower.ended()
            process.wait(DEADLINE_S)
        assert "Traceback" not in printed(server)


@pytest.fixture(scope="module")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis of these tests."""
    with redis_in(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture
def redis(shared_redis: RedisServer) -> RedisServer:
    """The Redis, running; a test may end it and start it again."""
    if shared_redis.process is None:
        shared_redis.start()
    return shared_redis


@pytest.fixture(scope="module")
def two(shared_redis: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Two servers that share the Redis."""
    folder, settings = tmp_path_factory.mktemp("two"), settings_of(shared_redis)
    with serving(folder / "one.log", settings) as (one, _), serving(folder / "other.log", settings) as (other, _):
        yield one, other


def test_two_servers_share_their_rooms(two: tuple[Server, Server], redis: RedisServer) -> None:
    one, other = two
    path, secret = one.open()
    with Follower(one, path) as here, Follower(other, path) as there:
        for scene, server in enumerate((one, other, one)):
            assert server.put(path, secret, scene=scene).status == 200
            assert here.scene(scene) == there.scene(scene)
        assert other.ask("PUT", path, PLACE, "x").status == 403
        assert other.ask("DELETE", path, secret=secret).status == 204
        assert here.ended()
        assert there.ended()
    assert one.ask("GET", path).status == other.put(path, secret).status == 410


def test_a_server_that_is_gone_leaves_its_rooms(two: tuple[Server, Server], redis: RedisServer, tmp_path: Path) -> None:
    with serving(tmp_path / "log", settings_of(redis)) as (gone, _):
        path, secret = gone.open()
        version = gone.put(path, secret).json["version"]
    assert two[0].ask("GET", path).json == {"version": version, "place": PLACE}
    assert two[1].put(path, secret).json["version"] > version


def test_followers_stay_over_a_time_without_redis(two: tuple[Server, Server], redis: RedisServer) -> None:
    one, other = two
    before = [len(outages(server)) for server in two]
    path, secret = one.open()
    one.put(path, secret, scene=1)
    with Follower(one, path) as here, Follower(other, path) as there:
        first = here.scene(1)
        there.scene(1)
        redis.kill()
        for server in two:
            for _ in range(3):
                refused = server.put(path, secret, scene=2)
                assert (refused.status, refused.json["error"]) == (503, "away")
            assert {refused.json[lang] for lang in LANGUAGES} == {say(lang, "fault.room.away") for lang in LANGUAGES}
            assert server.ask("GET", path).json["place"]["scene"] == 1
            assert server.ask("POST").status == 503
            assert server.ask("GET", f"{PREFIX}/{'A' * 43}").status == 503
        redis.start()
        until(lambda: one.put(path, secret, scene=3).status == 200, "Redis is used again")
        assert first < here.scene(3) == there.scene(3)
        assert other.ask("PUT", path, PLACE, "x").status == 403
        assert other.ask("DELETE", path, secret=secret).status == 204
        assert here.ended()
        assert there.ended()
    assert [len(outages(server)) for server in two] == [count + 1 for count in before]
    assert not any("Traceback" in printed(server) for server in two)


def test_a_place_outlives_an_emptied_redis(two: tuple[Server, Server], redis: RedisServer) -> None:
    one, other = two
    path, secret = one.open()
    version = one.put(path, secret).json["version"]
    with Follower(one, path) as here:
        here.scene(PLACE["scene"])
        redis.kill()
        redis.start()
        until(lambda: other.ask("GET", path).status == 200, "the other server knows the room")
        assert other.ask("GET", path).json == {"version": version, "place": PLACE}


def test_an_end_outlives_an_emptied_redis(two: tuple[Server, Server], redis: RedisServer) -> None:
    one, other = two
    path, secret = one.open()
    assert other.ask("GET", path).status == 200
    assert one.ask("DELETE", path, secret=secret).status == 204
    redis.kill()
    redis.start()
    assert one.ask("GET", path).status == 410
    assert other.put(path, secret).status == 410


def test_a_redis_that_does_not_answer_holds_nobody_up(two: tuple[Server, Server], redis: RedisServer) -> None:
    one, other = two
    path, secret = one.open()
    with Follower(other, path) as there:
        there.event()
        redis.signal(signal.SIGSTOP)
        try:
            assert one.put(path, secret).status == 503
        finally:
            redis.signal(signal.SIGCONT)
        until(lambda: one.put(path, secret).status == 200, "Redis is used again")
        there.scene(PLACE["scene"])
    assert not any("Traceback" in printed(server) for server in two)
