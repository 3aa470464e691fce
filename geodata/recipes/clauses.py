"""Find the clauses of the report that name each feature.

The names of all features are matched together and the longest name wins, so that a name inside another name
(余杭 in 余杭经开区) does not count. A table cannot get round that by listing the longer name as a wording of the
shorter one's feature: it goes on meaning the other thing alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from geodata.recipes.io import Feature
from geodata.recipes.report import read_report, split_report

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ASIDE = re.compile(r"\s*[((][^()()]*[))]$")
_SHORTEST = 2

Wordings = dict[str, list[tuple[str, frozenset[str]]]]
Owners = Mapping[str, set[str]]
"""The things that are called so, by name."""


def _names(item: Feature) -> list[str]:
    """What the feature is called, each once: with and without what stands in brackets behind a name."""
    properties = item["properties"]
    called = (properties["name_zh"], *properties["aliases"])
    # No text says the brackets: 杭州博览会(在沪) must be known by what stands before them, or 杭州 counts instead.
    whole = (text for name in called for text in (name, _ASIDE.sub("", name)))
    return [name for name in dict.fromkeys(whole) if _HAN.search(name)]


def mentions(item: Feature) -> Iterator[tuple[str, frozenset[str]]]:
    """The report's further wordings, with the locators where they mean the feature (none: everywhere)."""
    for mention in item.get("mentions", ()):
        text, only = (mention, ()) if isinstance(mention, str) else (mention["text"], mention["only"])
        yield text, frozenset(only)


def _thing(item: Feature) -> str:
    """What a feature is a part of, or its own id: all parts of a line are one thing."""
    return item["properties"].get("line") or item["properties"]["id"]


def _owners(items: Iterable[Feature]) -> Owners:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for name in _names(item):
            owners[name].add(_thing(item))
    return owners


def _is_another(item: Feature, text: str, only: frozenset[str], owners: Owners) -> bool:
    """Whether a wording of the feature is the name of another thing and means that alone.

    One clause may name two things in one word, which its limit says; the longer of their names never does.
    """
    others, names = owners.get(text, set()) - {_thing(item)}, _names(item)
    return bool(others) and text not in names and (not only or any(name in text for name in names))


def _wordings(item: Feature, owners: Owners) -> Iterator[tuple[str, frozenset[str]]]:
    """Each text that means the feature, with the locators where it does (none: everywhere)."""
    yield from ((name, frozenset[str]()) for name in _names(item))
    yield from ((text, only) for text, only in mentions(item) if not _is_another(item, text, only, owners))


def _collect(features: Iterable[Feature], locators: Iterable[str]) -> Wordings:
    """All wordings of all features by text.

    Raises `ValueError` that names every wording too short to be told apart and every unknown locator.
    """
    wordings: Wordings = defaultdict(list)
    items, known, faults = list(features), frozenset(locators), []
    owners = _owners(items)
    for item in items:
        ident = item["properties"]["id"]
        for text, only in _wordings(item, owners):
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
