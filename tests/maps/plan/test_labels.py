"""Names on a figure: by rank, none over another, in the frame and clear of what else stands on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Label
from layers.catalogue.style import Style
from layers.report.outline import home_layers
from maps.lettering.along import Letter, is_chinese
from maps.lettering.areas import Place, sites
from maps.lettering.boxes import Rect
from maps.lettering.fonts import width_of
from maps.lettering.leaders import Aside, around, asides, is_apart
from maps.plan.labels import LONGEST, name_lines
from maps.plan.layout import MM_PER_PX, Box
from maps.plan.placing import Candidate, Ground, Placed, measured, place, sizes
from maps.plan.plan import ORIENTATION, Plan
from maps.plan.shapes import Drawn
from maps.scene.scene import ZOOMS, View, opening
from maps.scene.sheet import Sheet
from maps.storyboard.file import builtin
from maps.storyboard.presentation import scenes
from maps.web.anchors import label_ranks
from tests.maps.paper.figures import CASES, every_case, plan_of, planned

FRAME = (400.0, 300.0)
BOTH = [case for case, (_, sheet) in CASES.items() if sheet.labels == "both"]


def overlap(one: Rect, other: Rect) -> bool:
    beside = one.x + one.w <= other.x or other.x + other.w <= one.x
    return not (beside or one.y + one.h <= other.y or other.y + other.h <= one.y)


def meet(one: Placed, two: Placed) -> bool:
    return any(overlap(*pair) for pair in product(one.boxes, two.boxes))


def letters_of(label: Placed) -> list[Letter]:
    return [letter for line in label.setting.lines for letter in line] if label.setting else []


def holds(box: Rect, letter: Letter) -> bool:
    """Whether a box has the heart of a letter."""
    return box.x <= letter.x <= box.x + box.w and box.y <= letter.y <= box.y + box.h


def in_px(inner: Box, frame: Box) -> Rect:
    """A box of the page as a box of the frame."""
    return Rect(
        (inner.x - frame.x) / MM_PER_PX, (inner.y - frame.y) / MM_PER_PX, inner.w / MM_PER_PX, inner.h / MM_PER_PX
    )


def layer_and_rank(plan: Plan, atlas: Atlas, label: Placed) -> tuple[str, int]:
    """The layer that a name is of, with the rank of its names."""
    (layer,) = {item.layer for item in plan.drawn if item.id == label.id and atlas.catalogue.layer(item.layer).label}
    declared = atlas.catalogue.layer(layer).label
    assert declared is not None
    return layer, declared.rank


@every_case
def test_no_name_overlaps_another(case: str) -> None:
    labels = plan_of(case).labels
    assert len(labels) > 5
    assert [(one.lines, two.lines) for one, two in combinations(labels, 2) if meet(one, two)] == []


@every_case
def test_every_name_is_in_the_frame_and_over_no_furniture(case: str) -> None:
    made = plan_of(case)
    frame, inset = made.layout.frame, made.layout.inset
    taken = [*made.furniture.boxes, *(degree.box for degree in made.degrees)]
    taken += [in_px(inset, frame)] if inset else []
    for label in made.labels:
        box, (width, height) = label.box, (frame.w / MM_PER_PX, frame.h / MM_PER_PX)
        assert box.x > 0
        assert box.y > 0
        assert box.x + box.w < width
        assert box.y + box.h < height
        assert not [other for other in taken if any(overlap(one, other) for one in label.boxes)], label.lines


@every_case
def test_what_is_written_fits_its_box(case: str) -> None:
    for label in plan_of(case).labels:
        if label.setting:
            assert all(any(holds(box, letter) for box in label.boxes) for letter in letters_of(label))
            written = ["".join(letter.sign for letter in line) for line in label.setting.lines]
            assert "".join(written) == "".join(label.lines)
            asked = sizes(label.lines, label.size)
            shares = {
                round(line[0].size / asked[min(at, len(asked) - 1)], 9) for at, line in enumerate(label.setting.lines)
            }
            assert all(len({letter.size for letter in line}) == 1 for line in label.setting.lines)
            latin = len(label.lines) == 1 and not is_chinese(label.lines[0])
            assert len(shares) == 1
            assert shares <= ({1.0, 0.86, 0.75} if latin else {1.0})
            continue
        each = sizes(label.lines, label.size)
        assert max(width_of(text, size) for text, size in zip(label.lines, each, strict=True)) <= label.box.w
        assert sum(each) <= label.box.h


@every_case
def test_a_name_is_written_once_and_names_of_the_first_rank_come_first(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    first = [label for label in made.labels if not label.again]
    names = [label.lines for label in first]
    assert len(set(names)) == len(names)
    assert {label.lines for label in made.labels} == set(names)
    ranks = [layer_and_rank(made, atlas, label)[1] for label in first]
    assert ranks == sorted(ranks)


@every_case
def test_names_are_among_those_that_the_screen_would_consider(case: str, atlas: Atlas) -> None:
    made = plan_of(case)
    focus = made.scene.focus(atlas)
    for label in made.labels:
        layer, _ = layer_and_rank(made, atlas, label)
        declared = atlas.catalogue.layer(layer)
        assert label.id in label_ranks(atlas.frames[layer], declared.kinds())
        if focus:
            assert label.id in focus or layer in ORIENTATION
            assert layer in (*made.scene.layers, *home_layers(atlas, focus))
        else:
            assert declared.label is not None
            assert max(made.zoom, ZOOMS[0]) >= declared.label.min_zoom
            assert layer in made.scene.layers or not declared.panel


def test_a_layer_whose_zoom_has_not_come_has_no_names(atlas: Atlas) -> None:
    def named(case: str) -> set[str]:
        return {layer_and_rank(plan_of(case), atlas, label)[0] for label in plan_of(case).labels}

    assert plan_of("transport").zoom < 8.5 < plan_of("near").zoom
    assert "stations" in plan_of("transport").scene.layers
    assert "stations" in named("near") - named("transport")


def shown(row: Any, language: str, atlas: Atlas) -> str:
    """A name, of a line or a belt in its short form."""
    home = atlas.home(str(row["id"]))
    declared = atlas.catalogue.layer(home).label if home else None
    name = str(row[f"name_{language}"])
    return atlas.catalogue.abbreviated(name, language) if declared and declared.shortens else name


@pytest.mark.parametrize("case", BOTH)
def test_in_both_languages_a_name_has_two_lines_chinese_first(case: str, atlas: Atlas) -> None:
    for label in plan_of(case).labels:
        row = atlas.feature(label.id)
        number = row.get("ref")
        assert label.lines == ((number,) if number else tuple(shown(row, lang, atlas) for lang in ("zh", "en")))


def test_a_name_is_in_the_language_of_the_scene_or_of_the_sheet(atlas: Atlas) -> None:
    for case, language in (("overview", "zh"), ("everything", "en"), ("far", "en")):
        for label in plan_of(case).labels:
            assert label.lines == (shown(atlas.feature(label.id), language, atlas),)


def test_a_long_name_is_cut_and_one_that_is_alike_in_both_languages_is_written_once(atlas: Atlas) -> None:
    frame = atlas.frames["cities"].copy()
    frame.loc["city-hangzhou", ["name_zh", "name_en"]] = ["甲" * 99, "甲" * 99]
    changed = replace(atlas, frames={"cities": frame})
    assert name_lines(changed, "cities", "city-hangzhou", "both") == ("甲" * (LONGEST - 1) + "…",)
    assert name_lines(atlas, "cities", "city-hangzhou", "both") == ("杭州市", "Hangzhou")


@pytest.mark.parametrize(
    ("date", "both"),
    [("2014-06", ("上虞北站", "Shangyu North")), ("2016-11", ("上虞北站", "Shangyu North")),
     ("2016-12", ("绍兴东站", "Shaoxing East")), (None, ("绍兴东站", "Shaoxing East"))],
)  # fmt: skip
def test_a_name_is_that_of_the_date(date: str | None, both: tuple[str, str], atlas: Atlas) -> None:
    for language, lines in (("both", both), ("zh", both[:1]), ("en", both[1:])):
        assert name_lines(atlas, "stations", "station-shangyu-bei", language, date) == lines


def named(ident: str, at: tuple[float, float], *, label_rank: int = 5, rank: int = 0, shape: BaseGeometry | None = None,
          lines: Sequence[str] = ()) -> Candidate:  # fmt: skip
    feature = Drawn(ident, "layer", "kind", "surveyed", Style(size=10), None, shape or Point(at))
    return Candidate(feature, at, tuple(lines) or (ident,), Label(min_zoom=0, rank=label_rank), rank)


def on_area(item: Candidate, area: Polygon, *others: Polygon, must: bool = False) -> Candidate:
    """A name that may stand on an area, and at the end of a leader if it must be read."""
    size = measured(item.lines, item.label.size)
    ground = Ground(
        lambda: sites(area, item.at, size),
        lambda: asides(list(sites(area, item.at, size)), size),
        lambda aside: is_apart(aside, size, area, others),
    )
    return replace(item, ground=ground, must=must)


def placed(*queue: Candidate, taken: Sequence[Rect] = (), symbols: Sequence[Rect] = ()) -> dict[str, Placed]:
    return {label.id: label for label in place(queue, FRAME, taken, symbols)}


def test_of_two_that_compete_the_first_rank_wins() -> None:
    line = LineString([(0, 0), (1, 1)])  # has one place to try
    low = named("Low", (200, 150), label_rank=4, shape=line)
    high = named("High", (200, 150), label_rank=1, shape=line)
    assert placed(low, high).keys() == {"High"}
    assert placed(low, named("High", (200, 200), label_rank=1, shape=line)).keys() == {"High", "Low"}


def test_of_one_rank_the_larger_feature_wins() -> None:
    line = LineString([(0, 0), (1, 1)])
    assert placed(named("b", (200, 150), rank=1, shape=line), named("a", (200, 150), rank=2, shape=line)).keys() == {
        "b"
    }


def test_the_first_city_is_named_before_what_a_figure_speaks_of_and_the_others_after_it() -> None:
    spoken = named("spoken", (200, 150), shape=box(150, 100, 250, 200))
    for rank, kept in ((0, "city"), (1, "spoken")):
        city = named("city", (200, 150), label_rank=1, rank=rank, shape=box(150, 100, 250, 200))
        assert [label.id for label in place([spoken, city], FRAME, (), (), ("spoken",))] == [kept]


def test_around_a_point_the_right_is_tried_first_then_the_left_above_and_below() -> None:
    item = named("name", (200, 150))
    (width, height), reach = measured(("name",), 12), 10 / 2 + 3
    tried: list[Rect] = []
    for x, y in ((200 + reach, 150 - height / 2), (200 - reach - width, 150 - height / 2),
                 (200 - width / 2, 150 - reach - height), (200 - width / 2, 150 + reach)):  # fmt: skip
        found = placed(item, taken=tried)["name"].box
        assert (found.x, found.y, found.w, found.h) == pytest.approx((x, y, width, height))
        tried.append(Rect(found.x + found.w / 2, found.y + found.h / 2, 1, 1))
    assert placed(item, taken=tried) == {}


def test_an_area_s_name_moves_off_its_anchor_when_it_must_and_stays_on_the_area() -> None:
    area = box(150, 100, 250, 200)
    item = on_area(named("name", (200, 150), shape=box(0, 0, 1, 1)), area)
    middle = placed(item)["name"].box
    assert (middle.x + middle.w / 2, middle.y + middle.h / 2) == pytest.approx((200, 150))
    moved = placed(item, taken=[Rect(200, 150, 1, 1)])["name"].box
    assert (moved.x, moved.y) != (middle.x, middle.y)
    assert area.contains(box(moved.x, moved.y, moved.x + moved.w, moved.y + moved.h).centroid)
    assert placed(item, taken=[Rect(150, 100, 100, 100)]) == {}, "no name stands off its area"


@pytest.mark.parametrize("at", [(-30, 150), (200, -30), (430, 150), (200, 330), (3, 3), (397, 297)])
def test_a_name_that_would_leave_the_frame_is_not_written(at: tuple[float, float]) -> None:
    line = LineString([(0, 0), (1, 1)])
    assert placed(named("name", at, shape=line)) == {}
    assert placed(named("name", (200, 150), shape=line)).keys() == {"name"}


def test_only_the_first_rank_may_stand_over_a_symbol() -> None:
    line, symbol = LineString([(0, 0), (1, 1)]), Rect(195, 145, 10, 10)
    assert placed(named("name", (200, 150), shape=line, label_rank=2), symbols=[symbol]) == {}
    assert placed(named("name", (200, 150), shape=line, label_rank=1), symbols=[symbol]).keys() == {"name"}
    assert placed(named("name", (200, 150), shape=line, label_rank=1), taken=[symbol]) == {}


def test_a_city_s_name_goes_out_of_a_symbol_s_way_where_its_area_has_room_near_by() -> None:
    item = on_area(named("name", (200, 150), label_rank=1, shape=box(0, 0, 1, 1)), box(100, 60, 300, 240))
    home = placed(item)["name"].box
    small, large = Rect(198, 146, 8, 8), Rect(120, 70, 160, 160)
    aside = placed(item, symbols=[small])["name"].box
    assert not overlap(aside, small)
    assert 0 < abs(aside.y - home.y) + abs(aside.x - home.x) < 60
    assert placed(item, symbols=[large])["name"].box == home


def crossed_out(at: Place, reach: float) -> list[Rect]:
    """Boxes that leave a place no room for a name beside it, but for a leader upwards."""
    x, y = at
    return [Rect(x + 7, y - 30, reach, 60), Rect(x - 7 - reach, y - 30, reach, 60), Rect(x - 60, y + 5, 120, 40)]


def test_a_point_s_name_that_must_be_read_stands_at_the_end_of_a_leader() -> None:
    at = (200.0, 250.0)
    item, taken = named("name", at), crossed_out(at, 80)
    ground = Ground(tuple, lambda: asides([at], measured(("name",), 12)))
    assert placed(replace(item, ground=ground), taken=taken) == {}
    found = placed(replace(item, ground=ground, must=True), taken=taken)["name"]
    assert found.leader
    assert found.leader.start == at
    assert not [1 for one, two in product(found.boxes, taken) if overlap(one, two)]
    assert set(found.leader.boxes) < set(found.boxes), "no other name crosses it"


def test_a_name_at_the_end_of_a_leader_stands_over_a_symbol_only_where_there_is_no_other_room() -> None:
    at = (200.0, 250.0)
    taken = crossed_out(at, 80)
    ground = Ground(tuple, lambda: asides([at], measured(("name",), 12)))
    item = replace(named("name", at), ground=ground, must=True)
    first = placed(item, taken=taken)["name"].box
    symbol = Rect(first.x + 3, first.y + 3, 6, 6)
    aside = placed(item, taken=taken, symbols=[symbol])["name"]
    assert not overlap(aside.box, symbol)
    assert placed(item, taken=taken, symbols=[Rect(0, 0, *FRAME)])["name"].box == first


def test_a_name_at_the_end_of_a_leader_may_be_taken_for_another_s_only_where_there_is_no_other_room() -> None:
    at = (200.0, 250.0)
    taken, size = crossed_out(at, 80), measured(("name",), 12)
    item = replace(named("name", at), must=True)

    def found(allowed: Callable[[Aside], bool]) -> Rect:
        return placed(replace(item, ground=Ground(tuple, lambda: asides([at], size), allowed)), taken=taken)["name"].box

    first = found(lambda _: True)
    second = found(lambda aside: around(aside.middle, size) != first)
    assert second != first
    assert found(lambda _: False) == first
    city = replace(
        item, label=Label(min_zoom=0, rank=1), ground=Ground(tuple, lambda: asides([at], size), lambda _: False)
    )
    assert placed(city, taken=taken) == {}, "it would be taken for its neighbour's"


def test_a_line_s_name_without_room_along_it_is_tried_level_after_the_cities() -> None:
    line = LineString([(0, 0), (1, 1)])
    item = replace(named("line", (200, 150), shape=line), along=tuple, ground=Ground(lambda: [(200, 150)], tuple))
    city = named("city", (200, 150), label_rank=1, shape=line)
    assert placed(item).keys() == {"line"}
    assert {label.id for label in place([item, city], FRAME, (), (), ("line",))} == {"city"}
    apart = replace(item, ground=Ground(lambda: [(200, 150), (200, 200)], tuple))
    assert [label.id for label in place([apart, city], FRAME, (), (), ("line",))] == ["city", "line"]


def test_an_english_page_names_lines_beside_them_too(atlas: Atlas) -> None:
    made = planned(replace(opening(atlas, "transport"), lang="en"), Sheet())
    lines = {item.id for item in made.drawn if item.geometry.geom_type.endswith("LineString")}
    level = [label for label in made.labels if label.id in lines and not label.setting]
    assert len([label for label in level if not atlas.feature(label.id).get("ref")]) >= 3
    shapes = {item.id: item.geometry for item in made.drawn}
    for label in level:
        x, y = label.box.x + label.box.w / 2, label.box.y + label.box.h / 2
        own = shapely.transform(shapes[label.id], lambda xy: np.column_stack(made.to_px(xy[:, 0], xy[:, 1])))
        assert own.distance(Point(x, y)) < label.box.w, "a name is near its own line"


def test_what_a_scene_speaks_of_is_named_on_a_slide(atlas: Atlas) -> None:
    """The railways of a scene meet in one hub; along them two of eleven had room for their names."""
    board = next(board for board in builtin(atlas) if board.id == "circle-in-ten-minutes")
    for lang in ("zh", "en"):
        scene = scenes(board, atlas, lang)[5]
        made = planned(scene, Sheet(size="16:9"))
        lines = {atlas.feature(ident).get("line") or ident for ident in scene.named}
        assert len(lines) == 11
        assert len({atlas.feature(label.id).get("line") or label.id for label in made.labels} & lines) >= 7
        assert [label for label in made.labels if label.leader]


def test_a_name_that_two_features_share_is_written_once() -> None:
    one, other = named("one", (100, 50), lines=["泰州"]), named("other", (300, 250), lines=["泰州"])
    assert placed(one, other).keys() == {"one"}
    assert placed(one, replace(other, lines=("台州",))).keys() == {"one", "other"}


@given(
    spots=st.lists(st.tuples(st.floats(-50, 450), st.floats(-50, 350), st.integers(1, 9)), max_size=25),
    taken=st.lists(
        st.builds(Rect, st.floats(0, 400), st.floats(0, 300), st.floats(1, 90), st.floats(1, 90)), max_size=3
    ),
)
def test_wherever_features_lie_no_names_overlap(spots: list[tuple[float, float, int]], taken: list[Rect]) -> None:
    queue = [named(f"name {number}", (x, y), label_rank=rank) for number, (x, y, rank) in enumerate(spots)]
    found = list(placed(*queue, taken=taken).values())
    boxes = [*(label.box for label in found), *taken]
    assert not [1 for label, other in combinations(boxes, 2) if overlap(label, other) and label not in taken]
    assert all(0 < item.box.x < FRAME[0] - item.box.w and 0 < item.box.y < FRAME[1] - item.box.h for item in found)


def test_boxes_are_apart_only_with_a_gap() -> None:
    here = Rect(0, 0, 10, 10)
    assert here.apart(Rect(13, 0, 5, 5))
    assert not here.apart(Rect(12.9, 0, 5, 5))
    assert here.apart(Rect(0, 11, 5, 5))
    assert not here.apart(Rect(0, 10.9, 5, 5))


def test_boxes_keep_three_px_beside_and_one_px_above_each_other_on_every_side() -> None:
    here = Rect(100, 100, 20, 10)
    for x, y in ((77, 100), (123, 100), (100, 89), (100, 111)):
        assert here.apart(Rect(x, y, 20, 10))
    for left, top in ((77.1, 100), (122.9, 100), (100, 89.1), (100, 110.9), (77.1, 89.1)):
        assert not here.apart(Rect(left, top, 20, 10))


def test_a_name_keeps_more_than_two_px_from_each_edge() -> None:
    line = LineString([(0, 0), (1, 1)])
    width, height = measured(("name",), 12)
    inner = {"left": (width / 2 + 2, 150), "right": (400 - width / 2 - 2, 150), "top": (200, height / 2 + 2),
             "bottom": (200, 300 - height / 2 - 2)}  # fmt: skip
    inwards = {"left": (0.1, 0), "right": (-0.1, 0), "top": (0, 0.1), "bottom": (0, -0.1)}
    for side, (x, y) in inner.items():
        dx, dy = inwards[side]
        assert placed(named("name", (x + dx, y + dy), shape=line)).keys() == {"name"}
        assert placed(named("name", (x - dx, y - dy), shape=line)) == {}


def test_a_second_line_is_smaller_and_the_box_holds_the_wider_of_the_two() -> None:
    assert sizes(("甲", "A"), 10) == pytest.approx([10, 7.8])
    one, two = measured(("杭州市",), 10), measured(("杭州市", "Hangzhou city"), 10)
    assert one[0] == pytest.approx(width_of("杭州市", 10) + 2)
    assert one[1] == pytest.approx(12.5)
    assert two[0] == pytest.approx(max(width_of("杭州市", 10), width_of("Hangzhou city", 7.8)) + 2)
    assert two[1] == pytest.approx(1.25 * 17.8)


@pytest.mark.parametrize(("length", "shown"), [(64, "甲" * 64), (65, "甲" * 63 + "…")])
def test_a_name_has_sixty_four_signs_at_most(length: int, shown: str, atlas: Atlas) -> None:
    frame = atlas.frames["cities"].copy()
    frame.loc["city-hangzhou", "name_zh"] = "甲" * length
    assert name_lines(replace(atlas, frames={"cities": frame}), "cities", "city-hangzhou", "zh") == (shown,)


def test_what_a_large_figure_draws_at_its_own_zoom_it_names_too(atlas: Atlas) -> None:
    """On A3 a view of zoom 9.7 is as near as one of zoom 10.3: the towns that come at 10 are drawn, and named."""
    scene = replace(opening(atlas, "transport"), view=View(30.05, 119.95, 9.7, 800, 520))
    made = planned(scene, Sheet(size="a3"))
    assert made.scene.view.zoom < 10 < made.zoom
    assert any(item.layer == "towns" for item in made.drawn)
    assert any(label.id.startswith("town-") for label in made.labels)


def test_what_a_scene_names_is_named_before_all_in_its_order() -> None:
    first, second = (named(ident, (100, 100), label_rank=5) for ident in ("a", "b"))
    city = named("c", (100, 100), label_rank=1, rank=1)
    written = place([city, first, second], (400, 300), (), (), ("b", "a"))
    assert next(iter(written)).id == "b"
    assert next(iter(place([city, first, second], (400, 300), (), ()))).id == "c"


def test_an_english_sheet_names_lines_on_two_lines_of_type_or_smaller_and_hardly_bent(atlas: Atlas) -> None:
    """In one line of the full size two of them have room at this scale: English is twice as long as Chinese."""
    made = planned(replace(opening(atlas, "transport"), lang="en"), Sheet())
    lines = [label for label in made.labels if label.setting and not label.again]
    assert len(lines) >= 4
    broken = [label.id for label in lines if label.setting and len(label.setting.lines) > 1]
    smaller = [label.id for label in lines if letters_of(label)[0].size < label.size]
    tried_again = [label for label in lines if label.id in (*broken, *smaller)]
    assert len(tried_again) >= 2
    for label in tried_again:
        turns = [letter.turn for letter in letters_of(label)]
        assert max(turns) - min(turns) < 0.2
        assert letters_of(label)[0].size >= 0.75 * label.size - 1e-9
    chinese = planned(opening(atlas, "transport"), Sheet())
    assert all(
        (len(label.setting.lines), letters_of(label)[0].size) == (1, label.size)
        for label in chinese.labels
        if label.setting and is_chinese(label.lines[0])
    )
