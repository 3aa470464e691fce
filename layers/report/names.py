"""Every name by which a feature or an unplaced entry may be called in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names

SHORTEST = 2
_OWN, _OTHER = 0, 1
_ADMINISTRATIVE = {"district", "county", "county_city", "prefecture"}
_SUFFIX = {"zh": re.compile(r"(?<=..)[市县区]$"), "en": re.compile(r" (?:District|County|City)$")}
_ASIDE = re.compile(r"\s*[((][^()()]*[))]$")
# Short forms of counties that are, without 市 or 区, ordinary words of any text.
_WORDS = {"江山", "滨江", "上城", "下城", "越城", "柯城"}
_SMALLEST = {"zh": SHORTEST, "en": 4}

Names = Mapping[str, tuple[str, ...]]
"""Ids by name; the feature whose own name it is comes first."""


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else []


def features_once(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """The features a reader can find on the map: no ground, and nothing that an earlier layer shows already."""
    seen: set[tuple[str, str]] = set()
    for layer, frame in atlas.frames.items():
        declared = atlas.catalogue.layer(layer)
        if not declared.panel or declared.context or declared.geometry == "image":
            continue
        own = {(row["name_zh"], _sort(layer)) for row in frame.to_dict("records")}
        yield from (row for row in frame.to_dict("records") if (row["name_zh"], _sort(layer)) not in seen)
        seen |= own


def _sort(layer: str) -> str:
    """Layers that draw the same things: cities and prefectures, and the counties of two years."""
    return {"regions": "cities", "districts_2021": "districts_2019"}.get(layer, layer)


def _own(*names: str) -> Iterator[str]:
    """Names, and without what stands in brackets behind them."""
    for name in names:
        yield name
        yield _ASIDE.sub("", name)


def _short(row: dict[str, Any]) -> Iterator[str]:
    """A county or prefecture without its rank: 德清县 is also 德清."""
    if row.get("kind") in _ADMINISTRATIVE:
        for lang, suffix in _SUFFIX.items():
            short = suffix.sub("", str(row[f"name_{lang}"]))
            if short not in _WORDS and len(short) >= _SMALLEST[lang]:
                yield short


def _english(row: dict[str, Any], name: str) -> str:
    """A station's English name is a place's, and means the station only with the word."""
    return f"{name} Station" if str(row["kind"]).endswith("station") and "Station" not in name else name


def _entries(atlas: Atlas, *, wordings: bool) -> Iterator[tuple[int, str, str]]:
    """Rank, name, id of everything but short forms: own names before aliases and wordings."""
    for row in features_once(atlas):
        yield from ((_OWN, name, row["id"]) for name in _own(row["name_zh"], _english(row, str(row["name_en"]))))
        former = [_english(row, name.name_en) for name in former_names(row)]
        further = [*_listed(row["aliases"]), *former, *(_listed(row.get("wordings")) if wordings else ())]
        yield from ((_OTHER, name, row["id"]) for name in further)
    for entry in atlas.unlocated:
        yield from ((_OWN, name, entry.id) for name in _own(*entry.names.values()))
        yield from ((_OTHER, name, entry.id) for name in (*entry.aliases, *(entry.wordings if wordings else ())))


def names_of(atlas: Atlas, *, wordings: bool) -> Names:
    """All names of the atlas, in Chinese and English; names of one character are refused.

    `wordings`: also the report's own wordings, which mean a feature in the report and may mean anything elsewhere.
    A short form means its county only where nothing else is called so: 西湖 is the lake, not 西湖区.
    """
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, name, ident in sorted(_entries(atlas, wordings=wordings), key=lambda entry: entry[0]):
        if len(name.strip()) >= SHORTEST:
            found[name.strip()].setdefault(ident)
    taken = frozenset(found)
    for row in features_once(atlas):
        for name in _short(row):
            if name not in taken:
                found[name].setdefault(row["id"])
    return {text: tuple(idents) for text, idents in found.items()}


@lru_cache(maxsize=4)
def bound(atlas: Atlas) -> Mapping[str, frozenset[str]]:
    """The clauses of the report that name each thing, by id."""
    located = {row["id"]: frozenset(row["clauses"]) for row in features_once(atlas)}
    return located | {entry.id: frozenset(entry.clauses) for entry in atlas.unlocated}
