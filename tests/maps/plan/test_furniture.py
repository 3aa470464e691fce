"""Scale bar, north arrow, graticule and inset say the truth: measured again on the ellipsoid and by projecting back."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from itertools import chain, combinations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from pyproj import CRS, Geod, Transformer
from pyproj.enums import TransformDirection

from layers.atlas.atlas import Atlas
from layers.catalogue.style import BADGE
from maps.lettering.boxes import Rect
from maps.lettering.fonts import width_of
from maps.paper import inset, ornaments
from maps.paper.type import Typesetter
from maps.plan.extent import Extent, centre, ground_metres, projection
from maps.plan.furniture import (
    BAR_MM,
    MOST_LINES,
    NORTH_PX,
    SMALL_PX,
    STEPS_DEG,
    GridLine,
    ScaleBar,
    degrees,
    furnished,
    graticule,
    grid_step,
    north_degrees,
    scale_bar,
    spots,
)
from maps.plan.layout import MM_PER_PX, Box
from maps.plan.plan import Plan, plan
from maps.plan.shapes import Drawn
from maps.scene.scene import View, opening
from maps.scene.sheet import Sheet
from tests.maps.paper.figures import CASES, every_case, plan_of, planned

GEOD = Geod(ellps="WGS84")
GRIDDED = [case for case, (_, sheet) in CASES.items() if sheet.graticule]
WGS = "EPSG:4326"


@lru_cache
def transformer(crs: CRS) -> Transformer:
    """From a projection to longitude and latitude."""
    return Transformer.from_crs(crs, WGS, always_xy=True)


def to_globe(made: Plan, x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point of the projection."""
    lng, lat = transformer(made.projection.crs).transform(x, y)
    return float(lng), float(lat)


def to_plane(made: Plan, lng: float, lat: float) -> tuple[float, float]:
    x, y = transformer(made.projection.crs).transform(lng, lat, direction=TransformDirection.INVERSE)
    return float(x), float(y)


def page_axes(made: Plan) -> tuple[Figure, Typesetter]:
    """Axes over the page, in mm from its upper left corner."""
    figure = Figure()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, made.sheet.width_mm)
    axes.set_ylim(made.sheet.height_mm, 0)
    return figure, Typesetter(axes, "test")


@every_case
def test_the_scale_bar_is_true_at_the_centre(case: str) -> None:
    made = plan_of(case)
    x, y = centre(made.extent)
    half = made.bar.mm * made.metres_per_mm / 2
    _, _, metres = GEOD.inv(*to_globe(made, x - half, y), *to_globe(made, x + half, y))
    assert metres == pytest.approx(made.bar.metres, rel=0.001)
    assert metres * 1000 / made.bar.mm == pytest.approx(made.denominator, rel=0.001)


def test_a_scale_bar_in_web_mercator_would_be_found_wrong() -> None:
    x, y = Transformer.from_crs(WGS, 3857, always_xy=True).transform(119.5, 30.0)
    wrong = ground_metres((x - 1e5, y - 1e5, x + 1e5, y + 1e5), CRS.from_epsg(3857))
    assert wrong == pytest.approx(math.cos(math.radians(30)), rel=0.005)
    assert wrong != pytest.approx(1, rel=0.1)


@every_case
def test_the_scale_bar_is_round_and_has_room(case: str) -> None:
    made = plan_of(case)
    assert made.bar.metres / 10 ** math.floor(math.log10(made.bar.metres)) in (1, 2, 5)
    assert 6 < made.bar.mm <= made.layout.frame.w * 0.3 + 0.01
    assert made.bar.mm <= BAR_MM[1]


@given(metres=st.floats(0.5, 50_000), longest=st.floats(1, 200))
def test_the_bar_is_the_longest_round_one(metres: float, longest: float) -> None:
    bar, room = scale_bar(metres, longest), min(max(longest, BAR_MM[0]), BAR_MM[1])
    assert bar.metres == pytest.approx(bar.mm * metres)
    assert room / 2.5 - 1e-9 <= bar.mm <= room + 1e-9


