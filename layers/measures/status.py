"""What each feature was at a date: the status that colours a timed layer when the map shows a month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer, LayerClass, StatusStyle
from layers.catalogue.style import Stroke, Style, style_of

Row = Mapping[str, Any] | pd.Series
"""The properties of a feature by their names."""
FAINT = ("unknown", "idea")
CASING_PX = 1.8
WIDTHS_PX = (2.2, 4.0)


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


def status_style(spec: StatusStyle, base: Style) -> Style:
    """The look of a status on a feature whose class looks like `base`: the status's colour and line pattern."""
    width = max([WIDTHS_PX[0], *(min(stroke.width, WIDTHS_PX[1]) for stroke in base.strokes)])
    strokes: tuple[Stroke, ...] = (Stroke(spec.color, width, spec.dash),)
    if spec.hollow:
        strokes += (Stroke("paper", width - CASING_PX, spec.dash),)
    return Style(
        strokes=() if base.glyph else strokes,
        fill=spec.color if base.fill else "",
        fill_opacity=base.fill_opacity * (0.4 if spec.id in FAINT else 1),
        glyph=base.glyph,
        glyph_color=spec.color,
        size=base.size,
        glow=base.glow,
        dash=spec.dash,
    )


def style_at(atlas: Atlas, layer: Layer, row: Row, month: str | None) -> tuple[Style, str | None]:
    """How a feature is drawn, and its status where the map shows a month and the layer is a timed one."""
    cls: LayerClass = layer.class_of(row["kind"])
    base = style_of(cls, row["evidence"])
    status = status_at(atlas, row, month) if month and layer.timed else None
    if status is None:
        return base, None
    return status_style({item.id: item for item in atlas.catalogue.statuses}[status], base), status
