"""What a map shows, in words: made from the same data that are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from layers.atlas import Atlas
from layers.legend import EVIDENCE
from layers.measure import area_km2, length_km
from maps.details import number
from text import say


def _kinds(atlas: Atlas, layer: str, lang: str) -> str:
    counts = atlas.frames[layer]["kind"].value_counts()
    names = atlas.class_names(layer, lang)
    parts = [say(lang, "summary.kind", kind=name, count=counts[kind]) for kind, name in names.items() if kind in counts]
    return say(lang, "summary.listed").join(parts)


def _extreme(atlas: Atlas, layer: str, lang: str) -> str:
    frame = atlas.frames[layer]
    for key, values in (("largest", area_km2(frame)), ("longest", length_km(frame))):
        known = values.dropna()
        if len(known) > 1:
            name = frame.loc[known.idxmax(), f"name_{lang}"]
            return say(lang, f"summary.{key}", name=name, value=number(known.max()))
    return ""


def _layer(atlas: Atlas, layer: str, lang: str) -> str:
    declared, frame = atlas.catalogue.layer(layer), atlas.frames[layer]
    head = say(lang, "summary.layer", layer=getattr(declared, lang), count=len(frame), kinds=_kinds(atlas, layer, lang))
    return head + _extreme(atlas, layer, lang)


def _evidence(atlas: Atlas, layers: Sequence[str], lang: str) -> str:
    grades = pd.concat([atlas.frames[ident]["evidence"] for ident in layers]).value_counts()
    return say(lang, "summary.evidence", **{grade: int(grades.get(grade, 0)) for grade in EVIDENCE})


def summarise(atlas: Atlas, layers: Sequence[str], selected: str | None, lang: str) -> str:
    """The map's text: layers, how many of each kind, extremes of what is measured, evidence, selection."""
    if not layers:
        return say(lang, "summary.empty")
    features = sum(len(atlas.frames[ident]) for ident in layers)
    parts = [say(lang, "summary.head", layers=len(layers), features=features)]
    parts += [_layer(atlas, ident, lang) for ident in layers]
    parts.append(_evidence(atlas, layers, lang))
    if selected:
        row, home = atlas.feature(selected), str(atlas.home(selected))
        kind = atlas.class_names(home, lang)[row["kind"]]
        parts.append(say(lang, "summary.selected", name=row[f"name_{lang}"], kind=kind))
    return "".join(parts).strip()
