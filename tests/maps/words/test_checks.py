"""A check in words: figures with their unit and sign, what it rests on, and names of whatever it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from layers.checks.check import Check
from maps.words.checks import figure, remark, told

BASE = Check("areas", "city_area", "differs", subject="city-huangshan", unit="km2", reason="area", side="world",
             method="area", expected=9807.0, found=9673.2, difference=-133.8)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "km2", ""), (9807.0, "km2", "9,807\u2009km²"), (0.7264, "km2", "0.73\u2009km²"), (6, "count", "6"),
        (4.7525, "percent", "4.75\u2009%"), ("4+2", "cities", "4+2\u2009cities"),
        (-133.8, "km2", "\u2212134\u2009km²"), (158.2, "m", "158\u2009m"), (0.0, "km2", "0\u2009km²"),
        (1.682, "ten_thousand_km2", "16,800\u2009km²"), (2.2, "hundred_million", "220\u2009million"),
        (2019, "year", "2019"),
    ],
)  # fmt: skip
def test_figures_have_their_unit(value: Any, unit: str, text: str) -> None:
    assert figure(value, unit, "en") == text


@pytest.mark.parametrize(
    ("difference", "unit", "text"),
    [
        (-133.8, "km2", "\u2212134\u2009km²"), (133.8, "km2", "+134\u2009km²"), (0.0, "km2", ""), (None, "km2", ""),
        (-0.0011, "percent", "0.00\u2009%"), (0.0049, "percent", "0.00\u2009%"),
        (-0.011, "percent", "\u22120.01\u2009%"),
    ],
)  # fmt: skip
def test_a_difference_has_a_sign_unless_it_is_too_small_to_be_seen(
    atlas: Atlas, difference: float | None, unit: str, text: str
) -> None:
    assert told(atlas, replace(BASE, difference=difference, unit=unit), "en").difference == text


def test_all_that_is_known_of_a_check_is_said(atlas: Atlas) -> None:
    said = told(atlas, BASE, "en")
    assert (said.title, said.side, said.state, said.word) == ("Huangshan", "world", "differs", "Differs")
    assert said.question == "Area against the published figure"
    assert said.method == "area on the ellipsoid, the sea counted"
    assert said.target == "city-huangshan"
    assert remark(said, "en") == said.reason
    listed = told(atlas, replace(BASE, missing=("city-hangzhou",)), "en")
    assert remark(listed, "en") == f"{said.reason} Concerns: Hangzhou"


def test_where_nothing_was_found_no_method_found_it(atlas: Atlas) -> None:
    assert told(atlas, replace(BASE, found=None).open("layer_off"), "en").method == ""


def test_a_figure_of_control_points_says_how_many(atlas: Atlas) -> None:
    measured = replace(BASE, kind="line_position", subject="rail-ninghang", about="osm-2024-03", unit="m", aside=140.0)
    said = told(atlas, measured, "en")
    assert said.points == "140"
    assert said.question.endswith(str(atlas.sources["osm-2024-03"]["title_en"]))
    assert told(atlas, BASE, "en").points == ""


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("with_sea", "sea counted in both"), ("districts_2019", "Counties (July 2019)"), ("plates", "The three plates"),
        ("population_share", "Share of its residents"), ("<b>", "<b>"),
    ],
)  # fmt: skip
def test_what_a_check_is_about_has_its_name(atlas: Atlas, about: str, text: str) -> None:
    assert told(atlas, replace(BASE, subject="", about=about), "en").title == text
    assert told(atlas, replace(BASE, subject="", about=""), "en").title == "Control points"
