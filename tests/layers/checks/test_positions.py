"""Positions against other sources: up to where a claim holds, and what a whole layer has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.controls import Control
from layers.checks.positions import line_positions, point_positions, shift, shift_of_lines_m, shift_of_points_m
from tests.layers.checks.sketch import LINE, frame, narrow, said

Make = Callable[..., Atlas]
NORTH_M = 1 / 110_860
"""Degrees of latitude that are a metre at 30 N."""


def control(feature: str, shape: Any, role: str = "line", *, chosen: bool = False) -> Control:
    return Control(feature, role, (), "sample", "", chosen, shape)  # type: ignore[arg-type]


def beside(*metres: float) -> Any:
    """Points so far east of the meridian of 120 E, one above the other."""
    return shapely.MultiPoint([(120 + narrow(away), 30 + number / 1000) for number, away in enumerate(metres)])


MERIDIAN = LINE([(120, 29.9), (120, 30.1)])


@pytest.mark.parametrize(("claim", "state"), [(101, "pass"), (99, "differs")])
def test_nine_points_of_ten_lie_within_what_a_line_claims(make: Make, claim: float, state: str) -> None:
    rail = frame({"rail-a": MERIDIAN}, accuracy_m=[claim])
    made = replace(make(rail=rail), controls=(control("rail-a", beside(*[50.0] * 8, 100.0, 100.0, 5000.0)),))
    (row,) = line_positions(made, "rail")
    assert said(row) == {
        "group": "positions", "kind": "line_position", "subject": "rail-a", "about": "sample", "unit": "m",
        "state": state, "expected": claim, "found": pytest.approx(100, abs=0.2), "aside": 11.0,
        "difference": 0.0 if state == "pass" else pytest.approx(1, abs=0.2),
    } | ({} if state == "pass" else {"reason": "off"})  # fmt: skip


def test_a_line_without_controls_is_unknown_and_an_indicative_one_has_no_position_by_definition(make: Make) -> None:
    rail = frame({"rail-a": MERIDIAN, "rail-b": MERIDIAN}, accuracy_m=[50, 50], evidence=["surveyed", "indicative"])
    rows = list(line_positions(make(rail=rail), "rail"))
    assert [(row.subject, row.state, row.reason) for row in rows] == [
        ("rail-a", "unknown", "no_control"), ("rail-b", "definition", "drawn"),
    ]  # fmt: skip


def test_points_farther_than_they_claim_are_listed(make: Make) -> None:
    points = {"a": shapely.Point(120, 30), "b": shapely.Point(121, 30)}
    places = frame(points, accuracy_m=[100, 100])
    controls = (
        control("a", shapely.Point(120, 30 + 99 * NORTH_M), "place"),
        control("b", shapely.Point(121, 30 + 101 * NORTH_M), "place"),
        control("b", shapely.Point(125, 30), "name"),
    )
    (row,) = point_positions(replace(make(places=places), controls=controls), "places")
    assert said(row) == {
        "group": "positions", "kind": "point_position", "about": "places", "state": "differs", "reason": "off",
        "expected": 2, "found": 1, "difference": -1, "missing": ("b",),
    }  # fmt: skip
    (row,) = point_positions(make(places=places), "places")
    assert (row.state, row.reason) == ("unknown", "no_control")


def shifted(make: Make, metres: float, count: int = 6, **tables: Any) -> Any:
    """Six points that are all drawn so far north of their controls."""
    ids = [f"place-{number}" for number in range(count)]
    places = frame({ident: shapely.Point(120, 30 + number) for number, ident in enumerate(ids)})
    controls = [
        control(ident, shapely.Point(120, 30 + number - metres * NORTH_M), "place") for number, ident in enumerate(ids)
    ]
    controls.append(control("place-0", shapely.Point(121, 30), "place", chosen=True))
    table = {"tolerance": {"shift_m": {"places": 100}}}
    (row,) = shift(replace(make(table, places=places), controls=tuple(controls)), "places")
    return row


@pytest.mark.parametrize(("metres", "state"), [(98, "pass"), (104, "differs")])
def test_points_may_have_a_shift_up_to_what_the_table_says(make: Make, metres: float, state: str) -> None:
    row = shifted(make, metres)
    assert (row.state, row.reason) == (state, "" if state == "pass" else "shifted")
    assert row.found == pytest.approx(metres, abs=2)
    assert row.aside == 6, "one that was drawn anew because it differed is left out"


def test_of_four_points_nobody_tells_a_shift(make: Make) -> None:
    assert shifted(make, 1000, count=4).state == "unknown"
    assert shifted(make, 1000, count=5).state == "differs"


def test_what_points_have_in_common_is_their_mean() -> None:
    assert shift_of_points_m(np.array([[300.0, 0.0], [-300.0, 0.0]])) == 0
    assert shift_of_points_m(np.array([[30.0, 40.0], [30.0, 40.0]])) == pytest.approx(50)


def test_lines_tell_of_a_shift_across_them_and_all_directions_of_the_whole() -> None:
    angles = np.radians(np.arange(0, 180, 15))
    across = np.column_stack([np.cos(angles), np.sin(angles)])
    true = np.array([450.0, -250.0])
    offsets = across * (across @ true)[:, None]
    assert shift_of_lines_m(offsets) == pytest.approx(np.hypot(*true))
    assert shift_of_lines_m(np.vstack([offsets, np.zeros((1, 2))])) == pytest.approx(np.hypot(*true))