def test_the_drawn_bar_is_as_long_as_it_says() -> None:
    made = plan_of("overview")
    figure, setter = page_axes(made)
    ornaments.scale_bar(made, setter.page, setter)
    parts = [patch for patch in setter.page.patches if patch.get_linewidth() < 1]
    assert len(parts) == ornaments.BAR_PARTS
    assert sum(part.get_width() for part in parts) == pytest.approx(made.bar.mm)  # type: ignore[attr-defined]  # rectangles
    assert [text.text for text in setter.texts] == ["0", "100\u2009km"]
    assert made.bar.metres == 100_000
    assert figure.axes


@every_case
def test_the_arrow_points_to_true_north_at_the_centre(case: str) -> None:
    made = plan_of(case)
    x, y = centre(made.extent)
    azimuth, _, _ = GEOD.inv(*to_globe(made, x, y), *to_globe(made, x, y + 2000))
    assert made.north_degrees == pytest.approx(-azimuth, abs=0.02)
    (a, b), (c, d) = made.to_px(x, y), made.to_px(*to_plane(made, *np.add(to_globe(made, x, y), (0, 0.01))))
    assert math.degrees(math.atan2(c - a, b - d)) == pytest.approx(made.north_degrees, abs=0.02)


def test_north_stands_askew_where_the_meridians_do() -> None:
    crs = projection((119.0, 29.0, 121.0, 31.0)).crs
    west, east = ((x, 3_300_000.0, x + 10_000, 3_310_000.0) for x in (300_000.0, 690_000.0))
    assert north_degrees(west, crs) > 0.5
    assert north_degrees(east, crs) < -0.5
    assert north_degrees((495_000.0, 3_300_000.0, 505_000.0, 3_310_000.0), crs) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("degrees", [0.0, 10.0, -30.0])
def test_the_drawn_arrow_is_turned_as_it_says(degrees: float) -> None:
    made = replace(plan_of("overview"), north_degrees=degrees)
    _, setter = page_axes(made)
    ornaments.north_arrow(made, setter.page, setter)
    outline = np.asarray(setter.page.patches[0].get_path().vertices)
    tip, notch = outline[0], outline[2]
    assert math.degrees(math.atan2(tip[0] - notch[0], notch[1] - tip[1])) == pytest.approx(degrees)
    assert [text.text for text in setter.texts] == ["北"]


@pytest.mark.parametrize("case", GRIDDED)
def test_lines_of_the_graticule_are_meridians_and_parallels(case: str) -> None:
    made = plan_of(case)
    step = grid_step(made.extent, made.projection.crs)
    assert step in STEPS_DEG
    assert len(made.grid) > 3
    for line in made.grid:
        points = np.column_stack(transformer(made.projection.crs).transform(*np.array(line.course.coords).T))
        constant = points[:, 0 if line.is_meridian else 1]
        assert constant == pytest.approx(line.degrees, abs=2e-3)
        assert line.degrees / step == pytest.approx(round(line.degrees / step), abs=1e-6)
        assert line.course.within(shapely.box(*made.extent).buffer(1.0))
        assert np.ptp(points[:, 1 if line.is_meridian else 0]) > step / 50


@pytest.mark.parametrize("case", GRIDDED)
def test_every_meridian_and_parallel_of_the_step_is_there_once(case: str) -> None:
    made = plan_of(case)
    step = grid_step(made.extent, made.projection.crs)
    for is_meridian in (True, False):
        degrees = [line.degrees for line in made.grid if line.is_meridian == is_meridian]
        assert np.diff(degrees) == pytest.approx(step)
        assert 1 <= len(degrees) <= MOST_LINES + 2


def test_a_sheet_without_graticule_has_none() -> None:
    assert plan_of("overview").grid == ()
    assert plan_of("overview").degrees == ()


