"""Motorways the report names: indicative lines through known places, and true fragments in Anhui."""

from __future__ import annotations

from shapely.geometry import LineString

from geodata.recipes.io import Feature, read_table
from geodata.recipes.parts import Row, row_feature, rows_of
from geodata.recipes.paths import path_line


def _shape(row: Row) -> LineString | None:
    """The line of one row, EPSG:4549."""
    return path_line(row["path"]) if "path" in row else None


def build() -> dict[str, list[Feature]]:
    """Features of `roads` (lines, EPSG:4326); a motorway without any known place has no geometry.

    Raises `LookupError` for a path the sources do not hold.
    """
    return {"roads": [row_feature(row, _shape(row)) for row in rows_of(read_table("roads"))]}
