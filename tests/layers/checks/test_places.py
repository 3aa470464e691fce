"""Things lie where the report says, stations on their lines, and a difference says how far away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.checks import places
from layers.checks.check import declared
from tests.layers.checks.sketch import BOX, EAST, FAR, LINE, OVER, SQUARE, frame, said, state


@pytest.mark.parametrize(("other", "expected"), [(SQUARE, "pass"), (FAR, "differs")])
def test_a_corridor_touches_its_cities(make: Callable[..., Atlas], other: Any, expected: str) -> None:
    cities = frame({"city-a": SQUARE, "city-b": other})
    corridors = frame({"corridor-a": BOX(119.2, 30.2, 119.4, 30.4)}, cities=[["city-a", "city-b"]])
    (row,) = places.corridor_cities(make(cities=cities, corridors=corridors))
    assert row.state == expected
    assert row.missing == (() if expected == "pass" else ("city-b",))
    assert row.clause == "2.6.1"


@pytest.mark.parametrize(
    ("relation", "other", "expected", "reason"),
    [
        ("covers", BOX(119.2, 30.2, 119.4, 30.4), "pass", ""), ("covers", OVER, "differs", "partly"),
        ("touches", OVER, "pass", ""), ("touches", FAR, "differs", "apart"),
        ("inside", BOX(118, 29, 121, 32), "pass", ""), ("inside", OVER, "differs", "partly"),
        ("covers", shapely.Point(119.5, 30.5), "pass", ""),
        ("covers", shapely.Point(121.5, 30.5), "differs", "apart"),
    ],
)  # fmt: skip
def test_a_zone_lies_where_it_should(
    make: Callable[..., Atlas], relation: str, other: Any, expected: str, reason: str
) -> None:
    table = {"zones": {"zone-a": {"clause": "2.4.2", relation: ["place-a"]}}}
    made = make(table, zones=frame({"zone-a": SQUARE}), places=frame({"place-a": other}))
    (row,) = places.places(made, group="zones")
    assert (row.state, row.reason) == (expected, reason)


def test_what_is_not_there_differs_unless_a_layer_is_off(
    atlas: Atlas, make: Callable[..., Atlas], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = declared() | {"zones": {"zone-nowhere": {"clause": "2.4.2", "inside": ["city-hangzhou"]}}}
    monkeypatch.setattr(places, "declared", lambda: table)
    (row,) = places.places(replace(atlas, frames=dict(atlas.frames)), group="zones")
    assert (row.state, row.reason, row.missing) == ("differs", "absent", ("zone-nowhere",))
    (row,) = places.places(make({"zones": table["zones"]}, zones=frame({"zone-a": SQUARE})), group="zones")
    assert (row.state, row.reason) == ("unknown", "layer_off")


@pytest.mark.parametrize(("lat", "expected"), [(30.001, "pass"), (30.01, "differs")])
def test_stations_are_on_their_lines(make: Callable[..., Atlas], lat: float, expected: str) -> None:
    rail = frame({"rail-a": LINE([(119, 30), (120, 30)]), "rail-b": LINE([(119, 31), (120, 31)])})
    stations = frame({"station-a": shapely.Point(119.5, lat)}, lines=[["rail-a"]])
    first, second = places.station_lines(make(rail=rail, stations=stations))
    assert first.state == expected
    assert (second.state, second.reason) == ("unknown", "no_station")


@pytest.mark.parametrize(("line", "expected"), [("rail-a", "pass"), ("rail-b", "differs")])
def test_lines_of_stations_exist(make: Callable[..., Atlas], line: str, expected: str) -> None:
    stations = frame({"station-a": shapely.Point(119.5, 30)}, lines=[[line]])
    rail = frame({"rail-a": LINE([(119, 30), (120, 30)])})
    assert state(places.named_lines(make(rail=rail, stations=stations))) == expected


@pytest.mark.parametrize(("third", "expected"), [(EAST, "pass"), (FAR, "differs")])
def test_three_plates_meet_in_the_city(make: Callable[..., Atlas], third: Any, expected: str) -> None:
    plates = frame({"plate-a": SQUARE, "plate-b": OVER, "plate-c": third})
    assert state(places.plate_members(make(cities=frame({"city-hangzhou": SQUARE}), plates=plates))) == expected
    assert state(places.plate_members(make(cities=frame({"city-b": SQUARE}), plates=plates))) == "differs"


@pytest.mark.parametrize("group", ["corridors", "zones", "lines"])
def test_the_table_names_what_is_there(group: str, atlas: Atlas) -> None:
    for ident, row in declared()[group].items():
        assert row["clause"] in LOCATORS
        assert set(row) <= {"clause", "why", *places.RELATIONS}
        named = [other for name in places.RELATIONS for other in row.get(name, ())]
        assert named
        assert [name for name in (ident, *named) if atlas.home(name) is None] == []


@pytest.mark.parametrize(("metres", "expected"), [(240, "pass"), (260, "differs")])
def test_a_station_may_be_250_metres_from_its_line(make: Callable[..., Atlas], metres: float, expected: str) -> None:
    rail = frame({"rail-a": LINE([(119, 30), (120, 30)])})
    # Between its ends a geodesic stands north of the parallel; in the middle of a degree by some 950 m: so at the end.
    stations = frame({"on": shapely.Point(119.0, 30.0), "off": shapely.Point(119.0, 30.0 - metres / 110_860)},
                     lines=[["rail-a"], ["rail-a"]])  # fmt: skip
    (row,) = places.station_lines(make(rail=rail, stations=stations))
    assert row.state == expected
    assert row.found == pytest.approx(metres, abs=3)
    assert row.difference == pytest.approx(max(metres - 250, 0), abs=3)
    assert row.missing == (("off",) if expected == "differs" else ())
    assert (row.expected, row.unit) == (250, "m")


def test_a_difference_says_how_far_apart_or_how_much_in_common(make: Callable[..., Atlas]) -> None:
    table = {"zones": {"zone-a": {"clause": "2.4.2", "touches": ["place-a"]}}}
    # From 120 E to 121 E at 31 N: 95.5 km.
    far = make(table, zones=frame({"zone-a": SQUARE}), places=frame({"place-a": shapely.Point(121, 31)}))
    (row,) = places.places(far, group="zones")
    assert (row.reason, row.missing, row.clause) == ("apart", ("place-a",), "2.4.2")
    assert row.aside == pytest.approx(95.5, abs=0.2)
    table = {"zones": {"zone-a": {"clause": "2.4.2", "covers": ["place-a"], "why": "told"}}}
    half = make(table, zones=frame({"zone-a": SQUARE}), places=frame({"place-a": BOX(119.75, 30, 120.25, 31)}))
    (row,) = places.places(half, group="zones")
    assert (row.reason, row.expected, row.found, row.difference) == ("told", 1, 0, -1)
    assert row.aside == pytest.approx(50, abs=0.1)


# --- a whole result, as the page of checks and its file show it --------------------------------------------------


def test_a_corridor_is_told_of_with_its_last_clause_and_the_cities_it_misses(make: Callable[..., Atlas]) -> None:
    corridors = frame({"corridor-a": SQUARE, "corridor-b": SQUARE}, cities=[["city-a", "city-b"], ["city-a"]],
                      clauses=[["2.6.1", "2.6.2"], []])  # fmt: skip
    first, second = places.corridor_cities(
        make(cities=frame({"city-a": SQUARE, "city-b": FAR}), corridors=corridors),
    )
    assert said(first) == {
        "group": "corridors", "kind": "corridor_cities", "subject": "corridor-a", "clause": "2.6.2", "state": "differs",
        "reason": "apart", "expected": 2, "found": 1, "difference": -1, "missing": ("city-b",),
        "aside": pytest.approx(960, abs=10),  # ten degrees of longitude at 30 to 31 N
    }  # fmt: skip
    assert said(second) == {
        "group": "corridors", "kind": "corridor_cities", "subject": "corridor-b", "state": "pass",
        "expected": 1, "found": 1, "difference": 0, "aside": 0.0,
    }  # fmt: skip


def test_what_is_asked_of_a_zone_and_is_not_there_is_listed(make: Callable[..., Atlas], atlas: Atlas) -> None:
    tables = {"zones": {"zone-a": {"clause": "2.4.2", "touches": ["city-a"], "covers": ["a", "b"]}}}
    about = {"group": "zones", "kind": "places", "subject": "zone-a", "clause": "2.4.2"}
    off = make(tables, zones=frame({"zone-a": SQUARE}), cities=frame({"city-a": SQUARE}))
    (row,) = places.places(off, group="zones")
    assert said(row) == about | {"state": "unknown", "reason": "layer_off", "missing": ("a", "b")}
    every = dict.fromkeys(atlas.frames, frame({"city-a": SQUARE}))
    (row,) = places.places(make(tables, **every), group="zones")
    assert said(row) == about | {"state": "differs", "reason": "absent", "missing": ("zone-a", "a", "b")}


@pytest.mark.parametrize(
    ("relation", "others", "aside"),
    [
        ("covers", {"a": BOX(119.75, 30, 120.25, 31), "b": BOX(119.9, 30, 120.1, 31)}, 50.0),  # half of each
        ("covers", {"a": BOX(119.75, 30, 120.25, 31), "b": BOX(119.75, 30, 120, 32)}, 50.0),
        ("covers", {"a": BOX(119.9, 30, 120.3, 31), "b": BOX(119.75, 30, 120.25, 31)}, 25.0),
        ("covers", {"a": BOX(119.5, 30, 121.5, 31)}, 50.0),  # of the smaller one, which is the zone
        (
            "covers",
            {"a": BOX(119.75, 30, 120.25, 31), "b": shapely.Point(120, 32)},
            110.9,
        ),  # how far one is away, in km
        ("covers", {"a": shapely.Point(120, 32), "b": shapely.Point(120, 33)}, 221.7),  # to the farthest
        ("inside", {"a": LINE([(119, 30.5), (120, 30.5)])}, 0.0),  # nothing lies in a line
        ("inside", {"a": LINE([(119, 30.5), (120, 30.5)]), "b": BOX(119.75, 30, 120.25, 31)}, 50.0),
    ],
)
def test_a_zone_out_of_place_says_how_far_away_the_other_is_else_the_least_part_in_common(
    make: Callable[..., Atlas], relation: str, others: dict[str, Any], aside: float
) -> None:
    tables = {"zones": {"zone-a": {"clause": "2.4.2", relation: list(others)}}}
    (row,) = places.places(make(tables, zones=frame({"zone-a": SQUARE}), places=frame(others)), group="zones")
    assert said(row) == {
        "group": "zones", "kind": "places", "subject": "zone-a", "clause": "2.4.2", "state": "differs",
        "reason": "apart" if aside > 100 else "partly", "expected": len(others), "found": 0,
        "difference": -len(others), "missing": tuple(others), "aside": pytest.approx(aside, abs=0.2),
    }  # fmt: skip


def test_each_line_is_told_of_with_its_farthest_station_also_behind_one_that_has_none(
    make: Callable[..., Atlas],
) -> None:
    rail = frame({"rail-b": LINE([(119, 31), (120, 31)]), "rail-a": LINE([(119, 30), (120, 30)])})
    stations = frame({"near": shapely.Point(119, 30), "far": shapely.Point(119, 29), "off": shapely.Point(119, 29.9)},
                     lines=[["rail-a"], ["rail-c", "rail-a"], ["rail-a"]])  # fmt: skip
    made = make(rail=rail, stations=stations)
    about = {"group": "stations", "kind": "station_lines", "unit": "m", "expected": 250}
    assert [said(row) for row in places.station_lines(made)] == [
        about | {"subject": "rail-b", "state": "unknown", "reason": "no_station"},
        about | {"subject": "rail-a", "state": "differs", "reason": "far", "missing": ("far", "off"),
                 "found": pytest.approx(110_850, abs=100), "difference": pytest.approx(110_600, abs=100)},
    ]  # fmt: skip
    assert [said(row) for row in places.named_lines(made)] == [{
        "group": "stations", "kind": "named_lines", "about": "stations", "state": "differs", "reason": "absent",
        "expected": 3, "found": 2, "difference": -1, "missing": ("far",),
    }]  # fmt: skip


@pytest.mark.parametrize(("third", "met"), [(EAST, 3), (FAR, 2)])
def test_plates_are_counted_where_they_touch_the_city(make: Callable[..., Atlas], third: Any, met: int) -> None:
    plates = frame({"a": SQUARE, "b": OVER, "c": third})
    about = {"group": "circle", "kind": "plates", "subject": "city-hangzhou", "clause": "1.2"}
    (row,) = places.plate_members(make(cities=frame({"city-hangzhou": SQUARE}), plates=plates))
    assert said(row) == about | {"expected": 3, "found": met, "difference": met - 3} | (
        {"state": "pass"} if met == 3 else {"state": "differs", "reason": "count"}
    )
    (row,) = places.plate_members(make(cities=frame({"city-b": SQUARE}), plates=plates))
    assert said(row) == about | {"state": "differs", "reason": "absent"}
