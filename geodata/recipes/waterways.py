"""Canals and rivers of the report: sourced lines, and the middle of the rivers that the sources show as areas."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import geopandas as gpd
from shapely.geometry import LineString, MultiLineString, Point, box
from shapely.geometry.base import BaseGeometry

from geodata.recipes.gazetteer import find
from geodata.recipes.io import METRIC_CRS, Feature, read_source, read_table, to_metric
from geodata.recipes.lines import cut, join
from geodata.recipes.medial import middle_line, water_body
from geodata.recipes.parts import Row, row_feature, rows_of, thinned
from geodata.recipes.paths import path_line

_FACTS = ("facts",)


def _point(spec: str) -> Point:
    return to_metric(find(spec).point)


def _river(settings: Mapping[str, Any]) -> LineString:
    """The middle of the water between the ends of the `[river]` table, EPSG:4549."""
    rivers = read_source("water_polygons_1to4m").cx[slice(*settings["lon"]), slice(*settings["lat"])]
    sea = read_source("sea_estuary_osm2019").clip(box(*settings["estuary"]))
    gap = gpd.GeoSeries([box(*settings["gap"])], crs="EPSG:4326")
    parts = (rivers[rivers["class"] != settings["without"]].geometry, sea.geometry, gap)
    body = water_body(chain.from_iterable(part.to_crs(METRIC_CRS) for part in parts), settings["closing_m"])
    return middle_line(body, _point(settings["from"]), _point(settings["to"]), settings["spacing_m"])


def _nearest(river: LineString, spec: str) -> Point:
    """The place on the river nearest to a known point (EPSG:4549)."""
    return river.interpolate(river.project(_point(spec)))


def _shape(row: Row, river: LineString) -> BaseGeometry:
    """The line of one row, EPSG:4549: a stretch of the river, or a path that may end in the river."""
    if "stretch" in row:
        return cut(river, *map(_point, row["stretch"]))
    lines = [path_line(path) for path in row.get("paths") or [row["path"]]]
    if "ends_at" in row:
        lines[-1] = join([lines[-1], _nearest(river, row["ends_at"])])
    return MultiLineString(lines) if len(lines) > 1 else lines[0]


def build() -> dict[str, list[Feature]]:
    """Features of `waterways` (lines, EPSG:4326).

    Raises `LookupError` for a path the sources do not hold, `ValueError` when the river is interrupted.
    """
    table = read_table("waterways")
    river = _river(table["river"])
    rows = rows_of(table)
    return {"waterways": [row_feature(row, thinned(_shape(row, river), row), *_FACTS) for row in rows]}
