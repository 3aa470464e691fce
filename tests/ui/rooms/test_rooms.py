"""The routes of rooms over both stores: who may do what, what is refused, and what is kept."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from maps.scene.permalink import LONGEST
from maps.scene.scene import LONGEST_NOTE
from tests.ui.rooms.following import DEADLINE_S, JSON, PLACE, PREFIX, Clock, RedisServer, Web, redis_in, steering
from text import LANGUAGES, say
from ui.rooms import board, guard, room, routes, shared, stream
from ui.rooms.room import IDLE_S, MOVES_PER_S, Place
from ui.rooms.settings import client
from ui.rooms.shared import Shared
from ui.rooms.store import Memory
from ui.server.server import HEADERS

NOBODY = "A" * 43


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_in(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "redis"])
def web(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Web]:
    """The routes over each of the stores, empty."""
    if request.param == "memory":
        store: Any = Memory(clock)
    else:
        server: RedisServer = request.getfixturevalue("redis")
        server.call("flushall")
        store = Shared(client(server.url), clock)
    with Web(store) as made:
        yield made


def halted(clock: Clock) -> Callable[[], float]:
    """A clock that goes on only when it is put forward."""
    at = time.time()
    return lambda: at + clock.ahead


def test_a_room_has_two_tokens_that_nobody_guesses(web: Web) -> None:
    answer = web.post()
    assert answer.status == 201
    assert set(answer.json) == {"follow", "steer"}
    tokens = {*answer.json.values(), *web.post().json.values()}
    assert len(tokens) == 4
    assert all(guard._TOKEN.fullmatch(token) for token in tokens)
    assert routes.TOKEN_BYTES * 8 >= 128


def test_a_place_that_is_put_is_got(web: Web) -> None:
    path, secret = web.open()
    empty = web.ask("GET", path).json
    assert empty["place"] is None
    answer = web.put(path, secret)
    assert answer.status == 200
    assert answer.json["version"] > empty["version"]
    assert web.ask("GET", path).json == {"version": answer.json["version"], "place": PLACE}


def test_each_change_has_a_higher_version(web: Web) -> None:
    path, secret = web.open()
    versions = [web.put(path, secret, seq=seq).json["version"] for seq in range(5)]
    assert versions == sorted(set(versions))


@pytest.mark.parametrize(("last", "next_one"), [(3, 10**12), (10**12, 10**12 + 1), (2 * 10**12, 2 * 10**12 + 1)])
def test_versions_go_on_above_what_a_store_lost(last: int, next_one: int) -> None:
    known = room.Room(steer=room.hashed("x"), version=last, touched=1e9)
    assert room.moved(known, "x", Place(permalink="/"), 1e9).version == next_one


@pytest.mark.parametrize(
    "headers",
    [
        JSON,
        steering("x"),
        steering(NOBODY),
        steering(""),
        steering("\xff"),
        JSON | {"authorization": "Basic {secret}"},
        JSON | {"authorization": "{secret}"},
        JSON | {"authorization": "Bearer {follow}"},
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_steers_without_the_secret(web: Web, method: str, headers: dict[str, str]) -> None:
    path, secret = web.open()
    given = {name: value.format(secret=secret, follow=path.split("/")[-1]) for name, value in headers.items()}
    answer = web.ask(method, path, json.dumps(PLACE).encode(), given)
    assert answer.status == 403
    assert web.ask("GET", path).json["place"] is None
    assert web.put(path, secret).status == 200


def test_another_rooms_secret_is_wrong(web: Web) -> None:
    (path, secret), (_, other) = web.open(), web.open()
    assert web.put(path, other).status == web.end(path, other).status == 403
    assert web.end(path, secret).status == 204


@pytest.mark.parametrize("token", [NOBODY, "x", "A" * 44, "{{7*7}}", "..%2f..", "a" * 5000, "*", "ä" * 43])
def test_an_unknown_room_is_not_found(web: Web, token: str) -> None:
    path = f"{PREFIX}/{token}"
    assert web.put(path, NOBODY).status == web.end(path, NOBODY).status == 404
    for asked in (path, f"{path}/events"):
        answer = web.ask("GET", asked)
        assert answer.status == 404
        assert len(token) < 5 or token.encode() not in answer.body


def test_an_ended_room_is_gone(web: Web) -> None:
    path, secret = web.open()
    web.put(path, secret)
    assert web.end(path, secret).status == 204
    answers = [web.put(path, secret), web.end(path, secret), web.ask("GET", path), web.ask("GET", f"{path}/events")]
    assert [answer.status for answer in answers] == [410] * 4
    assert all(PLACE["permalink"].encode() not in answer.body for answer in answers)


def test_an_end_is_known_as_long_as_any_copy_of_the_room(web: Web, clock: Clock) -> None:
    path, secret = web.open()
    web.put(path, secret)
    web.end(path, secret)
    clock.ahead += IDLE_S - 60
    assert web.ask("GET", path).status == 410
    clock.ahead += 120
    assert web.ask("GET", path).status == 404


def test_a_room_that_rests_is_gone(web: Web, clock: Clock) -> None:
    path, secret = web.open()
    clock.ahead += IDLE_S - 60
    assert web.put(path, secret).status == 200
    clock.ahead += IDLE_S - 60
    assert web.ask("GET", path).status == 200
    clock.ahead += 120
    assert web.ask("GET", path).status == web.put(path, secret).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://atlas.example"},
        {"origin": "http://elsewhere.example"},
        {"origin": "http://atlas.example:81"},
        {"origin": "http://atlas.example.elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://[bad"},
    ],
)
def test_another_site_is_refused(web: Web, headers: dict[str, str]) -> None:
    path, secret = web.open()
    body = json.dumps(PLACE).encode()
    for method, asked in (("POST", PREFIX), ("PUT", path), ("GET", path), ("DELETE", path)):
        answer = web.ask(method, asked, body, steering(secret) | headers)
        assert (answer.status, answer.json["error"]) == (403, "foreign")
    assert web.ask("GET", path).json["place"] is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "http://seen.example"},
        {"origin": "http://atlas.example"},
        {"origin": "https://ATLAS.example"},
        {"origin": "https://seen.example", "x-forwarded-host": "seen.example, inner.example"},
    ],
)
def test_the_own_site_is_not(web: Web, headers: dict[str, str]) -> None:
    assert web.ask("POST", PREFIX, b"", JSON | headers).status == 201


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json"])
def test_what_a_plain_form_can_send_is_refused(web: Web, kind: str) -> None:
    path, secret = web.open()
    body, headers = json.dumps(PLACE).encode(), steering(secret) | {"content-type": kind}
    assert [web.ask(method, at, body, headers).status for method, at in (("POST", PREFIX), ("PUT", path))] == [415] * 2
    assert web.ask("PUT", path, body, headers | {"content-type": "Application/JSON; charset=utf-8"}).status == 200


@pytest.mark.parametrize(
    "change",
    [
        {"permalink": ""},
        {"permalink": "transport"},
        {"permalink": "//elsewhere.example/x"},
        {"permalink": "/\\elsewhere.example"},
        {"permalink": "/\t/elsewhere.example"},
        {"permalink": "/a\nb"},
        {"permalink": "javascript:alert(1)"},
        {"permalink": "/" + "x" * LONGEST},
        {"permalink": None},
        {"scene": -1},
        {"scene": 1.5},
        {"scene": "1"},
        {"scene": 10**9},
        {"scene": True},
        {"storyboard": "../x"},
        {"storyboard": "x" * 65},
        {"blank": 1},
        {"elapsed_s": -1},
        {"elapsed_s": float("nan")},
        {"elapsed_s": float("inf")},
        {"seq": -1},
        {"seq": 2**53},
        {"extra": 1},
        {"title": "x"},
        {"title": {"fr": "x"}},
        {"title": {"zh": 1}},
        {"title": {"zh": "x" * (LONGEST_NOTE + 1)}},
        {"line": {"en": "a\x00b"}},
        {"line": {"en": "a\x1bb"}},
    ],
)
def test_a_place_that_is_none_is_refused(web: Web, change: dict[str, Any]) -> None:
    path, secret = web.open()
    assert web.put(path, secret, **change).status == 422
    assert web.ask("GET", path).json["place"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"permalink": "/"},
        {"permalink": "/" + "x" * (LONGEST - 1)},
        {"permalink": "/places?title=杭州 {{7*7}} <b>"},
        {"storyboard": "", "scene": 0},
        {"elapsed_s": 0},
        {"blank": True},
        {"title": {"zh": "杭州 {{7*7}} <b>", "en": "x" * LONGEST_NOTE}},
        {"line": {"zh": "一\n二\t三", "en": ""}},
    ],
)
def test_a_place_that_is_one_is_taken(web: Web, change: dict[str, Any]) -> None:
    path, secret = web.open()
    assert web.put(path, secret, **change).status == 200
    assert web.ask("GET", path).json["place"] == PLACE | change


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 10_000, b'{"permalink":"/"}{}'])
def test_a_body_that_is_no_place_is_refused(web: Web, body: bytes) -> None:
    path, secret = web.open()
    assert web.ask("PUT", path, body, steering(secret)).status == 422


def test_a_large_body_is_refused(web: Web) -> None:
    path, secret = web.open()
    text = json.dumps(PLACE).encode()
    fits = text + b" " * (guard.LARGEST_BODY - len(text))
    assert web.ask("PUT", path, fits, steering(secret)).status == 200
    assert web.ask("PUT", path, fits + b" ", steering(secret)).status == 413


def test_of_two_windows_the_later_place_stays(web: Web) -> None:
    path, secret = web.open()
    version = web.put(path, secret, seq=7, scene=2).json["version"]
    late = web.put(path, secret, seq=6, scene=1)
    assert late.status == 409
    assert (late.json["version"], late.json["place"]["scene"]) == (version, 2)
    assert web.put(path, secret, seq=7, scene=3).status == 200


def test_moves_are_limited(web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    path, secret = web.open()
    other, its_secret = web.open()
    monkeypatch.setattr(web.store, "clock", halted(clock))
    answers = [web.put(path, secret) for _ in range(MOVES_PER_S + 1)]
    assert [answer.status for answer in answers] == [200] * MOVES_PER_S + [429]
    assert answers[-1].headers["retry-after"] == "1"
    assert web.put(other, its_secret).status == 200
    clock.ahead += 1 / MOVES_PER_S + 1e-3
    assert [web.put(path, secret).status for _ in range(2)] == [200, 429]


def test_strangers_do_not_use_the_presenters_moves_up(web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    path, secret = web.open()
    monkeypatch.setattr(web.store, "clock", halted(clock))
    assert {web.put(path, NOBODY).status for _ in range(2 * MOVES_PER_S)} == {403}
    assert web.put(path, secret).status == 200


def test_rooms_are_opened_so_fast_only(web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web.store, "clock", halted(clock))
    most = routes.OPENINGS_AT_ONCE
    assert [web.post().status for _ in range(most + 1)] == [201] * most + [429]
    clock.ahead += 1.5 / routes.OPENINGS_PER_S
    assert [web.post().status for _ in range(2)] == [201, 429]


def test_a_full_store_refuses_or_drops_what_rested(web: Web, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (board, shared):
        monkeypatch.setattr(module, "MOST_ROOMS", 2)
    (first, secret), (second, other) = web.open(), web.open()
    refused = web.post()
    assert (refused.status, refused.json["error"]) == (503, "full")
    clock.ahead += room.DROPPABLE_S + 60
    assert web.put(second, other).status == 200
    third, _ = web.open()
    assert [web.ask("GET", path).status for path in (first, second, third)] == [410, 200, 200]
    assert web.put(first, secret).status == 410
    assert web.post().status == 503
    web.end(second, other)
    assert web.post().status == 201


def test_a_refusal_has_its_sentence_in_both_languages(web: Web) -> None:
    answer = web.ask("GET", f"{PREFIX}/{NOBODY}")
    assert answer.json == {"error": "unknown"} | {lang: say(lang, "fault.room.unknown") for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_a_status_and_a_sentence(lang: str) -> None:
    for code in routes.STATUS:
        assert say(lang, f"fault.room.{code}")
    assert set(routes.RETRY_AFTER_S) <= set(routes.STATUS)


def test_every_answer_is_uncached_and_has_the_security_headers(web: Web) -> None:
    path, secret = web.open()
    answers = [
        web.post(), web.ask("GET", path), web.put(path, secret), web.put(path, NOBODY),
        web.end(path, secret), web.ask("GET", path),
    ]  # fmt: skip
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert all(answer.headers[name.decode()] == value.decode() for name, value in HEADERS.items())
        assert not any(name.startswith("access-control") for name in answer.headers)


def test_other_methods_are_refused(web: Web) -> None:
    path, _ = web.open()
    for method, asked in (("GET", PREFIX), ("POST", path), ("OPTIONS", path), ("PUT", f"{path}/events")):
        assert web.ask(method, asked, headers=JSON).status == 405


def test_tokens_are_kept_as_hashes_only(redis: RedisServer) -> None:
    redis.call("flushall")
    with Web(Shared(client(redis.url))) as web:
        path, secret = web.open()
        web.put(path, secret)
    stored = redis.stored()
    text = repr(stored)
    assert PLACE["permalink"] in text
    assert room.hashed(secret) in text
    assert path.split("/")[-1] not in text
    assert secret not in text
    assert len(stored) == 2


def test_what_redis_keeps_goes_by_itself(redis: RedisServer) -> None:
    redis.call("flushall")
    with Web(Shared(client(redis.url))) as web:
        path, secret = web.open()
        (key,) = [key for key in redis.stored() if key.startswith(shared.ROOM)]
        assert 0 < redis.call("ttl", key) <= IDLE_S
        web.end(path, secret)
    assert 0 < redis.call("ttl", key) <= IDLE_S
    assert list(redis.stored()) == [key]
    assert PLACE["permalink"] not in redis.call("get", key)


def test_a_refused_room_leaves_nothing(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "MOST_ROOMS", 1)
    redis.call("flushall")
    with Web(Shared(client(redis.url))) as web:
        web.open()
        before = redis.stored()
        assert web.post().status == 503
    assert redis.stored() == before


@pytest.mark.parametrize("found", ["", "{", "[]", '{"version": -1, "touched": 0}', '{"place": {"permalink": "//x"}}'])
def test_what_somebody_else_wrote_is_no_room(redis: RedisServer, found: str) -> None:
    with Web(Shared(client(redis.url))) as web:
        redis.call("set", shared.ROOM + room.hashed(NOBODY), found)
        assert web.ask("GET", f"{PREFIX}/{NOBODY}").status == 404


def test_a_key_of_another_kind_is_no_fault_of_ours(redis: RedisServer) -> None:
    redis.call("flushall")
    with Web(Shared(client(redis.url))) as web:
        redis.call("set", shared.INDEX, "x")
        answer = web.post()
        assert (answer.status, answer.json["error"]) == (503, "away")
    redis.call("flushall")


def test_two_servers_that_move_at_once_lose_nothing(redis: RedisServer, clock: Clock) -> None:
    async def moves(webs: list[Web], path: str, secret: str) -> list[int]:
        body = json.dumps(PLACE).encode()
        answers = await asyncio.gather(*(web.asked("PUT", path, body, steering(secret)) for web in webs * 8))
        assert {answer.status for answer in answers} == {200}
        return [answer.json["version"] for answer in answers]

    redis.call("flushall")
    with Web(Shared(client(redis.url), clock)) as one, Web(Shared(client(redis.url), clock), one.runner) as two:
        path, secret = one.open()
        versions = one.run(moves([one, two], path, secret))
        assert len(set(versions)) == 16
        assert two.ask("GET", path).json["version"] == one.ask("GET", path).json["version"] == max(versions)


def test_a_stream_says_where_the_presenter_is_and_goes(web: Web) -> None:
    async def followed(path: str) -> list[str]:
        async with web.stream(path) as opened:
            first = [await opened.chunk(), await opened.chunk()]
            await web.asked("PUT", path, json.dumps(PLACE | {"scene": 4}).encode(), steering(secret))
            then = await opened.chunk()
            await web.asked("DELETE", path, headers=steering(secret))
            return [*first, then, await opened.chunk(), await opened.chunk()]

    path, secret = web.open()
    version = web.put(path, secret).json["version"]
    hint, now, then, end, nothing = web.run(followed(path))
    assert hint == f"retry: {stream.RETRY_MS}\n\n"
    assert now.startswith(f"id: {version}\nevent: place\ndata: ")
    assert json.loads(now.split("data: ")[1]) == {"version": version, "place": PLACE}
    assert json.loads(then.split("data: ")[1])["place"]["scene"] == 4
    assert "event: ended\n" in end
    assert nothing == ""


def test_who_comes_back_is_not_told_again(web: Web) -> None:
    async def first_scene(**headers: str) -> Any:
        async with web.stream(path, **headers) as opened:
            await opened.chunk()
            await web.asked("PUT", path, json.dumps(PLACE | {"scene": 4}).encode(), steering(secret))
            return json.loads((await opened.chunk()).split("data: ")[1])["place"]["scene"]

    path, secret = web.open()
    version = web.put(path, secret).json["version"]
    assert web.run(first_scene(**{"last-event-id": str(version)})) == 4
    web.put(path, secret)
    for other in ("", "1", "x", "9" * 30, "-1"):
        assert web.run(first_scene(**{"last-event-id": other})) in (3, 4)
        web.put(path, secret)


def test_a_stream_has_a_heartbeat(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.02)

    async def beats(path: str) -> str:
        async with web.stream(path) as opened:
            await opened.chunk()
            return await opened.chunk()

    assert web.run(beats(web.open()[0])) == ": \n\n"


def test_a_follower_who_goes_gives_the_seat_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "MOST_FOLLOWERS", 2)

    async def crowded(path: str, other: str) -> list[int]:
        async with web.stream(path) as one:
            async with web.stream(path) as two:
                await one.chunk()
                await two.chunk()
                full = await web.asked("GET", f"{path}/events")
                async with web.stream(other) as elsewhere:
                    await elsewhere.chunk()
            async with web.stream(path) as three:
                assert (await three.chunk()).startswith("retry")
        return [full.status, len(web.store._board.watched())]  # type: ignore[attr-defined] # both have it

    (path, _), (other, _) = web.open(), web.open()
    assert web.run(crowded(path, other)) == [503, 0]


def test_a_look_at_the_headers_takes_no_seat(web: Web) -> None:
    path, _ = web.open()
    answer = web.ask("HEAD", f"{path}/events")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store, no-transform"
    assert web.store._board.watched() == []  # type: ignore[attr-defined] # both have it


def test_followers_are_told_when_a_room_rested_too_long(web: Web, clock: Clock) -> None:
    path, _ = web.open()
    clock.ahead += IDLE_S - 0.2

    async def last(path: str) -> str:
        async with web.stream(path) as opened:
            return await opened.until("event: ended")

    assert "event: ended" in web.run(last(path))


@given(st.text(max_size=60).map(lambda text: "/" + text))
def test_an_address_stays_on_this_server(path: str) -> None:
    try:
        Place(permalink=path)
    except ValidationError:
        return
    assert not path.startswith(("//", "/\\"))
    assert not any(character in path for character in "\t\r\n\0")


def test_followers_are_told_from_another_thread() -> None:
    with Web(Memory()) as web:
        path, secret = web.open()
        key = room.hashed(path.split("/")[-1])
        place = Place(permalink="/zones")

        async def told() -> str:
            async with web.stream(path) as opened:
                await opened.chunk()
                step = partial(room.moved, secret=secret, place=place, now=web.store.clock())
                await asyncio.to_thread(asyncio.run, web.store.change(key, step))
                return await opened.chunk()

        assert "/zones" in web.run(told())


def test_a_bell_is_touched_in_its_own_thread_only() -> None:
    rung: list[int] = []

    class Bell(asyncio.Event):
        def set(self) -> None:
            rung.append(threading.get_ident())
            super().set()

    async def ring() -> None:
        watch = board.Board(time.time).watch("key")
        watch._bell = Bell()
        await asyncio.to_thread(watch.ring)
        await asyncio.wait_for(watch._bell.wait(), DEADLINE_S)

    asyncio.run(ring())
    assert rung == [threading.get_ident()]
