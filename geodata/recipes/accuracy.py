"""How far features are from data that they were not made from: `docs/accuracy.md`, and what the tests ask again.

A measure compares a drawn feature with its controls (`controls.geojson`), the same that the page of checks asks. Its
figure is the 90th percentile of the distances; a claim may not be smaller. Railways, motorways, stations and towns that
nothing measures stand in the table as such; a line says by how much its length differs from the stated one, where a
length is stated and no control lies on it. `python -m geodata.recipes.accuracy` writes the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata.recipes import context
from geodata.recipes.controls import SETTLEMENTS, ways
from geodata.recipes.io import GEODATA, METRIC_CRS, read_table

DOCUMENT = GEODATA.parent / "docs" / "accuracy.md"
PERCENTILE = 90
NOTHING, NOT_LISTED = "nothing at hand", "in no second source"
LAYERS = ("rail", "roads", "stations", "places", "gateways", *context.LAYERS)
AGAINST = {
    ("line", "travelmapping-rail-2026-08"): "stations and bends at Travel Mapping",
    ("line", "travelmapping-2026-08"): "interchanges with other motorways at Travel Mapping",
    ("line", "osm-2026-09"): "station nodes of OpenStreetMap; not the track between them",
    ("line", "osm-2025-01"): "station nodes of OpenStreetMap in 2025; not the track between them",
    ("line", "osm-2024-03"): "bridges of OpenStreetMap",
    ("line", "routrs-osm-2024"): "nodes of the road graph of OpenStreetMap on the way",
    ("place", "travelmapping-rail-2026-08"): "the stop at Travel Mapping",
    ("place", "geonames-2026"): "the town at GeoNames",
    ("place", "vonng-adcode"): "the town at AMap (`vonng-adcode`)",
    ("place", "openflights"): "the reference point at OpenFlights",
}
"""What the controls of a role and a source are."""
SHARED = {
    "motorways": ("road-huhangyong", "road-hanghui", "road-hanghui-anhui", "road-linjin-south"),
    "metro": ("rail-hangfu", "rail-airport-express"),
}
"""Lines of the report that run on lines of a context layer: their controls measure that, too."""
OF_CONTEXT = {
    "motorways": "bridges and nodes of the road graph of OpenStreetMap along G25, G56, G60 and G92",
    "trunk_roads": "Travel Mapping's motorways, from the ways of the same graph along them, chords as short as here",
    "metro": "station nodes of OpenStreetMap on lines 6 and 19",
    "towns": "the town at GeoNames, for those that it has",
}
STEP_M = 200.0
_GEOD = pyproj.Geod(ellps="WGS84")
_HEAD = """# How accurate the features are

