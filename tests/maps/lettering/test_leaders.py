"""Names beside what they are of: level beside a line where few others run, or at the end of a leader."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon, box

from maps.lettering.along import in_sight
from maps.lettering.boxes import Rect
from maps.lettering.leaders import Aside, around, asides, beside_line, is_apart, starts_on

SIZE = (40.0, 12.0)


def polygon(of: Rect) -> Polygon:
    """A box as a shape."""
    return box(of.x, of.y, of.x + of.w, of.y + of.h)


def test_asides_come_with_the_shortest_leader_first_which_ends_at_the_edge_of_the_name() -> None:
    found = asides([(100, 100)], SIZE)
    lengths = [aside.length_px for aside in found]
    assert lengths == sorted(lengths)
    assert lengths[-1] > 60, "a name may stand far off where all is full"
    for aside in found:
        assert aside.start == pytest.approx((100, 100))
        name = polygon(around(aside.middle, SIZE))
        assert name.exterior.distance(Point(aside.end)) == pytest.approx(0, abs=1e-6)


CASES = json.loads(Path(__file__).with_name("leaders.json").read_text(encoding="utf-8"))
"""What both twins have to say; `tests/web/leaders.test.js` reads it, too."""


def rounded(*places: tuple[float, float]) -> list[float]:
    return [round(number, 2) for place in places for number in place]


def test_paper_tries_the_same_places_beside_a_point_as_the_screen_in_the_same_order() -> None:
    case = CASES["asides"]
    found = asides([(x, y) for x, y in case["starts"]], tuple(case["size"]))
    assert [rounded(one.middle, one.end) for one in found[: len(case["found"])]] == case["found"]
    assert len(found) == case["count"]


def test_paper_tries_the_same_places_beside_a_line_as_the_screen() -> None:
    case = CASES["levels"]
    runs, size = [np.array(case["run"])], tuple(case["size"])

    def crossed(points: np.ndarray) -> float:
        return float(points[:, 1].mean() < case["wall"])

    free, forced = (list(beside_line(runs, size, crossed, must=must)) for must in (False, True))
    assert [rounded(one) for one in free[: len(case["free"])]] == case["free"]
    assert [rounded(one) for one in forced[-len(case["forced"]) :]] == case["forced"]
    assert [rounded(one) for one in starts_on(runs)[: len(case["starts"])]] == case["starts"]


def test_a_leader_takes_the_whole_way_to_its_name() -> None:
    aside = Aside((100, 0), (0, 0), (80, 0))
    covered = shapely.union_all([polygon(one) for one in aside.boxes])
    assert covered.covers(LineString([(0, 0), (77, 0)]))
    assert covered.bounds[2] < 80, "the name itself is not taken twice"


def test_a_name_beside_its_area_stands_on_no_other_and_its_leader_ends_nearer_to_none() -> None:
    own, other = box(0, 0, 20, 20), box(100, 0, 160, 20)

    def at(x: float, y: float, end: tuple[float, float]) -> Aside:
        return Aside((x, y), (10, 10), end)

    assert is_apart(at(60, 10, (40, 10)), SIZE, own, [other])
    assert not is_apart(at(85, 10, (65, 10)), SIZE, own, [other]), "the name would stand on the other"
    assert not is_apart(at(130, 40, (110, 34)), SIZE, own, [other]), "the leader would end at the other"
    assert is_apart(at(130, 40, (110, 34)), SIZE, own, [])


def crowded(points: np.ndarray) -> float:
    """Another line runs through everything above 100 px."""
    return float((points[:, 1] < 100).any())


def test_a_level_name_stands_beside_its_line_clear_of_it_and_not_where_others_run() -> None:
    runs = in_sight(LineString([(0, 100), (300, 100)]), (300, 200))
    free = list(beside_line(runs, SIZE, crowded, must=False))
    assert free
    for middle in free[:4]:
        name = around(middle, SIZE)
        assert name.y > 100, "above it the other runs"
        assert not polygon(name).intersects(LineString([(0, 100), (300, 100)]))
    assert abs(free[0][0] - 150) < 30, "near the middle"
    forced = list(beside_line(runs, SIZE, crowded, must=True))
    assert len(forced) > len(free)
    assert forced[: len(free) // 2] == free[: len(free) // 2], "where others run is tried last"


def test_a_leader_starts_in_the_middle_of_a_line() -> None:
    runs = in_sight(LineString([(0, 100), (300, 100)]), (300, 200))
    starts = starts_on(runs)
    assert math.dist(starts[0], (150, 100)) < 15
    assert math.dist(starts[-1], (150, 100)) > 100
    assert starts_on([]) == []
