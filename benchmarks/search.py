"""`python -m benchmarks.search`: how long a query takes on the server, whole names and errors alike."""

from __future__ import annotations

import random
import time
from statistics import median

from benchmarks.report import p95
from layers.atlas.atlas import current_atlas
from layers.search.search import Index, index_of, search

QUERIES = 200
SEED = 1


def queries(index: Index) -> list[str]:
    """Spellings of the atlas, their beginnings, and the same with one sign changed, in a fixed order."""
    chance = random.Random(SEED)
    found = []
    for key in chance.choices(index.keys, k=QUERIES):
        start = key.text[: chance.randint(1, len(key.text))]
        place = chance.randrange(len(start))
        found.append(chance.choice([key.text, start, start[:place] + chance.choice("aeiou栈溪") + start[place + 1 :]]))
    return found


def milliseconds(index: Index, query: str) -> float:
    """How long one search takes."""
    start = time.perf_counter()
    search(index, query, "zh")
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    atlas = current_atlas()
    start = time.perf_counter()
    index = index_of(atlas)
    print(f"index of {len(index.entries)} entries, {len(index.keys)} keys: {time.perf_counter() - start:.3f} s")
    times = [milliseconds(index, query) for query in queries(index)]
    print(f"{QUERIES} queries: median {median(times):.2f} ms, p95 {p95(times):.2f} ms, longest {max(times):.2f} ms")


if __name__ == "__main__":
    main()
