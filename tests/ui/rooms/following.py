"""What the tests of rooms share: the routes asked in this process, servers and a Redis of their own, followers."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from redis.exceptions import RedisError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.browser.serve import free_port
from ui.rooms.routes import room_routes
from ui.rooms.settings import SETTING, chosen_store, client
from ui.rooms.shared import Shared
from ui.rooms.store import Store
from ui.server.server import middleware

ROOT = Path(__file__).resolve().parents[3]
PREFIX = "/atlas/rooms"
DEADLINE_S = 60
STEP_S = 0.02
JSON = {"content-type": "application/json"}
PLACE: dict[str, Any] = {
    "storyboard": "b-1", "scene": 3, "permalink": "/transport?v=1&layers=cities,rail", "blank": False,
    "left": False, "elapsed_s": 61.5, "seq": 7, "title": {"zh": "去衢州", "en": "To Quzhou"},
    "line": {"zh": "", "en": "By rail."},
}  # fmt: skip


def until(true: Callable[[], bool], what: str) -> None:
    """Ask again and again, until it is so or the time is over."""
    end = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < end, f"{what}: not within {DEADLINE_S} s"
        time.sleep(STEP_S)


@dataclass
class Clock:
    """Real time, which a test can put forward."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Opened:
    """An event stream in this process: what it sent, and the way to hang up."""

    sent: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def chunk(self) -> str:
        """The next piece of the body; "" at the end."""
        message = await asyncio.wait_for(self.sent.get(), DEADLINE_S)
        return str(message["body"].decode())

    async def until(self, text: str) -> str:
        """The first piece that holds a text."""
        while text not in (piece := await self.chunk()):
            assert piece, f"the stream ended before {text!r}"
        return piece


