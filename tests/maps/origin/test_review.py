"""The publication gate: whose review, which number, what is missing; nothing passes that lacks something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from maps.origin.review import (
    ELSEWHERE,
    SIGNS,
    Authority,
    advice,
    authority,
    faults,
    imprint,
    mark,
    parse_number,
    provinces,
)
from maps.scene.sheet import Sheet
from text import LANGUAGES, say, table

Extent = tuple[float, float, float, float]

TODAY = date(2026, 11, 23)
CONTENT = "0123456789ab"
SEVERAL: dict[str, Any] = {"authority": "ministry", "province_names": ("浙江省", "安徽省")}
ONE: dict[str, Any] = {"authority": "province", "province_names": ("浙江省",)}
SOUND = Sheet(
    mode="publication", review_number="GS（2026）1234号", author="规划院", made="2026-11-20", reviewed_content=CONTENT
)
CODES = set(table("zh")["fault"]["review"])

HANGZHOU = (119.9, 30.0, 120.3, 30.3)
HUANGSHAN = (117.9, 29.7, 118.3, 30.1)
ZHOUSHAN_AND_SEA = (121.95, 29.7, 122.5, 30.3)
OPEN_SEA = (123.5, 29.0, 124.5, 30.0)
JIANGXI = (116.0, 28.5, 116.5, 29.0)
HUANGSHAN_AND_JIANGXI = (117.0, 29.2, 117.6, 29.9)
SQUARE = (0.0, 0.0, 1.0, 1.0)


def found(sheet: Sheet, content: str = CONTENT, **shown: Any) -> set[str]:
    return {fault.code for fault in faults(sheet, content=content, today=TODAY, **(shown or SEVERAL))}


def changed(**fields: Any) -> Sheet:
    return Sheet.model_validate(SOUND.model_dump() | fields)


def bounds(atlas: Atlas, layer: str) -> Extent:
    west, south, east, north = (float(value) for value in atlas.frames[layer].total_bounds)
    return west, south, east, north


def drawn(atlas: Atlas) -> Atlas:
    """Two provinces side by side, each one degree wide, a sea to their east, and nothing else."""
    squares = [shapely.box(west, 0, west + 1, 1) for west in range(3)]
    regions = gpd.GeoDataFrame({"province": ["浙江省", "安徽省"]}, geometry=squares[:2], crs=4326)
    return replace(atlas, frames={"regions": regions, "ground": ground("sea", squares[2])})


def ground(kind: str, shape: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"kind": [kind]}, geometry=[shape], crs=4326)


# Which provinces, and who reviews them


def test_the_whole_circle_is_the_ministrys(atlas: Atlas) -> None:
    shown = provinces(atlas, bounds(atlas, "circle"))
    assert {"浙江省", "安徽省"} <= set(shown)
    assert authority(shown) == "ministry"


@pytest.mark.parametrize(
    ("extent", "expected"),
    [(HANGZHOU, "浙江省"), (HUANGSHAN, "安徽省"), (ZHOUSHAN_AND_SEA, "浙江省"), ((121.3, 31.1, 121.6, 31.4), "上海市")],
)
def test_a_view_inside_one_province_is_that_provinces(atlas: Atlas, extent: Extent, expected: str) -> None:
    shown = provinces(atlas, extent)
    assert shown == (expected,)
    assert authority(shown) == "province"


@pytest.mark.parametrize("extent", [OPEN_SEA, JIANGXI, (90.0, 20.0, 91.0, 21.0)])
def test_where_no_province_is_known_the_ministry_is_the_safe_answer(atlas: Atlas, extent: Extent) -> None:
    assert provinces(atlas, extent) == (ELSEWHERE,)
    assert authority((ELSEWHERE,)) == authority(()) == "ministry"


def test_land_beyond_the_data_makes_one_province_several(atlas: Atlas) -> None:
    shown = provinces(atlas, HUANGSHAN_AND_JIANGXI)
    assert shown == ("安徽省", ELSEWHERE)
    assert authority(shown) == "ministry"


def test_every_prefecture_by_itself_is_in_its_own_province(atlas: Atlas) -> None:
    for row in atlas.frames["regions"].itertuples():
        point = row.geometry.representative_point()
        assert provinces(atlas, point.buffer(0.002).bounds) == (row.province,)


@pytest.mark.parametrize("lost", ["regions", "ground"])
def test_without_the_layers_nothing_is_known(atlas: Atlas, lost: str) -> None:
    frames = {name: frame for name, frame in atlas.frames.items() if name != lost}
    assert provinces(replace(atlas, frames=frames), HANGZHOU) == (ELSEWHERE,)


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        ((0.1, 0.1, 0.9, 0.9), ("浙江省",)),
        (SQUARE, ("浙江省",)),
        ((0.1, 0.1, 1.1, 0.9), ("浙江省", "安徽省")),
        ((1.1, 0.1, 2.9, 0.9), ("安徽省",)),
        ((1.1, 0.1, 3.1, 0.9), ("安徽省", ELSEWHERE)),
        ((0.1, -0.1, 0.9, 0.9), ("浙江省", ELSEWHERE)),
        ((0.1, 0.1, 1.0001, 0.9), ("浙江省",)),
        ((0.1, 0.1, 1.0002, 0.9), ("浙江省", "安徽省")),
        ((0.1, -0.0001, 0.9, 0.9), ("浙江省",)),
        ((0.999, 0.5, 1.0009, 0.501), ("浙江省", "安徽省")),
    ],
)
def test_an_edge_counts_from_about_a_square_kilometre_on(
    atlas: Atlas, extent: Extent, expected: tuple[str, ...]
) -> None:
    assert provinces(drawn(atlas), extent) == expected


def test_a_prefecture_without_a_province_is_elsewhere(atlas: Atlas) -> None:
    frames = drawn(atlas).frames
    regions = frames["regions"].assign(province=["浙江省", None])
    vague = replace(atlas, frames={**frames, "regions": regions})
    assert provinces(vague, SQUARE) == ("浙江省",)
    assert provinces(vague, (0.1, 0.1, 1.1, 0.9)) == ("浙江省", ELSEWHERE)


def test_land_in_the_ground_layer_does_not_count_as_sea(atlas: Atlas) -> None:
    frames = drawn(atlas).frames
    dry = replace(atlas, frames={**frames, "ground": ground("land", shapely.box(2, 0, 3, 1))})
    assert provinces(dry, (1.1, 0.1, 2.9, 0.9)) == ("安徽省", ELSEWHERE)


def test_every_province_of_the_data_has_its_sign_and_its_names(atlas: Atlas) -> None:
    regions = atlas.frames["regions"]
    english = dict(zip(regions["province"], regions["province_en"], strict=True))
    assert set(SIGNS) == set(english)
    assert {name: say("en", f"review.province.{name}") for name in english} == english
    assert all(say("zh", f"review.province.{name}") == name for name in english)


# Review numbers


@pytest.mark.parametrize(
    ("text", "body", "place", "printed"),
    [
        ("GS（2019）1234号", "ministry", "", "GS（2019）1234号"),
        ("gs(2024)0650号", "ministry", "", "GS（2024）0650号"),
        ("审图号：GS (2023) 2767 号", "ministry", "", "GS（2023）2767号"),
        ("审图号 GS（2024）0650", "ministry", "", "GS（2024）0650号"),
        ("GS京(2022)1061号", "delegate", "京", "GS京（2022）1061号"),
        ("GS 浙〔2024〕12号", "delegate", "浙", "GS浙（2024）12号"),
        ("浙S（2023）12号", "province", "浙", "浙S（2023）12号"),
        ("皖s(2023)12号", "province", "皖", "皖S（2023）12号"),
        ("豫S [2024年] 016号", "province", "豫", "豫S（2024）016号"),
        ("沪 S【2023】093号", "province", "沪", "沪S（2023）093号"),
        ("ＧＳ（２０２４）０６５０号", "ministry", "", "GS（2024）0650号"),
        ("GS\u200b（2024）\u30000650\ufeff号\n", "ministry", "", "GS（2024）0650号"),
        ("成S(2017)034号", "city", "成", "成S（2017）034号"),
        ("浙杭S(2023)3号", "city", "浙杭", "浙杭S（2023）3号"),
        ("京津S(2023)3号", "city", "京津", "京津S（2023）3号"),
    ],
)
def test_the_forms_of_a_number(text: str, body: str, place: str, printed: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.body, number.place, number.normalised) == (body, place, printed)
    assert parse_number(number.normalised) == number


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "号", "GS", "GS（2019）", "GS（2019）号", "GS2019 1234号", "GS（1999）12号", "GS（2100）12号",
        "GS（202）12号", "GS（20190）12号", "GS（2019）0号", "GS（2019）000号", "GS（2019）1234567号",
        "GS（2019）12a号", "GS(2019)-12号", "GS杭（2019）12号", "GS京津（2019）12号", "GT（2019）12号", "S（2019）12号",
        "ZS（2019）12号", "浙（2019）12号", "浙江省S（2019）12号", "浙江省杭S（2019）12号", "审图号S（2019）12号",
        "GS（2019）12号 GS（2020）12号", "GS(2019)12号1", "GS（2023）3114号/浙S（2023）13号", "GS(٢٠١٩)12号",
        "GS(2019)١٢号", "<b>GS（2019）12号</b>", "{0}",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(text=st.text() | st.from_regex(r"\A.{0,3}(GS|S).{0,2}[(（]20\d{2}[)）].{0,8}\Z"))
def test_any_text_is_a_number_or_none_and_prints_as_itself(text: str) -> None:
    number = parse_number(text)
    assert number is None or parse_number(number.normalised) == number


@given(text=st.text(max_size=120))
def test_any_text_on_a_sheet_is_judged_and_printed_as_one_line(text: str) -> None:
    sheet = changed(review_number=text, author=text)
    assert found(sheet) <= CODES
    for lang in LANGUAGES:
        assert imprint(sheet, lang).isprintable()


# What is missing or wrong


@pytest.mark.parametrize(
    ("number", "shown"),
    [("GS（2026）1234号", SEVERAL), ("GS浙（2025）12号", SEVERAL), ("浙S（2026）12号", ONE), ("杭S（2026）12号", ONE),
     ("GS（2026）1234号", ONE), ("GS京（2025）12号", ONE)],
)  # fmt: skip
def test_a_sound_sheet_passes(number: str, shown: dict[str, Any]) -> None:
    sheet = changed(review_number=number)
    assert found(sheet, **shown) == set()


FAULTY = [
    ({"review_number": ""}, {"number_missing"}),
    ({"review_number": " \u200b\u3000"}, {"number_missing"}),
    ({"review_number": "待定"}, {"number_malformed"}),
    ({"review_number": "浙S（2026）12号"}, {"number_of_other_authority"}),
    ({"review_number": "杭S（2026）12号"}, {"number_of_other_authority"}),
    ({"review_number": "GS（2027）12号"}, {"number_after_date"}),
    ({"made": "2025-12-31"}, {"number_after_date"}),
    ({"author": ""}, {"author_missing"}),
    ({"author": " \u200b\u3000"}, {"author_missing"}),
    ({"made": ""}, {"date_missing"}),
    ({"made": "", "review_number": "GS（2027）12号"}, {"date_missing", "number_after_date"}),
    ({"made": "2026-02-30"}, {"date_impossible"}),
    ({"made": "2026-11-24"}, {"date_in_future"}),
    ({"made": "2027-01-01", "review_number": "GS（2027）12号"}, {"date_in_future", "number_after_date"}),
    ({"reviewed_content": "ba9876543210"}, {"content_changed"}),
]


@pytest.mark.parametrize(("fields", "expected"), FAULTY)
def test_each_fault_is_found_and_no_other(fields: dict[str, str], expected: set[str]) -> None:
    sheet = changed(**fields)
    assert found(sheet) == expected


def test_every_code_with_a_sentence_can_be_found() -> None:
    of_a_series = {"several_maps"}  # tests/maps/export/test_renderers.py
    assert set().union(*(expected for _, expected in FAULTY)) == CODES - of_a_series


@pytest.mark.parametrize("number", ["皖S（2026）12号", "GS（2026）12号"])
def test_another_provinces_number_is_refused_and_the_ministrys_is_not(number: str) -> None:
    expected = {"number_of_other_authority"} if number.startswith("皖") else set()
    assert found(changed(review_number=number), **ONE) == expected
    assert found(changed(review_number=number), authority="province", province_names=("安徽省",)) == set()


def test_all_faults_come_at_once() -> None:
    sheet = Sheet(mode="publication", reviewed_content=CONTENT)
    assert found(sheet, "") == {"number_missing", "author_missing", "date_missing", "content_changed"}
    several = changed(review_number="浙S（2027）12号", author="", made="2026-11-24")
    assert len(found(several, "")) == 5


def test_made_today_is_not_the_future() -> None:
    assert found(changed(made=TODAY.isoformat())) == set()


def test_content_is_compared_only_where_the_reviewed_one_is_known() -> None:
    assert found(changed(reviewed_content=""), "ffffffffffff") == set()


@pytest.mark.parametrize("fields", [fields for fields, _ in FAULTY])
def test_an_internal_sheet_is_never_refused(fields: dict[str, str]) -> None:
    sheet = changed(mode="internal", **fields)
    assert found(sheet) == set()


# What is printed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_internal_map_is_marked_and_has_no_imprint(lang: str) -> None:
    internal = changed(mode="internal")
    assert mark(internal, lang) == say(lang, "review.internal")
    assert imprint(internal, lang) == ""
    assert mark(SOUND, lang) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_imprint_has_number_author_and_date(lang: str) -> None:
    line = imprint(changed(review_number=" gs(2026)0012 ", author="规划\n院"), lang)
    places = [line.index(part) for part in ("审图号", "GS（2026）0012号", "规划 院", "2026-11-20")]
    assert places == sorted(places)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_that_cannot_be_read_is_not_printed(lang: str) -> None:
    assert imprint(Sheet(mode="publication", review_number="待定"), lang) == ""
    assert "审图号" not in imprint(changed(review_number="待定"), lang)


@pytest.mark.parametrize(("lang", "number", "author"), [("zh", "审图号：", "作者："), ("en", "审图号 ", "Author: ")])
def test_an_imprint_leaves_out_what_is_missing(lang: str, number: str, author: str) -> None:
    assert author not in imprint(changed(author=""), lang)
    assert number in imprint(changed(author=""), lang)
    assert imprint(changed(review_number="", made=""), lang) == f"{author}规划院"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [(("浙江省", "安徽省"), "ministry"), (("安徽省", ELSEWHERE), "ministry"), (("浙江省",), "province")],
)
def test_the_advice_names_the_provinces_and_the_review(shown: tuple[str, ...], expected: Authority) -> None:
    for lang in LANGUAGES:
        sentence = advice(authority(shown), shown, lang)
        assert all(say(lang, f"review.province.{name}") in sentence for name in shown)
        assert (say(lang, "review.advice.ministry", provinces="|").split("|")[1] in sentence) is (
            expected == "ministry"
        )
