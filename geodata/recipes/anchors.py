"""What the indicative shapes hang on: known points by reference, and the canal's line."""

from __future__ import annotations

from collections.abc import Callable

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.gazetteer import find
from geodata.recipes.io import read_source, to_metric

_CANAL = "京杭运河(江南运河)"

Located = tuple[BaseGeometry, tuple[str, ...]]


def _row(name: str, column: str, key: str) -> Located:
    """The first row of a source whose column holds the key, EPSG:4549."""
    frame = read_source(name)
    rows = frame[frame[column] == key]
    if len(rows) == 0:
        raise LookupError(f"{name}: nothing with {column} {key!r}")
    return to_metric(rows.geometry.iloc[0]), (rows["source_id"].iloc[0],)


def _segment_start(key: str) -> Located:
    """The station at which a high-speed segment begins."""
    line, sources = _row("rail_hsr_osm2026_generalised", "segment", key)
    return Point(line.coords[0]), sources


def _lake_centre(key: str) -> Located:
    """A point inside a lake of the 1:10 million data."""
    shape, sources = _row("ne10m_lakes_yrd", "name", key)
    return shape.representative_point(), sources


_OTHERS: dict[str, Callable[[str], Located]] = {"segment": _segment_start, "lake": _lake_centre}


def locate(reference: str) -> Located:
    """The point behind a reference (EPSG:4549, metres) and the ids of its sources.

    `segment:` is where a high-speed segment begins, `lake:` a point inside a lake; all else is the gazetteer's.
    Raises `LookupError` where nothing bears the name.
    """
    table, _, key = reference.partition(":")
    if table in _OTHERS:
        return _OTHERS[table](key)
    known = find(reference)
    return to_metric(known.point), (known.source,)


def canal_south_of(latitude: float) -> Located:
    """The Jiangnan Canal from `latitude` (degrees north) to its mouth at Hangzhou; EPSG:4549."""
    frame = read_source("rivers_canals_1to4m")
    row = frame[frame["NAME"] == _CANAL].iloc[0]
    kept = LineString([(x, y) for x, y in row.geometry.coords if y <= latitude])
    return to_metric(kept), (row["source_id"],)
