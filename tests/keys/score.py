"""Precision and recall of a reading of the report beside the key."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from layers.atlas.atlas import Atlas
from layers.report.extract import extract
from layers.report.recognise import recognise
from layers.report.split import split

KEY = Path(__file__).with_name("report-2019.toml")
Namings = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Score:
    """What was found beside what there is, in namings (clause, feature)."""

    found: Namings
    wanted: Namings

    @property
    def right(self) -> int:
        """Namings found that the key has."""
        return (self.found & self.wanted).total()

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found.total()

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / self.wanted.total()

    @property
    def missed(self) -> Namings:
        """What the key has and the reading lacks."""
        return self.wanted - self.found

    @property
    def extra(self) -> Namings:
        """What the reading has and the key lacks."""
        return self.found - self.wanted


def read_key() -> tuple[Mapping[str, str], Namings]:
    """Which features stand for which, and the namings of the key."""
    table = tomllib.loads(KEY.read_text(encoding="utf-8"))
    namings = {(where, who): count for where, row in table["clauses"].items() for who, count in row.items()}
    return table["same"], Counter(namings)


def score(atlas: Atlas, report: Path) -> Score:
    """Read the report as any document is read and compare; a name that means two parts of one thing counts once."""
    same, wanted = read_key()
    pieces = split(extract(report.name, report.read_bytes()).paragraphs)
    reading = recognise(atlas, [piece.text for piece in pieces], is_report=True)
    found: Namings = Counter()
    for mention in reading.mentions:
        clause = pieces[mention.paragraph].clause
        if clause is not None:
            found.update((clause, ident) for ident in {same.get(ident, ident) for ident in mention.ids})
    return Score(found, wanted)
