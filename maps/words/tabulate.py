"""The visible features as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.naming import names_at
from layers.measures.adjacency import CITIES
from layers.measures.geodesic import areas_km2, lengths_km
from maps.scene.scene import Scene
from maps.words.filtering import facets
from text import say

COLUMNS = ("name", "kind", "status", "length", "area", "city", "clauses", "evidence")


def _rows(atlas: Atlas, layer: str, lang: str, date: str | None) -> pd.DataFrame:
    frame, asked, between = atlas.frames[layer], facets(atlas, (layer,), date), say(lang, "summary.listed")
    statuses = {status.id: getattr(status, lang) for status in atlas.catalogue.statuses}
    cities = atlas.frames[CITIES][f"name_{lang}"] if CITIES in atlas.frames else {}
    return pd.DataFrame(
        {
            "name": names_at(frame, lang, date),
            "kind": frame["kind"].map(atlas.class_names(layer, lang)),
            "status": asked["status"].map(lambda found: "".join(statuses[status] for status in found) or None),
            "length": lengths_km(atlas, layer),
            "area": areas_km2(atlas, layer),
            "city": asked["city"].map(lambda found: between.join(cities[city] for city in found) or None),
            "clauses": frame["clauses"].map(" · ".join),
            "evidence": frame["evidence"].map(lambda grade: say(lang, f"evidence.{grade}")),
        },
        index=frame.index,
    )


def own_first(atlas: Atlas, scene: Scene) -> tuple[str, ...]:
    """The visible layers, those of the group that the page is about before the others."""
    return tuple(sorted(scene.layers, key=lambda ident: atlas.catalogue.layer(ident).group != scene.page))


def tabulate(atlas: Atlas, layers: Sequence[str], lang: str, date: str | None = None) -> pd.DataFrame:
    """One row a feature of the given layers that can be selected, in their order, indexed by feature id; area in km2,
    length in km.

    Names and statuses are those of the date, a month (`2016-12`); today's without one.
    Context is left out. A feature that two layers show (a county that is the same in both editions) is listed once.
    Made once for each content and shared by all sessions: never change it.
    """
    return _table(atlas, tuple(layers), lang, date)


@lru_cache(maxsize=64)
def _table(atlas: Atlas, layers: tuple[str, ...], lang: str, date: str | None) -> pd.DataFrame:
    listed = [ident for ident in atlas.subjects(layers) if atlas.catalogue.layer(ident).selectable]
    names = sorted(listed, key=layers.index)
    parts = [_rows(atlas, ident, lang, date) for ident in names]
    if not parts:
        return pd.DataFrame({name: [] for name in COLUMNS})
    table = pd.concat([part.astype({"area": float, "length": float}) for part in parts])
    return table[~table.index.duplicated()]
