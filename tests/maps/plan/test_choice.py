"""Of the ways to lay a page out the one that shows most is taken: the circle as large as may be, then the map."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.atlas.atlas import Atlas
from maps.plan.layout import Layout, type_of
from maps.plan.page import arrange
from maps.plan.plan import Plan
from maps.scene.scene import View, opening
from maps.scene.sheet import Orientation, Sheet, Size
from tests.maps.paper.figures import plan_of, planned
from tests.maps.plan.test_legend import listed

BEFORE: dict[tuple[str, str, Size, Orientation], int] = {
    ("transport", "zh", "a4", "landscape"): 2154997,
    ("transport", "en", "a4", "portrait"): 2353050,
    ("transport", "en", "a3", "portrait"): 1664430,
    ("transport", "zh", "square", "landscape"): 4179852,
    ("zones", "en", "square", "landscape"): 3724900,
    ("overview", "zh", "a4", "portrait"): 2147663,
}
"""The denominators that sheets had when a legend stood beside the map of a wide page and below that of all others.

Slides have had larger type since."""


def made(atlas: Atlas, page: str, lang: str, size: Size, orientation: Orientation) -> Plan:
    return planned(replace(opening(atlas, page), lang=lang), Sheet(size=size, orientation=orientation, dpi=96))


@pytest.mark.parametrize("case", BEFORE, ids="-".join)
def test_no_sheet_draws_the_circle_smaller_than_it_did(case: tuple[str, str, Size, Orientation], atlas: Atlas) -> None:
    assert made(atlas, *case).denominator <= BEFORE[case] * 1.0001


def test_a_square_sheet_draws_it_much_larger_and_an_upright_one_larger(atlas: Atlas) -> None:
    grown = {case: BEFORE[case] / made(atlas, *case).denominator for case in BEFORE}
    assert grown["transport", "zh", "square", "landscape"] > 1.4
    assert grown["zones", "en", "square", "landscape"] > 1.2
    assert grown["transport", "en", "a4", "portrait"] > 1.05


def beside(layout: Layout) -> bool:
    return layout.legend.x > layout.frame.right


@pytest.mark.parametrize(("aspect", "where"), [(0.6, True), (1.2, True), (2.5, False)])
def test_on_a_square_sheet_the_legend_stands_where_the_map_needs_least(aspect: float, where: bool) -> None:
    layout, _ = arrange(Sheet(size="square"), plan_of("overview").words, listed(4, 4, 4, 4), aspect)
    assert beside(layout) is where


@pytest.mark.parametrize(
    ("orientation", "aspect", "where"), [("landscape", 1.2, True), ("portrait", 1.2, False), ("portrait", 0.4, True)]
)
def test_a_wide_map_of_a_wide_page_has_it_beside_and_of_an_upright_one_below(
    orientation: Orientation, aspect: float, where: bool
) -> None:
    layout, _ = arrange(Sheet(orientation=orientation), plan_of("overview").words, listed(4, 4, 4, 4), aspect)
    assert beside(layout) is where


def test_a_long_legend_of_a_slide_has_two_columns_rather_than_small_type() -> None:
    sheet = Sheet(size="16:9")
    layout, legend = arrange(sheet, plan_of("overview").words, listed(*[3] * 8), 1.2)
    assert beside(layout)
    assert len(legend.columns) == 2
    assert legend.rows[0].size == type_of(sheet).heading


def test_columns_below_a_map_end_nearly_level() -> None:
    _, legend = arrange(Sheet(orientation="portrait"), plan_of("overview").words, listed(*[4] * 8), 1.2)
    assert len(legend.columns) == 4
    assert max(legend.columns) - min(legend.columns) < max(legend.columns) * 0.1


def test_at_a_given_scale_the_largest_map_is_taken(atlas: Atlas) -> None:
    scene = replace(opening(atlas, "transport"), view=View(30.25, 120.15, 9.0))
    exact = planned(scene, Sheet(size="square", scale=500_000, dpi=96))
    assert exact.denominator == pytest.approx(500_000, rel=1e-3)
    frame, sheet = exact.layout.frame, exact.sheet
    assert frame.w * frame.h > 0.5 * sheet.width_mm * sheet.height_mm


def test_what_the_legend_explains_is_what_the_frame_shows_after_the_choice(atlas: Atlas) -> None:
    plan = made(atlas, "zones", "en", "square", "landscape")
    explained = {item.row.layer for item in plan.legend.rows if not item.row.is_heading} & set(plan.scene.layers)
    assert explained == {item.layer for item in plan.drawn if item.layer in plan.scene.layers} - {"relief"}


def test_a_legend_whose_layers_are_whole_is_worth_a_little_of_the_map(atlas: Atlas) -> None:
    plan = made(atlas, "corridors", "zh", "a4", "portrait")
    firsts = {item.x: item.row for item in reversed(plan.legend.rows)}
    assert len(firsts) > 1
    assert all(row.is_heading for row in firsts.values())
