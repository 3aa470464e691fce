"""What each feature was at a date: the status whose dashes a timed layer has when the map shows a month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.style import Style, bare_style, patterned, style_of

Row = Mapping[str, Any] | pd.Series
"""The properties of a feature by their names."""


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else []


def status_at(atlas: Atlas, row: Row, month: str) -> str | None:
    """The status of a feature in a month, by its own timeline or its line's; a station has the best of its lines'.

    None for what has no status at all, such as a river.
    """
    line = row.get("line")
    known = atlas.timelines.get(row["id"]) or (atlas.timelines.get(line) if isinstance(line, str) else None)
    if known:
        return known.status_at(month)
    lines = [atlas.feature(ident) for ident in _listed(row.get("lines")) if atlas.home(ident)]
    statuses = {status_at(atlas, other, month) for other in lines}
    return next((item.id for item in atlas.catalogue.statuses if item.id in statuses), None)


def style_at(atlas: Atlas, layer: Layer, row: Row, month: str | None) -> tuple[Style, str | None]:
    """How a feature is drawn, and its status where the map shows a month and the layer is a timed one."""
    cls = layer.class_of(row["kind"])
    status = status_at(atlas, row, month) if month and layer.timed else None
    if status is None:
        return style_of(cls, row["evidence"], row["id"]), None
    dashes = {item.id: item.dash for item in atlas.catalogue.statuses}
    return patterned(bare_style(cls, row["evidence"], row["id"]), dashes[status]), status
