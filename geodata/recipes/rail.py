"""Railways of the report and those they join, and the stations on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geodata.recipes.gazetteer import Known, find
from geodata.recipes.io import Feature, feature, read_table, to_metric
from geodata.recipes.lines import bend_through
from geodata.recipes.naming import stated_by
from geodata.recipes.parts import Row, row_feature, rows_of, thinned
from geodata.recipes.paths import clip_to_prefectures, path_line

STATION_WITHIN_M = 250.0
BEND_BEYOND_M = 200.0
BEND_WITHIN_M = 3000.0

Table = Mapping[str, Any]


def _stations(table: Table) -> dict[str, Row]:
    """Every station of the table by id, those of the metro chains included."""
    chained = [
        {"kind": "intercity_station", "chain": line, "at": f"metro:{line}/{row['name_zh']}", **row}
        | {"id": f"station-{row['id']}", "name_zh": row["name_zh"].removesuffix("站") + "站"}
        for line, rows in table["chain"].items()
        for row in rows
    ]
    wider = {ident: {"accuracy_m": metres} for ident, metres in table["accuracy_m"].items()}
    return {row["id"]: row | wider.get(row["id"], {}) for row in (*table["station"], *chained)}


def _stops(row: Row, stations: Mapping[str, Row]) -> list[str]:
    """Ids of the stations where a line of the table stops."""
    if "chain" in row:
        return [ident for ident, station in stations.items() if station.get("chain") == row["chain"]]
    return [f"station-{stop}" for stop in row.get("stops", ())]


def _path(row: Row, stations: Mapping[str, Row]) -> BaseGeometry:
    """The line of one row in EPSG:4549, as its path tells; a metro line runs from stop to stop."""
    if "chain" in row:
        return path_line(row.get("path") or [stations[stop]["at"] for stop in _stops(row, stations)])
    pieces = [path_line(path) for path in row.get("paths") or [row["path"]]]
    line = MultiLineString(pieces) if len(pieces) > 1 else pieces[0]
    return clip_to_prefectures(line, row["clip"]) if "clip" in row else line


def _through_stops(line: BaseGeometry, row: Row, known: Mapping[str, Known], stops: Sequence[str]) -> BaseGeometry:
    """A line that is not surveyed, bent through the stops it narrowly misses (EPSG:4549).

    A stop farther off than `BEND_WITHIN_M` belongs to another part of the line.
    """
    if row["evidence"] == "surveyed" or not isinstance(line, LineString):
        return line
    points = [to_metric(known[stop].point) for stop in stops]
    return bend_through(line, [point for point in points if line.distance(point) < BEND_WITHIN_M], BEND_BEYOND_M)


def _lines_at(known: Known, shapes: Mapping[str, BaseGeometry]) -> list[str]:
    """Ids of the lines (EPSG:4549) that pass a known point within `STATION_WITHIN_M`."""
    point = to_metric(known.point)
    return [ident for ident, shape in shapes.items() if shape.distance(point) <= STATION_WITHIN_M]


def _station_feature(row: Row, known: Known, lines: Sequence[str]) -> Feature:
    if not lines:
        raise ValueError(f"{row['id']} is farther than {STATION_WITHIN_M:.0f} m from every line that stops there")
    further = {key: row[key] for key in ("basis_zh", "basis_en", "former_names") if key in row}
    named_by = [*stated_by(row["name_zh"], row["name_en"], known), *row.get("name_source", ())]
    return feature(
        row["id"], row["name_zh"], row["name_en"], row["kind"], known.point,
        evidence="generalised" if known.inferred else "surveyed", source=[known.source],
        accuracy_m=row.get("accuracy_m", known.accuracy_m), aliases=row.get("aliases", ()),
        mentions=row.get("mentions", ()), lines=list(lines), name_source=named_by, **further,
    )  # fmt: skip


def _unplaced(row: Row) -> Feature:
    """A station that nobody places: its name, the lines that stop there and why it has no position."""
    return feature(
        row["id"], row["name_zh"], row["name_en"], row["kind"], None, evidence="unlocated", accuracy_m=None, source=[],
        lines=row["stops_on"], **{key: row[key] for key in ("name_source", "reason_zh", "reason_en")},
    )  # fmt: skip


def _shapes(rows: Sequence[Row], stations: Mapping[str, Row], known: Mapping[str, Known]) -> Iterator[tuple[str, Any]]:
    for row in rows:
        line = thinned(_path(row, stations), row)
        yield row["id"], _through_stops(line, row, known, _stops(row, stations))


def build() -> dict[str, list[Feature]]:
    """Features of `rail` (lines) and `stations` (points), EPSG:4326.

    Raises `LookupError` for a path or place the sources do not hold, `ValueError` for a station off its lines.
    """
    table = read_table("stations")
    stations = _stations(table)
    rows = list(rows_of(read_table("rail")))
    known = {ident: find(station["at"]) for ident, station in stations.items()}
    shapes = dict(_shapes(rows, stations, known))
    calls = {row["id"]: _stops(row, stations) for row in rows}
    calling = {stop: {row["id"]: shapes[row["id"]] for row in rows if stop in calls[row["id"]]} for stop in stations}
    return {
        "rail": [row_feature(row, shapes[row["id"]]) for row in rows],
        "stations": [
            _station_feature(station, known[ident], _lines_at(known[ident], calling[ident]))
            for ident, station in stations.items()
        ]
        + [_unplaced(row) for row in table["unlocated"]],
    }
