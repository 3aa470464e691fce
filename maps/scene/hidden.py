"""What a reader can put away by a row of the legend: a class of a layer, a status, a grade of evidence.

A key is `rail.maglev` (layer and class), `zones.zone-hanghu` (of what has a colour of its own, layer and feature),
`status.planned` or `evidence.indicative`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.legend import EVIDENCE

STATUS, GRADE = "status", "evidence"


@lru_cache(maxsize=4)
def hideable(atlas: Atlas) -> tuple[str, ...]:
    """Every key, in the order of the legend."""
    classes = [
        f"{layer.id}.{name}"
        for layer in atlas.catalogue.layers
        if layer.panel and layer.geometry != "image"
        for cls in layer.classes
        for name in cls.hues or (cls.kind,)
    ]
    statuses = [f"{STATUS}.{status.id}" for status in atlas.catalogue.statuses]
    return (*classes, *statuses, *(f"{GRADE}.{grade}" for grade in EVIDENCE))


def by_row(atlas: Atlas, asked: Iterable[str]) -> tuple[str, ...]:
    """The keys, in place of that of a class whose features have a row each the keys of these rows."""
    rows = {
        f"{layer.id}.{cls.kind}": [f"{layer.id}.{ident}" for ident in cls.hues]
        for layer in atlas.catalogue.layers for cls in layer.classes if cls.hues
    }  # fmt: skip
    return tuple(key for said in asked for key in rows.get(said, [said]))


def hidden_of(atlas: Atlas, asked: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that exist, each once, in the order of the legend."""
    wanted = set(by_row(atlas, asked))
    return tuple(key for key in hideable(atlas) if key in wanted)


def keys_of(layer: Layer, ident: str, kind: str, evidence: str, status: str | None) -> frozenset[str]:
    """The keys that put a feature of a layer away: of its class or own colour, its status at a date, its evidence."""
    own = ident in layer.class_of(kind).hues
    return frozenset({f"{layer.id}.{ident if own else kind}", f"{STATUS}.{status}", f"{GRADE}.{evidence}"})
