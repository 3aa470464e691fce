"""What is wrong with a storyboard, as faults and as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from layers.errors import Fault
from maps.scene.scene import plain
from text import say

FILE = "storyboard"
MOST_FAULTS = 100
LONGEST_DETAIL = 60
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_id",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}
_LIMITS = ("max_length", "detail")


def fault(code: str, where: str = "", detail: str = "") -> Fault:
    """A fault of a storyboard; `where` and `detail` are cut short and hold nothing invisible."""
    return Fault(code, FILE, plain(where, LONGEST_DETAIL), plain(detail, LONGEST_DETAIL))


def _where(place: Sequence[str | int]) -> str:
    """A place in the file as a person counts: `scenes 3, title_zh`."""
    said: list[str] = []
    for part in place:
        said = [*said[:-1], f"{said[-1]} {part + 1}"] if isinstance(part, int) else [*said, part]
    return ", ".join(said)


def _shown(value: Any) -> str:
    """A wrong value, where it is short enough to be read."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return ""  # a number of thousands of digits cannot even be written
    return str(value) if isinstance(value, str | int | float) else ""


def _detail(item: Any) -> str:
    limits = item.get("ctx", {})
    return next((str(limits[name]) for name in _LIMITS if name in limits), _shown(item["input"]))


def _fault(item: Any) -> Fault:
    code = "wrong_type" if item["type"].endswith("_type") else _CODES.get(item["type"], item["type"])
    return fault(code, _where(item["loc"]), _detail(item))


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """All that a validation found, in the file's order, the first hundred of them."""
    return tuple(_fault(item) for item in error.errors(include_url=False)[:MOST_FAULTS])


def sentence(of: Fault, lang: str) -> str:
    """A fault in a language: where, what is wrong, and the cure."""
    return say(lang, f"storyboard.fault.{of.code}", where=of.where, detail=of.detail)
