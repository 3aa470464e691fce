"""No mud where areas overlap: two translucent fills at most, and the upper one keeps its legend colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.style import HELD_OPACITY, Style, style_of
from maps.paper.drawing import GLOW_OPACITY
from maps.plan.plan import plan
from maps.plan.shapes import Drawn
from maps.scene.pages import PAGES, pages
from maps.scene.scene import apart, opening
from maps.scene.sheet import Sheet
from tests import samples
from tests.vision import difference, laid

MOST = 2
SAME = 1.0
"""A difference of colours that nobody sees (CIEDE2000)."""
Fill = tuple[str, float]
"""Palette colour and opacity."""
ABOVE = samples.CATALOGUE.ids()[::-1]
"""Of two editions of a layer the later one is on in the second case of everything."""
CASES: Mapping[str, tuple[str, ...]] = {page: pages()[page].layers for page in PAGES} | {
    "everything": samples.CATALOGUE.ids(), "everything, the later edition": ABOVE,
}  # fmt: skip
every_case = pytest.mark.parametrize("case", CASES)


def fill_of(style: Style) -> Fill | None:
    """The fill of a style, where it is one that lets what is below shine through."""
    return (style.fill, style.fill_opacity) if style.fill and 0 < style.fill_opacity < 1 else None


def filled(layers: Iterable[Layer], atlas: Atlas) -> list[tuple[Fill, BaseGeometry]]:
    """The areas with a translucent fill, the lowest first."""
    found = []
    for layer in sorted(layers, key=lambda item: item.order):
        if layer.geometry == "image":
            continue
        for _, row in atlas.frames[layer.id].iterrows():
            fill = fill_of(style_of(layer.class_of(row["kind"]), row["evidence"], row["id"]))
            if fill and row["geometry"].geom_type.endswith("Polygon"):
                found.append((fill, row["geometry"]))
    return found


def stacks(areas: list[tuple[Fill, BaseGeometry]]) -> set[tuple[Fill, ...]]:
    """Which fills lie over one another somewhere, the lowest first: piece by piece of the plane cut along outlines."""
    shapes = [shape for _, shape in areas]
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.boundary(shapes))]))
    inside = [piece.point_on_surface() for piece in pieces]
    tree, found = shapely.STRtree(shapes), dict[int, list[int]]()
    for place, area in zip(*tree.query(inside, predicate="within"), strict=True):
        found.setdefault(int(place), []).append(int(area))
    return {tuple(areas[at][0] for at in sorted(under)) for under in found.values()}


def shown(case: str, atlas: Atlas) -> list[Layer]:
    """The layers of a case that can be on together, and the ground."""
    on = apart(atlas, CASES[case])
    return [layer for layer in samples.LAYERS if layer.id in on or not layer.panel]


@every_case
def test_at_most_two_translucent_fills_lie_over_one_another(case: str, atlas: Atlas) -> None:
    found = stacks(filled(shown(case, atlas), atlas))
    assert found
    assert [stack for stack in found if len(stack) > MOST] == []


def test_three_fills_over_one_another_are_found() -> None:
    square = shapely.box(0, 0, 4, 4)
    areas = [(("a", 0.2), square), (("b", 0.2), shapely.box(1, 1, 5, 5)), (("c", 0.2), shapely.box(2, 2, 6, 6))]
    assert max(map(len, stacks(areas))) == 3


def blended(stack: Iterable[Fill], palette: Mapping[str, str], ground: str) -> str:
    """What is seen of fills that lie over one another."""
    for color, opacity in stack:
        ground = laid(palette[color], opacity, ground)
    return ground


def in_hand(layer: Layer, atlas: Atlas) -> set[Fill]:
    """The fills that the areas of a layer have while they are pointed at or selected."""
    rows = [row for _, row in atlas.frames[layer.id].iterrows() if row["geometry"].geom_type.endswith("Polygon")]
    looks = [style_of(layer.class_of(row["kind"]), row["evidence"], row["id"]) for row in rows]
    return {(style.held, HELD_OPACITY) for style in looks if style.held}


@pytest.mark.parametrize("theme", ["light", "dark"])
@every_case
def test_what_lies_on_top_keeps_its_legend_colour(case: str, theme: str, atlas: Atlas) -> None:
    """An area in hand over all that can lie below it is more like its own colour than like any of its layer's."""
    palette = samples.CATALOGUE.palette[theme]  # type: ignore[index]  # the themes are literal
    layers = shown(case, atlas)
    below = {(), *stacks(filled(layers, atlas))}
    for layer in layers:
        legend = {top: blended([top], palette, palette["land"]) for top in in_hand(layer, atlas)}
        for top, stack in product(legend, below):
            seen = blended([*stack, top], palette, palette["land"])
            gaps = {other: difference(seen, color, "full") for other, color in legend.items()}
            assert min(gaps, key=lambda other: gaps[other]) == top, f"{top} over {stack}: {gaps}"


def test_a_tourism_zone_never_tints_the_land_and_no_corridor_does_unless_in_hand() -> None:
    zones, corridors = samples.CATALOGUE.layer("zones"), samples.CATALOGUE.layer("corridors")
    tourism = style_of(zones.class_of("tourism_zone"), "indicative")
    assert (tourism.fill, tourism.held, tourism.glow) == ("", "", False)
    for cls in corridors.classes:
        style = style_of(cls, "indicative")
        assert (style.fill, bool(style.held), style.strokes != ()) == ("", True, True)


def over(item: Drawn) -> list[Fill]:
    """What an area on a sheet lays over all of its inside or a soft edge of it, with how opaque that is at most."""
    found = [(item.style.fill, item.style.fill_opacity * item.opacity)] if item.style.fill else []
    soft = [(item.style.strokes[0].color, GLOW_OPACITY * item.opacity)] if item.style.glow else []
    return found + soft


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", ["zones", "corridors"])
def test_beside_what_stands_out_no_zone_muddies_the_city_below_it(page: str, theme: str, atlas: Atlas) -> None:
    """Where zones and corridors lie over a city while something else stands out, the city's own tint is seen."""
    palette = samples.CATALOGUE.palette[theme]  # type: ignore[index]  # the themes are literal
    usual = replace(opening(atlas, page), theme=theme)
    made = plan(atlas, replace(usual, clause="2.6.1"), Sheet())
    parts = {part[0].layer: part for part in made.layers[:-1] if part}
    tints = {tuple(over(item)) for item in parts["cities"]}
    above = [item for name in ("zones", "corridors", "circle") for item in parts.get(name, ()) if item.geometry.area]
    assert tints
    assert above
    for tint, item in product(tints, above):
        before, seen = (blended(stack, palette, palette["land"]) for stack in (tint, [*tint, *over(item)]))
        assert difference(before, seen, "full") < SAME, f"{item.id} over {tint}"
