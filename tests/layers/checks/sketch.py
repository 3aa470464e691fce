"""A small world for the checks: squares of a degree, and layers made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd
import shapely

from layers.checks.check import Check

BOX = shapely.box
LINE = shapely.LineString
SQUARE, EAST, FAR = BOX(119, 30, 120, 31), BOX(120, 30, 121, 31), BOX(130, 30, 131, 31)
OVER = BOX(119.9, 30, 121, 31)


def frame(shapes: dict[str, Any], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """Features by id: shape and further properties, sound ones where none are given."""
    ids = list(shapes)
    usual: dict[str, Any] = {
        "id": ids, "name_zh": ids, "name_en": ids, "kind": ["core_city"] * len(ids),
        "evidence": ["generalised"] * len(ids), "source": [["sample"]] * len(ids),
        "clauses": [["2.6.1"]] * len(ids), "aliases": [[]] * len(ids),
    }  # fmt: skip
    data = usual | {name: list(values) for name, values in columns.items()}
    return gpd.GeoDataFrame(data, geometry=list(shapes.values()), crs="EPSG:4326", index=ids)


def state(rows: Iterator[Check]) -> str:
    (row,) = rows
    return row.state


def narrow(width_m: float) -> float:
    """Degrees of longitude that are so many metres at 30 N: a degree is 96.486 km there (WGS84)."""
    return width_m / 96_486


def said(row: Check) -> dict[str, Any]:
    """What a check says: its fields without those that are as they are where nothing is said."""
    fields = {name: value for name, value in vars(row).items() if value != getattr(Check("", ""), name)}
    return fields | {"state": row.state}
