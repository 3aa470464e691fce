"""What lies around the report's subjects, grey and thin: the motorway network, trunk roads, metro lines, towns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pypinyin import Style, lazy_pinyin, pinyin
from shapely.geometry.base import BaseGeometry

from geodata.recipes.coverage import rounded
from geodata.recipes.gazetteer import geonames
from geodata.recipes.io import METRIC_CRS, Feature, feature, read_metric, read_table, to_degrees

LAYERS = ("motorways", "trunk_roads", "metro", "towns")
MOTORWAY_THIN_M, METRO_THIN_M = 30.0, 10.0
MOTORWAY_M, METRO_M, TRUNK_M, TOWN_M, LONE_TOWN_M = 800, 150, 1000, 1500, 1600
"""What is claimed; of a town that one gazetteer alone has, as much as nine in ten of the others are apart in two."""
BESIDE_MOTORWAY_M = 700.0
MOSTLY = 0.6
"""An edge of the network of which so much runs beside a motorway is the motorway's."""
LONGEST_CHORD_M = 2500.0
"""Between junctions the network has straight lines; a longer one says too little of the road's course."""
CONNECTED_M, SHORTEST_M = 20_000.0, 50.0
SAME_TOWN_M = 6000.0
"""A namesake that is farther off is another town."""
CITIES = {
    "3301": ("杭州", "Hangzhou"), "3304": ("嘉兴", "Jiaxing"), "3305": ("湖州", "Huzhou"), "3306": ("绍兴", "Shaoxing"),
    "3308": ("衢州", "Quzhou"), "3410": ("黄山", "Huangshan"),
}  # fmt: skip
_OFFICE = "办事处"


@cache
def _table() -> dict[str, Any]:
    return read_table("context")


def _number(ref: str) -> str:
    """A motorway's number as its signs have it: the source makes it two digits long, and adds the name of a branch."""
    return re.sub(r"^([GS])[A-Z]?0?(\d|\d\d|\d{4})(?:[A-Z].*)?$", r"\1\2", ref)


def _joined(shapes: list[BaseGeometry], thin_m: float) -> BaseGeometry:
    """Lines (EPSG:4549) run together where they meet, thinned; EPSG:4326."""
    merged = shapely.line_merge(shapely.union_all(shapes))
    return rounded(to_degrees(shapely.simplify(merged, thin_m)))


def _motorways() -> Iterator[Feature]:
    rows, found = read_metric("roads_motorways_travelmapping2026"), defaultdict[str, list[BaseGeometry]](list)
    for ref, shape in zip(rows["ref"], rows.geometry, strict=True):
        found[_number(ref)].append(shape)
    for ref, shapes in sorted(found.items(), key=lambda item: (item[0][0], int(re.sub(r"\D", "", item[0])))):
        zh, en = _table()["motorways"].get(ref, ("高速公路", "Expressway"))
        yield feature(
            f"motorway-{ref.lower()}", f"{ref}{zh}", f"{ref} {en}", "motorway", _joined(shapes, MOTORWAY_THIN_M),
            evidence="generalised", accuracy_m=MOTORWAY_M, source=["travelmapping-2026-08"], aliases=[ref], ref=ref,
        )  # fmt: skip


def _trunk_edges() -> gpd.GeoSeries:
    """The short edges of the network that run beside no motorway (EPSG:4549)."""
    edges = shapely.get_parts(read_metric("roads_trunk_graph_osm2024_routrs").geometry.to_numpy())
    motorways = read_metric("roads_motorways_travelmapping2026").buffer(BESIDE_MOTORWAY_M)
    beside = shapely.length(shapely.intersection(edges, shapely.union_all(motorways.to_numpy())))
    lengths = shapely.length(edges)
    kept = edges[(beside < MOSTLY * lengths) & (lengths < LONGEST_CHORD_M)]
    return gpd.GeoSeries(kept, crs=METRIC_CRS)


def _connected(edges: gpd.GeoSeries) -> list[BaseGeometry]:
    """The lines of the network (EPSG:4549) that are `CONNECTED_M` long together; what is left of others are crumbs."""
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(edges.to_numpy())))
    webs = shapely.get_parts(shapely.union_all(shapely.buffer(lines, 1.0)))
    home, line = shapely.STRtree(webs).query(lines, predicate="intersects")[::-1]
    length_m = np.bincount(home, shapely.length(lines)[line], minlength=len(webs))
    kept = lines[line[length_m[home] >= CONNECTED_M]]
    return list(kept[shapely.length(kept) >= SHORTEST_M])


