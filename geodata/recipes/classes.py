"""The cuts between the classes of every thematic map, made once so that a server need not load what makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from geodata.recipes.io import GEODATA
from layers.atlas.atlas import Atlas, build_atlas
from layers.catalogue.indicators import Thematic
from layers.measures.classes import FILE, cut, fingerprint
from layers.measures.people import values_of

__all__ = ["FILE", "to_csv"]


def every(atlas: Atlas) -> Iterator[Thematic]:
    """All thematic maps that the catalogue declares."""
    declared = atlas.catalogue.thematic
    for indicator in declared.indicators:
        for year in indicator.years:
            for layer in declared.places:
                for scheme in declared.schemes:
                    yield Thematic(indicator, year, layer, scheme)


def _row(atlas: Atlas, thematic: Thematic) -> tuple[str, str, str]:
    known = values_of(atlas, thematic).dropna().to_numpy()
    ramp = atlas.catalogue.thematic.ramp(thematic.indicator.ramp)
    cuts = cut(known, ramp, thematic.scheme.id)
    return str(thematic), fingerprint(known, ramp), " ".join(f"{value:.10g}" for value in cuts)


def to_csv(folder: Path = GEODATA) -> str:
    """The cuts as text: a row a thematic map, with the fingerprint of the values that they are of.

    `ValueError` where a file of the folder is broken.
    """
    atlas = build_atlas(folder)
    if atlas.faults:
        raise ValueError(f"{folder}: {sorted(atlas.faults)} cannot be read")
    table = pd.DataFrame([_row(atlas, thematic) for thematic in every(atlas)], columns=["thematic", "of", "cuts"])
    return table.to_csv(index=False, lineterminator="\n")
