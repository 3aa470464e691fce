"""What a thing may be called in a text: its names first, then its other names, a county without its rank last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.unlocated import Unlocated
from layers.report.names import features_once, names_of


def frame(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Features of one layer, of which only what matters is given."""
    usual = {"name_en": "", "kind": "x", "aliases": [], "wordings": []}
    whole = [usual | {"name_zh": row["id"]} | row for row in rows]
    ids = [row["id"] for row in whole]
    return gpd.GeoDataFrame(whole, geometry=[shapely.Point(120, 30)] * len(rows), crs="EPSG:4326", index=ids)


@pytest.fixture
def bare(atlas: Atlas) -> Atlas:
    return replace(atlas, frames={}, unlocated=())


def names(bare: Atlas, *, wordings: bool = False, **layers: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    return dict(names_of(replace(bare, frames=layers), wordings=wordings))


def test_a_place_is_called_by_both_names_without_its_brackets_and_by_its_other_names(bare: Atlas) -> None:
    place = {"id": "p", "name_zh": "甲乙(示意)", "name_en": "Ab (sketch)", "aliases": ["丙丁"], "wordings": ["戊己"]}
    called = {"甲乙(示意)", "甲乙", "Ab (sketch)", "Ab", "丙丁"}
    assert set(names(bare, places=frame(place))) == called
    assert set(names(bare, places=frame(place), wordings=True)) == called | {"戊己"}


def test_names_of_one_character_and_blanks_around_names_are_left_out(bare: Atlas) -> None:
    found = names(bare, places=frame({"id": "p", "name_zh": "甲", "name_en": " Ab ", "aliases": ["乙", " 丙丁 "]}))
    assert found == {"Ab": ("p",), "丙丁": ("p",)}


@pytest.mark.parametrize(
    ("kind", "zh", "en", "short"),
    [
        ("county", "德清县", "Deqing County", {"德清", "Deqing"}),
        ("district", "临安区", "Lin'an District", {"临安", "Lin'an"}),
        ("county_city", "海宁市", "Haining City", {"海宁", "Haining"}), ("prefecture", "湖州市", "Huzhou", {"湖州"}),
        ("county", "歙县", "She County", set()), ("district", "滨江区", "Binjiang District", {"Binjiang"}),
        ("county", "德清县", "Abc County", {"德清"}), ("county", "德清县", "Abcd County", {"德清", "Abcd"}),
        ("station", "德清站", "Deqing", set()), ("town", "德清县", "Deqing County", set()),
    ],
)  # fmt: skip
def test_a_county_or_prefecture_is_called_without_its_rank_where_that_means_something(
    kind: str, zh: str, en: str, short: set[str], bare: Atlas
) -> None:
    found = names(bare, places=frame({"id": "p", "name_zh": zh, "name_en": en, "kind": kind}))
    own = {zh, f"{en} Station" if kind == "station" else en}
    assert set(found) == own | short


@pytest.mark.parametrize("name", ["江山市", "滨江区", "上城区", "下城区", "越城区", "柯城区"])
def test_a_short_form_that_any_text_may_hold_is_no_name(name: str, bare: Atlas) -> None:
    row = {"id": "p", "name_zh": name, "name_en": "Abcd District", "kind": "district"}
    assert set(names(bare, places=frame(row))) == {name, "Abcd District", "Abcd"}


def test_what_is_no_list_of_names_adds_none(bare: Atlas) -> None:
    row = {"id": "p", "name_zh": "甲乙", "name_en": "Ab", "aliases": float("nan"), "wordings": None}
    assert names(bare, wordings=True, places=frame(row)) == {"甲乙": ("p",), "Ab": ("p",)}
    plain = frame({"id": "p", "name_zh": "甲乙", "name_en": "Ab", "aliases": ("丙丁",)}).drop(columns="wordings")
    assert set(names(bare, wordings=True, places=plain)) == {"甲乙", "Ab", "丙丁"}


def test_a_short_form_gives_way_to_a_name(bare: Atlas) -> None:
    found = names(
        bare, places=frame({"id": "lake", "name_zh": "西湖"}),
        districts_2019=frame({"id": "county", "name_zh": "西湖区", "kind": "district"}),
    )  # fmt: skip
    assert found == {"西湖": ("lake",), "西湖区": ("county",)}


@pytest.mark.parametrize(
    ("kind", "en", "called"),
    [("station", "Hangzhou", "Hangzhou Station"), ("metro_station", "Hangzhou", "Hangzhou Station"),
     ("station", "Hangzhou West Station", "Hangzhou West Station"), ("place", "Hangzhou", "Hangzhou")],
)  # fmt: skip
def test_a_station_is_meant_by_its_english_name_only_with_the_word(
    kind: str, en: str, called: str, bare: Atlas
) -> None:
    assert called in names(bare, places=frame({"id": "p", "name_zh": "杭州", "name_en": en, "kind": kind}))
    assert ("Hangzhou" in names(bare, places=frame({"id": "p", "name_zh": "甲乙", "name_en": en, "kind": kind}))) == (
        called == "Hangzhou"
    )


def test_of_two_that_share_a_name_the_one_whose_own_it_is_comes_first(bare: Atlas) -> None:
    found = names(bare, places=frame({"id": "a", "aliases": ["甲乙"]}, {"id": "b", "name_zh": "甲乙"}))
    assert found["甲乙"] == ("b", "a")


def test_what_has_no_position_is_called_too_after_what_has_one(bare: Atlas) -> None:
    lost = Unlocated("lost", "places", "x", {"zh": "甲乙(待定)", "en": "Ab"}, ("丙丁",), ("戊己",), (), {}, {})
    made = replace(bare, frames={"places": frame({"id": "a", "name_zh": "甲乙"})}, unlocated=(lost,))
    assert names_of(made, wordings=False) == {
        "甲乙": ("a", "lost"), "甲乙(待定)": ("lost",), "Ab": ("lost",), "丙丁": ("lost",),
    }  # fmt: skip
    assert names_of(made, wordings=True)["戊己"] == ("lost",)


def test_ground_and_what_an_earlier_layer_shows_are_not_named_again(bare: Atlas) -> None:
    cities = frame({"id": "city", "name_zh": "杭州市"})
    regions = frame({"id": "region", "name_zh": "杭州市"}, {"id": "other", "name_zh": "无锡市"})
    ground = frame({"id": "sea", "name_zh": "东海"})
    places = frame({"id": "place", "name_zh": "杭州市"})
    layers = {"cities": cities, "regions": regions, "ground": ground, "places": places}
    assert [row["id"] for row in features_once(replace(bare, frames=layers))] == ["city", "other", "place"]
    again = frame({"id": "new", "name_zh": "德清县"}, {"id": "more", "name_zh": "临平区"})
    editions = {"districts_2019": frame({"id": "old", "name_zh": "德清县"}), "districts_2021": again}
    assert [row["id"] for row in features_once(replace(bare, frames=editions))] == ["old", "more"]
