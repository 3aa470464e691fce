"""Read GeoJSON files into GeoDataFrames, checked against the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd

from layers.atlas.validate import find_faults
from layers.catalogue.catalogue import Layer
from layers.errors import LayerError

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
CRS = "EPSG:4326"
MAX_BYTES = 8_000_000


def _parse(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LayerError("file_too_large", file=path.name, bytes=MAX_BYTES)
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LayerError("file_missing", file=path.name) from error
    except json.JSONDecodeError as error:
        raise LayerError("not_json", file=path.name, where=f"{error.lineno}:{error.colno}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise LayerError("file_unreadable", file=path.name, detail=type(error).__name__) from error


def selects(layer: Layer, feature: Any) -> bool:
    """Whether a layer's `where` takes a feature: every named property equals, is among, or contains a wanted value."""
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    for name, wanted in layer.where.items():
        value = properties.get(name) if isinstance(properties, Mapping) else None
        have = {str(item) for item in (value if isinstance(value, list) else [value])}
        if not have & set([wanted] if isinstance(wanted, str) else wanted):
            return False
    return True


def read_collection(path: Path) -> list[Any]:
    """The raw features of one file; raises `LayerError` when it is no FeatureCollection."""
    document = _parse(path)
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list):
        raise LayerError("not_a_collection", file=path.name)
    return features


def read_features(layer: Layer, folder: Path = GEODATA) -> list[Any]:
    """The raw features of a layer, selected but not yet checked; raises `LayerError` when the file cannot be used."""
    path = folder / f"{layer.file}.geojson"
    chosen = [feature for feature in read_collection(path) if selects(layer, feature)]
    if not chosen:
        raise LayerError("empty_layer", file=path.name)
    return chosen


def load_layer(layer: Layer, sources: Mapping[str, Any], folder: Path = GEODATA) -> gpd.GeoDataFrame:
    """One layer as a GeoDataFrame in EPSG:4326, longitude first, indexed by feature id, in file order.

    Raises `LayerError` with every fault of the file.
    """
    features = read_features(layer, folder)
    faults = find_faults(layer, features, sources)
    if faults:
        raise LayerError(faults=faults)
    return gpd.GeoDataFrame.from_features(features, crs=CRS).set_index("id", drop=False)
