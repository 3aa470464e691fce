"""Clauses of the report looked up by their numbers and by words of the outline."""

from __future__ import annotations

import pytest

from layers.atlas.clauses import LOCATORS
from layers.report.outline import title
from layers.search.clauses import LIMIT, clauses, numbered


def found(query: str, lang: str = "zh") -> list[str]:
    return [hit.id for hit in clauses(query, lang)]


@pytest.mark.parametrize("locator", LOCATORS)
@pytest.mark.parametrize("written", ["{}", "{}.", " {} ", "条款{}", "第{}条"])
def test_a_number_finds_its_clause_first(locator: str, written: str) -> None:
    first, *others = clauses(written.format(locator), "en")
    assert (first.id, first.name, first.other) == (locator, title(locator, "en"), title(locator, "zh"))
    assert all(other.id.startswith(f"{locator}.") for other in others)
    assert len(others) < LIMIT


def test_a_number_is_typed_with_a_chinese_keyboard_too_and_does_not_begin_another_one() -> None:
    assert found("2。6。1") == found("２.6.1".replace("２", "2")) == ["2.6.1"]
    assert "3.10" not in found("3.1")
    assert found("3.10") == ["3.10"]


@pytest.mark.parametrize("query", ["9.9", "2.6.1.1", "", "…", "60", "-1", "2..6"])
def test_what_is_no_clause_finds_none(query: str) -> None:
    assert found(query) == []


@pytest.mark.parametrize(
    ("query", "lang", "locator"),
    [("铁路", "zh", "2.6.1"), ("tielu", "zh", "2.6.1"), ("先行区", "zh", "2.4.2"), ("pilot zones", "en", "2.4.2"),
     ("rules and systems", "en", "2.1"), ("rules", "zh", "2.1")],
)  # fmt: skip
def test_words_of_the_outline_find_their_clause_in_either_language(query: str, lang: str, locator: str) -> None:
    assert locator in found(query, lang)


def test_no_typing_error_is_forgiven_and_no_clause_stands_in_for_a_place() -> None:
    assert found("先形区") == []
    assert found("塘栖古镇") == []
    assert numbered("杭黄") is None
