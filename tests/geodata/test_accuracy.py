"""What a feature claims, measured against data that its shape was not made from."""

from __future__ import annotations

import re
from itertools import product

import pytest
from pypinyin import Style, pinyin
from shapely.affinity import translate

from geodata.recipes import accuracy
from geodata.recipes.accuracy import Measure, drawn, measures
from geodata.recipes.elevation import summit
from geodata.recipes.io import read_metric, read_table
from tests.geodata import shipped

pytestmark = shipped.needs_sources
RAIL, ROADS, PLACES, STATIONS = (shipped.features(stem) for stem in ("rail", "roads", "places", "stations"))
IN_TWO = {ident for ident, town in shipped.features("towns").items() if "geonames-2026" in town.get("name_source", ())}
"""Towns of the surroundings that both gazetteers have."""
LINES = {
    "rail-hangshao": "sxm01", "rail-hanghai": "hhcj", "rail-hanglin": "hzm16", "rail-hangfu": "hzm06",
    "rail-airport-express": "hzm19",
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[Measure]:
    """Everything that can be measured, once."""
    return measures()


def late(told: list[Measure]) -> dict[str, float]:
    """What was measured beyond the claim, by id."""
    return {one.ident: one.measured_m for one in told if one.measured_m > drawn()[one.ident]["accuracy_m"]}


def test_a_claim_is_not_smaller_than_what_is_measured(told: list[Measure]) -> None:
    assert late(told) == {}


UNMEASURED = {"rail-chihuang"}
"""A line that claims to be true and has no point of a second source: its length alone is measured."""


def test_a_line_that_claims_to_be_true_is_measured_but_for_those_listed(told: list[Measure]) -> None:
    bare = {one.ident for one in told if not one.distances_m and one.ident in RAIL.keys() | ROADS.keys()}
    assert {ident for ident in bare if drawn()[ident]["evidence"] != "indicative"} == UNMEASURED
    assert {one.ident for one in told} >= RAIL.keys() | ROADS.keys()


def test_lines_are_measured_at_many_points(told: list[Measure]) -> None:
    counts = {(one.ident, one.against): len(one.distances_m) for one in told if one.ident in RAIL.keys() | ROADS.keys()}
    measured = {name: count for name, count in counts.items() if count}
    assert len(measured) == 24
    few = {ident for (ident, _), count in measured.items() if count < 7}
    assert few == {
        "road-qianhuang-anhui", "road-huhangyong-city", "road-linjin", "rail-hanghuang", "rail-hangqu", "rail-xuanhang",
    }  # fmt: skip


def test_a_length_stated_up_to_a_station_is_compared_up_to_there(told: list[Measure]) -> None:
    (found,) = (one.against for one in told if one.ident == "rail-chihuang")
    assert found == "the stated length of the line: -1%", "123.5 km to Yixian East of the 125 stated"


def test_no_point_lies_so_far_off_that_it_belongs_to_another_line(told: list[Measure]) -> None:
    of_report = (one for one in told if drawn()[one.ident]["layer"] not in accuracy.OF_CONTEXT)
    assert {one.ident: max(one.distances_m) for one in of_report if max(one.distances_m, default=0.0) > 1800} == {}


def test_stations_and_towns_that_nothing_measures_are_told_of(told: list[Measure]) -> None:
    bare = {one.ident for one in told if one.against == accuracy.NOT_LISTED}
    assert bare < STATIONS.keys()
    assert {one.ident for one in told} >= STATIONS.keys()


def test_the_surroundings_claim_no_less_than_what_is_measured_of_them() -> None:
    found = {one.ident: one for one in accuracy.around()}
    assert set(found) == {"motorways", "trunk_roads", "metro", "towns"}
    assert min(len(one.distances_m) for one in found.values()) > 20
    rows = [row for row in drawn().values() if row["layer"] in found]
    alone = [row for row in rows if row["layer"] != "towns" or row["id"] not in IN_TWO]
    assert {row["id"] for row in alone if row["accuracy_m"] < found[row["layer"]].measured_m} == set()


def test_towns_that_both_gazetteers_have_are_measured_each(told: list[Measure]) -> None:
    assert len(IN_TWO) > 350
    assert {one.ident for one in told if drawn()[one.ident]["layer"] == "towns"} == IN_TWO
    assert min(drawn()[ident]["accuracy_m"] for ident in IN_TWO) == 1500


def test_surroundings_that_are_moved_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = {ident: {**row, "geometry": translate(row["geometry"], 800, 800)} for ident, row in drawn().items()}
    monkeypatch.setattr(accuracy, "drawn", lambda: moved)
    late = {one.ident for one in accuracy.around() if one.measured_m > min(claims_of(one.ident))}
    assert late == set(accuracy.OF_CONTEXT)


def claims_of(layer: str) -> list[float]:
    """What the features of a layer claim, metres."""
    return [float(row["accuracy_m"]) for row in drawn().values() if row["layer"] == layer]


def test_a_line_that_is_moved_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = {ident: {**row, "geometry": translate(row["geometry"], 400, 400)} for ident, row in drawn().items()}
    monkeypatch.setattr(accuracy, "drawn", lambda: moved)
    assert late(accuracy.measures()).keys() >= {
        "rail-ninghang",
        "rail-hangyong",
        "rail-hanghai",
        "rail-hanglin",
        "rail-airport-express",
        "road-huhangyong-city",
        "station-huzhou",
    }


def test_the_table_of_the_docs_is_what_is_measured() -> None:
    assert accuracy.DOCUMENT.read_text(encoding="utf-8") == accuracy.document()


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
    stops = read_metric("rail_stations_travelmapping2026")
    stops = stops[stops["line"].isin([LINES[line] for line in item["lines"] if line in LINES])]
    away = stops.distance(shipped.metric(item["shape"]))
    assert away.min() < 300
    label, name = str(stops.loc[away.idxmin(), "label"]), str(item["name_zh"])
    if label in ENGLISH:
        assert name.removesuffix("站") == ENGLISH[label].removesuffix("站")
    else:
        assert pinyin_of(label) in readings(name) | readings(name.removesuffix("站"))


def test_no_station_is_named_by_its_order() -> None:
    rows = read_table("stations")
    named = [*rows["station"], *(row for chain in rows["chain"].values() for row in chain)]
    assert [row["id"] for row in named if "#" in row.get("at", "")] == []


def test_a_town_s_point_claims_no_more_than_two_gazetteers_agree_on() -> None:
    towns = [row["id"] for row in read_table("places_towns")["feature"] if "town:" in str(row.get("shape"))]
    claims = {ident: PLACES[ident]["accuracy_m"] for ident in towns}
    assert {ident: claim for ident, claim in claims.items() if claim < 1500} == {}


@pytest.mark.parametrize("ident", ["place-tianmushan", "place-qingliangfeng"])
def test_a_mountain_stands_where_the_ground_is_highest_and_not_at_its_town(ident: str) -> None:
    at = PLACES[ident]["shape"]
    assert summit(at.x, at.y, 1.0).distance(at) < 1e-4
    towns = read_metric("towns_points_2016")
    (town,) = towns[towns["name"] == f"{PLACES[ident]['name_zh']}镇"].geometry
    assert town.distance(shipped.metric(at)) > 10_000


def test_the_shared_peak_lies_on_the_border_of_two_provinces() -> None:
    borders = read_metric("prefectures_yrd_2018")
    zhejiang = borders[borders["adcode"].astype(str).str.startswith("33")].union_all().boundary
    peak = PLACES["place-qingliangfeng"]
    assert zhejiang.distance(shipped.metric(peak["shape"])) <= peak["accuracy_m"]


def test_the_sources_of_what_was_measured_are_listed() -> None:
    used = {source for items in (RAIL, ROADS, PLACES, STATIONS) for item in items.values() for source in item["source"]}
    assert {"travelmapping-rail-2026-08", "travelmapping-2026-08", "geonames-2026", "meteva-dem30s"} <= used
