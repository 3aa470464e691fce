"""Look a name up: Chinese, pinyin, first letters, English and other names, with typing errors forgiven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from layers.atlas.atlas import Atlas
from layers.search.spellings import LANGUAGES, Entry, Form, Key, entries, has_han, normalised, syllables

MOST_SIGNS = 64
LIMIT = 12
DIRECT_ONLY = ("initials", "wording")
"""What is asked whole or from its beginning: no part within it counts, and no error in it is forgiven."""
EXACT: dict[Form, float] = {"name": 100, "alias": 98, "sound": 98, "initials": 60, "wording": 90}
PREFIX: dict[Form, float] = {"name": 80, "alias": 80, "sound": 80, "initials": 50, "wording": 38}
INSIDE = 40
LONGER = 34
HOMOPHONE = 36
HOMOPHONE_PREFIX = 32
FUZZY = 28
FUZZY_PREFIX = 27
EDIT = 5
CONTEXT = 30
"""By how much what lies around the subjects comes after them: its whole name after the beginning of a subject's."""
ALLOWED = {True: ((3, 1), (6, 2)), False: ((4, 1), (8, 2), (14, 3))}
"""From how many signs on how many errors are forgiven: in Chinese, and in letters."""
SHORTEST_INSIDE = {True: 1, False: 3}
SHORTEST_PREFIX = {True: 3, False: 5}
KNOWN_PART = 0.4
SHORTEST_KNOWN = 2


@dataclass(frozen=True)
class Hit:
    """An entry that was found; `matched` is the name that led to it where that is neither of the two shown."""

    id: str
    layer: str
    kind: str
    name: str
    other: str
    matched: str
    score: float
    located: bool
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Index:
    """All entries and, in parallel sequences, their keys and the places of the entries that have them."""

    entries: tuple[Entry, ...]
    keys: tuple[Key, ...]
    owners: tuple[int, ...]


Match = tuple[float, int, int]
"""Score, place of the entry, place of the key."""


def build(found: Sequence[Entry]) -> Index:
    """An index of entries. First letters and wordings come last: `_fuzzy` counts the places of the others."""
    pairs = [(key, owner) for owner, entry in enumerate(found) for key in entry.keys]
    pairs.sort(key=lambda pair: pair[0].form in DIRECT_ONLY)
    return Index(tuple(found), tuple(key for key, _ in pairs), tuple(owner for _, owner in pairs))


@lru_cache(maxsize=2)
def index_of(atlas: Atlas) -> Index:
    """The index of an atlas, built once."""
    return build(entries(atlas))


def _within(key: Key, wanted: str) -> bool:
    """Whether a key has the wanted text inside; letters only where words begin, and a sound in whole syllables."""
    at = key.text.find(wanted)
    while at > 0 and key.cuts and not (at in key.cuts and (key.form != "sound" or at + len(wanted) in key.cuts)):
        at = key.text.find(wanted, at + 1)
    return at > 0


def _score(key: Key, wanted: str, *, inside: bool) -> float:
    """How well a key answers, 0 for not at all."""
    text = key.text
    if text.startswith(wanted):
        return (EXACT if text == wanted else PREFIX)[key.form]
    if key.form in DIRECT_ONLY:
        return 0
    if inside and _within(key, wanted):
        return INSIDE
    longer = len(text) >= max(SHORTEST_KNOWN, KNOWN_PART * len(wanted)) and wanted.startswith(text)
    return LONGER + len(text) / len(wanted) if longer else 0


def _direct(index: Index, wanted: str) -> Iterator[Match]:
    inside = len(wanted) >= SHORTEST_INSIDE[has_han(wanted)]
    # Nearly every key has nothing to do with a query, which is soon seen.
    near = [(n, key) for n, key in enumerate(index.keys) if wanted in key.text or wanted.startswith(key.text)]
    for place, key in near:
        if score := _score(key, wanted, inside=inside):
            yield score, index.owners[place], place


def _sounding(index: Index, sound: str) -> Iterator[Match]:
    """Names of the same sound, written with other characters."""
    for place, key in enumerate(index.keys):
        if key.form == "sound" and key.text.startswith(sound):
            yield (HOMOPHONE if key.text == sound else HOMOPHONE_PREFIX), index.owners[place], place


def _errors(wanted: str) -> int:
    return max((errors for signs, errors in ALLOWED[has_han(wanted)] if len(wanted) >= signs), default=0)


def _fuzzy(index: Index, wanted: str, errors: int) -> Iterator[Match]:
    """Names, and beginnings of names, that some typing errors lead to; a swap of neighbours is one."""
    texts = [key.text for key in index.keys if key.form not in DIRECT_ONLY]
    ways = [(FUZZY, texts)]
    if len(wanted) >= SHORTEST_PREFIX[has_han(wanted)]:
        ways.append((FUZZY_PREFIX, [text[: len(wanted)] for text in texts]))
    for best, choices in ways if errors else ():
        for _, distance, place in extract(wanted, choices, scorer=OSA.distance, score_cutoff=errors, limit=None):
            yield best - EDIT * distance, index.owners[place], place


def _forgiving(index: Index, wanted: str) -> Iterator[Match]:
    yield from _fuzzy(index, wanted, _errors(wanted))
    if has_han(wanted) and len(wanted) > 1:
        sound = normalised("".join(syllables(wanted)))
        yield from _sounding(index, sound)
        yield from _fuzzy(index, sound, min(1, _errors(sound)))


def _best(matches: Iterator[Match], known: dict[int, Match]) -> None:
    for match in matches:
        if match[1] not in known or match[0] > known[match[1]][0]:
            known[match[1]] = match


def _hit(index: Index, match: Match, lang: str) -> Hit:
    score, owner, place = match
    entry, said = index.entries[owner], index.keys[place].said
    other = next(name for name in LANGUAGES if name != lang)
    return Hit(
        id=entry.id,
        layer=entry.layers[0] if entry.layers else "",
        kind=entry.kind,
        name=entry.names[lang],
        other=entry.names[other],
        matched="" if said in entry.names.values() else said,
        score=score,
        located=entry.located,
        reason=entry.reasons.get(lang, ""),
    )


def search(index: Index, query: str, lang: str, limit: int = LIMIT, *, forgiving: bool = True) -> list[Hit]:
    """What a query may mean, best first: the whole name, its beginning, first letters, a part, a typing error.

    Without `forgiving` no error is looked for, which is what costs most.
    Context comes after the report's subjects. Among equals the weightier comes first, then the shorter name; a wording
    of the report (沪杭甬) means a line or a point before an area. Of a query only the first `MOST_SIGNS` count.
    """
    wanted = normalised(query[:MOST_SIGNS])[:MOST_SIGNS]
    if not wanted:
        return []
    known: dict[int, Match] = {}
    _best(_direct(index, wanted), known)
    if forgiving and max((match[0] for match in known.values()), default=0) < PREFIX["name"]:
        _best(_forgiving(index, wanted), known)

    def order(match: Match) -> tuple[float, bool, float, int, int]:
        score, owner, place = match
        entry = index.entries[owner]
        wide = entry.area and index.keys[place].form == "wording"
        return CONTEXT * entry.context - score, wide, -entry.weight, len(entry.names["zh"]), owner

    return [_hit(index, match, lang) for match in sorted(known.values(), key=order)[:limit]]