@pytest.mark.parametrize("case", GRIDDED)
def test_degrees_stand_at_their_lines_and_clear_of_everything(case: str) -> None:
    made = plan_of(case)
    frame = (made.layout.frame.w / MM_PER_PX, made.layout.frame.h / MM_PER_PX)
    named = {f"{line.degrees:g}°{'E' if line.is_meridian else 'N'}": line for line in made.grid}
    boxes = [*(degree.box for degree in made.degrees), *made.furniture.boxes]
    assert len(made.degrees) >= 2
    for degree in made.degrees:
        box, line = degree.box, named[degree.text]
        assert 0 < box.x < frame[0] - box.w
        assert 0 < box.y < frame[1] - box.h
        where = (box.x + box.w / 2, box.y + box.h) if line.is_meridian else (box.x, box.y + box.h)
        course = shapely.transform(line.course, lambda xy: np.array([made.to_px(x, y) for x, y in xy]))
        assert course.distance(shapely.Point(where)) < 5
    assert all(one.apart(other) for one, other in combinations(boxes[: len(made.degrees)], 2))
    assert all(one.apart(other) for one in boxes[: len(made.degrees)] for other in boxes[len(made.degrees) :])


def at_corners(made: Plan) -> list[Plan]:
    """A Plan with its bar and its arrow in each corner of the map."""
    size = (made.layout.frame.w / MM_PER_PX, made.layout.frame.h / MM_PER_PX)
    bar, north = made.furniture.bar, made.furniture.north

    def moved(box: Rect, x: int, y: int) -> Rect:
        return replace(box, x=x * (size[0] - box.w), y=y * (size[1] - box.h))

    corners = [(0, 0), (1, 0), (0, 1), (1, 1)]
    return [
        replace(made, furniture=replace(made.furniture, bar=moved(bar, x, y), north=moved(north, 1 - x, 1 - y)))
        for x, y in corners
    ]


def test_furniture_covers_what_is_drawn_on_the_map() -> None:
    cases = [plan_of("overview"), plan_of("everything"), plan_of("far")]
    for made in chain(cases, *map(at_corners, cases)):
        bar, north = made.furniture.bar, made.furniture.north
        _, setter = page_axes(made)
        ornaments.scale_bar(made, setter.page, setter)
        ornaments.north_arrow(made, setter.page, setter)
        frame = made.layout.frame
        for text in setter.texts:
            x, y = (text.x - frame.x) / MM_PER_PX, (text.y - frame.y) / MM_PER_PX
            (place,) = [box for box in (bar, north) if holds(box, x, y)]
            width = width_px(text.text, text.size)
            assert holds(place, x + width, y)
            assert holds(place, x, y - text.size / 0.75 * 0.8)


def test_furniture_stands_clear_of_what_it_would_hide(atlas: Atlas) -> None:
    """On the sheet of the zones an area of some px lies in the corner where the arrow is wont to stand."""
    made = plan(atlas, opening(atlas, "zones").checked(atlas), Sheet(dpi=96))
    right = made.layout.frame.w / MM_PER_PX
    small = [box for box, _ in spots((item for item in made.drawn if item.layer == "zones"), made.to_px)]
    assert not all(box.apart(Rect(right - NORTH_PX[0], 0, *NORTH_PX)) for box in small)
    assert all(box.apart(stand) for box in small for stand in made.furniture.boxes)
    assert made.furniture.north.x == 0


@given(crowd=st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400), st.floats(0.28, 1)), max_size=12))
def test_furniture_hides_nothing_while_a_corner_is_free(crowd: list[tuple[float, float, float]]) -> None:
    made = plan_of("overview")
    frame = Box(0, 0, 600 * MM_PER_PX, 400 * MM_PER_PX)
    layout = replace(made.layout, frame=frame, inset=None)
    small = [(Rect(x, y, 8, 8), plain) for x, y, plain in crowd]
    stands = furnished(layout, made.bar, small)[1]
    corners = [Rect(x, y, *NORTH_PX) for x in (0, 600 - NORTH_PX[0]) for y in (0, 400 - NORTH_PX[1])]
    free = [corner for corner in corners if corner.apart(stands.bar) and all(box.apart(corner) for box, _ in small)]
    assert not free or stands.north in free
    assert stands.north.apart(stands.bar)


