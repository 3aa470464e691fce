"""Known points of the sources, looked up by a short text such as `rail_station:杭州西` or `town:许村镇@3304`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import geopandas as gpd
from shapely.geometry import Point

from geodata.recipes.io import read_source

_POINT_ACCURACY_M = {"osm-2025-01": 30, "osm-2026-09": 30, "stations-2022": 60, "openflights": 100}
_INFERRED_ACCURACY_M = 200
_OTHER_ACCURACY_M = 1000


class Known(NamedTuple):
    """A point (EPSG:4326), the id of the source that states it, and whether its identity was inferred."""

    point: Point
    source: str
    inferred: bool

    @property
    def accuracy_m(self) -> int:
        """How far the point may be from the true one, metres."""
        return _INFERRED_ACCURACY_M if self.inferred else _POINT_ACCURACY_M.get(self.source, _OTHER_ACCURACY_M)


@cache
def _source(name: str) -> gpd.GeoDataFrame:
    return read_source(name)


def _rows(category: str, name: str) -> gpd.GeoDataFrame:
    """The rows of the sources that a category and a name mean."""
    if category in ("town", "county"):
        towns, (name, _, code) = _source("towns_points_2016"), name.partition("@")
        return towns[(towns["level"] == category) & (towns["name"] == name) & towns["code"].str.startswith(code)]
    if category == "metro":
        metro, (line, _, name) = _source("metro_intercity_stations_osm2026"), name.partition("/")
        return metro[(metro["line"] == line) & (metro["name"] == name)]
    points = _source("points")
    return points[(points["category"] == category) & (points["name"] == name)]


def _chain_stop(line: str, number: str) -> Known:
    """Stop `number` (from 0) of a metro line whose stations have no names in the source."""
    chains = _source("rail_intercity_station_chains")
    chain = chains[chains["line"].str.startswith(line)].iloc[0]
    return Known(Point(chain.geometry.coords[int(number)]), chain["source_id"], True)


def find(spec: str) -> Known:
    """The point that `spec` names: `category:name`, `town:name@code prefix`, `metro:line/name`,
    `chain:line#number` or `at:lon,lat`.

    Raises `LookupError` when the sources hold no such point, or more than one.
    """
    category, _, name = spec.partition(":")
    if category == "at":
        lon, lat = map(float, name.split(","))
        return Known(Point(lon, lat), "atlas-indicative", False)
    if category == "chain":
        return _chain_stop(*name.split("#"))
    rows = _rows(category, name)
    if len(rows) != 1:
        raise LookupError(f"{spec!r} names {len(rows)} points of the sources, and must name one")
    row = rows.iloc[0]
    stated = row["source_id"].split()[0].replace("unlicensed", "public-lists")
    return Known(row.geometry, stated, "inferred" in row["source_id"])
