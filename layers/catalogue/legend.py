"""Legend entries, from the same classes that style the features: only what a layer really holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from layers.catalogue.catalogue import Layer
from layers.catalogue.style import Style, bare_style, style_of

EVIDENCE = ("surveyed", "generalised", "indicative")
Course = tuple[tuple[float, float], ...]
"""The way of a sample's line: from left to right in shares of its width, upwards in shares of its height."""
STRAIGHT: Course = ((0.0, 0.0), (1.0, 0.0))
COURSES: dict[str, Course] = {
    "surveyed": (
        (0.0, -0.06), (0.08, 0.2), (0.15, 0.06), (0.24, 0.36), (0.33, 0.12), (0.41, 0.2), (0.5, -0.07), (0.57, 0.05),
        (0.66, -0.3), (0.74, -0.1), (0.82, -0.34), (0.9, -0.04), (1.0, 0.08),
    ),
    "generalised": ((0.0, -0.06), (0.24, 0.34), (0.72, -0.34), (1.0, 0.08)),
    "indicative": STRAIGHT,
}  # fmt: skip
"""What lines of each grade look like: as they run, the same with what is small left out, and none of their own."""


class Graded(Protocol):
    """What a legend asks of a feature: a row of `GeoDataFrame.itertuples()` has it, and a feature drawn on paper."""

    @property
    def id(self) -> str:
        """Its id, by which it may have a colour and a row of its own."""

    @property
    def kind(self) -> str:
        """A kind that the layer declares."""

    @property
    def evidence(self) -> str:
        """How sure the shape is."""

    @property
    def geometry(self) -> BaseGeometry:
        """The shape, in whatever coordinates."""


@dataclass(frozen=True)
class Entry:
    """One line of a legend: a class at the best evidence grade any of its features has, and how many there are.

    `ident` is the feature that the line is about, where it has a colour of its own and is named instead of its class.
    """

    layer: str
    kind: str
    ident: str
    zh: str
    en: str
    shape: str
    evidence: str
    count: int
    style: Style


def _shape(geometry: BaseGeometry) -> str:
    """What a sample of a geometry is drawn as: point, line or polygon."""
    kind = geometry.geom_type
    return "point" if kind == "Point" else "line" if kind.endswith("LineString") else "polygon"


def legend(layer: Layer, features: Iterable[Graded], *, dated: bool = False) -> list[Entry]:
    """The entries of features of one layer, in the order of its classes; kinds without a feature have none.

    At a date the dashes say the status of each feature, so a class is shown without dashes.
    """
    found = defaultdict[tuple[str, str], list[Graded]](list)
    for feature in features:
        own = feature.id if feature.id in layer.class_of(feature.kind).hues else ""
        found[feature.kind, own].append(feature)
    look = bare_style if dated and layer.timed else style_of
    entries = []
    for cls in layer.classes:
        for ident in ("", *cls.hues):
            if part := found[cls.kind, ident]:
                evidence = min((feature.evidence for feature in part), key=EVIDENCE.index)
                shape, style = _shape(part[0].geometry), look(cls, evidence, ident)
                entries.append(Entry(layer.id, cls.kind, ident, cls.zh, cls.en, shape, evidence, len(part), style))
    return entries
