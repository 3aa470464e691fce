"""Which rows of the table a reader asks for: by status, city, kind, clause, and by a part of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names, short_names
from layers.catalogue.catalogue import Layer
from layers.measures.adjacency import CITIES, cities_reached
from layers.measures.status import status_at
from layers.search.spellings import LANGUAGES, normalised
from maps.scene.hidden import keys_of

FACETS = ("status", "city", "kind", "clause")
TODAY = "9999"
"""Later than any month that a timeline speaks of."""
BETWEEN = "|"
"""No normalised text has it: what is asked for is found within one name."""


@dataclass(frozen=True)
class Asked:
    """What is asked for: a part of a name, and values of each facet, of which one has to hold; nothing means all."""

    words: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many of its parts say something."""
        return bool(normalised(self.words)) + sum(bool(chosen) for chosen in self.facets.values())


def _clauses(locators: Iterable[str]) -> tuple[str, ...]:
    """Clauses and what they stand in: who asks for 2.6 means 2.6.1 too."""
    within = (accumulate(locator.split("."), lambda above, part: f"{above}.{part}") for locator in locators)
    return tuple(dict.fromkeys(locator for chain in within for locator in chain))


def _names(atlas: Atlas, layer: Layer, row: pd.Series) -> str:
    former = (getattr(name, f"name_{lang}") for name in former_names(row) for lang in LANGUAGES)
    short = short_names(atlas.catalogue, layer, row).values()
    names = (str(row[f"name_{lang}"]) for lang in LANGUAGES)
    return BETWEEN.join(map(normalised, (*names, *row["aliases"], *former, *short)))


def _rows(
    atlas: Atlas, layer: str, date: str | None, hidden: frozenset[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    cities = cities_reached(atlas, layer) if CITIES in atlas.frames else {}
    declared = atlas.catalogue.layer(layer)
    for ident, row in atlas.frames[layer].iterrows():
        status = status_at(atlas, row, date or TODAY) if declared.timed else None
        if hidden & keys_of(declared, str(ident), row["kind"], row["evidence"], status if date else None):
            continue
        yield str(ident), {
            "status": (status,) if status else (), "city": cities.get(str(ident), ()), "kind": (str(row["kind"]),),
            "clause": _clauses(row["clauses"]), "words": _names(atlas, declared, row),
        }  # fmt: skip


@lru_cache(maxsize=256)
def kept(atlas: Atlas, layer: str, date: str | None, hidden: tuple[str, ...]) -> frozenset[str]:
    """Ids of a layer's features that the legend has not put away (`hidden`), at a date, a month, or without one."""
    if not hidden:
        return frozenset(map(str, atlas.frames[layer].index))
    return frozenset(ident for ident, _ in _rows(atlas, layer, date, frozenset(hidden)))


@lru_cache(maxsize=64)
def facets(atlas: Atlas, layers: tuple[str, ...], date: str | None, hidden: tuple[str, ...] = ()) -> pd.DataFrame:
    """What the listed features can be asked for by, a row a feature by its id: of each facet a tuple of ids, and names.

    `status` is that of the date, a month; today's without one. What the legend has put
    away (`hidden`) is left out. Made once for each content: never change it.
    """
    names = [ident for ident in atlas.subjects(layers) if atlas.catalogue.layer(ident).selectable]
    rows = {ident: row for layer in reversed(names) for ident, row in _rows(atlas, layer, date, frozenset(hidden))}
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*FACETS, "words"])


def options(table: pd.DataFrame, facet: str, order: Sequence[str]) -> list[str]:
    """The values that a facet has in a table of facets, in a given order; what the order does not know is left out."""
    found = {value for values in table[facet] for value in values}
    return [value for value in order if value in found]


def passing(table: pd.DataFrame, asked: Asked) -> frozenset[str]:
    """Ids of the features of a table of facets that are asked for."""
    wanted = normalised(asked.words)
    passes = table["words"].map(lambda names: wanted in names).astype(bool)
    for facet, chosen in asked.facets.items():
        if chosen:
            passes &= table[facet].map(lambda values, chosen=frozenset(chosen): bool(chosen & set(values))).astype(bool)
    return frozenset(map(str, table.index[passes]))
