"""Where the data come from: `geodata/sources.toml`, one entry a source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from layers.atlas.load import GEODATA
from layers.errors import SourcesError

REQUIRED = (
    "title_zh", "title_en", "publisher", "version", "licence", "datum", "steps_zh", "steps_en",
)  # fmt: skip


def load_sources(folder: Path = GEODATA) -> Mapping[str, Mapping[str, Any]]:
    """Every source by id. `SourcesError` when the file is missing or broken."""
    try:
        return tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourcesError("unreadable", detail=str(error)) from error


def said_by(entry: Mapping[str, Any], name: str, lang: str) -> str:
    """What a source says by a name: in the language where it is given so, else what needs none."""
    return str(entry.get(f"{name}_{lang}") or entry.get(name, ""))


def licence_of(entry: Mapping[str, Any], lang: str) -> str:
    """A source's licence and what there is to note of it, as one text in the language."""
    return " · ".join(filter(None, (said_by(entry, name, lang) for name in ("licence", "licence_note"))))


def missing_fields(sources: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """`source.field` for each field that is absent or empty; a source has an address, or says why it has none."""
    lacking = [
        (ident, name)
        for ident, entry in sources.items()
        for name in REQUIRED
        if not all(said_by(entry, name, lang) for lang in ("zh", "en"))
    ]
    nowhere = [
        (ident, "address")
        for ident, entry in sources.items()
        if not entry.get("address") and not (entry.get("no_address_zh") and entry.get("no_address_en"))
    ]
    return [f"{ident}.{name}" for ident, name in lacking + nowhere]
