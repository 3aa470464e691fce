"""What a feature claims, measured against data that its shape was not made from."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pypinyin import Style, pinyin
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.elevation import summit
from geodata.recipes.io import METRIC_CRS, WORKSPACE, read_source
from geodata.recipes.io import read_table as table
from tests.geodata import shipped

pytestmark = shipped.needs_sources
RAIL, ROADS, PLACES, STATIONS = (shipped.features(stem) for stem in ("rail", "roads", "places", "stations"))
WORST = 90
"""The percentile of the distances that a claim must reach."""
STOPS = {
    "rail-hangshao": "杭绍城际", "rail-hanghai": "杭海城际", "rail-hanglin": "杭临城际", "rail-hangfu": "杭富城际",
    "rail-airport-express": "机场快线",
}  # fmt: skip
"""Lines drawn after Travel Mapping, and the OpenStreetMap nodes of their stations, by the source's name of the line."""
LINES = {
    "rail-hangshao": "sxm01", "rail-hanghai": "hhcj", "rail-hanglin": "hzm16", "rail-hangfu": "hzm06",
    "rail-airport-express": "hzm19",
}  # fmt: skip


@cache
def nodes(line: str) -> list[BaseGeometry]:
    """The station nodes (EPSG:4549) of a line, which have no names."""
    chains = read_source("rail_intercity_station_chains").to_crs(METRIC_CRS)
    (chain,) = chains[chains["line"].str.startswith(STOPS[line])].geometry
    return [Point(at) for at in chain.coords]


def worst(distances_m: list[float]) -> float:
    """The 90th percentile, metres."""
    return float(np.percentile(distances_m, WORST))


@pytest.mark.parametrize("line", STOPS)
def test_an_intercity_line_passes_the_nodes_of_its_stations(line: str) -> None:
    drawn = shipped.metric(RAIL[line]["shape"])
    found = [node.distance(drawn) for node in nodes(line)]
    if line == "rail-hangshao":  # its last three nodes lie on the line that goes on to the city of Shaoxing
        found = found[:7]
    assert worst(found) <= RAIL[line]["accuracy_m"]


def test_the_line_to_shaoxing_ends_where_it_is_stated_to_end() -> None:
    stops = [item for item in STATIONS.values() if "rail-hangshao" in item["lines"]]
    assert len(stops) == 10, "as many as were opened on 28 June 2021"
    drawn = shipped.metric(RAIL["rail-hangshao"]["shape"])
    ends = [shipped.metric(STATIONS[f"station-{name}"]["shape"]) for name in ("guniangqiao", "qingfangcheng")]
    assert max(drawn.boundary.distance(end) for end in ends) < 60


ENGLISH = {
    "LeaCit": "皮革城", "IntCamZJU": "浙大国际校区", "LinPingNanRaiSta": "临平南高铁站",
    "HaiNingXiRaiSta": "海宁高铁西站", "ChangAn": "长安(东方学院)", "ChiTexCit": "中国轻纺城", "YueDao": "御道",
}  # fmt: skip
"""Labels that are not the pinyin of the name; the last is a slip of the source."""
SHORT = {"Rd": "Lu", "Ave": "DaDao", "Hwy": "GongLu", "E": "Dong"}


def readings(name: str) -> set[str]:
    """All ways to read a name, in small letters without tones."""
    return {"".join(read) for read in product(*pinyin(name, Style.NORMAL, heteronym=True))}


def pinyin_of(label: str) -> str:
    """A label with its English endings in pinyin, in small letters."""
    for short, long in SHORT.items():
        label = re.sub(rf"{short}$", long, label)
    return label.lower()


@pytest.mark.parametrize("ident", sorted(i for i, item in STATIONS.items() if item["kind"] == "intercity_station"))
def test_a_second_source_has_the_station_s_name_at_its_place(ident: str) -> None:
    item = STATIONS[ident]
    stops = read_source("rail_stations_travelmapping2026")
    stops = stops[stops["line"].isin([LINES[line] for line in item["lines"] if line in LINES])].to_crs(METRIC_CRS)
    away = stops.distance(shipped.metric(item["shape"]))
    assert away.min() < 300
    label, name = str(stops.loc[away.idxmin(), "label"]), str(item["name_zh"])
    if label in ENGLISH:
        assert name.removesuffix("站") == ENGLISH[label].removesuffix("站")
    else:
        assert pinyin_of(label) in readings(name) | readings(name.removesuffix("站"))


