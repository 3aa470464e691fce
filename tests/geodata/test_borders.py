"""Regions, cities and districts are unions of one coverage: no gap, no overlap, one shared edge between neighbours."""

from __future__ import annotations

import re
from functools import cache

import geopandas as gpd
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.recipes.borders import build
from geodata.recipes.io import GEODATA, METRIC_CRS, WORKSPACE
from tests.geodata import kept

BUDGET_BYTES = {"regions": 450_000, "cities": 180_000, "districts": 520_000}
EDITIONS = ("2019", "2021")
CIRCLE = {"city-hangzhou", "city-jiaxing", "city-huzhou", "city-shaoxing", "city-quzhou", "city-huangshan"}
SUFFIX = {"district": "区", "county": "县", "county_city": "市"}
EXACT_DEG2 = 1e-12


@cache
def layer(stem: str) -> gpd.GeoDataFrame:
    return gpd.read_file(GEODATA / f"{stem}.geojson")


@cache
def prefectures() -> gpd.GeoDataFrame:
    regions = layer("regions")
    return regions[regions["kind"] == "prefecture"]


def counties(edition: str) -> gpd.GeoDataFrame:
    districts = layer("districts")
    return districts[[edition in editions for editions in districts["editions"]]]


@pytest.fixture(scope="module")
def made_borders() -> kept.Shapes:
    """What the recipe makes of the sources."""
    source("counties_2019")
    return kept.made("borders", lambda: {stem: [item["geometry"] for item in found] for stem, found in build().items()})


@cache
def source(stem: str) -> gpd.GeoSeries:
    path = WORKSPACE / "sources" / f"{stem}.geojson"
    if not path.is_file():
        pytest.skip("source geometry is not on this machine")
    frame = gpd.read_file(path).to_crs(METRIC_CRS)
    return frame.set_index("adcode").geometry if "adcode" in frame else frame.geometry


def overlap(drawn: BaseGeometry, exact: BaseGeometry) -> float:
    return drawn.intersection(exact).area / drawn.union(exact).area


def faults(drawn: gpd.GeoDataFrame, stem: str, least: float) -> dict[str, float]:
    exact, sea = source(stem), source("sea_estuary_osm2019").union_all()
    pairs = zip(drawn["adcode"], drawn.to_crs(METRIC_CRS).geometry, strict=True)
    found = {code: overlap(shape, exact[code].difference(sea)) for code, shape in pairs}
    return {code: value for code, value in found.items() if value < least}


@pytest.mark.parametrize("stem", BUDGET_BYTES)
def test_file_keeps_its_budget(stem: str) -> None:
    assert (GEODATA / f"{stem}.geojson").stat().st_size <= BUDGET_BYTES[stem]


@pytest.mark.parametrize("stem", BUDGET_BYTES)
def test_every_shape_is_valid(stem: str) -> None:
    assert layer(stem).geometry.is_valid.all()


@pytest.mark.parametrize("edition", EDITIONS)
def test_counties_share_their_edges(edition: str) -> None:
    assert shapely.coverage_is_valid(counties(edition).geometry.values)


def test_prefectures_share_their_edges() -> None:
    assert len(prefectures()) == 41
    assert shapely.coverage_is_valid(prefectures().geometry.values)


@pytest.mark.parametrize("edition", EDITIONS)
def test_prefectures_and_counties_share_their_edges(edition: str) -> None:
    inside = set(layer("cities").query("id in @CIRCLE")["adcode"])
    context = prefectures()[~prefectures()["adcode"].isin(inside)]
    assert shapely.coverage_is_valid([*context.geometry, *counties(edition).geometry])


@pytest.mark.parametrize("edition", EDITIONS)
def test_counties_add_up_to_their_city(edition: str) -> None:
    cities = layer("cities").set_index("id").geometry
    sums = counties(edition).dissolve("city", method="coverage").geometry
    assert set(sums.index) == CIRCLE
    assert {city for city in CIRCLE if sums[city].symmetric_difference(cities[city]).area > EXACT_DEG2} == set()


def test_cities_equal_their_region() -> None:
    regions = prefectures().set_index("adcode").geometry
    different = [row.id for row in layer("cities").itertuples() if not row.geometry.equals(regions[row.adcode])]
    assert different == []


def test_each_county_belongs_to_both_editions_or_to_one_named_in_its_id() -> None:
    for row in layer("districts").itertuples():
        ending = "" if list(row.editions) == list(EDITIONS) else f"-{row.editions[0]}"
        assert row.id == f"district-{row.adcode}{ending}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_edition_is_complete(edition: str) -> None:
    found = counties(edition)
    assert len(found) == found["adcode"].nunique() == 44


@pytest.mark.parametrize(
    ("edition", "code"), [("2019", "330103"), ("2019", "330104"), ("2021", "330113"), ("2021", "330114")]
)
def test_county_exists_in_its_edition_only(edition: str, code: str) -> None:
    rows = layer("districts").query("adcode == @code")
    assert [list(editions) for editions in rows["editions"]] == [[edition]]


def test_kind_follows_the_name() -> None:
    districts = layer("districts")
    assert [row.id for row in districts.itertuples() if not row.name_zh.endswith(SUFFIX[row.kind])] == []


@pytest.mark.parametrize("stem", ["regions", "cities"])
def test_names_are_distinct(stem: str) -> None:
    assert layer(stem)["name_en"].is_unique
    assert layer(stem)["name_zh"].is_unique


@pytest.mark.parametrize("stem", BUDGET_BYTES)
def test_ids_are_plain_and_unique(stem: str) -> None:
    ids = list(layer(stem)["id"])
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", ident) for ident in ids)


def test_plates_are_indicative_and_say_why() -> None:
    plates = layer("regions").query("kind == 'plate'")
    assert set(plates["evidence"]) == {"indicative"}
    assert plates["basis_zh"].str.len().min() > 0
    assert plates["basis_en"].str.len().min() > 0


@pytest.mark.sources
def test_cities_keep_their_source_outline() -> None:
    assert faults(layer("cities"), "prefectures_yrd_2018", 0.985) == {}


@pytest.mark.sources
@pytest.mark.parametrize("edition", EDITIONS)
def test_counties_keep_their_source_outline(edition: str) -> None:
    assert faults(counties(edition), f"counties_{edition}", 0.97) == {}


@pytest.mark.sources
@pytest.mark.parametrize("stem", BUDGET_BYTES)
def test_recipe_makes_the_shipped_geometry(stem: str, made_borders: kept.Shapes) -> None:
    made = made_borders[stem]
    assert len(made) == len(layer(stem))
    assert all(one.equals(other) for one, other in zip(made, layer(stem).geometry, strict=True))
