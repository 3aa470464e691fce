"""One check: how it comes to its state, what it then says, and the reasons that have words."""

from __future__ import annotations

from typing import get_args

import pytest

from layers.checks import check
from layers.checks.check import Check, Reason, compared, complete
from tests.layers.checks.sketch import said
from text import table

BASE = Check("areas", "city_area", subject="a", about="b", unit="km2", clause="1.1")
ABOUT = {"group": "areas", "kind": "city_area", "subject": "a", "about": "b", "unit": "km2", "clause": "1.1"}


def test_the_table_is_read_once() -> None:
    assert check.declared() is check.declared()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_has_its_words(lang: str) -> None:
    assert set(get_args(Reason)) == set(table(lang)["checks"]["reason"])


@pytest.mark.parametrize(
    ("found", "within", "state"),
    [
        (1.05, 0.05, "pass"), (0.95, 0.05, "pass"), (1.06, 0.05, "differs"), (0.94, 0.05, "differs"),
        (1.1, 0.1, "pass"), (0.7, 0.3, "pass"), (1.0, 0.0, "pass"),  # 1.1 - 1 is more than 0.1 in binary fractions
        (1.000_000_000_9, 0.0, "pass"), (1.000_000_01, 0.0, "differs"),
    ],
)  # fmt: skip
def test_two_figures_agree_up_to_what_they_may_be_apart(found: float, within: float, state: str) -> None:
    row = compared(BASE, 1.0, found, within, "area", aside=7.0, missing=("c",))
    assert said(row) == ABOUT | {
        "state": state, "expected": 1.0, "found": found, "difference": pytest.approx(found - 1, abs=1e-12),
        "aside": 7.0, "missing": ("c",),
    } | ({"reason": "area"} if state == "differs" else {})  # fmt: skip


def test_what_should_be_complete_lists_what_is_not_as_it_should_be() -> None:
    assert said(complete(BASE, ["a", "b", "c"], ["c", "b"], "apart", aside=1.0)) == ABOUT | {
        "state": "differs", "reason": "apart", "expected": 3, "found": 1, "difference": -2, "missing": ("c", "b"),
        "aside": 1.0,
    }  # fmt: skip
    assert said(complete(BASE, ["a"], [], "apart")) == ABOUT | {
        "state": "pass", "expected": 1, "found": 1, "difference": 0,
    }  # fmt: skip


def test_a_result_takes_the_place_of_an_earlier_one_and_is_called_by_what_is_asked() -> None:
    passed = BASE.closed(True, "area", found=1.0)
    assert said(passed) == ABOUT | {"state": "pass", "found": 1.0}
    assert said(passed.open("geometry", found=None)) == ABOUT | {"state": "unknown", "reason": "geometry"}
    assert said(BASE) == ABOUT | {"state": "unknown"}
    assert (BASE.id, Check("areas", "sum", about="b").id, Check("areas", "sum").id) == ("city_area.a.b", "sum.b", "sum")
    assert Check("areas", "sum").unit == "count"


@pytest.mark.parametrize(
    ("difference", "state"), [(9.0, "definition"), (11.0, "definition"), (8.9, "differs"), (11.1, "differs")]
)
def test_a_figure_is_explained_up_to_what_is_told_of_it(
    monkeypatch: pytest.MonkeyPatch, difference: float, state: str
) -> None:
    rules = {"city_area.a.b": {"reason": "source_too", "difference": 10.0, "within": 1.0}}
    monkeypatch.setattr(check, "declared", lambda: {"definitions": rules})
    row = check.explained(BASE.closed(False, "area", difference=difference))
    assert (row.state, row.reason) == (state, "source_too" if state == "definition" else "area")
    assert check.explained(BASE.closed(True, "area", difference=10.0)).state == "pass"
    assert check.explained(BASE.open("layer_off")).state == "unknown"
    assert check.explained(Check("areas", "other").closed(False, "area", difference=10.0)).state == "differs"
    assert check.explained(BASE.closed(False, "absent")).state == "differs", "no figure is no explained figure"


@pytest.mark.parametrize(
    ("missing", "state"), [(("c",), "definition"), (("c", "d"), "definition"), (("c", "e"), "differs"), ((), "differs")]
)
def test_ids_are_excused_only_if_all_of_them_are_told(
    monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...], state: str
) -> None:
    rules = {"city_area.a.b": {"reason": "context", "missing": ["c", "d"]}}
    monkeypatch.setattr(check, "declared", lambda: {"definitions": rules})
    assert check.explained(BASE.closed(False, "apart", missing=missing)).state == state