Made by `python -m geodata.recipes.accuracy`; `tests/geodata/test_accuracy.py` measures again, and the page of checks
measures with the same points (`geodata/controls.geojson`, [how they are chosen](checks.md#controls)). *Measured* is the
90th percentile of the distances from points of another source to the drawn shape, *farthest* the largest, in metres; a
claim may not be smaller than the first. No point is left out for being far off. All railways, motorways and stations
stand here, and the towns. Where no second source was at hand the last column says so: the claim is then the source's
own or, where the grade is indicative, this atlas's estimate; beside it stands how much longer or shorter than the
stated length a line is drawn, where one is stated. The layers of the surroundings are measured each as one, by those of
their features that a second source has.

Travel Mapping reads its coordinates off OpenStreetMap, by other hands and in other years than the files compared with
it: what is found is slips of drawing, thinning and naming, not an error that OpenStreetMap itself has. Nodes of the
road graph are those on the way through it that keeps nearest to the drawn line and not farther than 3 km: they tell of
bends that are not drawn, and of a line that is moved later; a road close beside the motorway could be taken for it.

"""
_COLUMNS = """| feature | grade | claimed, m | measured, m | farthest, m | points | against |
|---|---|---|---|---|---|---|
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
    """The shipped features of the layers by id, with their `layer` and their geometry in EPSG:4549."""
    frames = (gpd.read_file(GEODATA / f"{layer}.geojson").to_crs(METRIC_CRS).assign(layer=layer) for layer in LAYERS)
    return {row["id"]: row for frame in frames for row in frame.to_dict("records")}


@cache
def _controls() -> gpd.GeoDataFrame:
    """The shipped controls of positions (EPSG:4549)."""
    rows = gpd.read_file(GEODATA / "controls.geojson").to_crs(METRIC_CRS)
    return rows[rows["role"] != "name"]


def _measured() -> Iterator[Measure]:
    for row in _controls().to_dict("records"):
        shape = drawn()[row["feature"]]["geometry"]
        away = shapely.distance(shapely.get_parts(row["geometry"]), shape)
        yield Measure(row["feature"], AGAINST[row["role"], row["source"][0]], tuple(map(float, away)))


def _until(shape: BaseGeometry, station: str | None) -> BaseGeometry:
    """The part of a line (EPSG:4549) for which its length is stated: up to a station, or all of it."""
    return substring(shape, 0, shape.project(drawn()[station]["geometry"])) if station else shape


def _lengths() -> Iterator[Measure]:
    """Lines of a stated length: how the drawn one differs, all parts of a line together."""
    for table in ("rail", "roads"):
        for line in (line for line in read_table(table)["line"] if "km" in line):
            parts = [row for row in drawn().values() if row.get("line") == line["id"]]
            stated = [_until(row["geometry"], line.get("km_to")) for row in parts]
            shapes = gpd.GeoSeries(stated, crs=METRIC_CRS).to_crs("EPSG:4326")
            share = sum(map(_GEOD.geometry_length, shapes)) / 1000 / line["km"] - 1
            for row in parts:
                yield Measure(row["id"], f"the stated length of the line: {share:+.0%}")


def _others() -> Iterator[Measure]:
    """Every railway, motorway, station and town, for those that neither a source nor a length measures."""
    for ident, row in drawn().items():
        if isinstance(row.get("line"), str):
            yield Measure(ident, NOTHING)
        elif ident.startswith("station-") or (ident.startswith("place-") and row["kind"] in SETTLEMENTS):
            yield Measure(ident, NOT_LISTED)


def measures() -> list[Measure]:
    """Everything that can be measured, the lengths of what cannot, and what has neither; once for each other source."""
    told = list(_measured())
    known = {measure.ident for measure in told}
    for measure in chain(_lengths(), _others()):
        if measure.ident not in known:
            told.append(measure)
            known.add(measure.ident)
    return told


def _figures(measure: Measure) -> str:
    """The cells of what was measured, the farthest and the count; dashes where nothing measures it."""
    found = measure.distances_m
    return f"{measure.measured_m:.0f} | {max(found):.0f} | {len(found)}" if found else "– | – | –"


def _row(measure: Measure) -> str:
    feature = drawn()[measure.ident]
    name = f"{feature['name_zh']} (`{measure.ident}`)"
    return f"| {name} | {feature['evidence']} | {feature['accuracy_m']} | {_figures(measure)} | {measure.against} |"


def _table(title: str, rows: Iterable[str]) -> str:
    return f"## {title}\n\n{_COLUMNS}" + "\n".join(rows) + "\n"


def _chords_m() -> np.ndarray:
    """How far the road graph's chords that are short enough for the trunk roads lie beside motorways, every 200 m."""
    found = []
    for ident, stretches in read_table("controls")["chains"].items():
        line = drawn()[ident]["geometry"]
        for nodes in ways(line, stretches):
            chords = np.array([LineString(pair) for pair in pairwise(nodes)])
            short = chords[shapely.length(chords) < context.LONGEST_CHORD_M]
            samples = shapely.points(shapely.get_coordinates(shapely.segmentize(short, STEP_M)))
            found.append(shapely.distance(samples, line))
    return np.concatenate(found)


def around() -> list[Measure]:
    """The context layers, each measured as one; `ident` is the layer's."""
    controls = _controls().set_index("feature")
    told = {"trunk_roads": _chords_m()}
    for layer, lines in SHARED.items():
        shape = shapely.union_all([row["geometry"] for row in drawn().values() if row["layer"] == layer])
        told[layer] = shapely.distance(shapely.get_parts(controls.loc[list(lines), "geometry"].to_numpy()), shape)
    towns = [measure for measure in _measured() if drawn()[measure.ident]["layer"] == "towns"]
    told["towns"] = np.concatenate([measure.distances_m for measure in towns])
    return [Measure(layer, OF_CONTEXT[layer], tuple(map(float, told[layer]))) for layer in context.LAYERS]


def _claims(layer: str) -> str:
    """What the features of a layer claim, from the least to the most."""
    claims = [row["accuracy_m"] for row in drawn().values() if row["layer"] == layer]
    return f"{min(claims)}" if min(claims) == max(claims) else f"{min(claims)} to {max(claims)}"


def _row_of_layer(measure: Measure) -> str:
    (grade,) = {row["evidence"] for row in drawn().values() if row["layer"] == measure.ident}
    return f"| `{measure.ident}` | {grade} | {_claims(measure.ident)} | {_figures(measure)} | {measure.against} |"


def document() -> str:
    """The text of `docs/accuracy.md`."""
    told = [one for one in measures() if drawn()[one.ident]["layer"] not in context.LAYERS]
    lines = [one for one in told if isinstance(drawn()[one.ident].get("line"), str)]
    points = [one for one in told if one not in lines]
    return "\n".join(
        (
            _HEAD + _table("Railways and motorways", map(_row, lines)),
            _table("Stations, towns and airports", map(_row, points)),
            _table("Surroundings", map(_row_of_layer, around())),
        )
    )


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
