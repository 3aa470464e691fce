"""`python -m benchmarks`: the atlas beside its floors and its peers, in one run, as ratios.

A run of all sections writes benchmarks/RESULTS.md and its plots; a run of some prints them.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Error

from benchmarks import results
from benchmarks.acts import act_rows, toggle_rows
from benchmarks.bench import Bench
from benchmarks.exporting import export_rows
from benchmarks.growth import growth_rows
from benchmarks.report import Row, Section, printed
from benchmarks.reruns import session_rows
from benchmarks.starting import start_rows
from benchmarks.visits import byte_rows, time_rows
from tests.browser.serve import ROOT

TURNS, QUICK_TURNS = 5, 2
PEERS = ROOT / ".venv-bench" / "bin" / "python"
FAILURES = (Error, OSError, RuntimeError, AssertionError, subprocess.SubprocessError)
"""What ends a section and not the run: something was not drawn in time, a server or a process ended."""
Measure = Callable[[Bench], Sequence[Row]]
SECTIONS: dict[str, tuple[str, Measure]] = {
    "visits": ("Page visit → drawn", time_rows),
    "bytes": ("Bytes on the wire of a visit", byte_rows),
    "toggles": ("Layer switched → drawn", toggle_rows),
    "acts": ("What goes through the server", act_rows),
    "sessions": ("Reruns of one session and of many", session_rows),
    "starting": ("Start of the server", start_rows),
    "exporting": ("A figure of the overview: A4, 300 dpi", export_rows),
    "growth": ("Ten and a hundred times the features", growth_rows),
}


def _named(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; there are: {', '.join(SECTIONS)}")
    return names


def arguments() -> argparse.Namespace:
    """What to measure, and how often."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=_named, default=list(SECTIONS), help=f"sections: {','.join(SECTIONS)}")
    parser.add_argument("--turns", type=int, choices=range(1, 51), metavar="1-50", help="how often each is measured")
    parser.add_argument(
        "--quick", action="store_true", help=f"{QUICK_TURNS} turns, not {TURNS}; fewer sessions and sizes"
    )
    parser.add_argument("--peers", type=Path, default=PEERS, help="the Python of the peers' environment")
    return parser.parse_args()


def measured(bench: Bench, name: str) -> Section:
    """One section; what ended it early stands in its note."""
    title, measure = SECTIONS[name]
    load, start, note = os.getloadavg()[0], time.monotonic(), results.NOTES.get(name, "")
    rows: Sequence[Row] = ()
    try:
        rows = measure(bench)
    except FAILURES as error:
        note = f"**Ended early**: {type(error).__name__}: {str(error).splitlines()[0]}"
    print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return Section(name, title, rows, load, "\n\n".join(part for part in (note, bench.remarks.get(name, "")) if part))


def main() -> int:
    """Measure, write or print; 1 when a section ended early."""
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers and browser are ended all the same
    with ExitStack() as stack:
        turns = given.turns or (QUICK_TURNS if given.quick else TURNS)
        bench = Bench(stack, str(given.peers.absolute()), turns, quick=given.quick)
        sections = [measured(bench, name) for name in given.only]
        told = results.machine(bench)
    if set(given.only) == set(SECTIONS):
        results.write(sections, told)
    else:
        print("\n\n".join([told, *map(printed, sections)]))
    return int(not all(section.rows for section in sections))


if __name__ == "__main__":
    raise SystemExit(main())
