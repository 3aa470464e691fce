"""Which clause a paragraph belongs to, by the report's structure alone; the recipe's own split agrees."""

from __future__ import annotations

import pytest

from geodata.recipes.report import split_report
from layers.atlas.clauses import ITEMS, LOCATORS
from layers.report.extract import extract
from layers.report.split import clauses_of, split
from tests.test_report_not_copied import REPORT

NUMERALS = "一二三四五六七八九十"


def invented() -> list[str]:
    """A text with the report's structure and nothing of its words."""
    text = ["首页 > 甲", "开头。"]
    for part, items in ITEMS.items():
        text.append(f"{NUMERALS[int(part) - 1]}、部分")
        for point, count in enumerate(items):
            if not any(items):
                text.append(f"{NUMERALS[point]}要做。")
            elif part == "1":
                text.append(f"第{NUMERALS[point]},说:" + "".join(f"{NUMERALS[n]}是事。" for n in range(count)))
            else:
                text += [f"第{NUMERALS[point]},说。", *(f"{NUMERALS[n]}要做。" for n in range(count))]
    return [*text, "同志们,走。", "《某》杂志社", "地址"]


def test_a_text_with_the_structure_is_split() -> None:
    pieces = split(invented())
    assert list(dict.fromkeys(piece.clause for piece in pieces if piece.clause)) == list(LOCATORS)
    assert [piece.text for piece in pieces if piece.clause is None] == ["首页 > 甲", "《某》杂志社", "地址"]
    assert [piece.opens for piece in pieces if piece.clause == "1.2.1"] == [False]
    assert "".join(piece.text for piece in pieces) == "".join(invented())


def test_pieces_are_of_the_clauses_that_they_were_cut_from() -> None:
    pieces = split(invented())
    assert clauses_of([piece.text for piece in pieces]) == tuple(piece.clause for piece in pieces)
    assert clauses_of(["", *(piece.text for piece in pieces)])[:2] == (None, pieces[0].clause)
    assert clauses_of(["甲", "", "乙"]) == (None, None, None)


def test_a_paragraph_that_is_not_cut_is_of_its_first_clause() -> None:
    clauses = clauses_of(invented())
    assert len(clauses) == len(invented())
    assert [clause for clause in clauses if clause in ("1.2", "1.2.1")] == ["1.2"]


def test_another_text_has_no_clauses() -> None:
    paragraphs = ["一、开头", "第一,说。", "一要做。", "同志们,走。"]
    assert [(piece.text, piece.clause) for piece in split(paragraphs)] == [(text, None) for text in paragraphs]


@pytest.mark.parametrize(("less", "known"), [(0, True), (5, True), (6, False)])
def test_a_text_that_lacks_up_to_five_of_the_56_clauses_is_still_the_report(less: int, known: bool) -> None:
    text = invented()
    third = text.index("三、部分")
    fewer = text[: third + 11 - less] + text[third + 11 :]  # of the ten demands of the third part, the first ones
    clauses = {piece.clause for piece in split(fewer)} - {None}
    assert len(clauses) == (56 - less if known else 0)
    assert "".join(piece.text for piece in split(fewer)) == "".join(fewer)


@pytest.mark.parametrize("more", ["第七,说。", "五要做。"])
def test_a_text_with_a_clause_that_the_report_has_not_is_another_one(more: str) -> None:
    text = invented()
    at = text.index("三、部分")
    pieces = split([*text[:at], more, *text[at:]])
    assert {(piece.clause, piece.opens) for piece in pieces} == {(None, True)}


def test_the_signs_of_the_structure_may_be_wide_or_narrow_and_items_may_be_paragraphs_of_their_own() -> None:
    text = invented()
    first = text.index("第二,说:一是事。二是事。三是事。")
    text[first : first + 1] = ["第二,说:", "一是事:二是事:三是事。四个是五。", "还有。"]
    text[-3] = "同志们,走。"
    pieces = split(text)
    told = [(piece.text, piece.clause, piece.opens) for piece in pieces if (piece.clause or "").startswith("1.2")]
    assert told == [
        ("第二,说:", "1.2", True), ("一是事:", "1.2.1", True), ("二是事:", "1.2.2", False),
        ("三是事。四个是五。", "1.2.3", False), ("还有。", "1.2", True),
    ]  # fmt: skip
    assert [(piece.text, piece.clause) for piece in pieces[-3:]] == [
        ("同志们,走。", "5"), ("《某》杂志社", None), ("地址", None),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["首页 > 甲", "2019-07-26 甲"])
def test_the_lines_of_the_page_above_the_report_are_no_part_of_it(head: str) -> None:
    first, second = split([head, *invented()[1:]])[:2]
    assert (first.text, first.clause, first.opens) == (head, None, True)
    assert (second.text, second.clause, second.opens) == ("开头。", "0", True)


@pytest.mark.sources
@pytest.mark.skipif(not REPORT.is_file(), reason="the report is not on this machine; set ATLAS_SHARED")
def test_the_recipe_splits_alike() -> None:
    text = REPORT.read_text(encoding="utf-8")
    ours: dict[str, str] = {}
    for piece in split(extract(REPORT.name, text.encode()).paragraphs):
        if piece.clause is not None:
            ours[piece.clause] = ours.get(piece.clause, "") + piece.text
    theirs = {locator: words.replace("\n", "") for locator, words in split_report(text).items()}
    assert ours == theirs
