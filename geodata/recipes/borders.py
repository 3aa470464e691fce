"""Regions, cities and districts: prefectures of the Delta, cities of the circle, their counties in two editions."""

from __future__ import annotations

from functools import cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.recipes.coverage import (
    Shapes,
    changed_counties,
    city_code,
    full_pieces,
    pieces,
    read_sea,
    read_shapes,
    rounded,
    union_by,
)
from geodata.recipes.deviation import deviation_m, rounded_up
from geodata.recipes.io import Feature, feature, read_source, read_table, to_degrees, to_metric

REGION, THEN, LATER = range(3)
EDITIONS = {THEN: "2019", LATER: "2021"}
COUNTY_SOURCES = {THEN: "counties_2019", LATER: "counties_2021"}
COUNTY_KINDS = {"区": "district", "县": "county", "市": "county_city"}
PLATE_CLOSE_M = 6_000.0
PLATE_THIN_M = 1_500.0
COAST_KM2 = 0.5


@cache
def _names(source: str) -> dict[str, str]:
    """Chinese names by adcode."""
    frame = read_source(source)
    return dict(zip(frame["adcode"].astype(str), frame["name_zh"], strict=True))


@cache
def _table() -> dict[str, Any]:
    return read_table("borders")


@cache
def _coastal(source: str) -> frozenset[str]:
    """Adcodes of the shapes of a source that the sea takes a part of."""
    sea = read_sea()
    return frozenset(
        code for code, shape in read_shapes(source).items() if shape.intersection(sea).area > COAST_KM2 * 1e6
    )


def _source_error_m(code: str, source: str) -> float:
    """How far the source itself may be from the truth, metres."""
    known = _table()["accuracy"]
    if code.startswith("3410"):
        return float(known["huangshan_m"])
    return float(known["coast_m"] if code in _coastal(source) else known["border_m"])


def _accuracy_m(code: str, source: str, exact: BaseGeometry, drawn: BaseGeometry) -> int:
    """Deviation by generalising (exact in EPSG:4549, drawn in EPSG:4326) on top of the source's own, metres."""
    return rounded_up(deviation_m(exact, to_metric(drawn)) + _source_error_m(code, source))


def _sources(code: str, source: str) -> list[str]:
    later = ["cnmaps"] if source == COUNTY_SOURCES[LATER] else []
    return ["vonng-adcode", *later, *(["osm-mapchina-2019"] if code in _coastal(source) else [])]


def _short(name: str) -> list[str]:
    """A name without its last character, where two are left: they are what people say."""
    return [name[:-1]] if len(name) > 2 else []


@cache
def _regions() -> tuple[Shapes, Shapes]:
    return union_by(REGION, full_pieces()), union_by(REGION, pieces())


def _prefecture_facts(code: str) -> dict[str, Any]:
    """What a region and the city of the same name have in common."""
    source = "prefectures_yrd_2018"
    exact, drawn = _regions()
    return {
        "name_zh": _names(source)[code], "name_en": _table()["prefectures"][code], "geometry": drawn[code],
        "evidence": "generalised", "accuracy_m": _accuracy_m(code, source, exact[code], drawn[code]),
        "source": _sources(code, source), "adcode": code,
    }  # fmt: skip


def _prefecture(code: str) -> Feature:
    facts = _prefecture_facts(code)
    zh, en = _table()["provinces"][code[:2]]
    short = _short(facts["name_zh"])
    return feature(f"region-{code}", kind="prefecture", aliases=short, province=zh, province_en=en, **facts)


def _city(row: dict[str, Any]) -> Feature:
    facts = _prefecture_facts(row["adcode"])
    area = {"published_area_km2": row["published_area_km2"]} if "published_area_km2" in row else {}
    names = [*_short(facts["name_zh"]), *row.get("aliases", ())]
    return feature(row["id"], kind=row["kind"], aliases=names, **area, **facts)


