"""The split of the report and the matching of names, on invented texts and on a few known facts."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.recipes import report
from geodata.recipes.clauses import match_clauses
from geodata.recipes.io import Feature, feature
from tests.geodata import shipped

EXPECTED = [
    "0", "1", "1.1", "1.2", *(f"1.2.{n}" for n in range(1, 4)), "1.3", *(f"1.3.{n}" for n in range(1, 5)),
    "2", *(name for point, items in enumerate((4, 3, 3, 3, 3, 4), start=1)
           for name in (f"2.{point}", *(f"2.{point}.{n}" for n in range(1, items + 1)))),
    "3", *(f"3.{n}" for n in range(1, 11)), "4", *(f"4.{n}" for n in range(1, 5)), "5",
]  # fmt: skip
PAGE = """首页 > 甲 > 正文
一份报告
2019-01-01 01:01:01 浏览
一、头部
第一,甲说。
第二,乙说:一是红山。二是绿水。
二、身部
第一,丙说。
一要走路。
二要停步。
三、手部
一要写字。
十要画图。
四、脚部
一要起步。
同志们,走吧!
《某》杂志社 版权所有
地址:红山路
"""


def named(ident: str, name: str, *mentions: Any, aliases: tuple[str, ...] = ()) -> Feature:
    """A feature that only has names."""
    return feature(
        ident, name, name, "place", None, evidence="unlocated", accuracy_m=None, source=["x"],
        aliases=aliases, mentions=mentions,
    )  # fmt: skip


def test_a_page_splits_into_its_clauses() -> None:
    clauses = report.split_report(PAGE)
    assert list(clauses) == [
        "0", "1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.1.1", "2.1.2", "3", "3.1", "3.10", "4", "4.1", "5",
    ]  # fmt: skip
    assert clauses["1.2"].strip() == "第二,乙说:"
    assert clauses["1.2.1"].strip() == "一是红山。"


def test_the_frame_of_the_page_is_no_clause() -> None:
    text = "".join(report.split_report(PAGE).values())
    assert not any(word in text for word in ("首页", "浏览", "版权", "地址"))


def test_the_longest_name_wins() -> None:
    found = match_clauses([named("a", "河口"), named("b", "河口新区")], {"1": "河口新区", "2": "河口,河口新区"})
    assert found == {"b": ["1", "2"], "a": ["2"]}


def test_names_do_not_overlap() -> None:
    assert match_clauses([named("a", "红山"), named("b", "山河")], {"1": "红山河"}) == {"a": ["1"]}


def test_one_name_may_mean_several() -> None:
    found = match_clauses([named("a", "空港", "两港"), named("b", "海港", "两港")], {"1": "两港"})
    assert found == {"a": ["1"], "b": ["1"]}


def test_a_limited_wording_counts_and_hides_only_there() -> None:
    items = [named("a", "红山"), named("b", "大城", {"text": "红山新城", "only": ["2"]})]
    assert match_clauses(items, {"1": "红山新城", "2": "红山新城"}) == {"a": ["1"], "b": ["2"]}


@pytest.mark.parametrize(
    "mention", ["红山流域", {"text": "红山流域", "only": ["1"]}, {"text": "红山流域大坝", "only": ["1"]}]
)
def test_a_longer_name_of_another_thing_is_no_wording_of_what_the_shorter_one_means(mention: Any) -> None:
    items = [named("hill", "红山", mention), named("basin", "红山流域", aliases=("红山流域大坝",))]
    assert match_clauses(items, {"1": "红山流域大坝,红山流域"}) == {"basin": ["1"]}


def test_an_unlimited_wording_that_is_another_s_name_means_the_other_alone() -> None:
    items = [named("road", "绿水大道", "绿水联盟"), named("body", "绿水联盟")]
    assert match_clauses(items, {"1": "绿水联盟"}) == {"body": ["1"]}


def test_a_wording_may_be_another_s_shorter_name_within_its_limit_and_longer_where_nobody_is_called_so() -> None:
    items = [named("room", "红山联盟大厅", {"text": "红山联盟", "only": ["1"]}), named("body", "红山联盟", "红山—绿水")]
    assert match_clauses(items, {"1": "红山联盟", "2": "红山联盟"}) == {"room": ["1"], "body": ["1", "2"]}
    assert match_clauses([named("a", "红山", "红山—绿水")], {"1": "红山—绿水"}) == {"a": ["1"]}


def test_the_name_of_a_line_means_each_of_its_parts() -> None:
    whole, part = (
        named("line", "红山大道", aliases=("红山",)),
        named("line-two", "红山大道二段", "红山大道", aliases=("红山",)),
    )
    part["properties"]["line"] = whole["properties"]["line"] = "line"
    assert match_clauses([whole, part], {"1": "红山大道"}) == {"line": ["1"], "line-two": ["1"]}


@pytest.mark.parametrize("name", ["红山大会(在外)", "红山大会(示意)", "红山大会 (拟)"])
def test_brackets_behind_a_name_are_not_asked_of_the_text(name: str) -> None:
    items = [named("hill", "红山"), named("fair", name)]
    assert match_clauses(items, {"1": "办红山大会"}) == {"fair": ["1"]}


def test_aliases_count_when_chinese() -> None:
    assert match_clauses([named("a", "红山", aliases=("赤岭", "Red"))], {"1": "赤岭", "2": "Red"}) == {"a": ["1"]}


def test_clauses_come_in_reading_order() -> None:
    clauses = {"3.9": "红山", "3.10": "红山", "4": "红山"}
    assert match_clauses([named("a", "红山")], clauses)["a"] == ["3.9", "3.10", "4"]


@pytest.mark.parametrize("item", [named("a", "河"), named("b", "红山", {"text": "山脚", "only": ["9.9"]})])
def test_a_name_too_short_or_an_unknown_clause_is_refused(item: Feature) -> None:
    with pytest.raises(ValueError, match=item["properties"]["id"]):
        match_clauses([item], {"1": "红山"})


def test_nothing_to_match_is_no_error() -> None:
    assert match_clauses([], {"1": "红山"}) == {}


@pytest.mark.sources
@shipped.needs_sources
def test_the_report_has_exactly_the_documented_clauses() -> None:
    assert list(report.split_report(report.read_report())) == EXPECTED


@pytest.mark.parametrize(
    ("layer", "ident", "clauses"),
    [
        ("places", "place-tangqi", ["2.4.2", "2.6.2"]),
        ("places", "place-leidian", ["2.4.2"]),
        ("places", "place-liangzhu-park", ["3.7"]),
        ("places", "place-dayunhe", ["2.3.1", "2.6.2", "3.7"]),
        ("places", "place-xihu", ["2.3.1", "3.7"]),
        ("zones", "zone-yuhang-jingkaiqu", ["2.4.2"]),
        ("zones", "zone-chunan", ["2.3.3", "3.8"]),
        ("corridors", "corridor-chengxi", ["2.2.1", "2.6.2", "3.2"]),
        ("places", "place-taihu", []),
        ("places", "place-qiandaohu", ["2.4.3", "3.8"]),
        ("unlocated", "place-alliance", ["2.5.1"]),
        ("unlocated", "event-hangzhou-expo", ["2.5.2"]),
    ],
)
def test_known_facts(layer: str, ident: str, clauses: list[str]) -> None:
    assert shipped.features(layer)[ident]["clauses"] == clauses


def test_a_fair_called_after_the_city_is_not_the_city() -> None:
    assert "2.5.2" not in shipped.features("cities")["city-hangzhou"]["clauses"]


def test_no_wording_is_a_longer_name_of_another_thing() -> None:
    layers = ("corridors", "zones", "places", "rail", "roads", "waterways", "stations", "districts", "unlocated")
    items = [item for stem in layers for item in shipped.features(stem).values()]
    called = {item["id"]: {item["name_zh"], *item["aliases"]} for item in items}
    faults = [
        (item["id"], text, other["id"])
        for item in items
        for text in item.get("wordings", ())
        for other in items
        if text in called[other["id"]] and any(name in text for name in called[item["id"]])
        if item.get("line", item["id"]) != other.get("line", other["id"])
    ]
    assert faults == []


def test_every_clause_in_use_exists() -> None:
    layers = [shipped.features(stem) for stem in ("corridors", "zones", "places", "unlocated")]
    used = {clause for items in layers for item in items.values() for clause in item["clauses"]}
    assert used <= set(EXPECTED)


def test_a_district_inside_another_name_does_not_count() -> None:
    items = [named("district", "余杭"), named("zone", "余杭经开区")]
    zone = {"2.4.2": "余杭经开区"}
    assert match_clauses(items, zone) == {"zone": ["2.4.2"]}
