"""The atlas's words, in Chinese and English: one table a language, the same keys and placeholders in both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")
DEFAULT = "zh"


@cache
def table(lang: str) -> Mapping[str, Any]:
    """The whole nested table of one language; `KeyError` for a language we do not have."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8"))


def say(lang: str, key: str, **values: Any) -> str:
    """The text at a dotted key with its placeholders filled in; `KeyError` names a missing key."""
    node: Any = table(lang)
    for part in key.split("."):
        node = node[part]
    return str(node).format(**values) if values else str(node)
