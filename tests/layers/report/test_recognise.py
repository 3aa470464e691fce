"""Names in a text: the longest wins, none over another, Latin only as whole words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.report.names import names_of
from layers.report.recognise import Recogniser, folded, mentions, recognise, recogniser

NAMES = {
    "余杭": ("yuhang",), "余杭经开区": ("zone",), "杭绍": ("rail",), "杭绍甬": ("road",), "红山": ("a",),
    "山河": ("b",), "Hangzhou": ("city",), "Hangzhou West": ("station",), "West Lake": ("lake",), "A-B港": ("port",),
}  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Recogniser:
    return recogniser(NAMES)


def found(known: Recogniser, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.ids[0]) for mention in mentions(known, [text])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("余杭经开区", [("余杭经开区", "zone")]),
        ("余杭的余杭经开区", [("余杭", "yuhang"), ("余杭经开区", "zone")]),
        ("余杭经开", [("余杭", "yuhang")]),
        ("杭绍甬和杭绍", [("杭绍甬", "road"), ("杭绍", "rail")]),
        ("红山河", [("红山", "a")]),
        ("山红山", [("红山", "a")]),
        ("到HANGZHOU去", [("HANGZHOU", "city")]),
        ("hangzhou west lake", [("hangzhou west", "station")]),
        ("Hangzhou Western", [("Hangzhou", "city")]),
        ("Hangzhounese, xHangzhou, Hangzhou2", []),
        ("Hangzhou", [("Hangzhou", "city")]),
        ("A—B港", [("A—B港", "port")]),
        ("", []),
    ],
)
def test_the_longest_name_wins(known: Recogniser, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(known, text) == expected


def test_a_mention_says_where_it_stands(known: Recogniser) -> None:
    (mention,) = mentions(known, ["", "𠀀到余杭去"])
    assert (mention.paragraph, mention.start, mention.end) == (1, 2, 4)


@pytest.mark.parametrize(
    ("text", "alike"),
    [("–—‐‑‒―-−", "-" * 8), ("’‘“”", "\'\'\"\""), ("甲\u3000乙", "甲 乙"), ("!A0~", "!a0~"), ("X-Y", "x-y"),
     ("\uff00⦅", "\uff00⦅"), ("İÀ", "İà")],
)  # fmt: skip
def test_case_width_dashes_and_quotation_marks_make_no_difference(text: str, alike: str) -> None:
    assert folded(text) == alike


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.lists(st.text(alphabet="余杭经开区绍甬红山河HhangzouWest Lk-", max_size=40), max_size=4))
def test_mentions_are_in_order_and_do_not_overlap(paragraphs: list[str]) -> None:
    at = [0] * len(paragraphs)
    for mention in mentions(recogniser(NAMES), paragraphs):
        assert mention.start >= at[mention.paragraph]
        assert paragraphs[mention.paragraph][mention.start : mention.end] == mention.text
        at[mention.paragraph] = mention.end


def ids_in(atlas: Atlas, text: str, **options: bool) -> list[str]:
    return [mention.ids[0] for mention in recognise(atlas, [text], **options).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("桐乡", "district-330483"), ("西湖", "place-xihu"), ("西湖区", "district-330106"), ("卓越城市", None),
        ("黄山", "city-huangshan"), ("Deqing", "district-330521"), ("塘", None), ("West Lake", "place-xihu"),
        ("大运河文化带", "corridor-dayunhe"), ("千岛湖", "place-qiandaohu"), ("杭州市", "city-hangzhou"),
    ],
)  # fmt: skip
def test_the_atlas_knows_its_names(atlas: Atlas, text: str, expected: str | None) -> None:
    assert ids_in(atlas, text) == ([expected] if expected else [])


def test_no_name_is_shorter_than_two_characters(atlas: Atlas) -> None:
    names = names_of(atlas, wordings=True)
    assert min(map(len, names)) > 1
    assert all(names.values())


def test_wordings_of_the_report_are_known_in_the_report_only(atlas: Atlas) -> None:
    plain, all_names = names_of(atlas, wordings=False), names_of(atlas, wordings=True)
    assert set(plain) <= set(all_names)
    assert ids_in(atlas, "杭衢") == []


@pytest.fixture
def bound_atlas(atlas: Atlas) -> Atlas:
    """Two that share a wording, one of a clause each; a third whose wording is what a county is called for short."""
    usual = {"kind": "x", "aliases": [], "wordings": [], "clauses": []}
    rows: list[dict[str, Any]] = [
        {"id": "rail", "name_zh": "红绿城际", "wordings": ["红绿"], "clauses": ["2.6.1"]},
        {"id": "plate", "name_zh": "红绿板块", "wordings": ["红绿"], "clauses": ["1.2"]},
        {"id": "hill", "name_zh": "红山", "clauses": []},
        {"id": "town", "name_zh": "红山新城", "wordings": ["红山古城"], "clauses": ["2.6.1"]},
        {"id": "old", "name_zh": "大镇古镇", "wordings": ["大镇"], "clauses": ["2.6.1"]},
        {"id": "county", "name_zh": "大镇县", "kind": "county", "clauses": ["1.2"]},
    ]
    whole = [usual | {"name_en": row["id"]} | row for row in rows]
    frame = gpd.GeoDataFrame(
        whole, geometry=[shapely.Point(120, 30)] * len(rows), crs="EPSG:4326", index=[row["id"] for row in rows]
    )
    return replace(atlas, frames={"places": frame}, unlocated=())


NUMERALS = "零一二三四五六七八九十"


def opening(clause: str) -> str:
    """The words by which the report opens a clause."""
    part, _, rest = clause.partition(".")
    numeral = NUMERALS[int(clause.rpartition(".")[2])]
    if clause in ("0", "5"):
        return "同志们," if clause == "5" else "头"
    if not rest:
        return f"{numeral}、"
    if part in "12" and "." not in rest:
        return f"第{numeral},"
    return f"{numeral}是" if part == "1" else f"{numeral}要"


def in_report(atlas: Atlas, text: str) -> dict[str, tuple[str, ...]]:
    """What a text means in each clause of a report cut into its pieces: all the ids of its first name."""
    pieces = [opening(clause) + text for clause in LOCATORS]
    reading = recognise(atlas, pieces, is_report=True)
    return {LOCATORS[mention.paragraph]: mention.ids for mention in reading.mentions}


def test_a_wording_means_in_a_clause_only_what_is_bound_to_it_there(bound_atlas: Atlas) -> None:
    assert in_report(bound_atlas, "红绿") == {"1.2": ("plate",), "2.6.1": ("rail",)}
    assert set(in_report(bound_atlas, "红绿城际")) == set(LOCATORS)


def test_a_wording_outside_its_clause_hides_nothing(bound_atlas: Atlas) -> None:
    found = in_report(bound_atlas, "红山古城")
    assert found.pop("2.6.1") == ("town",)
    assert set(found.values()) == {("hill",)}


def test_a_wording_gives_way_to_the_short_form_where_it_does_not_hold(bound_atlas: Atlas) -> None:
    found = in_report(bound_atlas, "大镇")
    assert found.pop("2.6.1") == ("old",)
    assert set(found.values()) == {("county",)}


def test_where_no_clause_is_known_all_wordings_hold(bound_atlas: Atlas) -> None:
    assert recognise(bound_atlas, ["红绿", ""], is_report=True).mentions[0].ids == ("rail", "plate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("杭绍", {"2.6.1": "rail-hangshao"}), ("沪杭甬", {"1.2": "plate-huhangyong", "2.6.1": "road-huhangyong"})],
)
def test_short_wordings_of_the_atlas_mean_one_thing_a_clause(atlas: Atlas, text: str, expected: dict[str, str]) -> None:
    found = in_report(atlas, text)
    assert found.keys() == expected.keys()
    for clause, ident in expected.items():
        assert all(named.startswith(ident) for named in found[clause])  # a line may have parts


def test_an_atlas_is_learnt_once(atlas: Atlas) -> None:
    assert recognise(atlas, ["塘栖"]) == recognise(atlas, ["塘栖"])
