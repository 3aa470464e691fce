"""Names in a text: the longest wins, none over another, Latin only as whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
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


def test_an_atlas_is_learnt_once(atlas: Atlas) -> None:
    assert recognise(atlas, ["塘栖"]) == recognise(atlas, ["塘栖"])
