"""The files in geodata/ as the tests read them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import WORKSPACE

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
needs_sources = pytest.mark.skipif(
    not WORKSPACE.is_dir(), reason="the sources and the report are not on this machine; set ATLAS_SHARED"
)


@cache
def features(stem: str) -> dict[str, dict[str, Any]]:
    """Properties by feature id, with the shape (EPSG:4326) under `shape`, None where it has no position."""
    collection = json.loads((GEODATA / f"{stem}.geojson").read_text(encoding="utf-8"))
    return {
        item["properties"]["id"]: item["properties"] | {"shape": shape(item["geometry"]) if item["geometry"] else None}
        for item in collection["features"]
    }


@cache
def unlocated(layer: str) -> dict[str, dict[str, Any]]:
    """What belongs to the layer and has no position."""
    return {ident: item for ident, item in features("unlocated").items() if item["layer"] == layer}


@cache
def county(adcode: str, edition: str = "2019") -> BaseGeometry:
    """A county's outline as the atlas draws it, EPSG:4326."""
    (found,) = [
        item["shape"]
        for item in features("districts").values()
        if str(item["adcode"]) == adcode and edition in map(str, item["editions"])
    ]
    return found


def metric(geometry: BaseGeometry) -> BaseGeometry:
    """EPSG:4326 to EPSG:4549, metres."""
    return gpd.GeoSeries([geometry], crs="EPSG:4326").to_crs("EPSG:4549").iloc[0]


def evidence_faults(items: dict[str, dict[str, Any]]) -> list[str]:
    """What contradicts the evidence rules of docs/data-model.md."""
    faults = []
    for ident, item in items.items():
        faults += [] if item["shape"].is_valid else [f"{ident}: the shape is not valid"]
        faults += [] if item["accuracy_m"] > 0 else [f"{ident}: no accuracy"]
        faults += [] if item["source"] else [f"{ident}: no source"]
        if item["evidence"] == "indicative":
            faults += [f"{ident}: no {key}" for key in ("basis_zh", "basis_en") if not item.get(key)]
            faults += [] if "atlas-indicative" in item["source"] else [f"{ident}: drawn by us without saying so"]
    return faults
