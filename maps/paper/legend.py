"""The legend of what a figure shows: rows with a sample each, flowed into columns that fit the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd

from layers.atlas import Atlas
from layers.catalogue import Layer
from layers.errors import ExportError
from layers.legend import EVIDENCE, legend
from layers.progress import status_style
from layers.style import Stroke, Style, style_of
from maps.paper.fonts import wrapped
from maps.paper.layout import LEADING, MM_PER_PT, PLAIN, Type, line_mm
from maps.paper.shapes import Drawn
from text import say

SAMPLE_MM, SAMPLE_GAP_MM = 8.0, 2.0
COLUMN_GAP_MM = 5.0
EVIDENCE_ROWS = "evidence"
"""What stands in the place of a layer's id in the rows of the evidence key."""
ABOVE_HEADING, AFTER = 0.7, 0.12
"""Space above a heading and after a row, as shares of the size of type."""
FACTORS, SINGLE = (1.0, 0.92, 0.85, 0.78, 0.7, 0.64), 4
"""How far the type may shrink step by step; the first four steps are tried before a second column is begun."""
COLUMN_MM = 50.0
"""The width of a column of the legend at the plain size of type."""


@dataclass(frozen=True)
class Row:
    """A line of the legend: a heading (no shape), or an entry with the shape and style of its sample."""

    text: str
    layer: str
    kind: str = ""
    shape: str = ""
    style: Style | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it names a layer."""
        return self.style is None


@dataclass(frozen=True)
class Set:
    """A row as it is set: its lines, its place in mm from the legend's corner, its size in points."""

    row: Row
    lines: tuple[str, ...]
    x: float
    y: float
    size: float


def _classes(atlas: Atlas, layer: Layer, drawn: Sequence[Drawn], lang: str) -> list[Row]:
    frame: gpd.GeoDataFrame = atlas.frames[layer.id].loc[[feature.id for feature in drawn]]
    return [Row(getattr(entry, lang), layer.id, entry.kind, entry.shape, entry.style) for entry in legend(layer, frame)]


def _statuses(atlas: Atlas, layer: Layer, drawn: Sequence[Drawn], lang: str) -> list[Row]:
    """At a date: which statuses the features have, and how many each, as the panel of the web map says it."""
    counts = Counter(feature.status for feature in drawn)
    first = legend(layer, atlas.frames[layer.id])[0]
    base = style_of(layer.class_of(first.kind), EVIDENCE[0])
    return [
        Row(f"{getattr(item, lang)}  {counts[item.id]}", layer.id, item.id, first.shape, status_style(item, base))
        for item in atlas.catalogue.statuses
        if counts[item.id]
    ]


def layer_rows(atlas: Atlas, layer: Layer, drawn: Sequence[Drawn], lang: str, date: str | None) -> list[Row]:
    """A layer's heading and entries; nothing for a layer of which the frame shows nothing."""
    if not drawn:
        return []
    entries = _statuses if date and layer.timed else _classes
    return [Row(getattr(layer, lang), layer.id), *entries(atlas, layer, drawn, lang)]


def evidence_rows(drawn: Sequence[Drawn], lang: str) -> list[Row]:
    """The key to how sure the shapes are, for the grades that are on the map."""
    present = {feature.evidence for feature in drawn}
    looks = {"surveyed": ((), 1.0), "generalised": ((), 0.55), "indicative": ((6.0, 5.0), 1.0)}
    rows = [
        Row(_meaning(grade, lang), EVIDENCE_ROWS, grade, "line", Style((Stroke("ink", 2.2, dash, opacity),)))
        for grade, (dash, opacity) in looks.items()
        if grade in present
    ]
    return [Row(say(lang, "field.evidence"), EVIDENCE_ROWS), *rows] if rows else []


def _meaning(grade: str, lang: str) -> str:
    names = {"grade": say(lang, f"evidence.{grade}"), "means": say(lang, f"evidence.{grade}_means")}
    return say(lang, "paper.evidence", **names)


def _height(lines: int, size: float) -> float:
    return lines * size * MM_PER_PT * LEADING + size * MM_PER_PT * AFTER


def flow(rows: Sequence[Row], sizes: Type, width: float, height: float) -> tuple[tuple[Set, ...], float, float]:
    """Rows set in columns of a width, each at most so high: the rows, the width used, the height used (mm)."""
    placed, x, y, used = [], 0.0, 0.0, 0.0
    least = _height(1, sizes.entry)
    for row in rows:
        size = sizes.heading if row.is_heading else sizes.entry
        indent = 0.0 if row.is_heading else SAMPLE_MM + SAMPLE_GAP_MM
        lines = wrapped(row.text, size * MM_PER_PT, width - indent)
        above = size * MM_PER_PT * ABOVE_HEADING if row.is_heading and y else 0.0
        needed = above + _height(len(lines), size)
        # A heading never stands alone at the foot of a column.
        if y and y + needed + (least if row.is_heading else 0.0) > height:
            x, y, needed, above = x + width + COLUMN_GAP_MM, 0.0, needed - above, 0.0
        placed.append(Set(row, lines, x, y + above, size))
        y += needed
        used = max(used, y)
    return tuple(placed), x + width, used


@dataclass(frozen=True)
class Legend:
    """A legend as it is set: its rows, and its width and height in mm."""

    rows: tuple[Set, ...]
    width: float
    height: float


def beside(rows: Sequence[Row], sizes: Type, most_width: float, height: float) -> Legend:
    """The legend in columns beside the map: one column if that does, smaller type or a second one if not."""
    for columns, factor in [*((1, factor) for factor in FACTORS[:SINGLE]), *((2, factor) for factor in FACTORS)]:
        scaled = sizes.times(factor)
        width = COLUMN_MM * scaled.entry / PLAIN.entry
        legend = Legend(*flow(rows, scaled, width, height))
        if legend.width <= columns * (width + COLUMN_GAP_MM) and legend.width <= most_width:
            return legend
    raise ExportError("legend_too_long", entries=len(rows))


def below(rows: Sequence[Row], sizes: Type, width: float, most_height: float) -> Legend:
    """The legend in as many columns as the width holds, and no higher than it must be."""
    for factor in FACTORS:
        scaled = sizes.times(factor)
        count = max(1, int((width + COLUMN_GAP_MM) // (COLUMN_MM * scaled.entry / PLAIN.entry + COLUMN_GAP_MM)))
        column = (width + COLUMN_GAP_MM) / count - COLUMN_GAP_MM
        step = line_mm(scaled.entry) / 2
        height = step * 4
        while height <= most_height:
            legend = Legend(*flow(rows, scaled, column, height))
            if legend.width <= width + 0.1:
                return legend
            height += step
    raise ExportError("legend_too_long", entries=len(rows))
