"""What features are called and were called: who says so, and that a former name leads to its feature."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import Point

from geodata.recipes.gazetteer import Known, find, geonames
from geodata.recipes.io import read_metric, read_table
from geodata.recipes.naming import spells, stated_by
from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names
from layers.report.names import names_of
from layers.search.search import index_of, search
from layers.search.spellings import syllables
from tests import repository
from tests.geodata import shipped

RENAMED = {
    "station-hangzhou-nan": ("萧山站", "2010-01-01"),
    "station-linping-nan": ("余杭站", "2021-11-18"),
    "station-huzhou": ("湖州南站", "2010-11-01"),
    "station-shaoxing-bei": ("绍兴柯桥站", "2012-08"),
    "station-shangyu-bei": ("上虞北站", "2016-12-01"),
    "station-jinhua": ("金华西站", "2014-10-20"),
    "station-nanxun": ("南浔站", "2024-05-06"),
    "station-jiande": ("建德东站", "2018"),
    "station-qiandaohu": ("淳安站", "2018"),
}
"""Looked up on 27 November 2026; each with the pages it was read on."""
TODAY = "2026-11-27"


def renamed() -> dict[str, list[dict[str, Any]]]:
    layers = ("stations", "rail", "roads", "waterways", "gateways", "zones", "places", "districts", "unlocated")
    return {
        ident: item["former_names"]
        for layer in layers
        for ident, item in shipped.features(layer).items()
        if item.get("former_names")
    }


def test_what_was_renamed_is_known_with_its_date() -> None:
    found = {ident: [(name["name_zh"], name["until"]) for name in names] for ident, names in renamed().items()}
    assert found == {ident: [said] for ident, said in RENAMED.items()}


@pytest.mark.parametrize("ident", sorted(RENAMED))
def test_a_former_name_ended_in_the_past_and_was_read_on_two_pages(ident: str) -> None:
    for name in renamed()[ident]:
        assert name["until"] <= TODAY
        assert len({address.split("/")[2] for address in name["source"]}) >= 2


@pytest.mark.parametrize("ident", sorted(RENAMED))
def test_a_former_name_is_an_alias_and_search_and_reader_find_it(ident: str, atlas: Atlas) -> None:
    row = atlas.feature(ident)
    for name in former_names(row):
        assert name.name_zh in row["aliases"]
        assert name.name_zh != row["name_zh"]
        assert ident in [hit.id for hit in search(index_of(atlas), name.name_zh, "zh")]
        assert ident in [hit.id for hit in search(index_of(atlas), name.name_en, "en")]
        called = names_of(atlas, wordings=False)
        assert ident in called[name.name_zh]
        assert ident in called[f"{name.name_en} Station"]


STATIONS, PLACES = shipped.features("stations"), shipped.features("places")
TOWNS = {row["id"] for row in read_table("places_towns")["feature"]}
ONE_SOURCE = {f"station-{ident}" for ident in read_table("stations")["one_source"]["stations"]}
BY_POSITION = {
    "station-tonglu-dong": ("江南镇", "330122"), "station-jiande-nan": ("更楼街道", "330182"),
    "station-longyou-bei": ("石佛乡", "330825"), "station-qujiang": ("莲花镇", "330803"),
    "station-quzhou-xi": ("姜家山乡", "330802"), "station-dayang": ("大洋镇", "330182"), "station-lanxi-dong": None,
}  # fmt: skip
"""Stations whose node has no name in the source, each with the town that its basis says it is in or beside."""
OTHERWISE_SPELT = {
    "station-yudao": "Travel Mapping writes YueDao", "station-hefei-nan": "beyond the stations it was read for",
}  # fmt: skip
"""Where Travel Mapping has a stop near, or a line, and yet does not spell the name."""
BESIDE_TOWN_M, SAME_TOWN_M, SAME_STATION_M = 4000.0, 3000.0, 500.0


def hosts(sources: list[str]) -> set[str]:
    """Sources told apart: ids of `sources.toml`, and pages by their hosts."""
    return {name.split("/")[2] if "://" in name else name for name in sources}


@pytest.mark.parametrize("ident", sorted({*STATIONS, *shipped.unlocated("stations")} - ONE_SOURCE))
def test_a_station_s_name_is_stated_by_two_sources(ident: str) -> None:
    assert len(hosts((STATIONS | shipped.unlocated("stations"))[ident]["name_source"])) >= 2


@pytest.mark.parametrize("ident", sorted(TOWNS))
def test_a_town_s_name_is_stated_by_two_sources(ident: str) -> None:
    assert len(hosts(PLACES[ident]["name_source"])) >= 2


def test_stations_with_one_source_are_told_with_the_reason_and_no_others() -> None:
    table = read_table("stations")["one_source"]
    assert {ident for ident in STATIONS if len(hosts(STATIONS[ident]["name_source"])) < 2} == ONE_SOURCE
    assert table["reason_zh"]
    told = " ".join((repository.ROOT / "docs" / "data-model.md").read_text(encoding="utf-8").split())
    assert table["reason_en"] in told
    assert all(STATIONS[ident]["name_zh"] in told for ident in ONE_SOURCE)


def test_a_node_without_a_name_is_named_by_evidence_and_never_by_its_order() -> None:
    """What is no named row of a source is one of a few that pages place; none of a metro line is among them."""
    table = read_table("stations")
    unnamed = {row["id"] for row in table["station"] if STATIONS[row["id"]]["evidence"] != "surveyed"}
    assert unnamed == set(BY_POSITION)
    assert all("chain" not in STATIONS[ident] and STATIONS[ident]["basis_en"] for ident in unnamed)
    assert all(len({name for name in hosts(STATIONS[ident]["name_source"]) if "." in name}) >= 2 for ident in unnamed)
    chained = [f"station-{row['id']}" for rows in table["chain"].values() for row in rows]
    assert all(STATIONS[ident]["evidence"] == "surveyed" for ident in chained)


@shipped.needs_sources
@pytest.mark.sources
def test_a_station_stands_on_a_row_that_bears_its_name_or_had_it_or_is_known_to_bear_none() -> None:
    table = read_table("stations")
    chained = {
        f"station-{row['id']}": row.get("at", f"metro:{line}/{row['name_zh']}")
        for line, rows in table["chain"].items()
        for row in rows
    }
    for ident, spec in ({row["id"]: row["at"] for row in table["station"]} | chained).items():
        known, station = find(spec), STATIONS[ident]
        assert known.inferred == (ident in BY_POSITION), ident
        called = [station["name_zh"], *(name["name_zh"] for name in station.get("former_names", ()))]
        written = {name.split("(")[0].removesuffix("站") for name in called}
        if spec.startswith("stop:"):
            assert letters_of(spec.partition("/")[2]) in {solid(station["name_zh"]), initials(station["name_en"])}
        else:
            assert known.name.split("(")[0].removesuffix("站") in written, ident


@shipped.needs_sources
@pytest.mark.sources
@pytest.mark.parametrize("ident", sorted(ident for ident, town in BY_POSITION.items() if town))
def test_a_station_without_a_name_in_the_source_is_where_its_evidence_has_it(ident: str) -> None:
    town, county = BY_POSITION[ident] or ("", "")
    rows = read_metric("towns_points_2016")
    (there,) = rows[(rows["name"] == town) & rows["code"].str.startswith(county)].geometry
    assert shipped.metric(STATIONS[ident]["shape"]).distance(there) < BESIDE_TOWN_M


def solid(name: str) -> str:
    """A station's name in one word of pinyin."""
    return "".join(syllables(name.split("(")[0].removesuffix("站").replace("高铁", "")))


