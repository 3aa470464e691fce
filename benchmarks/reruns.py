"""What a rerun of the script costs the server, for one reader and for many at once."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from websockets.asyncio.client import connect

from benchmarks.bench import Bench
from benchmarks.report import Row
from benchmarks.sessions import COUNTS, OPTIONS, Counted, Figures, Session, cpu_s, figures
from tests.browser.serve import Server

FLOOR = "empty Streamlit page"
RERUNS = 40
QUICK_COUNTS = (1, 10, 100)


async def _rerun(server: Server) -> tuple[float, list[float], list[float]]:
    """Milliseconds of CPU a rerun of the empty page; seconds and bytes of each."""
    async with connect(server.origin.replace("http", "ws", 1) + "/_stcore/stream", **OPTIONS) as connection:
        session = Session(cast("Counted", connection))
        await session.run()
        taken, sizes, before = [], [], cpu_s(server.pid)
        for _ in range(RERUNS):
            start = time.perf_counter()
            sizes.append(float(await session.run()))
            taken.append(time.perf_counter() - start)
        return 1000 * (cpu_s(server.pid) - before) / RERUNS, taken, sizes


def _floor(server: Server) -> list[Row]:
    cpu_ms, taken, sizes = asyncio.run(_rerun(server))
    return [
        Row(f"{FLOOR}, server CPU a rerun", [cpu_ms], "ms"),
        Row(f"{FLOOR}, bytes a rerun", sizes, "B"),
        Row(f"{FLOOR}, rerun", taken),
    ]


def _rows(found: Figures) -> list[Row]:
    """The rows of so many sessions; of bytes and seconds one value for each way to act."""
    who = f"{found.sessions} session{'' if found.sessions == 1 else 's'}"
    return [
        Row(f"{who}, server CPU a rerun", [found.cpu_ms], "ms", f"{FLOOR}, server CPU a rerun"),
        Row(f"{who}, bytes a rerun", list(found.bytes.values()), "B", f"{FLOOR}, bytes a rerun"),
        Row(f"{who}, rerun", list(found.median_s.values()), floor=f"{FLOOR}, rerun"),
        Row(f"{who}, rerun p95", [found.p95_s], floor=f"{FLOOR}, rerun"),
        Row(f"{who}, lost", [found.lost], "count"),
    ]


def session_rows(bench: Bench) -> list[Row]:
    """Reruns of the empty page, then of the atlas with one session and with many."""
    counts, turns = (QUICK_COUNTS, 1) if bench.quick else (COUNTS, 2)
    empty, atlas = bench.empty, bench.atlas
    with ThreadPoolExecutor(1) as apart:  # the browser's driver has the loop of this thread
        floor = apart.submit(_floor, empty).result()
        found = apart.submit(figures, atlas, counts, turns).result()
    return floor + [row for one in found for row in _rows(one)]
