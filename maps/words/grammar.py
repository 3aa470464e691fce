"""Grammar of the map's text: lists with an end, counts with singular and plural, sentences side by side."""

from __future__ import annotations

from collections.abc import Sequence

from text import say

SHOWN = 6
SPACES = {"zh": "", "en": " "}
"""What stands between two sentences: the Chinese full stop brings its own room."""


def number_of(count: int, key: str, lang: str) -> str:
    """So many of something, in the singular or the plural: the texts `<key>_one` and `<key>_many`."""
    return say(lang, f"summary.{key}_one") if count == 1 else say(lang, f"summary.{key}_many", count=count)


def listed(names: Sequence[str], lang: str) -> str:
    """Names in a row with the language's own last joint: `A, B and C`."""
    if len(names) < 2:  # noqa: PLR2004  # a joint needs two
        return "".join(names)
    return say(lang, "summary.listed").join(names[:-1]) + say(lang, "summary.and") + names[-1]


def shortened(parts: Sequence[str], lang: str, shown: int = SHOWN) -> str:
    """Statements in a row; of a long row the first ones, and how many more there are."""
    text = say(lang, "summary.break").join(parts[:shown])
    rest = len(parts) - shown
    return text + (number_of(rest, "more", lang) if rest > 0 else "")


def sentences(parts: Sequence[str], lang: str) -> str:
    """Sentences one after the other; those that are empty are left out."""
    return SPACES[lang].join(part for part in parts if part)
