"""Look a clause of the report up: by its number, or by words of its title in the outline."""

from __future__ import annotations

import re
from functools import cache

from layers.report.outline import outline
from layers.search.search import INSIDE, Hit, Index, build, search
from layers.search.spellings import Entry, keys_of

LIMIT = 6
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?")
_SIGNS = str.maketrans("。．·", "...", " 条款第")
"""How a number is typed with a Chinese keyboard, and what may stand around it."""


@cache
def _index() -> Index:
    return build([
        Entry(entry.locator, (), "clause", entry.titles, keys_of(tuple(entry.titles.values()), (), ""), weight=1.0)
        for entry in outline()
    ])  # fmt: skip


def _hit(locator: str, lang: str) -> Hit:
    entry = next(entry for entry in outline() if entry.locator == locator)
    other = next(name for name in entry.titles if name != lang)
    return Hit(locator, "", "clause", entry.titles[lang], entry.titles[other], "", INSIDE, located=True)


def numbered(query: str) -> tuple[str, ...] | None:
    """The clauses that a number begins, the clause itself first (`2.6`: 2.6, 2.6.1, 2.6.2); None for what is no number.

    2.1 does not begin 2.10.
    """
    typed = query.translate(_SIGNS).strip()
    if not _NUMBER.fullmatch(typed):
        return None
    whole = typed.rstrip(".")
    return tuple(entry.locator for entry in outline() if f"{entry.locator}.".startswith(f"{whole}."))


def clauses(query: str, lang: str) -> list[Hit]:
    """Clauses that a query may mean, best first; `id` is the locator, `name` the title in our own words.

    A title counts where a query is all of it, its beginning, or a part of it; no typing error in it is forgiven.
    """
    found = numbered(query)
    if found is not None:
        return [_hit(locator, lang) for locator in found[:LIMIT]]
    return [hit for hit in search(_index(), query, lang, LIMIT) if hit.score >= INSIDE]
