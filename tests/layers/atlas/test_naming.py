"""The name of a feature at a date: one that was renamed twice, one that kept its name, and faults of either."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from layers.atlas.naming import former_names, name_at, names_at
from layers.atlas.schema import FormerName, is_past
from layers.atlas.validate import find_faults
from tests import samples


def former(name: str, until: str, **changes: Any) -> dict[str, Any]:
    return {
        "name_zh": f"{name}站", "name_en": name, "until": until, "reason_zh": "改", "reason_en": "renamed",
        "source": ["https://a.example/1"], **changes,
    }  # fmt: skip


TWICE = {
    "name_zh": "丙站", "name_en": "Three",
    "former_names": [former("One", "2010-03-20"), former("Two", "2016-12")],
}  # fmt: skip
KEPT: dict[str, Any] = {"name_zh": "甲站", "name_en": "Kept", "former_names": float("nan")}


@pytest.mark.parametrize(
    ("date", "name"),
    [("2010-02", "One"), ("2010-03", "Two"), ("2016-11", "Two"), ("2016-12", "Three"), ("2026-11", "Three"),
     (None, "Three")],
)  # fmt: skip
def test_a_month_shows_the_name_that_holds_at_its_end(date: str | None, name: str) -> None:
    assert name_at(TWICE, "en", date) == name
    assert name_at(pd.Series(TWICE), "en", date) == name


def test_a_name_is_in_the_language_that_is_asked_for() -> None:
    assert [name_at(TWICE, lang, "2012-01") for lang in ("zh", "en")] == ["Two站", "Two"]


@pytest.mark.parametrize("date", [None, "2001-01", "2026-11"])
def test_what_kept_its_name_has_it_at_every_date(date: str | None) -> None:
    assert name_at(KEPT, "zh", date) == "甲站"
    assert former_names(KEPT) == ()
    assert former_names({"name_zh": "甲站"}) == ()


def test_a_layer_has_the_names_of_the_date_and_is_not_changed() -> None:
    frame = pd.DataFrame([TWICE, KEPT], index=["twice", "kept"])
    assert names_at(frame, "en", "2012-01").to_dict() == {"twice": "Two", "kept": "Kept"}
    assert names_at(frame, "en", None).to_dict() == {"twice": "Three", "kept": "Kept"}
    assert frame["name_en"].to_list() == ["Three", "Kept"]
    bare = frame.drop(columns="former_names")
    assert names_at(bare, "en", "2012-01").to_dict() == {"twice": "Three", "kept": "Kept"}


@pytest.mark.parametrize(
    ("day", "date", "past"),
    [("2016-12-01", "2016-12", True), ("2016-12-01", "2016-11", False), ("2016-12", "2016-12-01", True),
     ("2016", "2016-01", True), ("2016", "2015-12", False), ("2016-12-02", "2016-12-01", False)],
)  # fmt: skip
def test_a_day_a_month_or_a_year_is_past_at_the_end_of_another(day: str, date: str, past: bool) -> None:
    assert is_past(day, date) is past


def faults(**changes: Any) -> set[str]:
    layer = samples.of_type("point")
    return {fault.code for fault in find_faults(layer, [samples.feature(layer, **changes)], [samples.SOURCE])}


@pytest.mark.parametrize(
    "names",
    [[], [former("One", "2010")], TWICE["former_names"], [former("One", "2010", source=[samples.SOURCE])],
     [former("One", "2010", source=["http://a.example/1"])]],
)  # fmt: skip
def test_good_former_names_pass(names: list[dict[str, Any]]) -> None:
    assert faults(former_names=names) == set()


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ([former("Two", "2016"), former("One", "2010")], "bad_value"), ([former("One", "10-2010")], "bad_value"),
        ([former("One", "2010", source=[])], "bad_value"), ([former("", "2010", name_zh=" ")], "bad_value"),
        ([former("One", "2010", reason_zh="")], "bad_value"), ([former("One", "2010", colour="red")], "unknown_field"),
        ([{key: value for key, value in former("One", "2010").items() if key != "until"}], "missing_field"),
        ([former("One", "2010", source=["nobody"])], "unknown_source"),
        ([former("One", "2010", source=["javascript:1"])], "bad_value"),
    ],
)  # fmt: skip
def test_bad_former_names_do_not_pass(names: list[dict[str, Any]], code: str) -> None:
    assert faults(former_names=names) == {code}


def test_who_states_a_name_is_a_source_or_a_page() -> None:
    assert faults(name_source=[samples.SOURCE, "https://a.example/1"]) == set()
    assert faults(name_source=["nobody"]) == {"unknown_source"}
    assert faults(name_source=["a page"]) == {"bad_value"}


def test_former_names_are_read_as_they_are_written() -> None:
    (one, two) = former_names(TWICE)
    assert one == FormerName.model_validate(TWICE["former_names"][0])
    assert (two.name_zh, two.until) == ("Two站", "2016-12")