def _trunk_roads() -> Iterator[Feature]:
    edges, cities = _trunk_edges(), read_metric("prefectures_yrd_2018")
    codes = cities["adcode"].astype(str).str[:4]
    for code, (zh, en) in CITIES.items():
        city = shapely.union_all(cities.geometry[codes == code].to_numpy())
        parts = _connected(edges[edges.intersects(city)].intersection(city))
        if not parts:
            continue
        yield feature(
            f"trunk-{en.lower()}", f"{zh}的干线公路", f"Trunk roads of {en}", "trunk_road",
            rounded(to_degrees(shapely.union_all(parts))), evidence="generalised", accuracy_m=TRUNK_M,
            source=["routrs-osm-2024"],
        )  # fmt: skip


def _metro() -> Iterator[Feature]:
    rows, found = read_metric("rail_travelmapping2026"), defaultdict[tuple[str, str], list[BaseGeometry]](list)
    for ident, (system, number) in _table()["metro"].items():
        found[system, number] += list(rows.geometry[rows["line"] == ident])
    for (system, number), shapes in found.items():
        names = {lang: text.format(number=number) for lang, text in _table()["systems"][system].items()}
        yield feature(
            f"metro-{system}-{number}", names["zh"], names["en"], "metro_line", _joined(shapes, METRO_THIN_M),
            evidence="generalised", accuracy_m=METRO_M, source=["travelmapping-rail-2026-08"],
        )  # fmt: skip


def _namesakes() -> dict[str, list[int]]:
    """Rows of GeoNames by each of the names that they have in Chinese."""
    rows = defaultdict[str, list[int]](list)
    for place, spelt in enumerate(geonames()["name_zh_alternates"].fillna("")):
        for name in filter(None, spelt.split(";")):
            rows[name].append(place)
    return rows


def _readings(name: str) -> set[str]:
    """Every way in which a name can be read, in pinyin without tones and apostrophes."""
    return {"".join(way) for way in product(*pinyin(name, style=Style.NORMAL, heteronym=True))}


def _romanised(name: str, spelt: Iterable[str]) -> str:
    """A name in pinyin: as a namesake is spelt that reads as this name can be read, else as it is read most often."""
    ways = _readings(name)
    for known in spelt:
        if re.sub(r"[^a-z]", "", known.lower()) in ways:
            return known.replace("’", "'")
    syllables = [_table()["readings"].get(sign, lazy_pinyin(sign, style=Style.NORMAL)[0]) for sign in name]
    joined = "".join(f"'{one}" if at and one[0] in "aoe" else one for at, one in enumerate(syllables))
    return joined.capitalize()


def stem_of(name: str) -> str | None:
    """A town's name without the word for its kind; none for what is no town but an estate."""
    ending = next((end for end in _table()["towns"] if name.endswith(end) and name != end), None)
    return name.removesuffix(ending) if ending else None


def _town(row: Any, shape: BaseGeometry, names: dict[str, list[int]], others: gpd.GeoDataFrame) -> Feature | None:
    """A town of the list, with a second source where GeoNames has it; claims no less than the two are apart."""
    name = row["name"].removesuffix(_OFFICE)
    stem = stem_of(name)
    if stem is None:
        return None
    near = others.iloc[[*names.get(name, ()), *names.get(stem, ())]]
    away = near.distance(shape)
    near = near[away < SAME_TOWN_M]
    named = {"name_source": ["vonng-adcode", "geonames-2026"]} if len(near) else {}
    apart_m = 100 * int(np.ceil(away.min() / 100)) if len(near) else LONE_TOWN_M
    name_en = f"{_romanised(stem, near['name'])} {_table()['towns'][name.removeprefix(stem)]}"
    return feature(
        f"town-{row['code'][:9]}", name, name_en, "town", rounded(to_degrees(shape)), evidence="generalised",
        accuracy_m=max(TOWN_M, apart_m), source=["vonng-adcode"], **named,
    )  # fmt: skip


def _towns() -> Iterator[Feature]:
    rows, others, names = read_metric("towns_points_2016"), geonames().to_crs(METRIC_CRS), _namesakes()
    inside = (rows["level"] == "town") & rows["code"].str[:4].isin(list(CITIES))
    for _, row in rows[inside].iterrows():
        if town := _town(row, row.geometry, names, others):
            yield town


def build() -> dict[str, list[Feature]]:
    """Features of `motorways`, `trunk_roads` and `metro` (lines) and of `towns` (points), EPSG:4326."""
    return {
        "motorways": list(_motorways()),
        "trunk_roads": list(_trunk_roads()),
        "metro": list(_metro()),
        "towns": list(_towns()),
    }
