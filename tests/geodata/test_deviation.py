"""Distances to outlines are those that a look at every segment gives; a deviation is the 95th of a hundred."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import box

from geodata.recipes.deviation import away_m, deviation_m, rounded_up


def test_it_is_the_distance_to_the_nearest_line() -> None:
    random = np.random.default_rng(7)
    paths = random.uniform(0, 10_000, (20, 30, 2))
    lines = shapely.multilinestrings(shapely.linestrings(paths))
    points = shapely.points(random.uniform(-3_000, 13_000, (200, 2)))
    arcs = shapely.linestrings(random.uniform(20_000, 30_000, (40, 6, 2)))
    for shapes in (points, arcs):
        assert away_m(shapes, lines) == pytest.approx(shapely.distance(shapes, lines))
    rings = box(0, 0, 5_000, 5_000).difference(box(2_000, 2_000, 3_000, 3_000)).boundary
    assert away_m(shapely.points([[2_500, 2_400], [5_300, 100]]), rings).tolist() == [400, 300]


def test_a_square_moved_to_the_east_deviates_by_its_step() -> None:
    square = box(0, 0, 20_000, 20_000)
    assert deviation_m(square, square) == 0
    assert deviation_m(square, box(300, 0, 20_300, 20_000)) == pytest.approx(300)
    assert [rounded_up(metres) for metres in (0, 0.1, 10, 10.1)] == [0, 10, 10, 20]
