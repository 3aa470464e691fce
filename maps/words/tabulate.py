"""The visible features as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.measures.geodesic import areas_km2, lengths_km
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
            "area": areas_km2(atlas, layer),
            "length": lengths_km(atlas, layer),
        },
        index=frame.index,
    )


def tabulate(atlas: Atlas, layers: Sequence[str], lang: str) -> pd.DataFrame:
    """One row a feature of the given layers that can be selected, indexed by feature id; area in km2, length in km.

    Context is left out. A feature that two layers show (a county that is the same in both editions) is listed once.
    Made once for each content and shared by all sessions: never change it.
    """
    return _table(atlas, tuple(layers), lang)


@lru_cache(maxsize=64)
def _table(atlas: Atlas, layers: tuple[str, ...], lang: str) -> pd.DataFrame:
    parts = [_rows(atlas, ident, lang) for ident in atlas.subjects(layers) if atlas.catalogue.layer(ident).selectable]
    if not parts:
        return pd.DataFrame({name: [] for name in COLUMNS})
    table = pd.concat([part.astype({"area": float, "length": float}) for part in parts])
    return table[~table.index.duplicated()]
