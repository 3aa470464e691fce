"""The circle's make-up, areas and lengths: what agrees with the report and official figures, and up to where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geodata.recipes.io import WORKSPACE
from layers.atlas.atlas import Atlas
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
    ("published", "with_water", "expected", "reason"),
    [
        (1.0, None, "pass", ""), (1.004, None, "pass", ""), (1.1, None, "differs", "area"),
        (1.1, 1.1, "differs", "water"), (1.1, 1.0, "differs", "source_too"), (1.1, 1.2, "differs", "part_of_water"),
    ],
)  # fmt: skip
def test_a_city_has_its_published_area(
    make: Callable[..., Atlas], published: float, with_water: float | None, expected: str, reason: str
) -> None:
    area = geodesic_area_km2(SQUARE)
    known = {} if with_water is None else {"city-a": with_water * area}
    cities = frame({"city-a": SQUARE}, published_area_km2=[published * area])
    (row,) = areas.city_areas(make({"with_water_km2": known}, cities=cities))
    assert (row.state, row.reason) == (expected, reason)
    assert row.difference == pytest.approx(area - published * area)


@pytest.mark.parametrize(("percent", "expected"), [(50.0, "pass"), (49.0, "differs")])
def test_the_share_of_the_delta(make: Callable[..., Atlas], percent: float, expected: str) -> None:
    layers = {"cities": frame({"city-hangzhou": SQUARE}), "regions": frame({"a": SQUARE, "b": EAST})}
    share = declared()["share"] | {"percent": percent}
    assert state(areas.delta_share(make({"share": share}, **layers))) == expected
    nobody = make(**layers | {"cities": frame({"city-b": SQUARE})})
    assert state(areas.delta_share(nobody)) == "differs"


@pytest.mark.parametrize(("value", "expected"), [(geodesic_area_km2(SQUARE) / 1e4, "pass"), (1.68, "differs")])
def test_the_area_that_the_report_gives(make: Callable[..., Atlas], value: float, expected: str) -> None:
    table = {"hangzhou": declared()["hangzhou"] | {"ten_thousand_km2": value}}
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
        (96.0, "indicative", "rail-a", "unknown"), (96.0, "surveyed", "rail-b", "unknown"),
    ],
)  # fmt: skip
def test_a_line_has_its_stated_length(
    make: Callable[..., Atlas], km: float, evidence: str, ident: str, expected: str
) -> None:
    rail = frame({"rail-a": LINE([(119, 30), (120, 30)])}, line=["rail-a"], evidence=[evidence])
    assert state(areas.line_lengths(make({"lengths": {ident: {"km": km}}}, rail=rail))) == expected


def test_official_figures_say_where_they_are_from(atlas: Atlas) -> None:
    entries = [*declared()["lengths"].values(), *declared()["published"].values()]
    assert all(entry["address"].startswith("https://") and date.fromisoformat(str(entry["date"])) for entry in entries)
    cities = {ident for entry in declared()["published"].values() for ident in entry["cities"]}
    assert cities == set(atlas.frames["cities"]["published_area_km2"].dropna().index)


@pytest.mark.sources
@pytest.mark.skipif(not WORKSPACE.is_dir(), reason="the sources are not on this machine; set ATLAS_SHARED")
def test_areas_with_water_are_the_sources(atlas: Atlas) -> None:
    source = gpd.read_file(WORKSPACE / "sources" / "prefectures_yrd_2018.geojson").set_index("adcode")
    areas = source.geometry.map(geodesic_area_km2)
    stated = declared()["with_water_km2"]
    assert stated["delta"] == pytest.approx(areas.sum(), abs=0.1)
    for ident, adcode in atlas.frames["cities"]["adcode"].items():
        if ident in stated:
            assert stated[str(ident)] == pytest.approx(areas[adcode], abs=0.1)


@pytest.mark.parametrize(
    ("percent", "expected"), [(0.49, "pass"), (-0.49, "pass"), (0.51, "differs"), (-0.51, "differs")]
)
def test_a_city_may_be_half_a_per_cent_from_its_published_area(
    make: Callable[..., Atlas], percent: float, expected: str
) -> None:
    published = geodesic_area_km2(SQUARE) / (1 + percent / 100)
    cities = frame({"city-a": SQUARE, "city-b": EAST}, published_area_km2=[published, None])
    (row,) = areas.city_areas(make({"with_water_km2": {}}, cities=cities))
    assert (row.state, row.id, row.unit, row.group) == (expected, "city_area.city-a", "km2", "areas")
    assert (row.expected, row.found) == pytest.approx((published, geodesic_area_km2(SQUARE)))


@pytest.mark.parametrize(("percent", "expected"), [(2.9, "pass"), (-2.9, "pass"), (3.1, "differs"), (-3.1, "differs")])
def test_a_line_may_be_three_per_cent_from_its_stated_length(
    make: Callable[..., Atlas], percent: float, expected: str
) -> None:
    shape = LINE([(120, 30), (120, 31)])  # a degree of the meridian from 30 N: 110.861 km
    rail = frame({"rail-a": shape, "rail-b": shape}, line=["rail-a", "rail-a"])
    table = {"lengths": {"rail-a": {"km": 221.722 / (1 + percent / 100), "why": "reason"}}}
    (row,) = areas.line_lengths(make(table, rail=rail))
    assert (row.state, row.reason, row.unit) == (expected, "" if expected == "pass" else "reason", "km")
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


@pytest.mark.parametrize(
    ("source", "reason"), [(201.0, "water"), (201.5, "part_of_water"), (199.0, "water"), (198.5, "part_of_water")]
)
def test_water_explains_a_difference_where_the_source_is_half_a_per_cent_from_the_published_area(
    make: Callable[..., Atlas], source: float, reason: str
) -> None:
    cities = frame({"city-a": SQUARE}, published_area_km2=[200.0])
    (row,) = areas.city_areas(make({"with_water_km2": {"city-a": source}}, cities=cities))
    ours = geodesic_area_km2(SQUARE)
    assert said(row) == {
        "group": "areas", "kind": "city_area", "subject": "city-a", "unit": "km2", "state": "differs", "reason": reason,
        "expected": 200.0, "found": pytest.approx(ours), "difference": pytest.approx(ours - 200), "aside": source,
    }  # fmt: skip


@pytest.mark.parametrize("apart", [-0.51, -0.49, 0.49, 0.51])
def test_the_source_disagrees_too_where_it_is_half_a_per_cent_of_the_published_area_from_ours(
    make: Callable[..., Atlas], apart: float
) -> None:
    ours = geodesic_area_km2(SQUARE)
    cities = frame({"city-a": SQUARE}, published_area_km2=[2 * ours])
    source = ours * (1 + 2 * apart / 100)
    (row,) = areas.city_areas(make({"with_water_km2": {"city-a": source}}, cities=cities))
    assert row.reason == ("source_too" if abs(apart) < 0.5 else "part_of_water")


def test_hangzhou_is_told_of_with_its_part_of_the_delta_water_included_and_its_area(
    make: Callable[..., Atlas],
) -> None:
    tables = {
        "with_water_km2": {"city-hangzhou": 30.0, "delta": 120.0},
        "share": {"percent": 40.0, "within": 0.05, "clause": "1.1"},
        "hangzhou": {"ten_thousand_km2": 1.0, "within": 0.005, "clause": "2.4.1"},
    }
    regions = frame({"a": SQUARE, "b": EAST})
    made = make(tables, cities=frame({"city-hangzhou": SQUARE}), regions=regions)
    (share,), (area,) = areas.delta_share(made), areas.hangzhou_area(made)
    about: dict[str, Any] = {"group": "areas", "subject": "city-hangzhou", "state": "differs"}
    first = about | {"kind": "delta_share", "unit": "percent", "clause": "1.1"}
    second = about | {"kind": "report_area", "unit": "ten_thousand_km2", "clause": "2.4.1"}
    assert said(share) == first | {
        "reason": "share", "expected": 40.0, "found": pytest.approx(50), "difference": pytest.approx(10), "aside": 25.0,
    }  # fmt: skip
    size = geodesic_area_km2(SQUARE) / 10_000
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


def test_each_stated_length_is_told_of_whether_or_not_the_line_can_be_measured(make: Callable[..., Atlas]) -> None:
    degree = LINE([(120, 30), (120, 31)])  # 110.861 km
    parts = frame({"rail-a": degree, "rail-b": degree, "rail-c": degree}, line=["rail-a", "rail-b", "rail-b"],
                  evidence=["surveyed", "surveyed", "indicative"])  # fmt: skip
    stated = {"nobody": {"km": 1}, "rail-b": {"km": 2}, "rail-a": {"km": 3}}
    others = {"cities": frame({"rail-a": SQUARE}), "roads": frame({"road": degree}, line=["road"])}
    rows = areas.line_lengths(make({"lengths": stated}, **others, rail=parts))
    about = {"group": "lines", "kind": "line_length", "unit": "km"}
    assert [said(row) for row in rows] == [
        about | {"subject": "nobody", "expected": 1, "state": "unknown", "reason": "not_there"},
        about | {"subject": "rail-b", "expected": 2, "state": "unknown", "reason": "indicative"},
        about | {"subject": "rail-a", "expected": 3, "state": "differs", "reason": "length",
                 "found": pytest.approx(110.861, abs=0.01), "difference": pytest.approx(107.861, abs=0.01)},
    ]  # fmt: skip
