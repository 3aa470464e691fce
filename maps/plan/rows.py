"""The rows of a legend: what a figure shows, layer by layer, and how sure its shapes are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.legend import EVIDENCE, legend
from layers.catalogue.style import Stroke, Style, style_of
from layers.measures.status import status_style
from maps.plan.shapes import Drawn
from text import say

EVIDENCE_ROWS = "evidence"
"""What stands in the place of a layer's id in the rows of the evidence key."""


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


def _classes(layer: Layer, drawn: Sequence[Drawn], lang: str) -> list[Row]:
    return [Row(getattr(entry, lang), layer.id, entry.kind, entry.shape, entry.style) for entry in legend(layer, drawn)]


def _statuses(atlas: Atlas, layer: Layer, drawn: Sequence[Drawn], lang: str) -> list[Row]:
    """At a date: which statuses the features have, and how many each, as the panel of the web map says it."""
    counts = Counter(feature.status for feature in drawn)
    first = legend(layer, atlas.frames[layer.id].itertuples())[0]
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
    entries = _statuses(atlas, layer, drawn, lang) if date and layer.timed else _classes(layer, drawn, lang)
    return [Row(getattr(layer, lang), layer.id), *entries]


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
