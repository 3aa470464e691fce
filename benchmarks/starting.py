"""From the start of a server's process to what its first reader sees, beside an empty app, by turns."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.floors import EMPTY_DRAWN
from benchmarks.report import Row
from benchmarks.visits import READY
from benchmarks.watching import TIMEOUT_S, Target, fresh, marks, origin_s, watched
from tests.browser.serve import ROOT, serving

EMPTY, ATLAS = "empty app, process start → page", "atlas, process start → map drawn"
ANSWERS = "process start → answers"


def _started(bench: Bench, folder: Path, script: str, drawn: str) -> tuple[float, float]:
    """Seconds until the new server answers and until its first page, asked for at once, is drawn."""
    start = time.time()
    with (
        serving(folder, bench.folder / "start.log", script=script, health="/", start_s=TIMEOUT_S) as server,
        fresh(bench.browser) as context,
    ):
        answered = time.time() - start
        one = Target(script, f"{server.origin}/", {"drawn": drawn})
        page, *_ = watched(context, one)
        page.goto(one.url, wait_until="commit")
        found = marks(page, one)
        return answered, origin_s(page) + found["drawn"] - start


def start_rows(bench: Bench) -> list[Row]:
    """Both servers started again and again."""
    pairs = [
        (
            _started(bench, bench.empty_folder, "empty.py", EMPTY_DRAWN),
            _started(bench, ROOT, "app.py", READY),
        )
        for _ in range(bench.turns)
    ]
    empty, atlas = zip(*pairs, strict=True)
    return [
        Row(f"empty app, {ANSWERS}", [one[0] for one in empty]),
        Row(EMPTY, [one[1] for one in empty]),
        Row(f"atlas, {ANSWERS}", [one[0] for one in atlas], floor=f"empty app, {ANSWERS}"),
        Row(ATLAS, [one[1] for one in atlas], floor=EMPTY),
    ]
