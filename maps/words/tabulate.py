"""The visible features as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.measures.geodesic import area_km2, length_km
from text import say

COLUMNS = ("name", "kind", "evidence", "clauses", "area", "length")


def _rows(atlas: Atlas, layer: str, lang: str) -> pd.DataFrame:
    frame = atlas.frames[layer]
    return pd.DataFrame(
        {
            "name": frame[f"name_{lang}"],
            "kind": frame["kind"].map(atlas.class_names(layer, lang)),
            "evidence": frame["evidence"].map(lambda grade: say(lang, f"evidence.{grade}")),
            "clauses": frame["clauses"].map(" · ".join),
            "area": area_km2(frame),
            "length": length_km(frame),
        },
        index=frame.index,
    )


def tabulate(atlas: Atlas, layers: Sequence[str], lang: str) -> pd.DataFrame:
    """One row a feature of the given layers that can be selected, indexed by feature id; area in km2, length in km.

    A feature that two layers show (a county that is the same in both editions) is listed once.
    """
    parts = [_rows(atlas, ident, lang) for ident in layers if atlas.catalogue.layer(ident).selectable]
    if not parts:
        return pd.DataFrame({name: [] for name in COLUMNS})
    table = pd.concat([part.astype({"area": float, "length": float}) for part in parts])
    return table[~table.index.duplicated()]
