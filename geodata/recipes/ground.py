"""The offline ground: land, sea, lakes and rivers, drawn in this order under everything else."""

from __future__ import annotations

from functools import cache
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from geodata.recipes import land as around
from geodata.recipes.coverage import pieces, read_sea, rounded
from geodata.recipes.deviation import rounded_up
from geodata.recipes.io import Feature, feature, read_source, read_table, to_degrees, to_metric
from geodata.recipes.smoothing import smooth, smooth_ring

SMALLEST_KM2 = 5.0
DELTA_SOURCES = ["vonng-adcode", "osm-mapchina-2019"]
SMALLEST_DEG2 = 0.002
LARGEST_POOL_DEG2 = 0.5
"""Water of this size is sea; what is smaller lies where the coasts of two sources do not meet."""
LINE_THIN_M = 150.0
BESIDE_M = 1_500.0
SHORTEST_M = 5_000.0
TABLE_SOURCES = {
    "water_polygons_1to4m": ("ngcc-1to4m", "national_1to4m_m"),
    "rivers_canals_1to4m": ("ngcc-1to4m", "national_1to4m_m"),
    "ne10m_lakes_yrd": ("natural-earth-10m", "natural_earth_m"),
    "ne10m_rivers_lake_centerlines_yrd": ("natural-earth-10m", "natural_earth_m"),
}


@cache
def _table() -> dict[str, Any]:
    return read_table("ground")


def _provenance(name: str, thin_m: float) -> dict[str, Any]:
    """Evidence, source and accuracy in metres of what one source file gives after thinning."""
    ident, error = TABLE_SOURCES[name]
    accuracy = rounded_up(_table()["accuracy"][error] + thin_m)
    return {"evidence": "generalised", "source": [ident], "accuracy_m": accuracy}


@cache
def delta_land() -> MultiPolygon:
    """The land of the Delta: exactly the regions together, EPSG:4326."""
    return shapely.coverage_union_all(list(pieces().values()))


def _mainland() -> BaseGeometry:
    """The land outside the coast of the Delta, EPSG:4326; it reaches under the Delta's inland prefectures."""
    known = gpd.read_file(around.FILE).union_all().intersection(box(*around.AROUND))
    outer = known.difference(Polygon(_table()["delta_coast"]))
    kept = [part for part in shapely.get_parts([outer]) if part.area >= SMALLEST_DEG2]
    return rounded(shapely.union_all(kept))


@cache
def _land_and_water() -> tuple[BaseGeometry, BaseGeometry]:
    """The land around, with pools between it and the Delta filled in, and the sea."""
    mainland = _mainland()
    water = box(*around.AROUND).difference(shapely.union_all([delta_land(), mainland]))
    parts = list(map(rounded, shapely.get_parts([water])))
    pools = [part for part in parts if part.area < LARGEST_POOL_DEG2]
    sea = shapely.union_all([part for part in parts if part.area >= LARGEST_POOL_DEG2])
    return rounded(shapely.union_all([mainland, *pools])), sea


def _without_crumbs(shape: BaseGeometry) -> MultiPolygon | Polygon:
    """Parts and islands of at least 5 km2 (EPSG:4549); the largest part always stays."""
    parts = sorted(shapely.get_parts([shape]), key=shapely.area, reverse=True)
    kept = [part for index, part in enumerate(parts) if index == 0 or part.area >= SMALLEST_KM2 * 1e6]
    rings = [[ring for ring in part.interiors if Polygon(ring).area >= SMALLEST_KM2 * 1e6] for part in kept]
    return shapely.union_all([Polygon(part.exterior, holes) for part, holes in zip(kept, rings, strict=True)])


def _joined_to_sea(shape: BaseGeometry, row: dict[str, Any]) -> BaseGeometry:
    """A river polygon (EPSG:4549) with the stretch between its end and the beginning of the sea filled in."""
    near = to_metric(box(*row["join"]))
    ocean = to_metric(read_source("ne10m_ocean_yrd").union_all().intersection(box(*row["join"])))
    known = shapely.union_all([shape, read_sea().intersection(near), *([ocean] if row["join_ocean"] else [])])
    closed = known.buffer(row["join_m"]).buffer(-row["join_m"])
    return shape.union(closed.intersection(near).difference(read_sea()))


@cache
def _source_water(name: str, where: tuple[float, float]) -> BaseGeometry:
    """The polygon of a source that holds a point, EPSG:4549."""
    return to_metric(next(shape for shape in read_source(name).geometry if shape.contains(Point(where))))


