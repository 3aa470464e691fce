"""The checks: each can pass and can fail on a small made-up atlas; on the shipped one they are as they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geodata.recipes.io import WORKSPACE
from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.clauses import LOCATORS
from layers.checks import areas, borders, check, places, records
from layers.checks.check import Check, compared, complete, declared
from layers.checks.checks import FAMILIES, GROUPS, STATES, checks, rows_of, totals
from layers.measures.geodesic import geodesic_area_km2

BOX = shapely.box
LINE = shapely.LineString
Rows = Callable[[Atlas], Iterator[Check]]


def frame(shapes: dict[str, Any], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """Features by id: shape and further properties, sound ones where none are given."""
    ids = list(shapes)
    usual: dict[str, Any] = {
        "id": ids, "name_zh": ids, "name_en": ids, "kind": ["core_city"] * len(ids),
        "evidence": ["generalised"] * len(ids), "source": [["sample"]] * len(ids),
        "clauses": [["2.6.1"]] * len(ids), "aliases": [[]] * len(ids),
    }  # fmt: skip
    data = usual | {name: list(values) for name, values in columns.items()}
    return gpd.GeoDataFrame(data, geometry=list(shapes.values()), crs="EPSG:4326", index=ids)


@pytest.fixture
def make(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Atlas]:
    """Make an atlas of made-up layers, with some tables of `checks.toml` replaced."""

    def made(tables: dict[str, Any] | None = None, **layers: gpd.GeoDataFrame) -> Atlas:
        table = declared() | (tables or {})
        for module in (areas, places, records):
            monkeypatch.setattr(module, "declared", lambda: table)
        return replace(atlas, frames=layers, sources={"sample": {}})

    return made


def state(rows: Iterator[Check]) -> str:
    (row,) = rows
    return row.state


SQUARE, EAST, FAR = BOX(119, 30, 120, 31), BOX(120, 30, 121, 31), BOX(130, 30, 131, 31)
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


APART, OVER = BOX(120.01, 30, 121, 31), BOX(119.9, 30, 121, 31)
RING = shapely.Polygon(BOX(119, 30, 122, 33).exterior, [BOX(120, 31, 121, 32).exterior])
HALF = {
    "a": shapely.union_all([BOX(119, 30, 120, 33), BOX(120, 30, 122, 31)]),
    "b": shapely.union_all([BOX(120, 32, 122, 33), BOX(121, 31, 122, 32)]),
}


@pytest.mark.parametrize(
    ("rows", "shapes", "expected", "reason"),
    [
        (borders.edges, {"a": SQUARE, "b": EAST}, "pass", ""),
        (borders.edges, {"a": SQUARE, "b": OVER}, "differs", "edges"),
        (borders.overlaps, {"a": SQUARE, "b": EAST}, "pass", ""),
        (borders.overlaps, {"a": SQUARE, "b": OVER}, "differs", "overlap"),
        (borders.gaps, {"a": SQUARE, "b": EAST}, "pass", ""),
        (borders.gaps, {"a": RING}, "differs", "enclave"),
        (borders.gaps, HALF, "differs", "gap"),
    ],
)
def test_neighbours_share_their_borders(
    make: Callable[..., Atlas], rows: Any, shapes: dict[str, Any], expected: str, reason: str
) -> None:
    (row,) = rows(make(cities=frame(shapes)), layer="cities")
    assert (row.state, row.reason) == (expected, reason)


def narrow(width_m: float) -> float:
    """Degrees of longitude that are so many metres at 30 N: a degree is 96.486 km there (WGS84)."""
    return width_m / 96_486


# A strip along one side of the square, which is 110.86 km high at 30.5 N: 5 mm of it are 554 m2, 20 mm are 2,217 m2.
@pytest.mark.parametrize(("width_m", "expected"), [(0.005, "pass"), (0.020, "differs")])
def test_what_two_cities_both_cover_counts_from_a_thousand_square_metres(
    make: Callable[..., Atlas], width_m: float, expected: str
) -> None:
    shapes = {"a": SQUARE, "b": BOX(120 - narrow(width_m), 30, 121, 31)}
    (row,) = borders.overlaps(make(cities=frame(shapes)), layer="cities")
    assert row.state == expected
    assert row.found == pytest.approx(width_m * 110_860 / 1e6, rel=0.02)
    assert (row.expected, row.unit, row.about, row.id) == (0.0, "km2", "cities", "overlaps.cities")


@pytest.mark.parametrize(("side_m", "expected"), [(25.0, "pass"), (40.0, "differs")])
def test_what_no_city_covers_counts_from_a_thousand_square_metres(
    make: Callable[..., Atlas], side_m: float, expected: str
) -> None:
    east, north = 120 + narrow(side_m), 30.5 + side_m / 110_860
    hole = BOX(120, 30.5, east, north)
    whole = {"a": BOX(119, 30, 120, 31), "b": BOX(120, 30, 121, 31).difference(hole)}
    (row,) = borders.gaps(make(cities=frame(whole)), layer="cities")
    assert row.state == expected
    assert row.found == pytest.approx(side_m**2 / 1e6, rel=0.02)
    assert (row.expected, row.unit, row.missing) == (0.0, "km2", ("a", "b"))
    assert row.reason == ("gap" if expected == "differs" else "")


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


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        (records.sources, {}, "pass"), (records.sources, {"source": [[]]}, "differs"),
        (records.sources, {"source": [["nobody"]]}, "differs"),
        (records.ways, {"evidence": ["indicative"], "basis_zh": ["画"], "basis_en": ["drawn"]}, "pass"),
        (records.ways, {"evidence": ["indicative"], "basis_zh": ["画"], "basis_en": [" "]}, "differs"),
        (records.ways, {"evidence": ["indicative"]}, "differs"),
        (records.clauses, {}, "pass"), (records.clauses, {"clauses": [[]]}, "differs"),
    ],
)  # fmt: skip
def test_records_are_complete(make: Callable[..., Atlas], rows: Rows, columns: dict[str, Any], expected: str) -> None:
    made = make({"named": {"layers": ["zones"]}}, zones=frame({"zone-a": SQUARE}, **columns))
    assert state(rows(made)) == expected


def test_what_has_no_place_is_unknown(atlas: Atlas) -> None:
    rows = list(records.unplaced(atlas))
    assert {row.state for row in rows} == {"unknown"}
    assert sum(int(row.found or 0) for row in rows) == len(atlas.unlocated)
    assert list(records.unplaced(replace(atlas, unlocated=()))) == []


def test_shares_of_people_and_money_are_unknown(atlas: Atlas) -> None:
    rows = {row.about: row for row in records.other_figures(atlas)}
    for name in ("population_share", "gdp_share", "revenue_share"):
        assert (rows[name].state, rows[name].reason) == ("unknown", "geometry")


def test_things_on_the_map_are_counted(atlas: Atlas) -> None:
    rows = {row.about: row for row in records.other_figures(atlas)}
    assert {name: rows[name].state for name in declared()["counts"]} == dict.fromkeys(declared()["counts"], "pass")
    fewer = replace(atlas, frames={**atlas.frames, "plates": atlas.frames["plates"].iloc[:2]})
    assert {row.about: row.reason for row in records.other_figures(fewer)}["plates"] == "number"
    without = replace(atlas, frames={name: rows for name, rows in atlas.frames.items() if name != "plates"})
    assert {row.about: row.reason for row in records.other_figures(without)}["plates"] == "layer_off"


# --- the whole ------------------------------------------------------------------------------------------------


def test_every_state_has_its_helper() -> None:
    base = Check("areas", "city_area", subject="a")
    assert compared(base, 1.0, 1.05, 0.05, "area").state == "pass"
    assert compared(base, 1.0, 1.06, 0.05, "area").reason == "area"
    assert complete(base, ["a", "b"], ["b"], "apart").difference == -1
    assert base.open("geometry").state == "unknown"
    assert base.id == "city_area.a"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: f"{family.kind}-{'-'.join(family.layers)}")
def test_a_check_without_its_layer_is_unknown(atlas: Atlas, family: Any) -> None:
    for layer in family.layers:
        frames = {name: shapes for name, shapes in atlas.frames.items() if name != layer}
        (row,) = rows_of(family, replace(atlas, frames=frames))
        assert (row.state, row.reason, row.about) == ("unknown", "layer_off", layer)


def test_no_check_raises_without_any_layer(atlas: Atlas) -> None:
    found = checks(replace(atlas, frames={}))
    assert found
    assert {row.state for row in found} <= {"unknown"}


def test_no_check_raises_on_other_data(folder: Path) -> None:
    found = checks(build_atlas(folder))
    assert {row.group for row in found} <= set(GROUPS)


def test_the_shipped_atlas(atlas: Atlas) -> None:
    found = checks(atlas)
    assert len({row.id for row in found}) == len(found)
    assert {row.group for row in found} == set(GROUPS)
    assert all(bool(row.reason) == (row.state != "pass") for row in found)
    assert all(row.clause in ("", *LOCATORS) for row in found)
    assert all(
        row.subject == "" or atlas.home(row.subject) for row in found if row.reason not in ("absent", "not_there")
    )
    assert sum(totals(found).values()) == len(found)
    assert list(totals(found)) == list(STATES)
    assert checks(atlas) is found


def test_what_differs_in_the_shipped_atlas_is_known(atlas: Atlas) -> None:
    differs = {(row.kind, row.subject or row.about) for row in checks(atlas) if row.state == "differs"}
    assert differs <= {
        ("city_area", "city-jiaxing"), ("city_area", "city-shaoxing"), ("city_area", "city-huangshan"),
        ("delta_share", "city-hangzhou"), ("gaps", "regions"), ("places", "zone-hangjia"), ("places", "zone-binfu"),
        ("places", "rail-shanghehang"), ("places", "road-huhangyong"), ("line_length", "rail-shanghehang"),
        ("clauses", "rail"), ("clauses", "stations"),
    }  # fmt: skip
    reasons = {row.subject: row.reason for row in checks(atlas) if row.kind == "city_area"}
    assert reasons["city-shaoxing"] == "water"
    assert reasons["city-jiaxing"] == "part_of_water"
    assert reasons["city-huangshan"] == "source_too"


@pytest.mark.parametrize("group", ["corridors", "zones", "lines"])
def test_the_table_names_what_is_there(group: str, atlas: Atlas) -> None:
    for ident, row in declared()[group].items():
        assert row["clause"] in LOCATORS
        assert set(row) <= {"clause", "why", *places.RELATIONS}
        named = [other for name in places.RELATIONS for other in row.get(name, ())]
        assert named
        assert [name for name in (ident, *named) if atlas.home(name) is None] == []


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


def test_the_table_is_read_once() -> None:
    assert check.declared() is check.declared()


# --- tolerances: the last figure that agrees and the first that does not ----------------------------------------


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
