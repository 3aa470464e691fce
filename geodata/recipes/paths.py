"""Lines written as a path: a list of texts, each a line of the sources or a known point, joined in that order.

A point is written as in `gazetteer`. A line is written `<kind>:<name>`, or `-<kind>:<name>` to run it backwards:

- `segments:杭黄`: all station-to-station segments whose line has that name in it, in the order of the source
- `track:沪杭#1`: one of the tracks of a line
- `relation:杭衢`: a line of the thinned relations
- `alignment:hzm16` and `motorway:tm-chn-zj-g56`: a railway and a motorway by their ids at Travel Mapping
- `chords:osm-linjin` and `rail_chords:osm-huhang-south`: the nodes of a motorway or railway, joined by straight lines
- `canal:京杭运河(江南运河)#0`: one part of a canal
- `natural:River#1` and `natural:Lake#0`: parts of the river Xin'an-Fuchun of the 1:10m data
- `bridges:G56[a~b~c]`: the bridges of a motorway, in the order of a guide through the points

Any other line can be cut between two points: `canal:京杭运河(里运河)#1[a~b]`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import geopandas as gpd
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.gazetteer import find
from geodata.recipes.io import read_metric, to_metric
from geodata.recipes.lines import cut, forward_only, join, longest, thread

BY_NAME = {
    "track": ("rail_huhang_hangchang_hangyong_osm2023_tracks", "line"),
    "relation": ("rail_hangqu_husuhu_xuanhang_osm", "line"),
    "canal": ("rivers_canals_1to4m", "NAME"),
}
"""Kinds of lines that are rows of a source, with the column that begins with their name."""
BY_ID = {
    "alignment": ("rail_travelmapping2026", "line"),
    "motorway": ("roads_motorways_travelmapping2026", "id"),
    "chords": ("roads_named_osm2024_routrs", "id"),
    "rail_chords": ("rail_huhang_south_osm2024_routrs", "id"),
}
"""Kinds of lines that are rows of a source, with the column of their ids."""
LINE_KINDS = frozenset({*BY_NAME, *BY_ID, "segments", "natural", "bridges"})
BRIDGE_STEP_M = 1000.0
GUIDE_REACH_M = 8000.0
SHARPEST_TURN = 120.0
SHARPEST_BEND = 100.0
"""A motorway does not turn by more at one vertex: that one stands at a toll plaza beside it."""
_LINE = re.compile(r"(?P<back>-?)(?P<kind>\w+):(?P<name>[^#\[]+)(?:#(?P<part>\d+))?(?:\[(?P<points>.+)\])?")


def line_named(source: str, column: str, name: str, part: int) -> LineString:
    """Part number `part` of the one row whose `column` starts with `name` (EPSG:4549)."""
    rows = read_metric(source)
    rows = rows[rows[column].fillna("").str.startswith(name)]
    if len(rows) != 1:
        raise LookupError(f"{source}: {name!r} names {len(rows)} rows, and must name one")
    return shapely.get_parts(rows.geometry.iloc[0])[part]


def _segments(name: str) -> LineString:
    rows = read_metric("rail_hsr_osm2026_generalised")
    return forward_only(join(rows[rows["line"].str.contains(name)].geometry), SHARPEST_TURN)


def _identified(source: str, column: str, ident: str) -> LineString:
    """The one row whose `column` is the id (EPSG:4549)."""
    rows = read_metric(source)
    found = rows[rows[column] == ident]
    if len(found) != 1:
        raise LookupError(f"{source}: {ident!r} is the id of {len(found)} rows, and must be that of one")
    return found.geometry.iloc[0]


def _natural(feature_class: str, part: int) -> LineString:
    rows = read_metric("ne10m_rivers_lake_centerlines_yrd")
    rows = rows[(rows["name"] == "Fuchun") & rows["featurecla"].str.startswith(feature_class)]
    return shapely.get_parts(rows.geometry.iloc[0])[part]


def bridges_of(ref: str) -> gpd.GeoDataFrame:
    """The bridges of a motorway (lines, EPSG:4549)."""
    rows = read_metric("road_anhui_g56_g4012_bridges_osm2024")
    return rows[rows["ref"].str.split(";").map(lambda refs: ref in refs)]


def _bridges(ref: str, guide: LineString) -> LineString:
    rows = bridges_of(ref)
    place = rows.centroid.map(guide.project)
    beside = rows[(rows.distance(guide) < GUIDE_REACH_M) & (place > 0) & (place < guide.length)]
    return thread(guide, list(beside.geometry), BRIDGE_STEP_M)


def _line(kind: str, name: str, part: int) -> LineString:
    """The LineString (EPSG:4549) of the sources that one text of a path names."""
    if kind in BY_NAME:
        return line_named(*BY_NAME[kind], name, part)
    if kind in BY_ID:
        return _identified(*BY_ID[kind], name)
    return _segments(name) if kind == "segments" else _natural(name, part)


def _stretch(kind: str, name: str, part: int, points: Sequence[Point]) -> LineString:
    if kind == "bridges":
        return _bridges(name, join(points))
    line = _line(kind, name, part)
    line = cut(line, *points) if points else line
    return forward_only(line, SHARPEST_BEND) if kind == "motorway" else line


def _piece(text: str) -> BaseGeometry:
    """The line or point (EPSG:4549) that one text of a path means."""
    match = _LINE.fullmatch(text)
    if match is None or match["kind"] not in LINE_KINDS:
        return to_metric(find(text).point)
    points = [to_metric(find(spec).point) for spec in (match["points"] or "").split("~") if spec]
    line = _stretch(match["kind"], match["name"], int(match["part"] or 0), points)
    return line.reverse() if match["back"] else line


def path_line(texts: Sequence[str]) -> LineString:
    """The LineString (EPSG:4549) along the path.

    Raises `LookupError` when a text names nothing, or more than one thing.
    """
    return join(map(_piece, texts))


def clip_to_prefectures(line: LineString, code: str) -> LineString:
    """The longest stretch of the LineString (EPSG:4549) inside the prefectures whose code starts with `code`."""
    rows = read_metric("prefectures_yrd_2018")
    return longest(line.intersection(rows[rows["adcode"].astype(str).str.startswith(code)].union_all()))