def test_what_is_small_is_a_symbol_a_mark_or_a_small_shape() -> None:
    style = replace(plan_of("overview").drawn[0].style, size=10.0)
    dot = Drawn("a", "zones", "k", "indicative", style, None, shapely.Point(50, 50), badge=shapely.Point(50, 50))
    area = replace(dot, geometry=shapely.box(0, 0, SMALL_PX, 10), badge=None, opacity=0.5)
    large = replace(dot, geometry=shapely.box(0, 0, SMALL_PX + 1, 10), badge=shapely.Point(20, 20))
    mark = BADGE.size / 2
    assert list(spots([dot, area, large], lambda x, y: (x, 100 - y))) == [
        (Rect(45, 45, 10, 10), 1.0),
        (Rect(55 - mark, 45 - mark, 2 * mark, 2 * mark), 1.0),
        (Rect(0, 90, SMALL_PX, 10), 0.5),
        (Rect(20 - mark, 80 - mark, 2 * mark, 2 * mark), 1.0),
    ]


def holds(box: Rect, x: float, y: float) -> bool:
    return box.x <= x <= box.x + box.w and box.y <= y <= box.y + box.h


def width_px(text: str, size_pt: float) -> float:
    """The width of a text in px."""
    return width_of(text, size_pt / 0.75)


def inset_frame(made: Plan, atlas: Atlas) -> tuple[np.ndarray, Extent, CRS]:
    """The corners of the frame that the inset shows, the bounds of the inset itself, and their projection."""
    axes = Figure().add_axes((0, 0, 1, 1))
    inset.draw(made, atlas, axes, made.layout.inset or Box(0, 0, 40, 36))
    (drawn,) = [artist for artist in axes.collections if artist.get_gid() == "inset.frame"]
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    crs, *_ = inset._delta(atlas)
    return np.asarray(drawn.get_paths()[0].vertices), (west, south, east, north), crs


