"""Names along lines on paper: the same questions as `tests/web/along.test.js` asks of the screen."""

from __future__ import annotations

import math

import numpy as np
import pytest
from shapely.geometry import LineString

from maps.lettering.along import (
    Crowd,
    Crowding,
    Letter,
    Lettering,
    Setting,
    beside,
    in_sight,
    pieces,
    settings,
    upon,
)  # fmt: skip

SIZE = (1000.0, 800.0)
LATIN = Lettering("ABCDEFGH", (8.0,) * 8, 12.0)
CHINESE = Lettering("杭黄高铁", (12.0,) * 4, 12.0, upright=True)


def alone(_points: np.ndarray) -> float:
    return 0.0


def ways(*points: tuple[float, float], line: Lettering = LATIN, crowding: Crowding = alone) -> list[Setting]:
    return list(settings(in_sight(LineString(points), SIZE), [line], [[10.0], [-10.0]], crowding))


def best(*points: tuple[float, float], line: Lettering = LATIN, crowding: Crowding = alone) -> tuple[Letter, ...]:
    return ways(*points, line=line, crowding=crowding)[0].lines[0]


def test_letters_stand_in_a_row_above_a_level_line() -> None:
    letters = best((100, 400), (900, 400))
    assert "".join(letter.sign for letter in letters) == "ABCDEFGH"
    assert {(round(letter.y, 6), letter.turn) for letter in letters} == {(390.0, 0.0)}
    assert np.diff([letter.x for letter in letters]) == pytest.approx([8.0] * 7)


@pytest.mark.parametrize(
    "points",
    [((900, 400), (100, 400)), ((900, 100), (100, 700)), ((100, 700), (900, 100)), ((480, 100), (520, 700)),
     ((520, 700), (480, 100))],
)  # fmt: skip
def test_whichever_way_a_line_runs_no_letter_stands_on_its_head(points: tuple[tuple[float, float], ...]) -> None:
    letters = best(*points)
    assert all(abs(letter.turn) < math.pi / 2 + 0.16 for letter in letters)
    upwards = abs(points[1][0] - points[0][0]) < 100
    assert letters[-1].y < letters[0].y if upwards else letters[-1].x > letters[0].x


@pytest.mark.parametrize("points", [((480, 100), (520, 700)), ((520, 700), (480, 100))])
def test_along_a_steep_line_chinese_characters_stand_in_a_column_read_downwards(
    points: tuple[tuple[float, float], ...],
) -> None:
    letters = best(*points, line=CHINESE)
    assert {letter.turn for letter in letters} == {0.0}
    assert min(np.diff([letter.y for letter in letters])) >= 12


def test_a_name_follows_a_bend_and_does_not_go_round_a_corner() -> None:
    bow = [(500 - 400 * math.cos(at), 600 - 400 * math.sin(at)) for at in np.linspace(0, math.pi, 61)]
    letters = best(*bow)
    assert letters[0].turn < -0.03 < 0.03 < letters[-1].turn
    assert all(abs(math.dist(letter.at, (500, 600)) - 410) < 3 for letter in letters)
    assert ways((460, 400), (500, 400), (500, 440), (460, 440), (460, 410)) == []


def test_a_line_shorter_than_its_name_has_none() -> None:
    assert ways((100, 100), (155, 100)) == []
    assert ways((100, 100), (240, 100)) != []


def test_no_name_stands_in_a_tangle() -> None:
    lines = {"own": [(0, 400), (1000, 400)], "a": [(500, 0), (500, 800)], "b": [(520, 0), (480, 800)],
             "c": [(480, 0), (520, 800)]}  # fmt: skip
    crowd = Crowd(((name, in_sight(LineString(points), SIZE)) for name, points in lines.items()), 3)
    assert crowd.near("own")(np.array([[500.0, 400.0]])) == math.inf
    assert crowd.near("a")(np.array([[100.0, 400.0]])) == 1
    letters = best((0, 400), (1000, 400), crowding=crowd.near("own"))
    assert all(not 470 < letter.x < 503 for letter in letters)
    assert ways((440, 400), (560, 400), crowding=crowd.near("own")) == []


def test_of_two_lines_of_type_the_first_is_the_upper_one() -> None:
    for above, below in zip(beside(4, [12, 10])[::2], beside(4, [12, 10])[1::2], strict=True):
        assert above[0] > above[1] > 2
        assert -2 > below[0] > below[1]
    first, second = upon([12, 10])[0]
    assert first > 0 > second


def test_a_straight_name_is_one_text_and_a_bent_one_letter_by_letter() -> None:
    straight, bent = best((100, 400), (900, 400)), [Letter(sign, x, 9.0, x, 12.0) for x, sign in enumerate("AB C")]
    assert pieces(straight) == [tuple(straight)]
    assert ["".join(letter.sign for letter in piece) for piece in pieces(bent, whole=True)] == ["A", "B ", "C"]


def test_no_other_line_runs_through_a_chinese_character() -> None:
    own, other = LineString([(440, 400), (620, 400)]), LineString([(500, 0), (500, 800)])
    struck = Crowd([("own", in_sight(own, SIZE)), ("other", in_sight(other, SIZE))], 3).struck("own")
    runs, offs = in_sight(own, SIZE), [[10.0], [-10.0]]
    free = list(settings(runs, [CHINESE], offs, alone, struck))
    assert free
    assert all(abs(letter.x - 500) > 4.5 for way in free for letter in way.lines[0])
    assert any(abs(letter.x - 500) < 4 for way in settings(runs, [CHINESE], offs, alone) for letter in way.lines[0])
    assert len(list(settings(runs, [LATIN], offs, alone, struck))) == len(list(settings(runs, [LATIN], offs, alone)))


def test_letters_of_a_name_stand_evenly_or_not_at_all() -> None:
    corner = ((100, 400), (500, 400), (700, 300), (900, 100))
    found = list(ways(*corner, line=CHINESE))
    assert len(found) > 3
    for way in found:
        gaps = [math.dist(one.at, other.at) for one, other in zip(way.lines[0], way.lines[0][1:], strict=False)]
        assert max(gaps) - min(gaps) < 0.62 * 12
