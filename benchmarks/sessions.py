"""`python -m benchmarks.sessions`: what a rerun costs the server, by clients that speak its protocol and draw nothing.

Each client is a reader: it opens the page, then selects a feature, switches a layer, turns to another page, and so on,
and waits for the script's end each time. Several readers act apart from each other, every few seconds, as people do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from benchmarks.report import p95
from tests.browser.serve import ROOT, Server, fetched, serving

COUNTS = (1, 10, 50, 100)
ACTS = ("select", "layers", "page")
PAGES = ("transport", "overview", "zones", "overview")
FEATURES = ("city-hangzhou", "city-jiaxing", "city-huzhou", "city-shaoxing")
LAYERS = (("cities", "corridors"), ("cities", "rail", "corridors"))
PAUSE_S = (2.5, 7.5)
"""How long a reader looks before acting again, where there are several."""
LOST_S = 90
LOOK_S, MOST_LOOKS = 6.0, 20
"""How the server is watched until it rests: its own pause after the first map is shorter than a look."""
AGE = 2
"""How many runs the browser keeps a message that the server may refer to (Streamlit's own default)."""
TICKS = os.sysconf("SC_CLK_TCK")
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


@dataclass(frozen=True)
class Answer:
    """What one act cost: seconds until the script's end had arrived, and the bytes that came on the wire."""

    act: str
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Figures:
    """What some sessions at once cost: of a rerun server CPU (ms), bytes on the wire, seconds; sessions lost."""

    sessions: int
    reruns: int
    cpu_ms: float
    bytes: dict[str, float]
    median_s: dict[str, float]
    p95_s: float
    lost: int


def cpu_s(pid: int) -> float:
    """The processor time that a process has taken until now, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Counted(ClientConnection):
    """A connection that counts what comes on the wire, compressed where the server does so, as with a browser."""

    wire = 0

    def data_received(self, data: bytes) -> None:
        """Count and go on."""
        self.wire += len(data)
        super().data_received(data)


class Session:
    """A reader's connection: keeps what a browser keeps (pages, widgets, messages that may be referred to)."""

    def __init__(self, connection: Counted) -> None:
        self.connection = connection
        self.pages: dict[str, str] = {}
        self.page, self.query = "", ""
        self.widgets: dict[str, str] = {}
        self.told: dict[str, dict[str, Any]] = {}
        self.kept: dict[str, int] = {}
        self.runs = 0

    async def run(self) -> int:
        """Ask for a run of the script; the bytes that came on the wire until its end."""
        before = self.connection.wire
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = self.query, self.page
        state.context_info.timezone, state.context_info.locale = "Asia/Shanghai", "zh-CN"
        for ident, told in self.told.items():
            state.widget_states.widgets.add(id=ident, json_value=json.dumps(told))
        state.cached_message_hashes.extend(self.kept)
        await self.connection.send(asked.SerializeToString())
        while not self._take(ForwardMsg.FromString(await asyncio.wait_for(self.connection.recv(decode=False), LOST_S))):
            pass
        self._finish()
        return self.connection.wire - before

    def _take(self, message: ForwardMsg) -> bool:
        """Keep what a browser keeps of a message; whether it is the run's last."""
        if message.metadata.cacheable or message.ref_hash:
            self.kept[message.ref_hash or message.hash] = self.runs
        if message.HasField("navigation"):
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        element = message.delta.new_element
        if element.HasField("exception"):
            raise RuntimeError(element.exception.message)
        if element.HasField("bidi_component"):
            self.widgets[element.bidi_component.component_name] = element.bidi_component.id
        return message.WhichOneof("type") == "script_finished" and message.script_finished in FINISHED

    def _finish(self) -> None:
        self.runs += 1
        self.kept = {name: run for name, run in self.kept.items() if self.runs - run <= AGE}

    async def act(self, name: str, turn: int) -> Answer:
        """Do what a reader does, and wait."""
        if name == "page":
            self.page = self.pages[PAGES[turn % len(PAGES)].replace("overview", "")]
        else:
            told = self.told.setdefault(self.widgets["atlas_map"], {})
            told |= {key: {"number": self.runs, "value": value} for key, value in self._wish(name, turn).items()}
        start = time.perf_counter()
        size = await self.run()
        return Answer(name, time.perf_counter() - start, size)

    def _wish(self, name: str, turn: int) -> dict[str, Any]:
        if name == "select":
            return {"selected": FEATURES[turn % len(FEATURES)]}
        return {"visible": {"page": "overview", "layers": list(LAYERS[turn % len(LAYERS)])}}


OPTIONS: dict[str, Any] = {
    "create_connection": Counted, "subprotocols": [Subprotocol("streamlit")], "max_size": None, "open_timeout": LOST_S,
}  # fmt: skip


@dataclass
class Group:
    """Some readers at once, what they were answered, and how many lost their connection."""

    origin: str
    answers: list[Answer] = field(default_factory=list)
    lost: int = 0

    async def reader(self, number: int, turns: int, ready: asyncio.Barrier, *, alone: bool) -> None:
        """One reader: opens the page, waits for the others, acts."""
        chance = random.Random(number)
        address = self.origin.replace("http", "ws", 1) + "/_stcore/stream"
        try:
            async with connect(address, **OPTIONS) as one:
                session = Session(cast("Counted", one))
                await session.run()
                await ready.wait()
                for turn in range(turns):
                    for act in ACTS:
                        await asyncio.sleep(0 if alone else chance.uniform(*PAUSE_S))
                        self.answers.append(await session.act(act, turn))
        except (WebSocketException, OSError, TimeoutError, RuntimeError) as error:
            print(f"lost: {type(error).__name__}: {error}")
            self.lost += 1
            await ready.abort()


async def _at_rest(pid: int) -> None:
    """Wait until the server does nothing: after its start it loads what nobody has asked for yet."""
    for _ in range(MOST_LOOKS):
        before = cpu_s(pid)
        await asyncio.sleep(LOOK_S)
        if cpu_s(pid) - before < LOOK_S / 20:
            return


async def _measure(server: Server, sessions: int, turns: int) -> Figures:
    group = Group(server.origin)
    ready = asyncio.Barrier(sessions + 1)
    readers = [
        asyncio.create_task(group.reader(number, turns, ready, alone=sessions == 1)) for number in range(sessions)
    ]
    await _at_rest(server.pid)
    await ready.wait()
    before = cpu_s(server.pid)
    await asyncio.gather(*readers)
    used = cpu_s(server.pid) - before
    return _figures(sessions, group, used)


def _figures(sessions: int, group: Group, used_s: float) -> Figures:
    answers = group.answers
    by_act = {act: [answer for answer in answers if answer.act == act] for act in ACTS}
    return Figures(
        sessions=sessions,
        reruns=len(answers),
        cpu_ms=1000 * used_s / len(answers),
        bytes={act: median(answer.bytes for answer in found) for act, found in by_act.items()},
        median_s={act: median(answer.seconds for answer in found) for act, found in by_act.items()},
        p95_s=p95([answer.seconds for answer in answers]),
        lost=group.lost,
    )


def _map_drawn(origin: str) -> None:
    """Fetch the map, as a first reader's browser does."""
    digest = (fetched(f"{origin}/atlas/health") or b"").decode().rpartition(" ")[2]
    fetched(f"{origin}/atlas/map/{digest}.html")


def figures(server: Server, counts: Sequence[int] = COUNTS, turns: int = 4) -> list[Figures]:
    """What reruns cost with so many sessions at once; each reader acts `turns` times in each way."""
    _map_drawn(server.origin)
    return [asyncio.run(_measure(server, count, 5 * turns if count == 1 else turns)) for count in counts]


def said(found: Figures) -> str:
    """A line of the report."""
    parts = [f"{act} {found.median_s[act] * 1000:.0f} ms {found.bytes[act] / 1000:.1f} kB" for act in ACTS]
    return (
        f"{found.sessions} sessions, {found.reruns} reruns: CPU {found.cpu_ms:.0f} ms a rerun, "
        f"p95 {found.p95_s:.2f} s, lost {found.lost}; " + ", ".join(parts)
    )


def main() -> None:
    """Measure the atlas in a folder and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sessions", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT, help="the atlas to serve (default: this one)")
    parser.add_argument("--counts", type=int, nargs="+", default=list(COUNTS), help="sessions at once")
    parser.add_argument("--turns", type=int, default=4, help="acts of each kind and reader")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(given.folder.resolve(), Path(folder) / "log") as server,
    ):
        for found in figures(server, given.counts, given.turns):
            print(said(found), flush=True)


if __name__ == "__main__":
    main()
