"""Symbols say by their form what lines say by their pattern, on maps and in legends."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
import shapely
from shapely.geometry import Point, box

from layers.catalogue.style import Style
from maps.plan.symbols import (
    FULL,
    HALO,
    RING_GAP_PX,
    RINGED_PX,
    SAMPLE_PX,
    SHORTEST_DASH,
    Mark,
    glyph_shape,
    inked,
    is_ringed,
    ring,
    sample,
    symbol,
)
from tests import samples

OUTLINE = samples.CATALOGUE.glyphs["station"]
STATUSES = {status.id: Style(glyph="station", glyph_color="rail", size=14.0, dash=status.dash)
            for status in samples.CATALOGUE.statuses}  # fmt: skip
every_status = pytest.mark.parametrize("status", STATUSES)


def parts(status: str) -> dict[str, Mark]:
    return {mark.part: mark for mark in symbol(STATUSES[status], OUTLINE)}


def form(status: str) -> tuple[bool, str, float]:
    """What one sees of a status without its colour: a ring or none, how much is filled, how the ring is broken."""
    marks, dash = parts(status), STATUSES[status].dash
    body = "half" if "lower" in marks else "hollow" if marks["glyph"].fill == "paper" else "full"
    return "ring" in marks, body, round(inked(dash), 2) if "ring" in marks else 0.0


def test_every_status_has_a_form_of_its_own() -> None:
    assert not [pair for pair in combinations(STATUSES, 2) if form(pair[0]) == form(pair[1])]
    assert {name: form(name)[:2] for name in STATUSES} == {
        "open": (False, "full"), "changed": (True, "full"), "building": (True, "half"), "planned": (True, "hollow"),
        "idea": (True, "hollow"), "unknown": (False, "hollow"),
    }  # fmt: skip


def test_what_is_filled_has_a_halo_and_what_is_not_a_rim_in_its_own_colour() -> None:
    filled, hollow = parts("open")["rim"].stroke, parts("planned")["rim"].stroke
    assert filled == HALO
    assert hollow is not None
    assert hollow.color == "rail"
    assert hollow.width == pytest.approx(1.19)


@every_status
def test_a_ring_closes_and_keeps_the_pattern_of_the_line(status: str) -> None:
    dash = STATUSES[status].dash
    if not is_ringed(dash):
        assert not dash or dash[0] < SHORTEST_DASH
        return
    radius, stretched = ring(dash, 14.0)
    assert radius == 7.0 + RING_GAP_PX
    turns = 2 * math.pi * radius / sum(stretched)
    assert turns == pytest.approx(round(turns))
    assert inked(stretched) == pytest.approx(inked(dash))


@pytest.mark.parametrize("name", samples.CATALOGUE.glyphs)
def test_the_lower_half_of_every_glyph_is_its_lower_half(name: str) -> None:
    style = Style(glyph=name, glyph_color="ink", size=16.0, dash=(9.0, 3.0, 2.0, 3.0))
    marks = {mark.part: mark for mark in symbol(style, samples.CATALOGUE.glyphs[name])}
    body, lower = marks["glyph"].shape, marks["lower"].shape
    middle = (body.bounds[1] + body.bounds[3]) / 2
    assert lower.bounds[3] <= middle + 1e-9
    assert {part.geom_type for part in shapely.get_parts(lower)} == {"Polygon"}
    below = body.intersection(box(-20, -20, 20, middle))
    assert lower.symmetric_difference(below).area < 1e-9
    assert body.area == pytest.approx(glyph_shape(samples.CATALOGUE.glyphs[name]).area)


def test_a_symbol_is_as_large_as_it_says() -> None:
    for size in (8.0, 14.0):
        (body,) = [mark for mark in symbol(Style(glyph_color="ink", size=size), OUTLINE) if mark.part == "glyph"]
        assert max(abs(side) for side in body.shape.bounds) <= size / 2 + 0.1
    assert symbol(Style(glyph_color="ink"), OUTLINE)[-1].shape.equals(
        symbol(Style(glyph_color="ink", size=12.0), OUTLINE)[-1].shape
    )


@every_status
def test_in_a_legend_a_symbol_has_no_halo_and_no_ground(status: str) -> None:
    marks = sample(STATUSES[status], OUTLINE)
    assert not [mark for mark in marks if mark.part == "disc" or (mark.stroke and mark.stroke.color == "halo")]
    assert ("ring" in {mark.part for mark in marks}) == is_ringed(STATUSES[status].dash)
    assert ("rim" in {mark.part for mark in marks}) == (inked(STATUSES[status].dash) < FULL)


def test_in_a_legend_a_symbol_is_no_larger_than_its_row() -> None:
    def reach(style: Style) -> float:
        return max(Point(0, 0).hausdorff_distance(mark.shape) for mark in sample(style, OUTLINE))

    large = Style(glyph_color="ink", size=40.0)
    assert reach(large) <= SAMPLE_PX / 2 * math.sqrt(2)
    assert reach(STATUSES["planned"]) <= RINGED_PX / 2 + RING_GAP_PX + 1e-6