def test_no_station_is_named_by_its_order() -> None:
    rows = table("stations")
    named = [*rows["station"], *(row for chain in rows["chain"].values() for row in chain)]
    assert [row["id"] for row in named if "#" in row.get("at", "")] == []


def test_the_motorway_in_anhui_passes_the_bridges_of_another_year() -> None:
    bridges = read_source("road_anhui_g56_g4012_bridges_osm2024").to_crs(METRIC_CRS)
    bridges = bridges[bridges["ref"].str.split(";").map(lambda refs: "G56" in refs)]
    drawn = shipped.metric(ROADS["road-hanghui-anhui"]["shape"])
    beside = bridges[bridges.centroid.map(lambda at: 0 < drawn.project(at) < drawn.length)]
    assert len(beside) > 80
    assert worst(list(beside.centroid.distance(drawn))) <= ROADS["road-hanghui-anhui"]["accuracy_m"]


@pytest.mark.parametrize(
    ("line", "stated_km"),
    [("road-huhangyong", 248.0), ("road-linjin", 85.5), ("road-qianhuang", 51.42)],
)
def test_a_road_is_as_long_as_stated(line: str, stated_km: float) -> None:
    parts = (ROADS[ident] for ident in (line, f"{line}-city") if ident in ROADS)
    drawn = sum(shipped.metric(item["shape"]).length for item in parts)
    assert drawn / 1000 == pytest.approx(stated_km, rel=0.13 if line == "road-qianhuang" else 0.1)


def town_specs() -> dict[str, str]:
    """Names of towns by the id of the place that stands at their centre."""
    rows: list[dict[str, Any]] = table("places_towns")["feature"]
    points = {row["id"]: str(row.get("shape", {}).get("point", "")) for row in rows}
    return {ident: spec.removeprefix("town:").partition("@")[0] for ident, spec in points.items() if "town:" in spec}


def test_a_town_s_point_is_where_another_gazetteer_has_it() -> None:
    names = pd.read_csv(WORKSPACE / "sources" / "towns_geonames2026.csv")
    points = gpd.GeoSeries.from_xy(names["lon"], names["lat"], crs="EPSG:4326").to_crs(METRIC_CRS)
    away: dict[str, float] = {}
    for ident, town in town_specs().items():
        here = shipped.metric(PLACES[ident]["shape"])
        same = names["name_zh_alternates"].fillna("").str.split(";").map(lambda spelt, town=town: town in spelt)
        if same.any() and (nearest := float(points[same].distance(here).min())) < 20_000:
            away[ident] = nearest
    assert len(away) >= 4
    assert worst(list(away.values())) <= min(PLACES[ident]["accuracy_m"] for ident in away)


def test_a_town_s_point_claims_no_more_than_two_gazetteers_agree_on() -> None:
    claims = {ident: PLACES[ident]["accuracy_m"] for ident in town_specs()}
    assert {ident: claim for ident, claim in claims.items() if claim < 1500} == {}


@pytest.mark.parametrize("ident", ["place-tianmushan", "place-qingliangfeng"])
def test_a_mountain_stands_where_the_ground_is_highest_and_not_at_its_town(ident: str) -> None:
    at = PLACES[ident]["shape"]
    assert summit(at.x, at.y, 1.0).distance(at) < 1e-4
    towns = read_source("towns_points_2016").to_crs(METRIC_CRS)
    (town,) = towns[towns["name"] == f"{PLACES[ident]['name_zh']}镇"].geometry
    assert town.distance(shipped.metric(at)) > 10_000


def test_the_shared_peak_lies_on_the_border_of_two_provinces() -> None:
    borders = read_source("prefectures_yrd_2018").to_crs(METRIC_CRS)
    zhejiang = borders[borders["adcode"].astype(str).str.startswith("33")].union_all().boundary
    peak = PLACES["place-qingliangfeng"]
    assert zhejiang.distance(shipped.metric(peak["shape"])) <= peak["accuracy_m"]


def test_the_sources_of_what_was_measured_are_listed() -> None:
    used = {source for items in (RAIL, ROADS, PLACES, STATIONS) for item in items.values() for source in item["source"]}
    assert {"travelmapping-rail-2026-08", "travelmapping-2026-08", "geonames-2026", "meteva-dem30s"} <= used