@cache
def _thinned_water(ident: str) -> BaseGeometry:
    """A lake or river of the table without crumbs, led on to the sea and thinned, EPSG:4549."""
    row = next(row for row in _table()["water"] if row["id"] == ident)
    shape = _source_water(row["from"], tuple(row["where"]))
    if "join" in row:
        shape = _joined_to_sea(shape, row)
    return shapely.simplify(_without_crumbs(shape), row["thin_m"])


def _rounded_banks(row: dict[str, Any]) -> BaseGeometry:
    """A water with smooth banks (EPSG:4549): with the one that it runs on in, so that no end is rounded between them,
    and as it is where it meets the sea.
    """
    shape, other = _thinned_water(row["id"]), Polygon()
    if "beside" in row:
        other = _thinned_water(row["beside"])
    mouth = shape.intersection(to_metric(box(*row["join"]))) if "join" in row else Polygon()
    smoothed = smooth(shapely.union_all([shape, other]), row["smooth_m"]).difference(other)
    return _without_crumbs(shapely.union_all([smoothed, mouth]))


def _water_shape(row: dict[str, Any]) -> BaseGeometry:
    """One lake or river polygon, EPSG:4326."""
    return rounded(to_degrees(_rounded_banks(row) if "smooth_m" in row else _thinned_water(row["id"])))


def _water(row: dict[str, Any]) -> Feature:
    names = row["id"], row["name_zh"], row["name_en"], row["kind"]
    origin = _provenance(row["from"], row["thin_m"] + row.get("smooth_m", 0))
    return feature(*names, _water_shape(row), aliases=row.get("aliases", ()), **origin)


@cache
def _wide_water() -> BaseGeometry:
    """Where rivers and lakes are drawn as areas, EPSG:4549: a line from a coarser source would run beside them."""
    shapes = [_source_water(row["from"], tuple(row["where"])) for row in _table()["water"]]
    return shapely.union_all(shapes).buffer(BESIDE_M)


def _drawn(row: dict[str, Any]) -> Feature:
    """A lake drawn by hand."""
    names = row["id"], row["name_zh"], row["name_en"], row["kind"]
    shape = rounded(Polygon(smooth_ring(row["shore"])))
    told = {key: row[key] for key in ("accuracy_m", "basis_zh", "basis_en")}
    return feature(*names, shape, evidence="indicative", source=["atlas-indicative"], **told)


def _river_shape(row: dict[str, Any]) -> LineString | MultiLineString:
    """One river's centre line where it is not drawn as an area, thinned, EPSG:4326."""
    frame = read_source(row["from"])
    lines = shapely.union_all(frame.geometry[frame[row["field"]] == row["value"]].values)
    narrow = shapely.line_merge(to_metric(lines).difference(_wide_water()))
    parts = [part for part in shapely.get_parts([narrow]) if part.length >= SHORTEST_M]
    return rounded(to_degrees(shapely.simplify(shapely.union_all(parts), LINE_THIN_M)))


def _river(row: dict[str, Any]) -> Feature:
    names = row["id"], row["name_zh"], row["name_en"], "river"
    origin = _provenance(row["from"], LINE_THIN_M)
    return feature(*names, _river_shape(row), aliases=row.get("aliases", ()), **origin)


def _coarse() -> dict[str, Any]:
    return {"evidence": "generalised", "accuracy_m": _table()["accuracy"]["natural_earth_m"]}


def land() -> list[Feature]:
    """The features of the land, EPSG:4326."""
    return [
        feature("ground-land-around", "周边陆地", "Surrounding land", "land", _land_and_water()[0],
                source=["natural-earth-10m"], **_coarse()),
        feature("ground-land-delta", "三省一市陆地", "Land of the four provincial-level areas", "land", delta_land(),
                source=DELTA_SOURCES, evidence="generalised", accuracy_m=_table()["accuracy"]["delta_m"]),
    ]  # fmt: skip


def _sea() -> Feature:
    return feature(
        "ground-sea", "海域", "Sea", "sea", _land_and_water()[1],
        source=[*DELTA_SOURCES, "natural-earth-10m"], **_coarse(),
    )  # fmt: skip


def build() -> dict[str, list[Feature]]:
    """Features of the ground, EPSG:4326, in drawing order."""
    table = _table()
    return {
        "ground": [
            *land(),
            _sea(),
            *map(_water, table["water"]),
            *map(_drawn, table["drawn"]),
            *map(_river, table["rivers"]),
        ]
    }
