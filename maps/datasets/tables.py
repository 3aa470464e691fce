"""Which features are exported, and their tables: one a layer, in catalogue order, ready for any format."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names, names_at
from layers.catalogue.catalogue import Layer
from layers.catalogue.indicators import Thematic
from layers.measures.classes import classes_of
from layers.measures.datum import to_datum
from layers.measures.geodesic import areas_km2, lengths_km
from layers.measures.people import sources_of, values_of
from layers.measures.status import status_at
from maps.datasets.cells import tidy
from maps.datasets.parts import ENCODINGS, Part
from maps.scene.scene import Scene, layers_shown
from maps.words.thematic import title_of
from text import LANGUAGES, say

JOINT = "; "
INTERNAL = ("id", "wordings", "geometry")
"""Columns of the frames that are no attribute: the id is put first, the report's wordings are never shown."""
ALWAYS = ("name_zh", "name_en", "kind", "evidence", "accuracy_m")
"""Columns of every table, even where all of them are empty; others are left out of a layer that has none."""
SYSTEMS = {
    "wgs84": "WGS 84 (EPSG:4326)",
    "cgcs2000": "CGCS2000 (EPSG:4490)",
    "epsg4549": "CGCS2000 / 3-degree Gauss-Kruger CM 120E (EPSG:4549)",
    "gcj02": "GCJ-02 (offset from WGS 84, no EPSG code)",
}
"""What the column `datum` says, in every row of every file."""


def _asked(atlas: Atlas, scene: Scene) -> tuple[str, ...]:
    return scene.selection or scene.focus(atlas)


def _layer_of(atlas: Atlas, scene: Scene, ident: str) -> str:
    """The layer a feature is seen in; where none that is on holds it, the one it belongs to."""
    shown = (layer for layer in scene.layers if ident in atlas.frames[layer].index)
    return next(shown, str(atlas.home(ident)))


def _with_features(atlas: Atlas, scene: Scene) -> list[str]:
    """The layers that the Scene's map shows, without pictures."""
    return [layer for layer in layers_shown(atlas, scene) if atlas.catalogue.layer(layer).geometry != "image"]


def chosen(atlas: Atlas, scene: Scene, *, selected_only: bool) -> Mapping[str, Sequence[str]]:
    """Feature ids by layer, both in the atlas's order: all of the layers that are on, or what is selected.

    Selected are the selected features; without any, the features in focus. A feature that two layers show is in the
    tables of both when both are on, as on the map.
    """
    if not selected_only:
        return {layer: list(atlas.frames[layer].index) for layer in _with_features(atlas, scene)}
    wanted: dict[str, set[str]] = {}
    for ident in _asked(atlas, scene):
        wanted.setdefault(_layer_of(atlas, scene, ident), set()).add(ident)
    return {layer: [i for i in atlas.frames[layer].index if i in wanted[layer]] for layer in atlas.known(list(wanted))}


def _timed(atlas: Atlas, frame: gpd.GeoDataFrame, date: str) -> dict[str, Any]:
    statuses = [status_at(atlas, row, date) for _, row in frame.iterrows()]
    names = {lang: {status.id: getattr(status, lang) for status in atlas.catalogue.statuses} for lang in LANGUAGES}
    said = {f"status_{lang}": [names[lang].get(status or "") for status in statuses] for lang in LANGUAGES}
    known = [atlas.timeline(str(ident)) for ident in frame.index]
    looked_up = [timeline.looked_up if timeline else None for timeline in known]
    return {
        "status": statuses,
        **said,
        "status_date": [date if status else None for status in statuses],
        "status_looked_up": looked_up,
    }


