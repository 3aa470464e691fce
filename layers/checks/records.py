"""Checks of what is written about features: sources, ways of drawing, clauses; what has no place; other figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, compared, complete, declared
from layers.report.figures import figures


def _ids(frame: gpd.GeoDataFrame) -> list[str]:
    return [str(ident) for ident in frame.index]


def sources(atlas: Atlas) -> Iterator[Check]:
    """Features that cite a source, and none that is not registered."""
    known = set(atlas.sources)
    for layer, frame in atlas.frames.items():
        lacking = frame["source"].map(lambda cited: not cited or bool(set(cited) - known))
        yield complete(Check("records", "sources", about=layer), frame.index, _ids(frame[lacking]), "no_source")


def ways(atlas: Atlas) -> Iterator[Check]:
    """Indicative features that say in both languages how they were drawn."""
    for layer, frame in atlas.frames.items():
        drawn = frame[frame["evidence"] == "indicative"]
        if len(drawn):
            silent = _ids(drawn[~(_said(drawn, "basis_zh") & _said(drawn, "basis_en"))])
            yield complete(Check("records", "ways", about=layer), drawn.index, silent, "no_basis")


def _said(frame: gpd.GeoDataFrame, name: str) -> pd.Series:
    """Whether each feature has a text of that name; a file without it has no such column."""
    texts = frame[name] if name in frame else pd.Series("", index=frame.index)
    return texts.map(lambda text: isinstance(text, str) and bool(text.strip())).astype(bool)


def clauses(atlas: Atlas) -> Iterator[Check]:
    """Features that a clause of the report names, in the layers that show what it names."""
    for layer in declared()["named"]["layers"]:
        base = Check("records", "clauses", about=layer)
        if layer not in atlas.frames:
            yield base.open("layer_off")
            continue
        frame = atlas.frames[layer]
        wanted = frame[frame.index.isin(declared()["named"].get(layer, frame.index))]
        yield complete(base, wanted.index, _ids(wanted[wanted["clauses"].map(len) == 0]), "context")


def controls(atlas: Atlas) -> Iterator[Check]:
    """Features that other sources are compared with: each is in the atlas."""
    named = dict.fromkeys(control.feature for control in atlas.controls)
    lost = [ident for ident in named if atlas.home(ident) is None]
    base = Check("records", "controls")
    if not named:
        yield base.open("no_control")
    elif lost and set(atlas.catalogue.ids()) - set(atlas.frames):
        yield base.open("layer_off", missing=tuple(lost))
    else:
        yield complete(base, named, lost, "absent")


def unplaced(atlas: Atlas) -> Iterator[Check]:
    """Names of the report that nobody can place, by the file they would belong to."""
    for file in sorted({entry.layer for entry in atlas.unlocated}):
        count = sum(entry.layer == file for entry in atlas.unlocated)
        yield Check("records", "unplaced", about=file, found=count).open("unplaced")


def other_figures(atlas: Atlas) -> Iterator[Check]:
    """The report's other figures: numbers of things on the map are counted, and geometry cannot check the rest."""
    for item in figures(atlas):
        rule = declared()["counts"].get(item.id)
        base = Check("figures", "figure", about=item.id, unit=item.unit, clause=item.clause, expected=item.value)
        base = replace(base, side=rule["side"]) if rule else base
        if rule and rule["layer"] in atlas.frames:
            yield compared(base, float(item.value), float(_count(atlas, rule)), 0, "number")
        elif item.ours is None:
            yield base.open("layer_off" if rule else "geometry")


def _count(atlas: Atlas, rule: Mapping[str, Any]) -> int:
    """How many features of a layer are of the given kinds, of one city where the rule names it."""
    frame = atlas.frames[rule["layer"]]
    chosen = frame["kind"].isin(rule["kinds"])
    return int((chosen & (frame["city"] == rule["city"]) if "city" in rule else chosen).sum())
