"""Borders of neighbours: edges, overlaps and gaps, from the smallest on that counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shapely
import shapely.affinity

from layers.atlas.atlas import Atlas
from layers.checks import borders
from layers.measures.geodesic import geodesic_area_km2
from tests.layers.checks.sketch import BOX, EAST, OVER, SQUARE, frame, narrow, said

RING = shapely.Polygon(BOX(119, 30, 122, 33).exterior, [BOX(120, 31, 121, 32).exterior])
HALF = {
    "a": shapely.union_all([BOX(119, 30, 120, 33), BOX(120, 30, 122, 31)]),
    "b": shapely.union_all([BOX(120, 32, 122, 33), BOX(121, 31, 122, 32)]),
}


@pytest.mark.parametrize(
    ("rows", "shapes", "expected", "reason"),
    [
        (borders.edges, {"a": SQUARE, "b": EAST}, "pass", ""),
        (borders.edges, {"a": SQUARE, "b": OVER}, "differs", "edges"),
        (borders.overlaps, {"a": SQUARE, "b": EAST}, "pass", ""),
        (borders.overlaps, {"a": SQUARE, "b": OVER}, "differs", "overlap"),
        (borders.gaps, {"a": SQUARE, "b": EAST}, "pass", ""),
        (borders.gaps, {"a": RING}, "differs", "enclave"),
        (borders.gaps, HALF, "differs", "gap"),
    ],
)
def test_neighbours_share_their_borders(
    make: Callable[..., Atlas], rows: Any, shapes: dict[str, Any], expected: str, reason: str
) -> None:
    (row,) = rows(make(cities=frame(shapes)), layer="cities")
    assert (row.state, row.reason) == (expected, reason)


# A strip along one side of the square, which is 110.86 km high at 30.5 N: 5 mm of it are 554 m2, 20 mm are 2,217 m2.
@pytest.mark.parametrize(("width_m", "expected"), [(0.005, "pass"), (0.020, "differs")])
def test_what_two_cities_both_cover_counts_from_a_thousand_square_metres(
    make: Callable[..., Atlas], width_m: float, expected: str
) -> None:
    shapes = {"a": SQUARE, "b": BOX(120 - narrow(width_m), 30, 121, 31)}
    (row,) = borders.overlaps(make(cities=frame(shapes)), layer="cities")
    assert row.state == expected
    assert row.found == pytest.approx(width_m * 110_860 / 1e6, rel=0.02)
    assert (row.expected, row.unit, row.about, row.id) == (0.0, "km2", "cities", "overlaps.cities")


@pytest.mark.parametrize(("side_m", "expected"), [(25.0, "pass"), (40.0, "differs")])
def test_what_no_city_covers_counts_from_a_thousand_square_metres(
    make: Callable[..., Atlas], side_m: float, expected: str
) -> None:
    east, north = 120 + narrow(side_m), 30.5 + side_m / 110_860
    hole = BOX(120, 30.5, east, north)
    whole = {"a": BOX(119, 30, 120, 31), "b": BOX(120, 30, 121, 31).difference(hole)}
    (row,) = borders.gaps(make(cities=frame(whole)), layer="cities")
    assert row.state == expected
    assert row.found == pytest.approx(side_m**2 / 1e6, rel=0.02)
    assert (row.expected, row.unit, row.missing) == (0.0, "km2", ("a", "b"))
    assert row.reason == ("gap" if expected == "differs" else "")


def test_what_borders_say_is_told_whole(make: Callable[..., Atlas]) -> None:
    about = {"group": "borders", "about": "zones", "state": "differs"}
    apart = make(zones=frame({"a": SQUARE, "b": OVER, "c": BOX(125, 30, 126, 31)}))
    (row,) = borders.edges(apart, layer="zones")
    assert said(row) == about | {
        "kind": "edges", "reason": "edges", "expected": 3, "found": 1, "difference": -2, "missing": ("a", "b"),
    }  # fmt: skip
    (row,) = borders.overlaps(apart, layer="zones")
    tenth = pytest.approx(geodesic_area_km2(SQUARE) / 10, rel=0.01)
    assert said(row) == about | {
        "kind": "overlaps", "reason": "overlap", "unit": "km2", "expected": 0.0, "found": tenth, "difference": tenth,
    }  # fmt: skip
    # Two holes: one inside a single feature, one that three share.
    both = {"alone": RING, **{name: shapely.affinity.translate(shape, 5) for name, shape in HALF.items()}}
    (row,) = borders.gaps(make(zones=frame(both)), layer="zones")
    holes = pytest.approx(2 * geodesic_area_km2(BOX(120, 31, 121, 32)), rel=0.01)
    assert said(row) == about | {
        "kind": "gaps", "reason": "gap", "unit": "km2", "expected": 0.0, "found": holes, "difference": holes,
        "missing": ("a", "alone", "b"),
    }  # fmt: skip


def test_borders_are_asked_of_the_layers_that_are_made_of_neighbours() -> None:
    assert borders.LAYERS == ("cities", "districts_2019", "districts_2021", "regions")
