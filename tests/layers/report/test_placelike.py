"""Words that look like places: what a name begins with, holds and ends in, and how much of a text is looked at."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from layers.atlas.atlas import Atlas
from layers.report import placelike as module
from layers.report.placelike import placelike
from layers.report.recognise import Mention, Reading, recognise
from tests.documents import OTHER_TEXT

BEGIN = ("ns", "nr", "nrt", "nrfg", "nz", "j", "nt")
"""Marks of the dictionary's proper names: of places, people and institutions, and short forms."""
FOLLOW = ("n", "vn", "b", "f", "ng", "s", "a", "an", "ad", "q", "vg", "zg", "g")
"""Marks of what may stand in a name and begins none, unless the dictionary does not know the word."""
PART = ("v", "m", "p", "d", "r", "t", "x", "c", "uj", "nrx")


def reading(*paragraphs: str) -> Reading:
    return Reading(paragraphs, ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("随后来到仙居县白塔镇。", "仙居县白塔镇"), ("推进金丽温高速公路建设", "金丽温高速公路"),
        ("along the Oujiang River and on", "Oujiang River"), ("与浙江师范大学合作", "浙江师范大学"),
    ],
)  # fmt: skip
def test_a_place_like_word_is_found(text: str, word: str) -> None:
    assert placelike(reading(text)) == [(word, 1)]


@pytest.mark.parametrize("text", ["推进城市和乡村一体化", "建设高铁与机场", "他们去了", "", "the river and the lake"])
def test_ordinary_words_are_no_places(text: str) -> None:
    assert placelike(reading(text)) == []


def test_words_inside_recognised_names_are_left_out(atlas: Atlas) -> None:
    words = dict(placelike(recognise(atlas, OTHER_TEXT)))
    assert "金义东市域铁路" in words
    assert not any(name in words for name in ("钱塘江", "塘栖", "杭黄高铁"))


def found(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What is found where a text is cut into these words: each with its mark, and `?` where it is not known."""
    cut = [word.split("/") for word in words]
    known = {word: 0 if mark.endswith("?") else 3 for word, mark in cut}
    pairs = [SimpleNamespace(word=word, flag=mark.rstrip("?")) for word, mark in cut]
    tagger = SimpleNamespace(cut=lambda _: pairs, tokenizer=SimpleNamespace(FREQ=known))
    monkeypatch.setattr(module, "_tagger", lambda: tagger)
    return [word for word, _ in placelike(reading("".join(word for word, _ in cut)))]


@pytest.mark.parametrize("mark", [*BEGIN, *FOLLOW, *PART])
def test_a_name_begins_with_a_proper_word_or_one_that_nobody_knows_and_holds_no_verb(
    mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(monkeypatch, f"甲乙/{mark}", "镇/n") == (["甲乙镇"] if mark in BEGIN else [])
    assert found(monkeypatch, f"甲乙/{mark}?", "镇/n") == ([] if mark in PART else ["甲乙镇"])
    assert found(monkeypatch, "丙丁/nr", f"甲乙/{mark}", "镇/n") == (["丙丁甲乙镇"] if mark not in PART else [])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("甲乙/ns",), ["甲乙"]), (("甲乙/nr",), []), (("甲/ns",), []), (("镇/ns",), []), (("甲镇/nr",), ["甲镇"]),
        (("甲镇/n",), []), (("甲镇/n?",), ["甲镇"]), (("甲乙/ns", "丙丁/n"), ["甲乙"]),
        (("甲乙/ns", "镇/n", "丙丁/n"), ["甲乙镇"]), (("甲乙/ns", "县/n", "丙丁/n", "镇/n"), ["甲乙县丙丁镇"]),
        (("甲乙/ns", "县/n", "去/v", "丙丁/ns", "镇/n"), ["甲乙县", "丙丁镇"]),
        (("去/v", "甲乙/ns", "镇/n", "丙丁/ns"), ["甲乙镇", "丙丁"]),
        (("甲乙/nr", "丙丁/nr", "去/v", "戊己/ns"), ["戊己"]),
        ((f"{'甲' * 13}/ns", "镇/n"), ["甲" * 13 + "镇"]), ((f"{'甲' * 14}/ns", "镇/n"), []),
        (("中国/ns",), []), (("甲乙/ns", "园区/n"), []), (("甲乙园区/ns",), []), (("建设/ns", "镇/n"), []),
        (("打造甲乙/ns", "镇/n"), []), (("甲建设/ns", "镇/n"), ["甲建设镇"]),
    ],
)  # fmt: skip
def test_a_name_goes_to_its_last_ending_and_a_place_needs_none(
    words: tuple[str, ...], names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(monkeypatch, *words) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aa River", ["Aa River"]), ("to Aa Bb Cc River", ["Aa Bb Cc River"]), ("Aa Bb Cc Dd Lake", ["Bb Cc Dd Lake"]),
        ("Aa river", []), ("aa River", []), ("A River", []), ("Aa Rivers", []), ("Lin'an City", ["Lin'an City"]),
        ("Aa-Bb Lake and Cc’s Bay", ["Aa-Bb Lake", "Cc’s Bay"]),
    ],
)  # fmt: skip
def test_an_english_name_is_one_to_three_capital_words_and_an_ending(text: str, names: list[str]) -> None:
    assert [name for name, _ in placelike(reading(text))] == names


def test_what_is_recognised_is_left_out_and_parts_the_words_beside_it() -> None:
    text = "Aa River, Bb Lake Cc Bay"
    known = Reading(("Zz Port", text, "Dd Port"), (Mention(1, 10, 17, "Bb Lake", ("b",)),))
    assert [name for name, _ in placelike(known)] == ["Aa River", "Zz Port", "Cc Bay", "Dd Port"]
    twice = (Mention(0, 0, 5, "Aa Bb", ("b",)), Mention(0, 9, 17, "Aa River", ("a",)))
    assert placelike(Reading(("Aa Bb Cc Aa River Lake",), twice)) == []


def test_the_most_frequent_names_come_first_and_there_are_at_most_a_hundred() -> None:
    names = [f"B{first}{second} River" for first in "abcdefghijk" for second in "abcdefghij"]
    listed = placelike(reading(", ".join([*names, names[-1]])))
    assert listed == [(names[-1], 2), *((name, 1) for name in names[:99])]


@pytest.mark.parametrize(("blanks", "names"), [(199_992, ["Aa River"]), (199_993, [])])
def test_the_first_200_000_characters_are_looked_at(blanks: int, names: list[str]) -> None:
    assert [name for name, _ in placelike(reading(" " * blanks + "Aa River"))] == names
    apart = reading(" " * 150_000, " " * (blanks - 150_000) + "Aa River", "Bb River", "Cc River")
    assert [name for name, _ in placelike(apart)] == names
