"""What the report wants of each feature, in our own words, and the wordings by which it is known in running text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geodata.recipes.clauses import mentions
from geodata.recipes.io import Feature

FOLDER = Path(__file__).parent / "notes"


def read_notes() -> dict[str, dict[str, str]]:
    """Notes in both languages by feature id; raises `ValueError` for an id that two files describe."""
    notes: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        table: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
        if repeated := sorted(table.keys() & notes.keys()):
            raise ValueError(f"{path.name}: described twice: {', '.join(repeated)}")
        notes |= table
    return notes


def _wordings(item: Feature) -> list[str]:
    """The report's own wordings for the feature, besides its names; some mean it in certain clauses only."""
    known = {item["properties"]["name_zh"], *item["properties"]["aliases"]}
    return [text for text in dict.fromkeys(text for text, _ in mentions(item)) if text not in known]


def assign_notes(features: Iterable[Feature]) -> None:
    """Fill `note_zh`, `note_en` and `wordings`; a part of a line has the line's note.

    The features are changed in place. Raises `ValueError` that lists the notes no feature has.
    """
    notes, used = read_notes(), set[str]()
    for item in features:
        properties: dict[str, Any] = item["properties"]
        key = properties["id"] if properties["id"] in notes else properties.get("line")
        if key in notes:
            used.add(key)
            properties |= {"note_zh": notes[key]["zh"], "note_en": notes[key]["en"]}
        if wordings := _wordings(item):
            properties["wordings"] = wordings
    if unused := sorted(notes.keys() - used):
        raise ValueError(f"notes on features that do not exist: {', '.join(unused)}")
