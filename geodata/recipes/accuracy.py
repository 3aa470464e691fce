"""How far features are from data that they were not made from: `docs/accuracy.md`, and what the tests ask again.

A measure compares the drawn shape with points of another source. Its figure is the 90th percentile of the distances;
a claim may not be smaller. Railways and motorways that nothing measures stand in the table as such; an indicative one
says by how much its length differs from the stated one, where a length is stated. `python -m geodata.recipes.accuracy`
writes the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import GEODATA, METRIC_CRS, WORKSPACE, read_source, read_table

DOCUMENT = GEODATA.parent / "docs" / "accuracy.md"
PERCENTILE = 90
OTHER_LINE_M = 3000.0
"""A point of the other source that is farther off belongs to another line or another branch."""
SAME_TOWN_M = 20_000.0
"""A namesake that is farther off is another town."""
STATIONS_ONLY = "station nodes of OpenStreetMap; not the track between them"
NOTHING, NOT_LISTED = "nothing at hand", "not found at GeoNames"
LAYERS = ("rail", "roads", "places")
ALIGNMENTS = {
    "rail-ninghang": "hsrninghang", "rail-husuhu": "hsrhusuhu", "rail-shanghehang": "hsrhehang",
    "rail-huhang": "hsrhehang", "rail-hangyong": "hsrhangshen", "rail-hangchang": "hsrhukun",
    "rail-shanghai-hangzhou": "hsrhukun",
}  # fmt: skip
"""Lines drawn after OpenStreetMap's tracks and segments, with their ids at Travel Mapping."""
STATION_NODES = {
    "rail-hangshao": "杭绍城际", "rail-hanghai": "杭海城际", "rail-hanglin": "杭临城际", "rail-hangfu": "杭富城际",
    "rail-airport-express": "机场快线",
}  # fmt: skip
"""Lines drawn after Travel Mapping, with the source's name of their chain of station nodes in OpenStreetMap."""
BRIDGES = {"road-hanghui-anhui": "G56"}
_GEOD = pyproj.Geod(ellps="WGS84")
_HEAD = """# How accurate the features are

Made by `python -m geodata.recipes.accuracy`; `tests/geodata/test_accuracy.py` measures again. *Measured* is the 90th
percentile of the distances from points of another source to the drawn shape, metres; a claim may not be smaller.
All railways and motorways stand here, and the towns that are points of `vonng-adcode`. Where no second source was at
hand the last column says so: the claim is then the source's own or, where the grade is indicative, this atlas's
estimate; beside it stands how much longer or shorter than the stated length a line is drawn, where one is stated.

Travel Mapping reads its coordinates off OpenStreetMap, by other hands and in other years than the files compared with
it: what is found is slips of drawing, thinning and naming, not an error that OpenStreetMap itself has.

| feature | grade | claimed, m | measured, m | points | against |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Measure:
    """What one feature was measured against: distances in metres, or none and a sentence."""

    ident: str
    against: str
    distances_m: tuple[float, ...] = ()

    @property
    def measured_m(self) -> float:
        """The 90th percentile of the distances; NaN without any."""
        return float(np.percentile(self.distances_m, PERCENTILE)) if self.distances_m else float("nan")


@cache
def _metric(source: str) -> gpd.GeoDataFrame:
    return read_source(source).to_crs(METRIC_CRS)


@cache
def drawn() -> Mapping[str, Mapping[str, Any]]:
    """The shipped features of the layers by id, with their shape in EPSG:4549 under `shape`."""
    frames = [gpd.read_file(GEODATA / f"{layer}.geojson").to_crs(METRIC_CRS) for layer in LAYERS]
    rows = [row for frame in frames for row in frame.to_dict("records")]
    return {row["id"]: {**row, "shape": row["geometry"]} for row in rows}


def _beside(line: BaseGeometry, points: Sequence[Point]) -> tuple[float, ...]:
    """Distances (metres) of the points that lie beside a line, between its ends and not by another one."""
    inside = (point for point in points if 0 < line.project(point) < line.length)
    return tuple(away for point in inside if (away := line.distance(point)) < OTHER_LINE_M)


def _vertices(rows: gpd.GeoDataFrame) -> list[Point]:
    return [Point(at) for line in rows.geometry.explode() for at in line.coords]


def _railways() -> Iterator[Measure]:
    for ident, name in ALIGNMENTS.items():
        rows = _metric("rail_travelmapping2026")
        points = _vertices(rows[rows["line"] == name])
        yield Measure(ident, "stations and bends at Travel Mapping", _beside(drawn()[ident]["shape"], points))
    for ident, name in STATION_NODES.items():
        rows = _metric("rail_intercity_station_chains")
        points = _vertices(rows[rows["line"].str.startswith(name)])
        yield Measure(ident, STATIONS_ONLY, _beside(drawn()[ident]["shape"], points))


def _roads() -> Iterator[Measure]:
    bridges = _metric("road_anhui_g56_g4012_bridges_osm2024")
    for ident, ref in BRIDGES.items():
        of_it = bridges["ref"].str.split(";").map(lambda refs, ref=ref: ref in refs)
        points = list(bridges[of_it].centroid)
        yield Measure(ident, "bridges of OpenStreetMap", _beside(drawn()[ident]["shape"], points))


def _towns() -> Iterator[Measure]:
    names = pd.read_csv(WORKSPACE / "sources" / "towns_geonames2026.csv")
    points = gpd.GeoSeries.from_xy(names["lon"], names["lat"], crs="EPSG:4326").to_crs(METRIC_CRS)
    spelt = names["name_zh_alternates"].fillna("").str.split(";")
    for row in read_table("places_towns")["feature"]:
        category, _, town = str(row.get("shape", {}).get("point", "")).partition(":")
        if category == "town":
            called = town.partition("@")[0]
            same = spelt.map(lambda known, called=called: called in known)
            away = float(points[same].distance(drawn()[row["id"]]["shape"]).min()) if same.any() else float("inf")
            found = away < SAME_TOWN_M
            yield Measure(row["id"], "the town at GeoNames" if found else NOT_LISTED, (away,) if found else ())


def _lengths() -> Iterator[Measure]:
    """Indicative lines: how their length differs from the stated one, all parts of a line together."""
    for table in ("rail", "roads"):
        for line in (line for line in read_table(table)["line"] if "km" in line):
            parts = [row for row in drawn().values() if row.get("line") == line["id"]]
            shapes = gpd.GeoSeries([row["shape"] for row in parts], crs=METRIC_CRS).to_crs("EPSG:4326")
            share = sum(map(_GEOD.geometry_length, shapes)) / 1000 / line["km"] - 1
            for row in parts:
                if row["evidence"] == "indicative":
                    yield Measure(row["id"], f"the stated length of the line: {share:+.0%}")


def _others(known: set[str]) -> Iterator[Measure]:
    """Railways and motorways that neither a source nor a length measures."""
    for ident, row in drawn().items():
        if ident not in known and isinstance(row.get("line"), str):
            yield Measure(ident, NOTHING)


def measures() -> list[Measure]:
    """Everything that can be measured, the lengths of what cannot, and the lines that have neither.

    Raises `FileNotFoundError` where the sources are not on this machine.
    """
    told = [*_railways(), *_roads(), *_towns()]
    told += [measure for measure in _lengths() if measure.ident not in {other.ident for other in told}]
    return [*told, *_others({measure.ident for measure in told})]


def _row(measure: Measure) -> str:
    feature, far = drawn()[measure.ident], measure.measured_m
    name = f"{feature['name_zh']} (`{measure.ident}`)"
    figures = f"{far:.0f} | {len(measure.distances_m)}" if measure.distances_m else "– | –"
    return f"| {name} | {feature['evidence']} | {feature['accuracy_m']} | {figures} | {measure.against} |"


def document() -> str:
    """The text of `docs/accuracy.md`."""
    return _HEAD + "\n".join(map(_row, measures())) + "\n"


def main(path: Path = DOCUMENT) -> None:
    """Write the document."""
    path.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
