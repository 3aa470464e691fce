"""The name of a feature at a date, what it was called before it was renamed, and what a map writes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from layers.atlas.schema import FormerName, is_past
from layers.catalogue.catalogue import Catalogue, Layer

Row = Mapping[str, Any] | pd.Series
"""The properties of a feature by their names."""


def former_names(row: Row) -> tuple[FormerName, ...]:
    """What a feature was called before, the oldest name first; nothing for one that kept its name."""
    listed = row.get("former_names")
    # What is in a frame was validated as it was loaded.
    return tuple(FormerName.model_construct(**name) for name in listed) if isinstance(listed, list | tuple) else ()


def name_at(row: Row, lang: str, date: str | None) -> str:
    """The name of a feature in a language at the end of a month (`2016-12`); today's without a date."""
    then = [name for name in former_names(row) if date and not is_past(name.until, date)]
    return str(getattr(then[0], f"name_{lang}") if then else row[f"name_{lang}"])


def names_at(frame: pd.DataFrame, lang: str, date: str | None) -> pd.Series:
    """The names of a layer's features at the end of a month, by feature id; today's without a date."""
    names = frame[f"name_{lang}"].copy()
    if date and "former_names" in frame:
        for ident in frame.index[frame["former_names"].notna()]:
            names[ident] = name_at(frame.loc[ident], lang, date)
    return names


def short_names(catalogue: Catalogue, layer: Layer, row: Row) -> dict[str, str]:
    """What a map writes of a feature of a layer, by language, where that is not its name."""
    if not (layer.label and layer.label.shortens):
        return {}
    names = {lang: str(row[f"name_{lang}"]) for lang in ("zh", "en")}
    short = {lang: catalogue.abbreviated(name, lang) for lang, name in names.items()}
    return {lang: name for lang, name in short.items() if name != names[lang]}
