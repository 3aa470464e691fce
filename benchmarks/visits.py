"""Visits of the atlas, of its floors and of its peers, by turns, with an empty cache and with a filled one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import median

from benchmarks.bench import Bench
from benchmarks.floors import EMPTY_DRAWN
from benchmarks.peers import target
from benchmarks.report import Row
from benchmarks.watching import Target, Visit, fresh, visit

EMPTY, PLAIN, ALONE, ATLAS = "empty Streamlit page", "plain Leaflet", "atlas's document alone", "atlas"
READY = "window.atlas && window.atlas.ready"
SETTLED = """told.marks.drawn && document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']")
  && document.querySelector("#root .atlas-heading h1") && !document.querySelector("[data-testid='stSkeleton']")"""
Visits = Mapping[str, Sequence[tuple[Visit, Visit]]]
"""By target: a visit with an empty cache and one with a filled cache, again and again."""


def targets(bench: Bench) -> list[Target]:
    """Every page, the floors first."""
    found = [
        Target(EMPTY, bench.empty.origin, {"drawn": EMPTY_DRAWN}),
        Target(PLAIN, f"{bench.pages}/plain", {"drawn": "window.drawn"}),
        Target(ALONE, f"{bench.pages}/alone#{bench.opening}", {"drawn": READY}),
        Target(ATLAS, f"{bench.atlas.origin}/?lang=zh", {"drawn": READY, "settled": SETTLED}),
    ]
    return [*found, *(target(way, origin, bench.layers) for way, origin in bench.peers.items())]


@cache
def visited(bench: Bench) -> Visits:
    """Visits by turns; the first turn warms the servers and does not count."""
    wanted = targets(bench)
    made: dict[str, list[tuple[Visit, Visit]]] = {one.name: [] for one in wanted}
    for _ in range(bench.turns + 1):
        for one in wanted:
            with fresh(bench.browser) as context:
                made[one.name].append((visit(context, one), visit(context, one)))
    return {name: pairs[1:] for name, pairs in made.items()}


def time_rows(bench: Bench) -> list[Row]:
    """Seconds to the drawn map, or page."""
    return time_rows_of(visited(bench))


def byte_rows(bench: Bench) -> list[Row]:
    """Bytes on the wire; requests to other machines are the section's remark."""
    bench.remarks["bytes"] = _outside(visited(bench))
    return byte_rows_of(visited(bench))


def time_rows_of(made: Visits) -> list[Row]:
    """Seconds to the drawn map, or page, cold and warm."""
    rows = []
    for name, pairs in made.items():
        for mark in pairs[0][0].marks:
            what = name if name != ATLAS else f"{name}, {'map drawn' if mark == 'drawn' else 'page settled'}"
            for kept, number in (("cold", 0), ("warm", 1)):
                floor = PLAIN if name == ALONE else EMPTY
                values = [pair[number].marks[mark] for pair in pairs]
                rows.append(Row(f"{what}, {kept}", values, floor="" if name == EMPTY else f"{floor}, {kept}"))
        floor = f"{PLAIN if name == ALONE else EMPTY}, work, cold"
        work = [cold.work for cold, _ in pairs]
        rows.append(Row(f"{name}, work, cold", work, floor="" if name == EMPTY else floor))
    return rows


def byte_rows_of(made: Visits) -> list[Row]:
    """Bytes on the wire of a visit, cold and warm, and the atlas's by kind."""
    rows = []
    for name, pairs in made.items():
        for kept, number in (("cold", 0), ("warm", 1)):
            sizes = [pair[number].wire.sizes.total() for pair in pairs]
            rows.append(Row(f"{name}, {kept}", sizes, "B", "" if name == EMPTY else f"{EMPTY}, {kept}"))
    kinds: list[Counter[str]] = [cold.wire.sizes for cold, _ in made.get(ATLAS, ())]
    names = sorted(set().union(*kinds), key=lambda kind: -median(sizes[kind] for sizes in kinds))
    return rows + [Row(f"{ATLAS}, cold: {kind}", [sizes[kind] for sizes in kinds], "B") for kind in names]


def _outside(made: Visits) -> str:
    """How many requests to other machines each page made; the browser refused every one."""
    counts = {name: sum(len(one.wire.outside) for pair in pairs for one in pair) for name, pairs in made.items()}
    said = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    return f"Requests to other machines, refused: {said or 'none by any page'}."
