"""How far features are from data that they were not made from: `docs/accuracy.md`, and what the tests ask again.

A measure compares a drawn feature with its controls (`controls.geojson`), the same that the page of checks asks. Its
figure is the 90th percentile of the distances; a claim may not be smaller. Railways, motorways, stations and towns that
nothing measures stand in the table as such; a line says by how much its length differs from the stated one, where a
length is stated and no control lies on it. `python -m geodata.recipes.accuracy` writes the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geodata.recipes.controls import SETTLEMENTS
from geodata.recipes.io import GEODATA, METRIC_CRS, read_table

DOCUMENT = GEODATA.parent / "docs" / "accuracy.md"
PERCENTILE = 90
NOTHING, NOT_LISTED = "nothing at hand", "in no second source"
LAYERS = ("rail", "roads", "stations", "places", "gateways")
AGAINST = {
    ("line", "travelmapping-rail-2026-08"): "stations and bends at Travel Mapping",
    ("line", "travelmapping-2026-08"): "interchanges with other motorways at Travel Mapping",
    ("line", "osm-2026-09"): "station nodes of OpenStreetMap; not the track between them",
    ("line", "osm-2024-03"): "bridges of OpenStreetMap",
    ("line", "routrs-osm-2024"): "nodes of the road graph of OpenStreetMap on the way",
    ("place", "travelmapping-rail-2026-08"): "the stop at Travel Mapping",
    ("place", "geonames-2026"): "the town at GeoNames",
    ("place", "vonng-adcode"): "the town at AMap (`vonng-adcode`)",
    ("place", "openflights"): "the reference point at OpenFlights",
}
"""What the controls of a role and a source are."""
_GEOD = pyproj.Geod(ellps="WGS84")
_HEAD = """# How accurate the features are

Made by `python -m geodata.recipes.accuracy`; `tests/geodata/test_accuracy.py` measures again, and the page of checks
measures with the same points (`geodata/controls.geojson`, [how they are chosen](checks.md#controls)). *Measured* is the
90th percentile of the distances from points of another source to the drawn shape, *farthest* the largest, in metres; a
claim may not be smaller than the first. No point is left out for being far off. All railways, motorways and stations
stand here, and the towns. Where no second source was at hand the last column says so: the claim is then the source's
own or, where the grade is indicative, this atlas's estimate; beside it stands how much longer or shorter than the
stated length a line is drawn, where one is stated.

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
    """The shipped features of the layers by id, with their geometry in EPSG:4549."""
    frames = (gpd.read_file(GEODATA / f"{layer}.geojson").to_crs(METRIC_CRS) for layer in LAYERS)
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


def _lengths() -> Iterator[Measure]:
    """Lines of a stated length: how the drawn one differs, all parts of a line together."""
    for table in ("rail", "roads"):
        for line in (line for line in read_table(table)["line"] if "km" in line):
            parts = [row for row in drawn().values() if row.get("line") == line["id"]]
            shapes = gpd.GeoSeries([row["geometry"] for row in parts], crs=METRIC_CRS).to_crs("EPSG:4326")
            share = sum(map(_GEOD.geometry_length, shapes)) / 1000 / line["km"] - 1
            for row in parts:
                yield Measure(row["id"], f"the stated length of the line: {share:+.0%}")


def _others() -> Iterator[Measure]:
    """Every railway, motorway, station and town, for those that neither a source nor a length measures."""
    for ident, row in drawn().items():
        if isinstance(row.get("line"), str):
            yield Measure(ident, NOTHING)
        elif ident.startswith("station-") or row["kind"] in SETTLEMENTS:
            yield Measure(ident, NOT_LISTED)


def measures() -> list[Measure]:
    """Everything that can be measured, the lengths of what cannot, and what has neither; once for each other source."""
    told = list(_measured())
    for measure in chain(_lengths(), _others()):
        if measure.ident not in {known.ident for known in told}:
            told.append(measure)
    return told


def _row(measure: Measure) -> str:
    feature, far = drawn()[measure.ident], measure.measured_m
    name = f"{feature['name_zh']} (`{measure.ident}`)"
    found = measure.distances_m
    figures = f"{far:.0f} | {max(found):.0f} | {len(found)}" if found else "– | – | –"
    return f"| {name} | {feature['evidence']} | {feature['accuracy_m']} | {figures} | {measure.against} |"


def _table(title: str, told: Sequence[Measure]) -> str:
    return f"## {title}\n\n{_COLUMNS}" + "\n".join(map(_row, told)) + "\n"


def document() -> str:
    """The text of `docs/accuracy.md`."""
    told = measures()
    lines = [one for one in told if isinstance(drawn()[one.ident].get("line"), str)]
    points = [one for one in told if one not in lines]
    return _HEAD + _table("Railways and motorways", lines) + "\n" + _table("Stations, towns and airports", points)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