def _union(row: dict[str, Any]) -> Feature:
    """Several cities as one area, dissolved from the same coverage."""
    parts = [_prefecture_facts(code) for code in row["members"]]
    return feature(
        row["id"], row["name_zh"], row["name_en"], row["kind"],
        rounded(shapely.coverage_union_all([part["geometry"] for part in parts])),
        evidence="generalised", accuracy_m=max(part["accuracy_m"] for part in parts),
        source=sorted({name for part in parts for name in part["source"]}), aliases=row["aliases"],
    )  # fmt: skip


def _plate_shape(members: list[str]) -> BaseGeometry:
    """The prefectures joined (EPSG:4326), inlets and islets smoothed away: a plate has no surveyed edge."""
    land = to_metric(shapely.coverage_union_all([_regions()[1][code] for code in members]))
    smooth = land.buffer(PLATE_CLOSE_M).buffer(-2 * PLATE_CLOSE_M).buffer(PLATE_CLOSE_M)
    return rounded(to_degrees(shapely.simplify(max(shapely.get_parts([smooth]), key=shapely.area), PLATE_THIN_M)))


def _plate(row: dict[str, Any]) -> Feature:
    zh = [name[:-1] for name in map(_names("prefectures_yrd_2018").__getitem__, row["members"])]
    en = [_table()["prefectures"][code].split(" (")[0] for code in row["members"]]
    return feature(
        row["id"], f"{row['wording']}板块", row["name_en"], "plate", _plate_shape(row["members"]),
        evidence="indicative", accuracy_m=_table()["accuracy"]["plate_m"],
        source=["atlas-indicative", "vonng-adcode"], mentions=[{"text": row["wording"], "only": ["1.2"]}],
        basis_zh=f"本图集的理解:{'、'.join(zh)}各市合并并平滑边缘;报告未划定界线。",
        basis_en=f"Our reading: {', '.join(en)} joined, edge smoothed; the report draws no boundary.",
    )  # fmt: skip


def _mentions(code: str, name: str) -> list[Any]:
    """The short name, where the report means this county by it."""
    where = _table()["named_in_report"].get(code)
    if where is None:
        return []
    return [{"text": short, "only": where} if where else short for short in _short(name)]


def _district(code: str, edition: int, exact: BaseGeometry, drawn: BaseGeometry) -> Feature:
    """One county; where both editions agree it stands for both. Only the county of 2019 can be what is named."""
    source, changed = COUNTY_SOURCES[edition], code in changed_counties()
    name = _names(source)[code]
    facts: dict[str, Any] = {"accuracy_m": _accuracy_m(code, source, exact, drawn)}
    disputed = _table()["disputed_2021"]
    if edition == LATER and code in disputed["counties"]:
        facts = {"accuracy_m": _table()["accuracy"]["disputed_m"]}
        facts |= {key: disputed[key] for key in ("basis_zh", "basis_en")}
    return feature(
        f"district-{code}" + (f"-{EDITIONS[edition]}" if changed else ""), name, _table()["counties"][code],
        COUNTY_KINDS[name[-1]], drawn, evidence="generalised", source=_sources(code, source),
        mentions=_mentions(code, name) if edition == THEN else [], adcode=code, city=_city_ids()[city_code(code)],
        editions=[EDITIONS[edition]] if changed else list(EDITIONS.values()), **facts,
    )  # fmt: skip


@cache
def _city_ids() -> dict[str, str]:
    return {row["adcode"]: row["id"] for row in _table()["cities"]}


def _districts() -> list[Feature]:
    """Counties of both editions by adcode; the unchanged ones once."""
    found: dict[tuple[str, int], Feature] = {}
    for edition in EDITIONS:
        exact, drawn = union_by(edition, full_pieces()), union_by(edition, pieces())
        for code, shape in drawn.items():
            if edition == THEN or code in changed_counties():
                found[code, edition] = _district(code, edition, exact[code], shape)
    return [found[key] for key in sorted(found)]


def build() -> dict[str, list[Feature]]:
    """Features of regions, cities and districts, EPSG:4326, all dissolved from one coverage."""
    table = _table()
    return {
        "regions": [
            *map(_prefecture, sorted(_regions()[1])),
            *map(_plate, table["plates"]),
            *map(_union, table["unions"]),
        ],
        "cities": [_city(row) for row in table["cities"]],
        "districts": _districts(),
    }
