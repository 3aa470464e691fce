"""The course of a long area runs through its middle; a round one has none."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString, Point, box

from layers.atlas.atlas import Atlas
from maps.web.courses import course, courses


def test_a_belt_s_course_is_the_line_that_it_was_drawn_around() -> None:
    line = LineString([(0, 0), (60_000, 20_000), (120_000, 0)])
    found = course(line.buffer(5_000))
    assert found is not None
    assert found.hausdorff_distance(line) < 12_000
    assert all(line.distance(Point(at)) < 3_000 for at in found.coords)
    assert found.coords[0][0] < found.coords[-1][0]


@pytest.mark.parametrize("area", [Point(0, 0).buffer(9_000), box(0, 0, 20_000, 10_000)])
def test_what_is_not_long_has_no_course(area: Point) -> None:
    assert course(area) is None


def test_belts_have_courses_inside_of_them(atlas: Atlas) -> None:
    found = courses(atlas, "corridors")
    assert len(found) > 6
    shapes = atlas.frames["corridors"].geometry
    assert all(
        line.intersection(shapes[ident].buffer(0.01)).length > 0.9 * line.length for ident, line in found.items()
    )
