"""Find the atlas's names in any text, all of them at once; how often each stands, and the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.report.names import Names, bound, names_of
from layers.report.split import clauses_of

_ALIKE = {
    **dict.fromkeys(map(ord, "–—‐‑‒―-−"), "-"),
    ord("’"): "'",
    ord("‘"): "'",
    ord("“"): '"',
    ord("”"): '"',
    0x3000: " ",
}
_WIDE = range(0xFF01, 0xFF5F)
_WIDE_OFFSET = 0xFEE0
_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]")
WIDTH = 24
"""Characters of a concordance's line before and after the name."""


@dataclass(frozen=True)
class Mention:
    """A name in a text: the number of its paragraph, where it stands there, the ids it may mean, likeliest first."""

    paragraph: int
    start: int
    end: int
    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A text with every name found in it, in reading order."""

    paragraphs: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Recogniser:
    """The automaton over all names of one atlas; `ids` by the number of the name, none where it means nothing."""

    automaton: AhoCorasick
    names: tuple[str, ...]
    ids: tuple[tuple[str, ...], ...]


def _small(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def folded(text: str) -> str:
    """A text of the same length in which case, width, dashes, and quotation marks make no difference."""
    narrow = "".join(chr(ord(c) - _WIDE_OFFSET) if ord(c) in _WIDE else c for c in text.translate(_ALIKE))
    return "".join(map(_small, narrow))


def recogniser(names: Names) -> Recogniser:
    """An automaton over names with the ids they mean; names that fold alike are one."""
    merged: dict[str, dict[str, None]] = {}
    for name, ids in names.items():
        merged.setdefault(folded(name), {}).update(dict.fromkeys(ids))
    patterns = tuple(sorted(merged))
    return Recogniser(AhoCorasick(patterns), patterns, tuple(tuple(merged[name]) for name in patterns))


@lru_cache(maxsize=4)
def _recogniser_of(atlas: Atlas, *, wordings: bool) -> Recogniser:
    return recogniser(names_of(atlas, wordings=wordings))


@lru_cache(maxsize=2 * len(LOCATORS))
def _recogniser_in(atlas: Atlas, clause: str) -> Recogniser:
    """The automaton of the report, where a wording means only what it is bound to in the clause.

    A wording that means nothing there is the name that it is in any text, if it is one.
    """
    full, plain = _recogniser_of(atlas, wordings=True), _recogniser_of(atlas, wordings=False)
    clauses, always = bound(atlas), dict(zip(plain.names, plain.ids, strict=True))

    def meant(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        known = always.get(name, ())
        here = tuple(ident for ident in ids if ident in known or clause in clauses[ident])
        return here if set(here) - set(known) else known

    return replace(full, ids=tuple(meant(name, ids) for name, ids in zip(full.names, full.ids, strict=True)))


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin name stands inside a longer Latin word; beside Chinese it needs no space."""

    def both(left: int, right: int) -> bool:
        return left >= 0 and right < len(text) and bool(_LATIN.match(text[left]) and _LATIN.match(text[right]))

    return both(start - 1, start) or both(end - 1, end)


def _found(known: Recogniser, text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of the names that stay when the leftmost goes first and, of those, the longest."""
    every = known.automaton.find_matches_as_indexes(text, overlapping=True)
    # What means nothing here must not hide a shorter name either.
    meant = ((start, end, number) for number, start, end in every if known.ids[number])
    whole = (found for found in meant if not _inside_a_word(text, found[0], found[1]))
    free = 0
    for start, end, number in sorted(whole, key=lambda found: (found[0], -found[1])):
        if start >= free:
            yield start, end, number
            free = end


def mentions(known: Recogniser, paragraphs: Sequence[str]) -> Iterator[Mention]:
    """Every name in the paragraphs: leftmost, longest, not overlapping."""
    for index, paragraph in enumerate(paragraphs):
        for start, end, number in _found(known, folded(paragraph)):
            yield Mention(index, start, end, paragraph[start:end], known.ids[number])


def _in_report(atlas: Atlas, paragraphs: Sequence[str]) -> Iterator[Mention]:
    """Names and wordings, each paragraph read by the clause it stands in; without a clause all wordings hold."""
    clauses = clauses_of(paragraphs)
    for index, (paragraph, clause) in enumerate(zip(paragraphs, clauses, strict=True)):
        known = _recogniser_in(atlas, clause) if clause else _recogniser_of(atlas, wordings=True)
        yield from (replace(mention, paragraph=index) for mention in mentions(known, [paragraph]))


def recognise(atlas: Atlas, paragraphs: Sequence[str], *, is_report: bool = False) -> Reading:
    """All names of the atlas in a text; the automaton is built once an atlas, the text is kept nowhere.

    `is_report`: the text is the atlas's own report, cut into its pieces, whose short wordings are understood as
    well: each in the clauses that it is bound to, where the paragraphs tell the clause.
    """
    found = _in_report(atlas, paragraphs) if is_report else mentions(_recogniser_of(atlas, wordings=False), paragraphs)
    return Reading(tuple(paragraphs), tuple(found))


@dataclass(frozen=True)
class Line:
    """A name with the words before and after it, and the number of its paragraph."""

    paragraph: int
    before: str
    name: str
    after: str


def counts(reading: Reading) -> dict[str, int]:
    """How often each feature is named, the most frequent first; a name that may mean several counts for each."""
    counted = Counter(ident for mention in reading.mentions for ident in mention.ids)
    return dict(counted.most_common())


def _line(paragraph: str, mention: Mention, width: int) -> Line:
    before, after = paragraph[: mention.start], paragraph[mention.end :]
    return Line(
        mention.paragraph,
        ("…" if len(before) > width else "") + before[-width:],
        mention.text,
        after[:width] + ("…" if len(after) > width else ""),
    )


def lines(reading: Reading, ident: str, width: int = WIDTH) -> list[Line]:
    """Every naming of a feature with `width` characters on each side, in reading order."""
    return [
        _line(reading.paragraphs[mention.paragraph], mention, width)
        for mention in reading.mentions
        if ident in mention.ids
    ]
