"""Airports and ports the report names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shapely.geometry import MultiPoint, Point

from geodata.recipes.gazetteer import find
from geodata.recipes.io import NAMING, Feature, feature, read_table

_FURTHER = ("basis_zh", "basis_en", "reason_zh", "reason_en", *NAMING)


def _middle(specs: Sequence[str]) -> Point | None:
    """The mean of known points (EPSG:4326), `None` without any."""
    return MultiPoint([find(spec).point for spec in specs]).centroid if specs else None


def _feature(row: Mapping[str, Any]) -> Feature:
    further = {key: row[key] for key in _FURTHER if key in row}
    return feature(
        row["id"], row["name_zh"], row["name_en"], row["kind"], _middle(row["at"]),
        evidence=row["evidence"], accuracy_m=row.get("accuracy_m"), source=row["source"],
        aliases=row.get("aliases", ()), mentions=row.get("mentions", ()), iata=row.get("iata"), **further,
    )  # fmt: skip


def build() -> dict[str, list[Feature]]:
    """Features of `gateways` (points, EPSG:4326).

    Raises `LookupError` for a place the sources do not hold.
    """
    return {"gateways": [_feature(row) for row in read_table("gateways")["gateway"]]}
