"""The locators and their reading order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.clauses import LOCATORS, in_reading_order


def numbers(locator: str) -> tuple[int, ...]:
    """A locator as what it is compared by, independently of the module."""
    return tuple(map(int, locator.split(".")))


def test_the_locators_are_those_of_the_document() -> None:
    assert len(LOCATORS) == len(set(LOCATORS)) == 56
    assert LOCATORS[0] == "0"
    assert LOCATORS[-1] == "5"
    for locator in ("1.2.3", "1.3.4", "2.1.4", "2.6.4", "3.10", "4.4"):
        assert locator in LOCATORS
    for locator in ("1.1.1", "1.2.4", "1.3.5", "1.4", "2.2.4", "2.6.5", "2.7", "3.1.1", "3.11", "4.5", "5.1", "6"):
        assert locator not in LOCATORS


def test_nine_comes_before_ten() -> None:
    assert in_reading_order(["3.10", "3.9", "3"]) == ["3", "3.9", "3.10"]


@given(st.lists(st.sampled_from(LOCATORS)))
def test_reading_order_is_the_order_of_the_numbers(chosen: list[str]) -> None:
    assert in_reading_order(chosen) == sorted(set(chosen), key=numbers)


@pytest.mark.parametrize("unknown", ["", "6", "2.6.1.1", "3.", "三"])
def test_an_unknown_locator_is_named(unknown: str) -> None:
    with pytest.raises(KeyError, match=repr(unknown)):
        in_reading_order(["1", unknown])
