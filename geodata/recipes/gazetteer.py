"""Known points of the sources, looked up by a short text such as `rail_station:杭州西` or `town:许村镇@3304`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geodata.recipes import elevation
from geodata.recipes.io import WORKSPACE, read_source

_POINT_ACCURACY_M = {"osm-2025-01": 100, "osm-2026-09": 80, "stations-2022": 120, "openflights": 1000,
                     "travelmapping-rail-2026-08": 150}  # fmt: skip
"""No less than the 90th percentile of what each is from a second source (`docs/accuracy.md`)."""
_INFERRED_ACCURACY_M = 200
_OTHER_ACCURACY_M = 1000


class Known(NamedTuple):
    """A point (EPSG:4326), the id of the source that states it, whether we inferred what it is, and its name there."""

    point: Point
    source: str
    inferred: bool
    name: str = ""

    @property
    def accuracy_m(self) -> int:
        """How far the point may be from the true one, metres."""
        return _INFERRED_ACCURACY_M if self.inferred else _POINT_ACCURACY_M.get(self.source, _OTHER_ACCURACY_M)


@cache
def geonames() -> gpd.GeoDataFrame:
    """The places of GeoNames by their number; points, EPSG:4326."""
    rows = pd.read_csv(WORKSPACE / "sources" / "towns_geonames2026.csv", index_col="geonameid")
    return gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs="EPSG:4326")


def _measured(category: str, name: str) -> Known | None:
    """A point that is given by numbers and not by its name; `None` for any other category."""
    match category:
        case "at":
            lon, lat = map(float, name.split(","))
            return Known(Point(lon, lat), "atlas-indicative", False)
        case "summit":
            return Known(elevation.summit(*map(float, name.split(","))), elevation.SOURCE, False)
        case "geonames":
            row = geonames().loc[int(name)]
            return Known(row.geometry, str(row["source_id"]), False)
        case _:
            return None


def _rows(category: str, name: str) -> gpd.GeoDataFrame:
    """The rows of the sources that a category and a name mean."""
    if category in ("town", "county"):
        towns, (name, _, code) = read_source("towns_points_2016"), name.partition("@")
        return towns[(towns["level"] == category) & (towns["name"] == name) & towns["code"].str.startswith(code)]
    if category == "metro":
        metro, (line, _, name) = read_source("metro_intercity_stations_osm2026"), name.partition("/")
        return metro[(metro["line"] == line) & (metro["name"] == name)]
    if category == "stop":
        stops, (line, _, label) = read_source("rail_stations_travelmapping2026"), name.partition("/")
        return stops[(stops["line"] == line) & (stops["label"] == label)]
    points = read_source("points")
    return points[(points["category"] == category) & (points["name"] == name)]


def find(spec: str) -> Known:
    """The point that `spec` names: `category:name`, `town:name@code prefix`, `metro:line/name`,
    `stop:line/label` (the labels are names in pinyin or English, shortened), `geonames:number`, `at:lon,lat` or
    `summit:lon,lat,km`: the highest ground within so many kilometres of a point.

    Raises `LookupError` when the sources hold no such point, or more than one.
    """
    category, _, name = spec.partition(":")
    if measured := _measured(category, name):
        return measured
    rows = _rows(category, name)
    if len(rows) != 1:
        raise LookupError(f"{spec!r} names {len(rows)} points of the sources, and must name one")
    row = rows.iloc[0]
    stated = row["source_id"].split()[0].replace("unlicensed", "public-lists")
    return Known(row.geometry, stated, "inferred" in row["source_id"], str(row.get("name") or row.get("label")))
