"""Names of areas on paper: the same questions as `tests/web/areas.test.js` asks of the screen."""

from __future__ import annotations

import shapely
from shapely.geometry import Point, Polygon, box

from maps.lettering.areas import sites

NAME = (40.0, 12.0)
WIDE = box(0, 0, 200, 60)
HOLED = WIDE.difference(box(50, 20, 90, 40))


def share(area: Polygon, middle: tuple[float, float]) -> float:
    (x, y), (w, h) = middle, NAME
    return float(area.intersection(box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)).area) / (w * h)


def test_a_name_stands_at_the_anchor_where_it_fits() -> None:
    assert next(sites(WIDE, (100.0, 30.0), NAME)) == (100.0, 30.0)


def test_every_middle_lies_on_the_area_and_the_first_name_on_it_wholly() -> None:
    found = list(sites(HOLED, (70.0, 30.0), NAME))
    assert len(found) > 8
    assert all(HOLED.buffer(1e-6).contains(Point(middle)) for middle in found)
    assert share(HOLED, found[0]) == 1
    assert Point(found[0]).distance(Point(70, 30)) < 60


def test_on_an_area_smaller_than_the_name_the_middle_still_lies_on_it() -> None:
    small = box(100, 100, 110, 108)
    found = list(sites(small, (105.0, 104.0), NAME))
    assert found
    assert all(small.contains(Point(middle)) for middle in found)


def test_no_name_stands_in_a_corner_of_an_area_that_has_room_for_it() -> None:
    cornered = shapely.union(box(0, 0, 100, 100), box(40, 100, 48, 140))
    found = list(sites(cornered, (50.0, 50.0), NAME))
    assert len(found) > 3
    assert min(share(cornered, middle) for middle in found) >= 0.6
