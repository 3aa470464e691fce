"""The circle's make-up, areas and lengths: what agrees with the report and official figures, and up to where."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geodata.recipes.io import WORKSPACE
from layers.atlas.atlas import Atlas
from layers.atlas.load import GEODATA
from layers.checks import areas
from layers.checks.check import declared
from layers.measures.geodesic import geodesic_area_km2
from tests.layers.checks.sketch import BOX, EAST, LINE, SQUARE, frame, narrow, said, state

SIX = {f"city-{n}": BOX(119 + n / 10, 30, 119.1 + n / 10, 30.1) for n in range(6)}
KINDS = ["core_city"] * 4 + ["joined_city"] * 2


@pytest.mark.parametrize(("kinds", "expected"), [(KINDS, "pass"), (["core_city"] * 6, "differs")])
def test_the_cities_are_four_and_two(make: Callable[..., Atlas], kinds: list[str], expected: str) -> None:
    assert state(areas.city_count(make(cities=frame(SIX, kind=kinds)))) == expected


@pytest.mark.parametrize(("width", "expected"), [(0.6, "pass"), (0.62, "differs")])
def test_an_outline_is_its_cities_joined(make: Callable[..., Atlas], width: float, expected: str) -> None:
    circle = frame(
        {"circle-hangzhou": BOX(119, 30, 119 + width, 30.1), "circle-hangzhou-core": BOX(119, 30, 119.4, 30.1)}
    )
    rows = list(areas.union_of_cities(make(cities=frame(SIX, kind=KINDS), circle=circle)))
    assert [row.state for row in rows] == [expected, "pass"]
    missing = make(cities=frame(SIX, kind=KINDS), circle=circle.iloc[:1])
    assert [row.reason for row in areas.union_of_cities(missing)][1] == "absent"


@pytest.mark.parametrize(
    ("published", "sea", "expected"),
    [(1.0, 0.0, "pass"), (1.004, 0.0, "pass"), (1.1, 0.0, "differs"), (1.1, 0.1, "pass"), (1.0, 0.1, "differs")],
)
def test_a_city_with_its_sea_has_its_published_area(
    make: Callable[..., Atlas], published: float, sea: float, expected: str
) -> None:
    area = geodesic_area_km2(SQUARE)
    cities = frame({"city-a": SQUARE}, published_area_km2=[published * area])
    (row,) = areas.city_areas(make({"sea_km2": {"city-a": sea * area}}, cities=cities))
    assert (row.state, row.reason) == (expected, "" if expected == "pass" else "area")
    assert row.difference == pytest.approx((1 + sea - published) * area, abs=1e-6)
    assert row.aside == pytest.approx(area), "what is drawn, without the sea"


@pytest.mark.parametrize(("percent", "expected"), [(50.0, "pass"), (49.0, "differs")])
def test_the_share_of_the_delta(make: Callable[..., Atlas], percent: float, expected: str) -> None:
    layers = {"cities": frame({"city-hangzhou": SQUARE}), "regions": frame({"a": SQUARE, "b": EAST})}
    share = declared()["share"] | {"percent": percent}
    rows = list(areas.delta_share(make({"share": share, "sea_km2": {}}, **layers)))
    assert {row.about: row.state for row in rows} == {"with_sea": expected, "without_sea": expected}
    nobody = make(**layers | {"cities": frame({"city-b": SQUARE})})
    assert state(areas.delta_share(nobody)) == "differs"


@pytest.mark.parametrize(("value", "expected"), [(geodesic_area_km2(SQUARE) / 1e4, "pass"), (1.68, "differs")])
def test_the_area_that_the_report_gives(make: Callable[..., Atlas], value: float, expected: str) -> None:
    table = {"hangzhou": declared()["hangzhou"] | {"ten_thousand_km2": value}, "sea_km2": {}}
    assert state(areas.hangzhou_area(make(table, cities=frame({"city-hangzhou": SQUARE})))) == expected
    assert state(areas.hangzhou_area(make(table, cities=frame({"city-b": SQUARE})))) == "differs"


@pytest.mark.parametrize(("east", "expected"), [(120.0, "pass"), (119.9, "differs")])
def test_counties_add_up(make: Callable[..., Atlas], east: float, expected: str) -> None:
    counties = frame({"a": BOX(119, 30, 119.5, 31), "b": BOX(119.5, 30, east, 31)}, city=["city-a"] * 2)
    rows = partial(areas.county_sums, edition="districts_2019")
    assert state(rows(make(cities=frame({"city-a": SQUARE}), districts_2019=counties))) == expected
    assert state(rows(make(cities=frame({"city-b": SQUARE}), districts_2019=counties))) == "differs"


@pytest.mark.parametrize(
    ("km", "evidence", "ident", "expected"),
    [
        (96.0, "surveyed", "rail-a", "pass"), (120.0, "surveyed", "rail-a", "differs"),
        (104.0, "indicative", "rail-a", "pass"), (108.0, "indicative", "rail-a", "differs"),
        (96.0, "surveyed", "rail-b", "unknown"),
    ],
)  # fmt: skip
def test_a_line_has_its_stated_length(
    make: Callable[..., Atlas], km: float, evidence: str, ident: str, expected: str
) -> None:
    rail = frame({"rail-a": LINE([(119, 30), (120, 30)])}, line=["rail-a"], evidence=[evidence])
    assert state(areas.line_lengths(make({"lengths": {ident: {"km": km}}}, rail=rail))) == expected


def test_official_figures_say_where_they_are_from(atlas: Atlas) -> None:
    entries = [*declared()["lengths"].values(), *declared()["published"].values()]
    assert all(entry["address"].startswith("https://") for entry in entries)
    assert all(date.fromisoformat(f"{entry['date']}-01"[:10]) for entry in entries)
    cities = {ident for entry in declared()["published"].values() for ident in entry["cities"]}
    assert cities == set(atlas.frames["cities"]["published_area_km2"].dropna().index)


@pytest.mark.sources
@pytest.mark.skipif(not WORKSPACE.is_dir(), reason="the sources are not on this machine; set ATLAS_SHARED")
def test_the_sea_that_was_taken_away_is_what_the_sources_have_of_it(atlas: Atlas) -> None:
    source = gpd.read_file(WORKSPACE / "sources" / "prefectures_yrd_2018.geojson").set_index("adcode")
    (sea,) = gpd.read_file(WORKSPACE / "sources" / "sea_estuary_osm2019.geojson").geometry
    taken = source.geometry.intersection(sea).map(
        lambda shape: sum(geodesic_area_km2(part) for part in shapely.get_parts(shape))
    )
    stated = declared()["sea_km2"]
    assert stated["delta"] == pytest.approx(taken.sum(), abs=0.1)
    for ident, adcode in atlas.frames["cities"]["adcode"].items():
        if str(ident) in {*stated, "city-huzhou", "city-quzhou", "city-huangshan"}:
            assert stated.get(str(ident), 0.0) == pytest.approx(taken[adcode], abs=0.1)


def test_the_figures_of_the_report_are_given_the_same_sea() -> None:
    table = tomllib.loads((GEODATA / "figures.toml").read_text(encoding="utf-8"))
    given = [row["sea_km2"] for row in table.values() if "sea_km2" in row]
    assert given
    assert all(declared()["sea_km2"][name] == km2 for row in given for name, km2 in row.items())


@pytest.mark.parametrize(
    ("percent", "expected"), [(0.49, "pass"), (-0.49, "pass"), (0.51, "differs"), (-0.51, "differs")]
)
def test_a_city_may_be_half_a_per_cent_from_its_published_area(
    make: Callable[..., Atlas], percent: float, expected: str
) -> None:
    published = geodesic_area_km2(SQUARE) / (1 + percent / 100)
    cities = frame({"city-a": SQUARE, "city-b": EAST}, published_area_km2=[published, None])
    (row,) = areas.city_areas(make({"sea_km2": {}}, cities=cities))
    assert (row.state, row.id, row.unit, row.group) == (expected, "city_area.city-a", "km2", "areas")
    assert (row.expected, row.found) == pytest.approx((published, geodesic_area_km2(SQUARE)))


@pytest.mark.parametrize(("percent", "expected"), [(2.9, "pass"), (-2.9, "pass"), (3.1, "differs"), (-3.1, "differs")])
def test_a_line_may_be_three_per_cent_from_its_stated_length(
    make: Callable[..., Atlas], percent: float, expected: str
) -> None:
    shape = LINE([(120, 30), (120, 31)])  # a degree of the meridian from 30 N: 110.861 km
    rail = frame({"rail-a": shape, "rail-b": shape}, line=["rail-a", "rail-a"])
    table = {"lengths": {"rail-a": {"km": 221.722 / (1 + percent / 100)}}}
    (row,) = areas.line_lengths(make(table, rail=rail))
    assert (row.state, row.reason, row.unit) == (expected, "" if expected == "pass" else "length", "km")
    assert row.found == pytest.approx(221.722, abs=0.01)


@pytest.mark.parametrize(("square_km", "expected"), [(0.9, "pass"), (1.1, "differs")])
def test_outlines_and_sums_may_be_a_square_kilometre_apart(
    make: Callable[..., Atlas], square_km: float, expected: str
) -> None:
    more = BOX(120, 30, 120 + narrow(1000 * square_km / 110.86), 31)
    counties = frame({"a": SQUARE, "b": more}, city=["city-a"] * 2)
    rows = partial(areas.county_sums, edition="districts_2019")
    (row,) = rows(make(cities=frame({"city-a": SQUARE}), districts_2019=counties))
    assert (row.state, row.about, row.subject) == (expected, "districts_2019", "city-a")
    assert row.difference == pytest.approx(square_km, rel=0.02)
    circle = frame({"circle-hangzhou": shapely.union_all([SQUARE, more]), "circle-hangzhou-core": SQUARE})
    both = list(areas.union_of_cities(make(cities=frame({"city-a": SQUARE}), circle=circle)))
    assert [row.state for row in both] == [expected, "pass"]
    assert both[0].found == pytest.approx(square_km, rel=0.02)


# --- a whole result, as the page of checks and its file show it --------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "found"),
    [(KINDS, "4+2"), (["core_city"] * 6, "6+0"), (["joined_city"] * 6, "0+6"), (["a"] * 6, "0+0")],
)
def test_the_count_of_cities_says_both_numbers(make: Callable[..., Atlas], kinds: list[str], found: str) -> None:
    (row,) = areas.city_count(make(cities=frame(SIX, kind=kinds)))
    assert said(row) == {
        "group": "circle", "kind": "city_count", "subject": "circle-hangzhou", "unit": "cities", "clause": "1.2.3",
        "expected": "4+2", "found": found,
    } | ({"state": "pass"} if found == "4+2" else {"state": "differs", "reason": "count"})  # fmt: skip


def test_an_outline_says_what_only_one_of_the_two_covers_and_one_that_is_missing_hides_no_other(
    make: Callable[..., Atlas],
) -> None:
    cities = frame({"a": SQUARE, "b": EAST}, kind=["core_city", "joined_city"])
    about = {"group": "circle", "kind": "union", "unit": "km2", "clause": "1.2.3"}
    whole, core = areas.union_of_cities(make(cities=cities, circle=frame({"circle-hangzhou-core": EAST})))
    assert said(whole) == about | {"subject": "circle-hangzhou", "state": "differs", "reason": "absent"}
    twice = pytest.approx(
        2 * geodesic_area_km2(SQUARE)
    )  # both squares: one is drawn and no city, one a city and not drawn
    assert said(core) == about | {
        "subject": "circle-hangzhou-core", "state": "differs", "reason": "outline",
        "expected": 0.0, "found": twice, "difference": twice,
    }  # fmt: skip


def test_hangzhou_is_told_of_with_its_part_of_the_delta_water_included_and_its_area(
    make: Callable[..., Atlas],
) -> None:
    one = geodesic_area_km2(SQUARE)
    tables = {
        "sea_km2": {"city-hangzhou": one, "delta": 2 * one},
        "share": {"percent": 40.0, "within": 0.05, "clause": "1.1"},
        "hangzhou": {"ten_thousand_km2": 1.0, "within": 0.005, "clause": "2.4.1"},
    }
    regions = frame({"a": SQUARE, "b": EAST})
    made = make(tables, cities=frame({"city-hangzhou": SQUARE}), regions=regions)
    (sea, land), (area,) = areas.delta_share(made), areas.hangzhou_area(made)
    about: dict[str, Any] = {"group": "areas", "subject": "city-hangzhou", "state": "differs"}
    first = about | {"kind": "delta_share", "unit": "percent", "clause": "1.1"}
    second = about | {"kind": "report_area", "unit": "ten_thousand_km2", "clause": "2.4.1"}
    both = geodesic_area_km2(SQUARE) + geodesic_area_km2(EAST)
    for row, about_km2, share in ((sea, "with_sea", 2 * one / (both + 2 * one)), (land, "without_sea", one / both)):
        assert said(row) == first | {
            "about": about_km2, "reason": "share", "expected": 40.0, "found": pytest.approx(100 * share),
            "difference": pytest.approx(100 * share - 40),
        }  # fmt: skip
    size = 2 * one / 10_000
    assert said(area) == second | {
        "reason": "area", "expected": 1.0, "found": pytest.approx(size), "difference": pytest.approx(size - 1),
    }  # fmt: skip
    nobody = make(tables, cities=frame({"city-b": SQUARE}), regions=regions)
    assert [said(row) for row in areas.delta_share(nobody)] == [first | {"reason": "absent"}]
    assert [said(row) for row in areas.hangzhou_area(nobody)] == [second | {"reason": "absent"}]


def test_each_city_of_an_edition_is_told_of_with_the_sum_of_its_counties(make: Callable[..., Atlas]) -> None:
    counties = frame({"a": SQUARE, "b": EAST, "c": EAST}, city=["city-a", "city-a", "city-b"])
    rows = areas.county_sums(make(cities=frame({"city-a": SQUARE}), districts_2021=counties), "districts_2021")
    about = {"group": "areas", "kind": "county_sum", "about": "districts_2021", "unit": "km2", "state": "differs"}
    one = geodesic_area_km2(SQUARE)
    assert [said(row) for row in rows] == [
        about | {"subject": "city-a", "reason": "sum", "expected": pytest.approx(one), "found": pytest.approx(2 * one),
                 "difference": pytest.approx(one)},
        about | {"subject": "city-b", "reason": "absent"},
    ]  # fmt: skip


def test_each_stated_length_is_told_of_also_of_a_line_that_is_indicative_in_part(make: Callable[..., Atlas]) -> None:
    degree = LINE([(120, 30), (120, 31)])  # 110.861 km
    parts = frame({"rail-a": degree, "rail-b": degree, "rail-c": degree}, line=["rail-a", "rail-b", "rail-b"],
                  evidence=["surveyed", "surveyed", "indicative"])  # fmt: skip
    stated = {"nobody": {"km": 1}, "rail-b": {"km": 2}, "rail-a": {"km": 3}}
    others = {"cities": frame({"rail-a": SQUARE}), "roads": frame({"road": degree}, line=["road"])}
    rows = areas.line_lengths(make({"lengths": stated}, **others, rail=parts))
    about = {"group": "lines", "kind": "line_length", "unit": "km"}
    assert [said(row) for row in rows] == [
        about | {"subject": "nobody", "expected": 1, "state": "unknown", "reason": "not_there"},
        about | {"subject": "rail-b", "expected": 2, "state": "differs", "reason": "length",
                 "found": pytest.approx(221.722, abs=0.01), "difference": pytest.approx(219.722, abs=0.01)},
        about | {"subject": "rail-a", "expected": 3, "state": "differs", "reason": "length",
                 "found": pytest.approx(110.861, abs=0.01), "difference": pytest.approx(107.861, abs=0.01)},
    ]  # fmt: skip
