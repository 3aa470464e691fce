"""Clause locators of the report (docs/clauses.md): which exist, and their reading order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

ITEMS = {"1": (0, 3, 4), "2": (4, 3, 3, 3, 3, 4), "3": (0,) * 10, "4": (0,) * 4}


def _of_part(part: str, items: tuple[int, ...]) -> list[str]:
    points = ([f"{part}.{n}", *(f"{part}.{n}.{m}" for m in range(1, count + 1))] for n, count in enumerate(items, 1))
    return [part, *chain.from_iterable(points)]


LOCATORS: tuple[str, ...] = ("0", *chain.from_iterable(_of_part(part, items) for part, items in ITEMS.items()), "5")
_RANK = {locator: rank for rank, locator in enumerate(LOCATORS)}


def in_reading_order(locators: Iterable[str]) -> list[str]:
    """The locators once each, in reading order (`3.9` before `3.10`); `KeyError` names one that does not exist."""
    return sorted(set(locators), key=_RANK.__getitem__)
