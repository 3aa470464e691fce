"""Find the clauses of the report that name each feature.

The names of all features are matched together and the longest name wins, so that a name inside another name
(余杭 in 余杭经开区) does not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from geodata.recipes.io import Feature
from geodata.recipes.report import read_report, split_report

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 2

Wordings = dict[str, list[tuple[str, frozenset[str]]]]


def _wordings(item: Feature) -> Iterator[tuple[str, frozenset[str]]]:
    """Each text that means the feature, with the locators where it does (none: everywhere)."""
    properties = item["properties"]
    for name in (properties["name_zh"], *properties["aliases"]):
        if _HAN.search(name):
            yield name, frozenset()
    for mention in item.get("mentions", ()):
        text, only = (mention, ()) if isinstance(mention, str) else (mention["text"], mention["only"])
        yield text, frozenset(only)


def _collect(features: Iterable[Feature], locators: Iterable[str]) -> Wordings:
    """All wordings of all features by text.

    Raises `ValueError` that names every wording too short to be told apart and every unknown locator.
    """
    wordings: Wordings = defaultdict(list)
    known, faults = frozenset(locators), []
    for item in features:
        ident = item["properties"]["id"]
        for text, only in _wordings(item):
            wordings[text].append((ident, only))
            faults += [f"{ident}: the name {text!r} is shorter than {_SHORTEST}"] if len(text) < _SHORTEST else []
            faults += [f"{ident}: {text!r} is limited to {where}, which is no clause" for where in sorted(only - known)]
    if faults:
        raise ValueError("; ".join(faults))
    return wordings


def _named_in(locator: str, text: str, wordings: Wordings) -> set[str]:
    """Ids of the features that one clause names."""
    meant = {name: {ident for ident, only in users if not only or locator in only} for name, users in wordings.items()}
    names = sorted(name for name, idents in meant.items() if idents)
    found = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_strings(text) if names else []
    return {ident for name in found for ident in meant[name]}


def match_clauses(features: Iterable[Feature], clauses: Mapping[str, str]) -> dict[str, list[str]]:
    """The locators of the clauses that name each feature, by feature id, in reading order.

    A wording limited to some clauses is unknown in all others: it neither counts there nor hides a shorter name.
    Raises `ValueError` for a name of one character, or a limit to a clause that does not exist.
    """
    wordings = _collect(features, clauses)
    result: dict[str, list[str]] = defaultdict(list)
    for locator, text in clauses.items():
        for ident in _named_in(locator, text, wordings):
            result[ident].append(locator)
    return result


def assign_clauses(features: list[Feature]) -> None:
    """Fill `clauses` of every feature from the report; the features are changed in place."""
    found = match_clauses(features, split_report(read_report()))
    for item in features:
        item["properties"]["clauses"] = list(found.get(item["properties"]["id"], ()))
