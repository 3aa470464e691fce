"""Grammar of the map's text: lists with an end, counts with singular and plural, figures, sentences side by side."""

from __future__ import annotations

from collections.abc import Sequence

from text import say

SHOWN = 6
SPACES = {"zh": "", "en": " "}
"""What stands between two sentences: the Chinese full stop brings its own room."""
THIN_SPACE = "\u2009"
THOUSANDS = {"zh": THIN_SPACE, "en": ","}
"""What stands between thousands: GB/T 15835-2011 has a quarter of an em, English a comma."""
POWERS = {"en": {"ten_thousand_km2": 4, "hundred_million": 2}}
"""By which power of ten a figure is larger in a language's own unit: Chinese counts in 10^4 and 10^8, English in 10^3
and 10^6.
"""


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A figure as the language writes it; below zero, `decimals` round before the point."""
    return f"{round(value, decimals):,.{max(decimals, 0)}f}".replace(",", THOUSANDS[lang])


def amount(value: float | str, unit: str, lang: str, decimals: int | None = None) -> str:
    """A figure without its unit, which the language may count in another size (`unit` of text/ names it).

    It has the decimals that it is given with, unless others are asked for; a text stays, and so does a year.
    """
    if isinstance(value, str) or unit == "year":
        return f"{value}"
    given = len(f"{value:.10g}".partition(".")[2]) if decimals is None else decimals
    return number(scaled(value, unit, lang), lang, given - POWERS.get(lang, {}).get(unit, 0))


def scaled(value: float, unit: str, lang: str) -> float:
    """A figure in the size in which a language counts a unit."""
    return value * 10 ** POWERS.get(lang, {}).get(unit, 0)


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
