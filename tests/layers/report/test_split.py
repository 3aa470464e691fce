"""Which clause a paragraph belongs to, by the report's structure alone; the recipe's own split agrees."""

from __future__ import annotations

import pytest

from geodata.recipes.report import split_report
from layers.atlas.clauses import ITEMS, LOCATORS
from layers.report.extract import extract
from layers.report.split import split
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


def test_another_text_has_no_clauses() -> None:
    paragraphs = ["一、开头", "第一,说。", "一要做。", "同志们,走。"]
    assert [(piece.text, piece.clause) for piece in split(paragraphs)] == [(text, None) for text in paragraphs]


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
