"""The offline ground: land, sea and water that fit each other and the borders."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from typing import Any

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import GEODATA, WORKSPACE
from text import LANGUAGES

EXTENT = box(95, 15, 145, 45)
EXACT_DEG2 = 1e-6
LAND_KINDS = ("land", "sea", "lake", "river_area", "river")
SOURCE_KEYS = {
    "title_zh",
    "title_en",
    "address",
    "date",
    "licence_note_zh",
    "licence_note_en",
    "steps_zh",
    "steps_en",
    "files",
}
SAID = {"publisher", "version", "licence", "datum"}
"""Once where it needs no language, else in both."""


@cache
def ground() -> gpd.GeoDataFrame:
    return gpd.read_file(GEODATA / "ground.geojson").set_index("id", drop=False)


def shape(ident: str) -> BaseGeometry:
    return ground().geometry[ident]


def sources() -> dict[str, dict[str, Any]]:
    return tomllib.loads((GEODATA / "sources.toml").read_text(encoding="utf-8"))


def test_file_keeps_its_budget() -> None:
    assert (GEODATA / "ground.geojson").stat().st_size <= 250_000


def test_every_shape_is_valid_and_of_a_known_kind() -> None:
    assert ground().geometry.is_valid.all()
    assert set(ground()["kind"]) == set(LAND_KINDS)


def test_land_of_the_delta_is_exactly_its_regions() -> None:
    regions = gpd.read_file(GEODATA / "regions.geojson").query("kind == 'prefecture'")
    joined = shapely.coverage_union_all(regions.geometry.values)
    assert joined.symmetric_difference(shape("ground-land-delta")).area < EXACT_DEG2


def test_sea_off_the_delta_is_one_polygon_and_all_sea_but_gulfs_that_the_edge_cuts_off() -> None:
    parts = sorted(shapely.get_parts(shape("ground-sea")), key=shapely.area)
    assert parts[-1].contains(Point(122.6, 30.5))
    assert parts[-1].area > 0.99 * shape("ground-sea").area


def test_land_and_sea_fill_the_extent_without_a_gap() -> None:
    land = shape("ground-land-delta").union(shape("ground-land-around"))
    assert land.intersection(shape("ground-sea")).area < EXACT_DEG2
    assert EXTENT.difference(land.union(shape("ground-sea"))).area < EXACT_DEG2


def test_surrounding_land_stays_behind_the_delta_coast() -> None:
    coast = shape("ground-land-delta").intersection(box(119.6, 28, 125, 34.9)).envelope
    assert shape("ground-land-around").intersection(coast).difference(shape("ground-land-delta")).area < EXACT_DEG2


@pytest.mark.parametrize(
    ("ident", "lon", "lat"),
    [
        ("ground-sea", 121.3, 30.4), ("ground-sea", 122.0, 31.35), ("ground-land-delta", 121.6, 31.6),
        ("ground-land-delta", 122.1, 30.05), ("ground-land-delta", 120.15, 30.27), ("ground-lake-tai", 120.1, 31.2),
        ("ground-land-around", 114.3, 30.6), ("ground-land-around", 119.3, 26.2),
        ("ground-lake-qiandao", 118.95, 29.57),
    ],
)  # fmt: skip
def test_known_place_lies_where_it_should(ident: str, lon: float, lat: float) -> None:
    assert shape(ident).contains(Point(lon, lat))


def test_rivers_reach_the_sea_without_a_break() -> None:
    for river in ("ground-water-qiantang", "ground-water-yangtze"):
        assert shape(river).distance(shape("ground-sea")) < 0.005


def test_no_crumbs() -> None:
    sourced = ground()[ground()["kind"].isin(["lake", "river_area"]) & (ground()["evidence"] != "indicative")]
    areas = sourced.to_crs("EPSG:4549").area
    assert areas.min() > 15e6


def test_lines_are_lines() -> None:
    rivers = ground()[ground()["kind"] == "river"].geometry
    assert all(isinstance(part, LineString) for line in rivers for part in shapely.get_parts([line]))


@pytest.mark.parametrize("ident", list(sources()))
def test_source_is_described(ident: str) -> None:
    entry = sources()[ident]
    pairs = {f"{key}_{lang}" for key in SAID for lang in LANGUAGES}
    assert SOURCE_KEYS <= entry.keys() <= SOURCE_KEYS | SAID | pairs | {"no_address_zh", "no_address_en"}
    assert all(entry[key] for key in SOURCE_KEYS - {"address", "files"})
    assert entry["address"] == "" or entry["address"].startswith("https://")


@pytest.mark.parametrize("stem", ["regions", "cities", "districts", "ground"])
def test_every_source_named_is_described(stem: str) -> None:
    used = {ident for named in gpd.read_file(GEODATA / f"{stem}.geojson")["source"] for ident in named}
    assert used <= sources().keys()


@pytest.mark.sources
@pytest.mark.parametrize("ident", list(sources()))
def test_source_files_are_the_ones_described(ident: str) -> None:
    folder = WORKSPACE / "sources"
    if not folder.is_dir():
        pytest.skip("source geometry is not on this machine")
    for entry in sources()[ident]["files"]:
        assert hashlib.sha256((folder / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]


def test_land_of_the_delta_is_no_more_accurate_than_its_regions() -> None:
    regions = gpd.read_file(GEODATA / "regions.geojson").query("kind == 'prefecture'")
    assert ground().loc["ground-land-delta", "accuracy_m"] >= regions["accuracy_m"].max()
