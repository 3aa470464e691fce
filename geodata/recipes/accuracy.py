"""How far features are from data that they were not made from: `docs/accuracy.md`, and what the tests ask again.

A measure compares the drawn shape with points of another source. Its figure is the 90th percentile of the distances;
a claim may not be smaller. Railways and motorways that nothing measures stand in the table as such; an indicative one
says by how much its length differs from the stated one, where a length is stated. `python -m geodata.recipes.accuracy`
writes the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
from shapely import get_coordinates
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.gazetteer import geonames
from geodata.recipes.io import GEODATA, METRIC_CRS, read_metric, read_table
from geodata.recipes.paths import bridges_of, line_named

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
def drawn() -> Mapping[str, Mapping[str, Any]]:
    """The shipped features of the layers by id, with their geometry in EPSG:4549."""
    frames = (gpd.read_file(GEODATA / f"{layer}.geojson").to_crs(METRIC_CRS) for layer in LAYERS)
    return {row["id"]: row for frame in frames for row in frame.to_dict("records")}


def _beside(ident: str, against: str, points: Iterable[Point]) -> Measure:
    """A line measured at the points that lie beside it, between its ends and not by another one (EPSG:4549)."""
    line: BaseGeometry = drawn()[ident]["geometry"]
    inside = (point for point in points if 0 < line.project(point) < line.length)
    distances_m = tuple(away for point in inside if (away := line.distance(point)) < OTHER_LINE_M)
    return Measure(ident, against, distances_m)


def _lines() -> Iterator[Measure]:
    tracks = read_metric("rail_travelmapping2026")
    for ident, name in ALIGNMENTS.items():
        found = get_coordinates(tracks.geometry[tracks["line"] == name])
        yield _beside(ident, "stations and bends at Travel Mapping", map(Point, found))
    for ident, name in STATION_NODES.items():
        nodes = line_named("rail_intercity_station_chains", "line", name, 0)
        yield _beside(ident, STATIONS_ONLY, map(Point, nodes.coords))
    for ident, ref in BRIDGES.items():
        yield _beside(ident, "bridges of OpenStreetMap", bridges_of(ref).centroid)


def _towns() -> Iterator[Measure]:
    places = geonames().to_crs(METRIC_CRS)
    spelt = places["name_zh_alternates"].fillna("").str.split(";")
    for row in read_table("places_towns")["feature"]:
        category, _, town = str(row.get("shape", {}).get("point", "")).partition(":")
        if category == "town":
            called = town.partition("@")[0]
            same = places.geometry[spelt.map(lambda known, called=called: called in known)]
            away = same.distance(drawn()[row["id"]]["geometry"]).min()
            # Of no namesake the distance is NaN, which is not less either.
            found = (float(away),) if away < SAME_TOWN_M else ()
            yield Measure(row["id"], "the town at GeoNames" if found else NOT_LISTED, found)


def _lengths() -> Iterator[Measure]:
    """Indicative lines: how their length differs from the stated one, all parts of a line together."""
    for table in ("rail", "roads"):
        for line in (line for line in read_table(table)["line"] if "km" in line):
            parts = [row for row in drawn().values() if row.get("line") == line["id"]]
            shapes = gpd.GeoSeries([row["geometry"] for row in parts], crs=METRIC_CRS).to_crs("EPSG:4326")
            share = sum(map(_GEOD.geometry_length, shapes)) / 1000 / line["km"] - 1
            for row in parts:
                if row["evidence"] == "indicative":
                    yield Measure(row["id"], f"the stated length of the line: {share:+.0%}")


def _others() -> Iterator[Measure]:
    """Every railway and motorway, for those that neither a source nor a length measures."""
    return (Measure(ident, NOTHING) for ident, row in drawn().items() if isinstance(row.get("line"), str))


def measures() -> list[Measure]:
    """Everything that can be measured, the lengths of what cannot, and the lines that have neither.

    Raises `FileNotFoundError` where the sources are not on this machine.
    """
    told: dict[str, Measure] = {}
    for measure in chain(_lines(), _towns(), _lengths(), _others()):
        told.setdefault(measure.ident, measure)
    return list(told.values())


def _row(measure: Measure) -> str:
    feature, far = drawn()[measure.ident], measure.measured_m
    name = f"{feature['name_zh']} (`{measure.ident}`)"
    figures = f"{far:.0f} | {len(measure.distances_m)}" if measure.distances_m else "– | –"
    return f"| {name} | {feature['evidence']} | {feature['accuracy_m']} | {figures} | {measure.against} |"


def document() -> str:
    """The text of `docs/accuracy.md`."""
    return _HEAD + "\n".join(map(_row, measures())) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
