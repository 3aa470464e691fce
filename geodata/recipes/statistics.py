"""Residents of counties and cities, from the censuses of 2010 and 2020: one row a place, indicator and year.

A place is a feature of the atlas by its id. What a county had in 2010 counts only in the borders of the map: where
these moved since, it is not known unless a page says it or whole counties add up to it (`statistics.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from geodata.recipes.io import WORKSPACE, Feature, read_table

FILE = "statistics.csv"
COLUMNS = ("place_id", "indicator", "year", "value", "unit", "source")
YEARBOOK, BULLETIN = "census-yearbook", "census-bulletin-hangzhou"
DELTA = "place-changsanjiao"
UNITS = {"residents": "persons", "urban_share": "percent", "over_65_share": "percent"}

Row = tuple[str, str, int, float, str, str]


@cache
def _census() -> pd.DataFrame:
    """The census table as it was read, codes as text; raises `FileNotFoundError` where the sources are not there."""
    return pd.read_csv(WORKSPACE / "sources" / "census_counties_2010_2020.csv", dtype={"adcode": str})


def _edition(year: int) -> pd.DataFrame:
    """The rows in the borders of an edition, by code."""
    table = _census()
    return table[table["edition"].str.endswith(f"{year} edition") & table["adcode"].notna()].set_index("adcode")


def _row(place: str, indicator: str, year: int, value: float, source: str) -> Row:
    return place, indicator, year, value, UNITS[indicator], source


def _of_2020(place: str, counted: pd.Series, source: str) -> Iterator[Row]:
    """What the census of 2020 says of a place: residents, and the shares that live in towns and are 65 or older."""
    residents = float(counted["population_2020"])
    yield _row(place, "residents", 2020, residents, source)
    if pd.notna(counted["urban_2020"]):
        yield _row(place, "urban_share", 2020, round(100 * counted["urban_2020"] / residents, 2), source)
    if pd.notna(counted["share_65plus_2020_pct"]):
        yield _row(place, "over_65_share", 2020, float(counted["share_65plus_2020_pct"]), source)


@cache
def _known_2010() -> dict[str, float]:
    """Residents in 2010 in the borders of the map, by code."""
    moved = read_table("statistics")["other_borders"]
    counted = _edition(2019)["population_2010"].dropna()
    return {str(code): float(value) for code, value in counted.items() if code not in moved}


@cache
def _read() -> dict[str, tuple[float, str]]:
    """What other pages say of 2010, and what is left of a whole: value and source by place."""
    table = read_table("statistics")
    found = {place: (float(item["value"]), str(item["source"])) for place, item in table["read"].items()}
    raw = _edition(2019)["population_2010"]
    for place, item in table["left"].items():
        whole = sum(raw[code] for code in item["whole"])
        known = sum(found[part][0] if part in found else raw[part] for part in item["less"])
        found[place] = (float(whole - known), str(item["source"]))
    return found


def _of_2010(place: str, code: str) -> Iterator[Row]:
    """Residents in 2010; what was read of a prefecture holds for the city of the circle that it is."""
    named = f"region-{code}" if place.startswith("city-") else place
    if named in _read():
        value, source = _read()[named]
        yield _row(place, "residents", 2010, value, source)
    elif code in _known_2010():
        yield _row(place, "residents", 2010, _known_2010()[code], YEARBOOK)


def _joined(place: str, codes: Sequence[str]) -> Iterator[Row]:
    """A place that is whole counties put together: their residents, and their shares weighted by them."""
    parts = _edition(2019).loc[list(codes)]
    residents, over_65 = parts["population_2020"], parts["share_65plus_2020_pct"]
    merged = pd.Series(
        {
            "population_2020": residents.sum(),
            "urban_2020": parts["urban_2020"].sum(),
            "share_65plus_2020_pct": round((residents * over_65).sum() / residents.sum(), 2),
        }
    )
    yield _row(place, "residents", 2010, float(parts["population_2010"].sum()), YEARBOOK)
    yield from _of_2020(place, merged, YEARBOOK)


def _county(item: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of a county; one that is the same in both editions is counted whole by the yearbook."""
    place, code = item["id"], item["adcode"]
    joined = read_table("statistics")["joined"]
    if "2019" in item["editions"]:
        yield from _of_2010(place, code)
        yield from _of_2020(place, _edition(2019).loc[code], YEARBOOK)
    elif place in joined:
        yield from _joined(place, joined[place])
    elif code in _edition(2021).index:
        yield from _of_2020(place, _edition(2021).loc[code], BULLETIN)


def _city(item: Mapping[str, Any]) -> Iterator[Row]:
    place, code = item["id"], item["adcode"]
    yield from _of_2010(place, code)
    yield from _of_2020(place, _edition(2019).loc[code], YEARBOOK)


def _delta() -> Iterator[Row]:
    """The Delta, as the 41 cities of Shanghai, Jiangsu, Zhejiang and Anhui; in 2010 as these four."""
    cities = _edition(2019)[lambda table: table["level"] == "city"]
    east = cities["population_2010"][cities.index.str.startswith(("32", "33"))].sum()
    read = read_table("statistics")["read"]
    then = east + read["region-310100"]["value"] + read["anhui"]["value"]
    yield _row(DELTA, "residents", 2010, float(then), read["anhui"]["source"])
    yield _row(DELTA, "residents", 2020, float(cities["population_2020"].sum()), YEARBOOK)


def rows(cities: Sequence[Feature], districts: Sequence[Feature], regions: Sequence[Feature]) -> list[Row]:
    """All rows, in the order of the features, the Delta last."""
    found = [row for item in cities for row in _city(item["properties"])]
    found += [row for item in districts for row in _county(item["properties"])]
    prefectures = [item for item in regions if item["properties"]["kind"] == "prefecture"]
    found += [row for item in prefectures for row in _city(item["properties"])]
    return [*found, *_delta()]


def to_csv(found: Sequence[Row]) -> str:
    """The rows as text, the same to the byte each time: whole numbers without a point, shares with two places."""
    said = [(*row[:3], f"{row[3]:.0f}" if row[4] == "persons" else f"{row[3]:.2f}", *row[4:]) for row in found]
    return pd.DataFrame(said, columns=list(COLUMNS)).to_csv(index=False, lineterminator="\n")
