"""Which clause each paragraph of a report belongs to, found by the report's own structure (docs/clauses.md).

The recipe that assigns clauses has a split of its own, as geodata/ imports nothing; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layers.atlas.clauses import ITEMS, LOCATORS

_DIGIT = {numeral: str(value) for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_NUMERAL = "([一二三四五六七八九十])"
_PART = re.compile(rf"^{_NUMERAL}、")
_POINT = re.compile(rf"^第{_NUMERAL}[,,]")
_DEMAND = re.compile(rf"^{_NUMERAL}要")
_REASON = re.compile(rf"(?:^|(?<=[。::])){_NUMERAL}是")
_CLOSING = re.compile(r"^同志们[,,]")
_HEAD = re.compile(r"^(首页|\d{4}-\d{2}-\d{2} )")
_FOOT = re.compile(r"^《[^》]+》杂志社")
_WITHOUT_POINTS = tuple(part for part, items in ITEMS.items() if not any(items))
_ENOUGH = 0.9


@dataclass(frozen=True)
class Piece:
    """A paragraph, or a part of one that is an item; `clause` is None outside the report, `opens` a new paragraph."""

    text: str
    clause: str | None
    opens: bool


def _opened(paragraph: str, current: str) -> str:
    """The locator a paragraph opens, or `current` where it opens none."""
    part = current.split(".")[0]
    if match := _PART.match(paragraph):
        return _DIGIT[match[1]]
    if _CLOSING.match(paragraph) and part == "4":
        return "5"
    if match := _POINT.match(paragraph):
        return f"{part}.{_DIGIT[match[1]]}"
    if match := _DEMAND.match(paragraph):
        above = part if part in _WITHOUT_POINTS else ".".join(current.split(".")[:2])
        return f"{above}.{_DIGIT[match[1]]}"
    return current


def _cut(paragraph: str, clause: str) -> Iterator[Piece]:
    """Part one lists its items inside the paragraph of a point."""
    starts = list(_REASON.finditer(paragraph)) if re.fullmatch(r"1\.\d+", clause) else []
    cuts = [0, *(match.start() for match in starts), len(paragraph)]
    clauses = [clause, *(f"{clause}.{_DIGIT[match[1]]}" for match in starts)]
    for name, (start, end) in zip(clauses, pairwise(cuts), strict=True):
        if start < end:
            yield Piece(paragraph[start:end], name, start == 0)


def _pieces(paragraphs: Sequence[str]) -> Iterator[Piece]:
    current, inside = "0", True
    for paragraph in paragraphs:
        inside = inside and not _FOOT.match(paragraph)
        if not inside or _HEAD.match(paragraph):
            yield Piece(paragraph, None, opens=True)
            continue
        current = _opened(paragraph, current)
        yield from _cut(paragraph, current)


def split(paragraphs: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces of a text. Unless it has the report's structure, its paragraphs as they are, without clauses."""
    pieces = tuple(_pieces(paragraphs))
    found = {piece.clause for piece in pieces}
    if len(found & set(LOCATORS)) >= _ENOUGH * len(LOCATORS) and found <= {None, *LOCATORS}:
        return pieces
    return tuple(Piece(paragraph, None, opens=True) for paragraph in paragraphs)


def clauses_of(paragraphs: Sequence[str]) -> tuple[str | None, ...]:
    """The clause of each paragraph of a text that may be cut into its pieces already.

    Of a paragraph that holds several clauses it is the first.
    """
    first = (piece.clause for piece in split([text for text in paragraphs if text]) if piece.opens)
    return tuple(next(first) if text else None for text in paragraphs)