class Web:
    """The routes over a store behind the middleware, asked without a socket, all in one event loop."""

    def __init__(self, store: Store, runner: asyncio.Runner | None = None) -> None:
        self.store = store
        self.runner = runner or asyncio.Runner()
        self.own = runner is None
        self.app = Starlette(routes=room_routes(PREFIX, store), middleware=middleware())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if isinstance(self.store, Shared):
            self.run(self.store.close())
        if self.own:
            self.runner.close()

    def run(self, task: Awaitable[Any]) -> Any:
        """Wait for something in the event loop."""

        async def waited() -> Any:
            return await asyncio.wait_for(task, DEADLINE_S)

        return self.runner.run(waited())

    def scope(self, method: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
        pairs = {"host": "atlas.example"} | headers
        return {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in pairs.items()], "scheme": "http",
            "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1",
        }  # fmt: skip

    async def asked(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        """One request, its body in two pieces."""
        half = len(body) // 2
        pieces = [(body[:half], True), (body[half:], False)]
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            piece, more = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": more}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(self.scope(method, path, headers or {}), receive, send)
        found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], found, b"".join(part.get("body", b"") for part in sent[1:]))

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        """One request."""
        answer: Answer = self.run(self.asked(method, path, body, headers))
        return answer

    def post(self) -> Answer:
        """Ask for a new room."""
        return self.ask("POST", PREFIX, headers=JSON)

    def open(self) -> tuple[str, str]:
        """A new room's path and its secret."""
        made = self.post().json
        return f"{PREFIX}/{made['follow']}", made["steer"]

    def put(self, path: str, secret: str, **change: Any) -> Answer:
        """Move to a place."""
        return self.ask("PUT", path, json.dumps(PLACE | change).encode(), steering(secret))

    def end(self, path: str, secret: str) -> Answer:
        """End a room."""
        return self.ask("DELETE", path, headers=steering(secret))

    @asynccontextmanager
    async def stream(self, path: str, **headers: str) -> AsyncIterator[Opened]:
        """An event stream, open as long as the block lasts."""
        opened, asked = Opened(), [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if asked:
                return asked.pop()
            await opened.gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if "body" in message:
                await opened.sent.put(message)

        task = asyncio.create_task(self.app(self.scope("GET", f"{path}/events", headers), receive, send))
        try:
            yield opened
        finally:
            opened.gone.set()
            await asyncio.wait_for(task, DEADLINE_S)


def steering(secret: str) -> dict[str, str]:
    """The headers of a request that steers."""
    return JSON | {"authorization": f"Bearer {secret}"}


@dataclass(frozen=True)
class Server:
    """A running server of the routes: its port, its process id, what it printed."""

    port: int
    pid: int
    log: Path

    def ask(
        self, method: str, path: str = PREFIX, body: dict[str, Any] | None = None, secret: str = "", **headers: str
    ) -> Answer:
        """One request on a connection of its own; header names with `_` for `-`."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_S)) as connection:
            named = steering(secret) | {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, None if body is None else json.dumps(body), named)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def open(self) -> tuple[str, str]:
        """A new room's path and its secret."""
        made = self.ask("POST").json
        return f"{PREFIX}/{made['follow']}", made["steer"]

    def put(self, path: str, secret: str, **change: Any) -> Answer:
        """Move to a place."""
        return self.ask("PUT", path, PLACE | change, secret)

    def watched(self) -> int:
        """How many rooms are watched here."""
        return int(self.ask("GET", "/watched").json)

    def answers(self) -> bool:
        """Whether the server is there."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("GET", f"{PREFIX}/none").status == 404
        return False


class Follower:
    """Somebody who follows a room of a server, over a real socket."""

    def __init__(self, server: Server, path: str, **headers: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE_S)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", f"{path}/events", headers=named)
        self.answer = self.connection.getresponse()
        self.headers = {name.lower(): value for name, value in self.answer.getheaders()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.answer.close()
        self.connection.close()

    def event(self) -> dict[str, str]:
        """The next event's fields; none at the end of the stream."""
        fields: dict[str, str] = {}
        while line := self.answer.readline().decode().rstrip("\n"):
            name, _, value = line.partition(": ")
            fields[name] = value
        return fields

    def events(self) -> Iterator[dict[str, str]]:
        """Events until the stream ends; heartbeats do not put the deadline off."""
        end = time.monotonic() + DEADLINE_S
        while fields := self.event():
            assert time.monotonic() < end, f"nothing but {fields} within {DEADLINE_S} s"
            yield fields

    def places(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Version and place of each event that brings one."""
        for fields in self.events():
            if fields.get("event") == "place":
                told = json.loads(fields["data"])
                assert fields["id"] == str(told["version"])
                yield told["version"], told["place"]

    def scene(self, wanted: int) -> int:
        """Read on to the place with that scene; its version. Versions grow on the way."""
        last = -1
        for version, place in self.places():
            assert version > last
            last = version
            if place["scene"] == wanted:
                return version
        raise AssertionError(f"the stream ended before scene {wanted}")

    def ended(self) -> bool:
        """Read on to the end of the stream; whether the room had ended."""
        return "ended" in [fields.get("event") for fields in self.events()]


def served() -> Starlette:
    """What `serving` runs: the routes over the store of the settings, and a count for the tests."""
    store: Any = chosen_store(os.environ)

    def watched(_request: Request) -> JSONResponse:
        return JSONResponse(len(store._board.watched()))

    app = Starlette(routes=[*room_routes(PREFIX, store), Route("/watched", watched)], middleware=middleware())
    # Streamlit's settings, read by the middleware, switch on the access log that the command line has switched off.
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False
    return app


@contextmanager
def started(command: list[str], log: Path, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process with settings of its own, ended by its id."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=output, stderr=output, stdin=subprocess.DEVNULL
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def uvicorn(port: int) -> list[str]:
    """The command of a server of the routes that, as Streamlit's does, logs no requests."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "tests.ui.rooms.following:served", "--no-access-log"]
    return [*command, "--port", str(port)]


@contextmanager
def serving(
    log: Path, settings: Mapping[str, str], command: Callable[[int], list[str]] = uvicorn
) -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    """A server process and what answers there."""
    port = free_port()
    with started(command(port), log, settings) as process:
        server = Server(port, process.pid, log)
        until(lambda: server.answers() or process.poll() is not None, "the server answers")
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield server, process


class RedisServer:
    """A Redis on a port of its own that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, empty."""
        options = {"--port": str(self.port), "--bind": "127.0.0.1", "--save": "", "--appendonly": "no", "--dir": "."}
        command = ["redis-server", *(part for option in options.items() for part in option)]
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=log, stdin=subprocess.DEVNULL)
        until(lambda: self.call("ping") is True, "Redis answers")

    def signal(self, number: signal.Signals) -> None:
        """Signal to the process."""
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """End it without any goodbye."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def call(self, command: str, *values: Any, **named: Any) -> Any:
        """One command of the client; None when Redis is not there."""

        async def called() -> Any:
            redis = client(self.url)
            try:
                return await getattr(redis, command)(*values, **named)
            finally:
                await redis.aclose()

        with contextlib.suppress(OSError, RedisError):
            return asyncio.run(called())
        return None

    def stored(self) -> dict[str, Any]:
        """Every key with its value."""
        kinds = {"string": "get", "zset": "zrange"}
        keys = self.call("keys", "*")
        read = {key: kinds[self.call("type", key)] for key in keys}
        return {key: self.call(get, key, *([0, -1] if get == "zrange" else [])) for key, get in read.items()}


@contextmanager
def redis_in(folder: Path) -> Iterator[RedisServer]:
    """A running Redis."""
    server = RedisServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def settings_of(server: RedisServer) -> dict[str, str]:
    """The environment that names a Redis."""
    return {SETTING: server.url}