def _opened(atlas: Atlas, frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """When a feature opened and who says so: facts of its own, whatever month the map shows."""
    known = [atlas.timeline(str(ident)) for ident in frame.index]
    events = [timeline.opened if timeline else None for timeline in known]
    return {
        "opened": [event.date if event else None for event in events],
        "opened_source": [[event.source, *event.also] if event else None for event in events],
    }


def _heads(atlas: Atlas, layer: Layer, frame: gpd.GeoDataFrame, date: str | None) -> dict[str, Any]:
    """The columns every table begins with, the atlas's own words added; names are those of the date."""
    return {
        "id": frame.index,
        "layer": layer.id,
        **{f"layer_{lang}": getattr(layer, lang) for lang in LANGUAGES},
        **{f"name_{lang}": names_at(frame, lang, date) for lang in LANGUAGES},
        "kind": frame["kind"],
        **{f"kind_{lang}": frame["kind"].map(atlas.class_names(layer.id, lang)) for lang in LANGUAGES},
        "evidence": frame["evidence"],
        "accuracy_m": frame["accuracy_m"],
        "area_km2": areas_km2(atlas, layer.id).round(1),
        "length_km": lengths_km(atlas, layer.id).round(1),
        **_opened(atlas, frame),
    }


def _former(listed: Any) -> str | None:
    """Former names with the day from which the next one holds."""
    named = former_names({"former_names": listed})
    return JOINT.join(f"{name.name_zh} / {name.name_en} ({name.until})" for name in named) or None


def _own(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """The attributes of a layer's own, each as something that a cell can hold."""
    own = {str(name): frame[name] for name in frame.columns}
    return own | ({"former_names": frame["former_names"].map(_former)} if "former_names" in own else {})


def _measured(atlas: Atlas, shown: Thematic) -> dict[str, Any]:
    """What a thematic map says of its places: the value, the number of its class from 1, and who says it."""
    values, classes = values_of(atlas, shown), classes_of(atlas, shown)
    return {
        "indicator": shown.indicator.id,
        **{f"indicator_{lang}": title_of(shown, lang) for lang in LANGUAGES},
        "indicator_value": values,
        "indicator_unit": say("en", f"unit.{shown.indicator.unit}"),
        "indicator_class": [None if math.isnan(value) else classes.number(value) + 1 for value in values],
        "indicator_source": [list(sources_of(atlas, shown, str(ident))) for ident in values.index],
    }


def _cell(value: Any) -> Any:
    """A value that any format can hold: a number, a text, or None where there is none."""
    if isinstance(value, list | tuple):
        value = JOINT.join(map(str, value))
    if isinstance(value, str):
        return tidy(value) or None
    return None if value is None or math.isnan(value) else value


def _column(values: Iterable[Any], index: pd.Index) -> pd.Series:
    """A column of one type: numbers where all are, else texts."""
    cells = [_cell(value) for value in values]
    if any(isinstance(cell, str) for cell in cells):
        texts = [cell if cell is None or isinstance(cell, str) else f"{cell:g}" for cell in cells]
        return pd.Series(texts, index, dtype=object)
    return pd.Series(cells, index, dtype=None if any(cell is not None for cell in cells) else object)


@lru_cache(maxsize=16)
def _table(atlas: Atlas, ident: str, datum: str, date: str | None, shown: Thematic | None) -> gpd.GeoDataFrame:
    """A whole layer in EPSG:4326 with its attributes: which columns it has does not depend on what is selected.

    Made once for each content, for whoever takes another format next; never change it.
    """
    layer, frame = atlas.catalogue.layer(ident), atlas.frames[ident]
    heads = _heads(atlas, layer, frame, date) | (_timed(atlas, frame, date) if date and layer.timed else {})
    heads |= _measured(atlas, shown) if shown and shown.layer == ident else {}
    own = {name: column for name, column in _own(frame).items() if name not in (*heads, *INTERNAL)}
    columns = pd.DataFrame({**heads, **own, "datum": SYSTEMS[datum]}, index=frame.index)
    cells = {name: _column(columns[name], frame.index) for name in columns}
    kept = {name: column for name, column in cells.items() if name in ALWAYS or column.notna().any()}
    return gpd.GeoDataFrame(kept, index=frame.index, geometry=frame.geometry, crs=frame.crs)


def parts_of(
    atlas: Atlas, scene: Scene, datum: str, *, selected_only: bool, encoding: str = ENCODINGS[0]
) -> list[Part]:
    """The tables of what a Scene shows, or of what is selected in it, one a layer, in a datum of `DATUMS`."""
    shown = scene.thematic(atlas)
    tables = {
        layer: _table(atlas, layer, datum, scene.date, shown).loc[list(ids)]
        for layer, ids in chosen(atlas, scene, selected_only=selected_only).items()
    }
    return [
        Part(
            f"{layer}_{datum}",
            atlas.catalogue.layer(layer),
            datum,
            to_datum(table, datum),
            lang=scene.lang,
            encoding=encoding,
        )
        for layer, table in tables.items()
    ]