def initials(name_en: str) -> str:
    """An English name as Travel Mapping shortens it, its words in the order of the alphabet."""
    return "".join(sorted(word[:3] for word in name_en.split())).lower()


def letters_of(label: str) -> str:
    """A label of Travel Mapping as one word of pinyin; where it is English, its pieces in the order of the alphabet."""
    for short, full in (
        ("RaiSta", ""),
        ("GaoTieZhan", ""),
        ("Zhan", ""),
        ("Rd", "lu"),
        ("Ave", "dadao"),
        ("Hwy", "gonglu"),
    ):
        label = label.removesuffix(short) + full if label.endswith(short) else label
    if label in ("ChiTexCit", "LeaCit"):
        return "".join(sorted(label[place : place + 3] for place in range(0, len(label), 3))).lower()
    points = {"E": "dong", "S": "nan", "W": "xi", "N": "bei"}
    return (label[:-1] + points[label[-1]] if label[-1] in points else label).lower()


@shipped.needs_sources
@pytest.mark.sources
@pytest.mark.parametrize("ident", sorted(STATIONS))
def test_travel_mapping_spells_the_name_of_every_station_that_it_has(ident: str) -> None:
    """A station that is renamed in our tables is spelt by no label near it."""
    rows = read_metric("rail_stations_travelmapping2026")
    near = rows[rows.distance(shipped.metric(STATIONS[ident]["shape"])) < SAME_STATION_M]["label"]
    stated = "travelmapping-rail-2026-08" in STATIONS[ident]["name_source"]
    station = STATIONS[ident]
    spelt = {letters_of(label) for label in near} & {solid(station["name_zh"]), initials(station["name_en"])}
    assert stated == (bool(spelt) or "IntCamZJU" in set(near))
    assert stated or near.empty or ident in OTHERWISE_SPELT