@every_case
def test_the_frame_in_the_inset_is_what_the_map_shows(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    frame, whole, crs = inset_frame(made, atlas)
    lngs, lats = transformer(crs).transform(*frame.T)
    assert (min(lngs), min(lats), max(lngs), max(lats)) == pytest.approx(made.seen, abs=1e-6)
    assert whole[0] < frame[:, 0].min() < frame[:, 0].max() < whole[2]
    assert whole[1] < frame[:, 1].min() < frame[:, 1].max() < whole[3]


def test_the_inset_shows_the_delta_in_the_proportions_of_its_box(atlas: Atlas) -> None:
    made = plan_of("overview")
    _, whole, crs = inset_frame(made, atlas)
    assert shapely.box(*whole).contains(shapely.box(*atlas.frames["regions"].to_crs(crs).total_bounds).buffer(-3000))
    assert made.layout.inset is not None
    assert (whole[2] - whole[0]) / (whole[3] - whole[1]) == pytest.approx(made.layout.inset.w / made.layout.inset.h)


def test_the_inset_needs_the_prefectures_and_does_without_the_circle(atlas: Atlas) -> None:
    assert inset.is_possible(atlas)
    assert not inset.is_possible(replace(atlas, frames={"circle": atlas.frames["circle"]}))
    less = replace(atlas, frames={"regions": atlas.frames["regions"]})
    assert inset_frame(plan_of("overview"), less)[0] == pytest.approx(inset_frame(plan_of("overview"), atlas)[0])


@given(x=st.floats(4e5, 6e5), y=st.floats(3.1e6, 3.5e6), size=st.floats(2e3, 3e5))
def test_a_graticule_never_has_more_lines_than_one_can_read(x: float, y: float, size: float) -> None:
    crs = projection((119.5, 29.5, 120.5, 30.5)).crs
    lines = graticule((x, y, x + size, y + size), crs)
    assert len(lines) <= 2 * (MOST_LINES + 2)
    assert all(line.course.length > 0 for line in lines)


def test_a_near_view_has_lines_too(atlas: Atlas) -> None:
    scene = replace(CASES["near"][0], view=View(30.26, 120.16, 13.0))
    made = planned(scene, Sheet(dpi=96, graticule=True))
    assert {line.is_meridian for line in made.grid} == {True, False}


@pytest.mark.parametrize(
    ("metres_per_mm", "longest", "metres", "mm"),
    [
        (1000, 55, 50_000, 50), (1000, 49, 20_000, 20), (1000, 18, 10_000, 10), (1000, 1, 10_000, 10),
        (1000, 900, 50_000, 50), (2000, 50, 100_000, 50), (4000, 55, 200_000, 50), (400, 50, 20_000, 50),
        (100, 20, 2_000, 20), (100, 19.9, 1_000, 10),
    ],
)  # fmt: skip
def test_a_bar_is_one_two_or_five_and_at_least_18_at_most_55_millimetres_are_offered(
    metres_per_mm: float, longest: float, metres: float, mm: float
) -> None:
    assert scale_bar(metres_per_mm, longest) == ScaleBar(metres, mm)


@pytest.mark.parametrize(
    ("width_deg", "step"), [(0.29, 0.05), (0.55, 0.1), (1.45, 0.25), (2.9, 0.5), (5.9, 1.0), (11.8, 2.0), (20.0, 5.0)]
)
def test_the_graticule_has_six_lines_at_most(width_deg: float, step: float) -> None:
    crs = CRS.from_epsg(4549)
    half_m = width_deg / 2 * 96_400 * 0.99  # a degree of longitude at 30 N
    assert grid_step((500_000 - half_m, 3_320_000 - 1000, 500_000 + half_m, 3_320_000 + 1000), crs) == step


def test_meridians_and_parallels_are_the_round_ones_within_the_frame() -> None:
    crs = CRS.from_epsg(4549)
    west, south = Transformer.from_crs(4326, crs, always_xy=True).transform(119.3, 29.6)
    east, north = Transformer.from_crs(4326, crs, always_xy=True).transform(120.7, 30.6)
    lines = graticule((west, south, east, north), crs)
    assert [line.degrees for line in lines if line.is_meridian] == [119.5, 119.75, 120.0, 120.25, 120.5]
    assert [line.degrees for line in lines if not line.is_meridian] == [29.75, 30.0, 30.25, 30.5]
    middle = next(line for line in lines if line.degrees == 120.0).course
    assert [x for x, _ in middle.coords] == pytest.approx([500_000] * len(middle.coords), abs=1)
    assert middle.length == pytest.approx(north - south, rel=1e-3)


def test_north_leans_to_the_right_west_of_the_central_meridian() -> None:
    # Convergence of a transverse Mercator is about the longitude from its meridian times the sine of the latitude.
    crs = CRS.from_epsg(4549)
    x, y = Transformer.from_crs(4326, crs, always_xy=True).transform(118.5, 30.0)
    assert north_degrees((x - 10, y - 10, x + 10, y + 10), crs) == pytest.approx(1.5 * 0.5, abs=0.01)
    assert north_degrees((500_000 - 10, y - 10, 500_000 + 10, y + 10), crs) == pytest.approx(0, abs=1e-6)


def test_a_degree_stands_over_its_line_at_the_lower_end_of_a_meridian_and_at_the_left_end_of_a_parallel() -> None:
    meridian = GridLine(120.5, True, shapely.LineString([(100, 10), (110, 190)]))
    parallel = GridLine(30, False, shapely.LineString([(290, 60), (5, 50)]))
    wide, narrow, high = width_of("120.5°E", 8), width_of("30°N", 8), 8 * 1.25
    found = degrees([meridian, parallel], 8, lambda x, y: (x, y), (300, 200), [])
    assert [degree.text for degree in found] == ["120.5°E", "30°N"]
    for degree, box in zip(found, ((110 - wide / 2, 188.5 - high, wide, high), (8, 48.5 - high, narrow, high)),
                           strict=True):  # fmt: skip
        assert (degree.box.x, degree.box.y, degree.box.w, degree.box.h) == pytest.approx(box)
    assert [degree.text for degree in degrees([meridian, parallel], 8, lambda x, y: (x, y), (300, 188), [])] == ["30°N"]
    taken = [Rect(10, 40, 4, 4)]
    assert [degree.text for degree in degrees([parallel, meridian], 8, lambda x, y: (x, y), (300, 200), taken)] == [
        "120.5°E"
    ]
    assert len(degrees([parallel, parallel], 8, lambda x, y: (x, y), (300, 200), [])) == 1
