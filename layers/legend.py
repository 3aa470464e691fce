"""Legend entries, from the same classes that style the features: only what a layer really holds."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from layers.catalogue import Layer
from layers.style import Style, style_of

EVIDENCE = ("surveyed", "generalised", "indicative")


@dataclass(frozen=True)
class Entry:
    """One line of a legend: a class at the best evidence grade any of its features has, and how many there are."""

    layer: str
    kind: str
    zh: str
    en: str
    shape: str
    evidence: str
    count: int
    style: Style


def _shape(frame: gpd.GeoDataFrame) -> str:
    kind = str(frame.geometry.iloc[0].geom_type)
    return "point" if kind == "Point" else "line" if kind.endswith("LineString") else "polygon"


def legend(layer: Layer, frame: gpd.GeoDataFrame) -> list[Entry]:
    """The entries of one layer in the order of its classes; kinds without a feature have none."""
    entries = []
    for cls in layer.classes:
        part = frame[frame["kind"] == cls.kind]
        if len(part):
            evidence = next(grade for grade in EVIDENCE if grade in set(part["evidence"]))
            style = style_of(cls, evidence)
            entries.append(Entry(layer.id, cls.kind, cls.zh, cls.en, _shape(part), evidence, len(part), style))
    return entries
