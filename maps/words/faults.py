"""Faults as sentences: what is wrong, where, and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from layers.errors import Fault
from text import say


def sentence(fault: Fault, lang: str) -> str:
    """A fault with its cure: the text `fault.<section>.<code>`. `KeyError` names one that has no text."""
    return say(lang, f"fault.{fault.section}.{fault.code}", **fault.given)


def sentences(faults: Iterable[Fault], lang: str) -> list[str]:
    """All faults, a sentence each."""
    return [sentence(fault, lang) for fault in faults]
