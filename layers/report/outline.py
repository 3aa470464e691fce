"""The report's outline: titles in our own words, and what each clause names and counts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.atlas.load import GEODATA
from layers.atlas.unlocated import Unlocated
from layers.report.figures import Figure, figures
from layers.report.names import features_once

FILE = "outline.toml"


@dataclass(frozen=True)
class Entry:
    """A clause in the outline: its locator, its depth (0 a part, 1 a point, 2 an item), its title by language."""

    locator: str
    depth: int
    titles: Mapping[str, str]


def within(clause: str, locator: str) -> bool:
    """Whether a clause is the one a locator means or stands below it: 2.6.1 is within 2.6, and 2.10 not within 2.1."""
    return clause == locator or clause.startswith(f"{locator}.")


@lru_cache(maxsize=4)
def outline(folder: Path = GEODATA) -> tuple[Entry, ...]:
    """Every clause in reading order.

    A title that is missing, or a whole file that cannot be read, is replaced by the locator: the outline still works.
    """
    try:
        titles = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        titles = {}
    plain = {locator: {"zh": locator, "en": locator} for locator in LOCATORS}
    return tuple(
        Entry(locator, locator.count("."), {**plain[locator], **titles.get(locator, {})}) for locator in LOCATORS
    )


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    return {entry.locator: entry.titles for entry in outline()}


def title(locator: str, lang: str) -> str:
    """What a clause is about; `KeyError` for a locator that does not exist."""
    return _titles()[locator][lang]


@lru_cache(maxsize=2)
def _clauses_by_feature(atlas: Atlas) -> Mapping[str, tuple[str, ...]]:
    return {row["id"]: tuple(row["clauses"]) for row in features_once(atlas)}


def features_of(atlas: Atlas, locator: str) -> tuple[str, ...]:
    """Ids of the features that a clause, or one below it, names, in panel order; each thing once."""
    return tuple(
        ident
        for ident, clauses in _clauses_by_feature(atlas).items()
        if any(within(clause, locator) for clause in clauses)
    )


def unplaced_of(atlas: Atlas, locator: str) -> tuple[Unlocated, ...]:
    """What a clause names that has no position."""
    return tuple(entry for entry in atlas.unlocated if any(within(clause, locator) for clause in entry.clauses))


def figures_of(atlas: Atlas, locator: str) -> tuple[Figure, ...]:
    """The figures that a clause, or one below it, gives."""
    return tuple(figure for figure in figures(atlas) if within(figure.clause, locator))


def home_layers(atlas: Atlas, idents: tuple[str, ...]) -> tuple[str, ...]:
    """The layers that must be on for these features to be seen, in panel order."""
    return atlas.known([home for ident in idents if (home := atlas.home(ident)) is not None])
