"""Read sources, build features, write GeoJSON that is the same to the byte each time."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

TABLES = Path(__file__).resolve().parent
"""Where the hand-kept tables are."""
GEODATA = TABLES.parent
WORKSPACE = Path(os.environ.get("ATLAS_SHARED", GEODATA.parent.parent / "shared"))
DECIMALS = 5
NAMING = ("name_source", "former_names")
"""What a row may say of its name: who else says it, and what the thing was called before."""
METRIC_CRS = "EPSG:4549"

Feature = dict[str, Any]


@cache
def read_source(name: str) -> gpd.GeoDataFrame:
    """One source file by stem, read once and not to be changed; EPSG:4326, longitude first.

    Raises `FileNotFoundError` when the sources are not on this machine (set `ATLAS_SHARED`).
    """
    path = WORKSPACE / "sources" / f"{name}.geojson"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: source geometry not found; set ATLAS_SHARED to the folder that holds sources/"
        )
    return gpd.read_file(path)


@cache
def read_metric(name: str) -> gpd.GeoDataFrame:
    """The same in EPSG:4549 (metres)."""
    return read_source(name).to_crs(METRIC_CRS)


def read_table(name: str, folder: Path = TABLES) -> dict[str, Any]:
    """Read the hand-kept table `<name>.toml` of a folder, `geodata/recipes` where none is given."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def to_metric(geometry: BaseGeometry) -> BaseGeometry:
    """EPSG:4326 to EPSG:4549 (metres), for buffers and distances."""
    return gpd.GeoSeries([geometry], crs="EPSG:4326").to_crs(METRIC_CRS).iloc[0]


def to_degrees(geometry: BaseGeometry) -> BaseGeometry:
    """EPSG:4549 (metres) back to EPSG:4326."""
    return gpd.GeoSeries([geometry], crs=METRIC_CRS).to_crs("EPSG:4326").iloc[0]


def feature(
    ident: str,
    name_zh: str,
    name_en: str,
    kind: str,
    geometry: BaseGeometry | None,
    *,
    evidence: str,
    accuracy_m: float | None,
    source: Sequence[str],
    aliases: Sequence[str] = (),
    mentions: Sequence[Any] = (),
    **extra: Any,
) -> Feature:
    """One feature in the atlas's data model (docs/data-model.md), before its clauses are known.

    `former_names` among the extra properties are aliases as well: whoever knows the old name finds the thing by it.
    `mentions` are further wordings of the report: a text, or `{text, only=[locators]}` where a wording means this
    feature in some clauses only. They are used to find `clauses` and are not written.
    """
    former = [name["name_zh"] for name in extra.get("former_names", ())]
    known_as = list(dict.fromkeys([*aliases, *former]))
    properties = {
        "id": ident, "name_zh": name_zh, "name_en": name_en, "kind": kind, "evidence": evidence,
        "accuracy_m": accuracy_m, "source": list(source), "clauses": [], "aliases": known_as, **extra,
    }  # fmt: skip
    return {"properties": properties, "geometry": geometry, "mentions": list(mentions)}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [_rounded(item) for item in value]


def _geometry_json(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    if geometry is None:
        return None
    shape = mapping(shapely.orient_polygons(geometry))
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _line(item: Feature) -> str:
    record = {"type": "Feature", "properties": item["properties"], "geometry": _geometry_json(item["geometry"])}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def to_text(features: Iterable[Feature]) -> str:
    """The FeatureCollection as text: one feature per line, in the order given."""
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(map(_line, features)) + "\n]}\n"
