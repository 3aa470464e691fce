"""What an `ExportError` says to the reader: what is wrong, where, and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from layers.errors import ExportError
from text import say, table

SECTIONS = ("export", "data", "snapshot", "storyboard")
"""Sections of text/*.toml that have a table `fault` with a sentence for each code."""


def sentences(error: ExportError, lang: str) -> tuple[str, ...]:
    """A sentence for each fault; `KeyError` names a code that has none."""
    faults: Any = error.values.get("faults")
    if error.code == "review" and isinstance(faults, Iterable):
        return tuple(say(lang, f"review.fault.{code}") for code in faults)
    words: Mapping[str, Any] = table(lang)
    section = next((name for name in SECTIONS if error.code in words.get(name, {}).get("fault", {})), SECTIONS[0])
    return (say(lang, f"{section}.fault.{error.code}", **error.values),)
