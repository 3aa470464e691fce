"""`python -m benchmarks.reading`: precision and recall on the report of 2019, and seconds of reading documents."""

from __future__ import annotations

import time

from layers.atlas.atlas import current_atlas
from layers.report.extract import extract
from layers.report.placelike import placelike
from layers.report.recognise import Reading, recognise
from tests.keys.score import Namings, score
from tests.test_report_not_copied import REPORT

LONG = 30


def _listed(title: str, namings: Namings) -> None:
    print(f"\n{title} ({namings.total()})")
    for (clause, ident), count in sorted(namings.items()):
        print(f"  {clause:8} {ident} x {count}")


def _timed(paragraphs: list[str]) -> None:
    characters = sum(map(len, paragraphs))
    start = time.perf_counter()
    reading = recognise(current_atlas(), paragraphs)
    names = time.perf_counter()
    placelike(Reading(reading.paragraphs, reading.mentions))
    words = time.perf_counter()
    print(f"  {characters:8,} characters: names {names - start:.3f} s, place-like words {words - names:.3f} s")


def main() -> None:
    """Measure and print; without the report on this machine only say so."""
    if not REPORT.is_file():
        print("The report is not on this machine; set ATLAS_SHARED.")
        return
    result = score(current_atlas(), REPORT)
    print(f"namings in the key: {result.wanted.total()}, pairs of clause and feature: {len(result.wanted)}")
    print(f"precision {result.precision:.3f}   recall {result.recall:.3f}")
    _listed("missed", result.missed)
    _listed("not in the key", result.extra)
    print("\nseconds (the first includes building the automaton and loading jieba's dictionary)")
    paragraphs = list(extract(REPORT.name, REPORT.read_bytes()).paragraphs)
    for times in (1, 1, LONG):
        _timed(paragraphs * times)


if __name__ == "__main__":
    main()