@shipped.needs_sources
@pytest.mark.sources
@pytest.mark.parametrize("ident", sorted(TOWNS))
def test_both_gazetteers_have_a_town_of_that_name_there(ident: str) -> None:
    name = f"{PLACES[ident]['name_zh'].removesuffix('古镇')}镇"
    here = shipped.metric(PLACES[ident]["shape"])
    towns = read_metric("towns_points_2016")
    assert towns[towns["name"].isin({name, PLACES[ident]["name_zh"]})].distance(here).min() < SAME_TOWN_M
    others = geonames().to_crs(towns.crs)
    called = others["name_zh_alternates"].fillna("").str.split(";").map(lambda names: name in names)
    assert others[called].distance(here).min() < SAME_TOWN_M


@shipped.needs_sources
@pytest.mark.sources
def test_a_station_that_is_renamed_in_our_tables_loses_its_sources() -> None:
    for row in read_table("stations")["station"]:
        stated = stated_by(row["name_zh"], row["name_en"], find(row["at"]))
        assert set(stated) <= set(STATIONS[row["id"]]["name_source"])
        assert stated_by("无名站", "Nowhere", find(row["at"])) == []
    assert stated_by("绍兴东站", "Shaoxing East", find("rail_station:上虞北")) == ["travelmapping-rail-2026-08"]
    assert stated_by("上虞北站", "Shangyu North", find("rail_station:上虞北")) == ["stations-2022"]
    assert stated_by("桐庐东站", "Tonglu East", find("rail_station:桐庐东")) == []


@pytest.mark.parametrize(
    ("label", "name_zh", "name_en"),
    [("HangZhouE", "杭州东站", "Hangzhou East"), ("HaiChangRd", "海昌路站", "Haichang Road"),
     ("LinPingNanRaiSta", "临平南高铁站", "Linping South Railway Station"),
     ("HuoCheXiZhan", "火车西站", "West Station"),
     ("LeaCit", "皮革城站", "Leather City"), ("IntCamZJU", "浙大国际校区站", "ZJU International Campus"),
     ("LvTingLu", "绿汀路站", "Luting Road"), ("ChangXing", "长兴站", "Changxing"),
     ("ChangAn", "长安(东方学院)站", "x")],
)  # fmt: skip
def test_a_label_spells_a_name(label: str, name_zh: str, name_en: str) -> None:
    assert spells(label, name_zh, name_en)
    assert not spells(label, "无名站", "Nowhere")
    assert not spells(f"{label}E", name_zh, name_en)


@shipped.needs_sources
@pytest.mark.sources
def test_a_point_whose_identity_was_inferred_or_that_has_no_name_states_none() -> None:
    here = Point(119.0, 29.0)
    assert stated_by("甲站", "Kept", Known(here, "here", False, "甲(乙)")) == ["here"]
    assert stated_by("甲站", "Kept", Known(here, "here", True, "甲")) == []
    assert stated_by("甲站", "Kept", Known(here, "here", False)) == []
