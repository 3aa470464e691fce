"""What is drawn is what the styles say: colours, widths, dashes, order, and holes that stay empty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.transforms import IdentityTransform, TransformedPath
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from layers.atlas.atlas import current_atlas
from layers.catalogue.style import BADGE, Stroke
from maps.lettering.fonts import font, width_of
from maps.paper import ink
from maps.paper.drawing import GLOW_OPACITY, GLOW_STEPS, RING, SELECTED
from maps.paper.figure import figure, picture, settings
from maps.paper.ink import HALO_PX
from maps.paper.type import HALO_ID, Typesetter, Written
from maps.plan import symbols
from maps.plan.layout import MM_PER_PT
from maps.plan.legend import EVIDENCE_ROWS
from maps.plan.plan import Plan
from maps.plan.shapes import Drawn
from maps.plan.symbols import FULL, inked, sample, symbol
from tests import samples
from tests.maps.paper.figures import EVERYTHING, plan_of

DRAWN_CASES = ("everything", "dated", "clause")
drawn_cases = pytest.mark.parametrize("case", DRAWN_CASES)
SQUARE = box(2, 2, 8, 8)
NOWHERE = IdentityTransform()
"""Stands for the transform that `grey` sets."""


@lru_cache(maxsize=8)
def figure_of(case: str, *, apart: bool = True) -> Figure:
    with settings():
        return figure(plan_of(case), current_atlas(), apart=apart)


def collections(case: str, *, apart: bool = True) -> list[Collection]:
    """What lies on the map, from the lowest: features have ids, graticule and the like have none."""
    return [artist for artist in figure_of(case, apart=apart).axes[0].collections if artist.get_gid()]


def test_the_relief_lies_above_the_land_and_below_lakes_and_borders() -> None:
    assert any(item.style.relief for item in plan_of("overview").drawn)
    named = [artist for artist in figure_of("overview").axes[0].get_children() if artist.get_gid()]
    (at,) = [place for place, artist in enumerate(named) if isinstance(artist, AxesImage)]
    below, above = ({str(artist.get_gid()).split(".")[0] for artist in part} for part in (named[:at], named[at + 1 :]))
    assert below == {"ground"}
    assert {"inland_water", "cities"} <= above
    assert named[at].get_zorder() == 1


def by_id(case: str) -> dict[str, Collection]:
    return {str(artist.get_gid()): artist for artist in collections(case)}


def features(made: Plan) -> Iterator[tuple[str, Drawn]]:
    """Every feature with the beginning of its ids; what stands out is drawn twice, the second time above."""
    seen: set[str] = set()
    for feature in made.drawn:
        name = f"{feature.layer}.{feature.id}"
        if name not in seen:
            yield name, feature
        seen.add(name)


def color(artist: Collection, *, edge: bool) -> tuple[float, ...]:
    (found,) = np.atleast_2d(np.asarray(artist.get_edgecolor() if edge else artist.get_facecolor(), dtype=float))
    return tuple(map(float, found))


def blended(made: Plan, name: str, opacity: float) -> tuple[float, ...]:
    return (*to_rgba(made.colors[name])[:3], opacity)


@drawn_cases
def test_every_line_has_the_colour_the_width_and_the_dash_of_its_style(case: str) -> None:
    made, artists = plan_of(case), by_id(case)
    count = 0
    for name, feature in features(made):
        if feature.geometry.geom_type == "Point":
            continue
        for number, stroke in enumerate(feature.style.strokes):
            artist = artists[f"{name}.stroke{number}"]
            assert color(artist, edge=True) == pytest.approx(
                blended(made, stroke.color, stroke.opacity * feature.opacity)
            )
            assert len(artist.get_facecolor()) == 0
            assert artist.get_linewidth() == [stroke.width * 0.75]
            assert artist.get_linestyle() == [(0, [part * 0.75 for part in stroke.dash] or None)]
            assert (artist.get_capstyle(), artist.get_joinstyle()) == ("butt", "round")
            count += 1
    assert count > 40


@drawn_cases
def test_every_area_has_the_fill_of_its_style(case: str) -> None:
    made, artists = plan_of(case), by_id(case)
    for name, feature in features(made):
        if not feature.geometry.geom_type.endswith("Polygon"):
            continue
        assert (f"{name}.fill" in artists) == bool(feature.style.fill)
        if feature.style.fill:
            artist = artists[f"{name}.fill"]
            wanted = blended(made, feature.style.fill, feature.style.fill_opacity * feature.opacity)
            assert color(artist, edge=False) == pytest.approx(wanted)
            assert len(artist.get_edgecolor()) == 0


@drawn_cases
def test_every_symbol_has_its_glyph_its_place_and_a_rim(case: str) -> None:
    made, artists = plan_of(case), by_id(case)
    points = [(name, feature) for name, feature in features(made) if feature.geometry.geom_type == "Point"]
    assert len(points) > 5
    for name, feature in points:
        style, filled = feature.style, inked(feature.style.dash) >= FULL
        for mark in symbol(style, samples.CATALOGUE.glyphs[style.glyph]):
            artist = artists[f"{name}.{mark.part}"]
            assert np.asarray(artist.get_offsets())[0] == pytest.approx((feature.geometry.x, feature.geometry.y))
            if mark.fill:
                wanted = blended(made, mark.fill, mark.opacity * feature.opacity)
                assert color(artist, edge=False) == pytest.approx(wanted)
            if mark.stroke:
                wanted = blended(made, mark.stroke.color, mark.stroke.opacity * feature.opacity)
                assert color(artist, edge=True) == pytest.approx(wanted)
                assert artist.get_linewidth() == [mark.stroke.width * 0.75]
                assert (str(artist.get_linestyle()) != "[(0, None)]") == bool(mark.stroke.dash)
        body = color(artists[f"{name}.glyph"], edge=False)
        assert body == pytest.approx(blended(made, style.glyph_color if filled else "paper", feature.opacity))
        (path,) = artists[f"{name}.glyph"].get_paths()
        assert np.abs(np.asarray(path.vertices)).max() <= style.size / 2 + 1e-6


@drawn_cases
def test_layers_lie_above_each_other_as_their_order_says(case: str) -> None:
    made, drawn = plan_of(case), collections(case)
    layers = [str(artist.get_gid()).split(".")[0] for artist in drawn]
    blocks = [name for index, name in enumerate(layers) if index == 0 or layers[index - 1] != name]
    wanted = [part[0].layer for part in made.layers if part and not part[0].style.relief]
    assert blocks[: len(wanted) - 1] == wanted[:-1]
    assert {artist.get_zorder() for artist in drawn} == {1}


def test_within_a_layer_fills_lie_below_lines_and_casings_below_their_cores() -> None:
    def ranks(layer: str) -> list[str]:
        gids = [str(artist.get_gid()).split(".") for artist in collections("everything")]
        return [parts[2] for parts in gids if parts[0] == layer and not parts[2].startswith("badge")]

    roads, cities = ranks("roads"), ranks("cities")
    assert roads == sorted(roads)
    assert {"stroke0", "stroke1", "stroke2"} == set(roads), "an indicative line lies in a pale one"
    assert cities == sorted(cities, key=lambda part: part != "fill")
    assert {"rim", "glyph"} == set(ranks("stations"))


def test_of_symbols_the_first_class_lies_on_top() -> None:
    kinds = samples.CATALOGUE.layer("gateways").kinds()
    named = {feature.id: feature.kind for feature in plan_of("everything").drawn if feature.layer == "gateways"}
    gids = [str(artist.get_gid()).split(".") for artist in collections("everything")]
    order = [kinds.index(named[parts[1]]) for parts in gids if parts[0] == "gateways" and parts[2] == "glyph"]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) > 1


@drawn_cases
def test_ids_are_unique(case: str) -> None:
    for apart in (True, False):
        gids = [artist.get_gid() for artist in collections(case, apart=apart)]
        assert len(set(gids)) == len(gids)


def test_drawn_together_it_is_the_same_in_fewer_pieces() -> None:
    def pieces(apart: bool) -> dict[tuple[object, ...], int]:
        found: dict[tuple[object, ...], int] = {}
        for artist in collections("everything", apart=apart):
            shown = (artist.get_linewidth(), artist.get_linestyle(), artist.get_facecolor(), artist.get_edgecolor())
            key = (str(artist.get_gid()).split(".")[0], *map(str, shown))
            number = max(len(np.asarray(artist.get_offsets())), len(artist.get_paths()))
            found[key] = found.get(key, 0) + number
        return found

    assert pieces(True) == pieces(False)
    assert len(collections("everything", apart=False)) < len(collections("everything")) / 2


def test_the_soft_edge_lies_inside_and_has_the_strength_of_the_screen_s() -> None:
    made = plan_of("overview")
    (circle,) = [feature for feature in made.drawn if feature.style.glow]
    (rims,) = [artist for artist in collections("overview") if ".glow" in str(artist.get_gid())]
    assert len(rims.get_paths()) == GLOW_STEPS
    assert color(rims, edge=False)[3] * GLOW_STEPS == pytest.approx(GLOW_OPACITY)
    cut = rims.get_clip_path()
    assert isinstance(cut, TransformedPath)
    clip, _ = cut.get_transformed_path_and_affine()
    west, south, east, north = circle.geometry.bounds
    place = figure_of("overview").axes[0].transData
    (left, top), (right, bottom) = place.transform((west, south)), place.transform((east, north))
    extents = clip.get_extents()
    assert (extents.x0, extents.y0, extents.x1, extents.y1) == pytest.approx((left, top, right, bottom), abs=0.01)
    assert "overview.glow" not in {artist.get_gid() for artist in collections("clause")}


def selection(case: str) -> list[Collection]:
    return [artist for artist in collections(case) if str(artist.get_gid()).startswith("selected.")]


def test_the_selected_area_has_an_outline_above_all() -> None:
    made, found = plan_of("everything"), selection("everything")
    assert [artist.get_gid() for artist in found] == ["selected.city-hangzhou.0", "selected.city-hangzhou.1"]
    assert collections("everything")[-2:] == found
    for artist, stroke in zip(found, SELECTED, strict=True):
        assert color(artist, edge=True) == pytest.approx(blended(made, stroke.color, stroke.opacity))
        assert artist.get_linewidth() == [stroke.width * 0.75]


def test_the_selected_point_has_a_ring_around_it_and_without_selection_there_is_none() -> None:
    made, (ring,) = plan_of("near"), selection("near")
    extents = ring.get_paths()[0].get_extents()
    (chosen,) = made.selected
    place = chosen.geometry
    assert ((extents.x0 + extents.x1) / 2, (extents.y0 + extents.y1) / 2) == pytest.approx((place.x, place.y))
    assert extents.width > chosen.style.size * 25.4 / 96 * made.metres_per_mm
    assert ring.get_linewidth() == [RING.width * 0.75]
    assert selection("dated") == []


def grey(*artists: PathCollection, dpi: int = 100) -> np.ndarray:
    """Artists on a white picture of 10 x 10 units and 100 x 100 px: 0 is black."""
    made = Figure(figsize=(100 / dpi, 100 / dpi), dpi=dpi)
    axes = page_of(made)
    for artist in artists:
        artist.set_transform(axes.transData)
        axes.add_artist(artist)
    return pixels(made)


def page_of(made: Figure, side: float = 10.0) -> Axes:
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, side)
    axes.set_ylim(side, 0)
    return axes


def pixels(made: Figure) -> np.ndarray:
    canvas = FigureCanvasAgg(made)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib has annotated it in part
    return np.asarray(canvas.buffer_rgba())[:, :, 0].astype(int)  # type: ignore[no-untyped-call]  # as above


@pytest.mark.parametrize("turned", [False, True])
def test_holes_stay_empty_whichever_way_their_rings_run(turned: bool) -> None:
    inner = box(4, 4, 6, 6).exterior.coords
    shape = Polygon(box(1, 1, 9, 9).exterior.coords, [inner[::-1] if turned else inner])
    shade = grey(ink.fills([ink.path_of(shape)], "#000000", 1.0, NOWHERE))
    assert shade[50, 50] == 255
    assert shade[20, 20] == shade[80, 50] == 0
    assert grey(ink.fills([ink.path_of(SQUARE)], "#000000", 1.0, NOWHERE))[50, 50] == 0


def test_a_hole_in_a_drawn_feature_is_a_hole() -> None:
    holed = [feature for feature in plan_of("everything").drawn
             if any(getattr(part, "interiors", ()) for part in shapely.get_parts(feature.geometry))]  # fmt: skip
    assert holed
    for feature in holed:
        path = by_id("everything").get(f"{feature.layer}.{feature.id}.stroke0")
        if path is not None:
            rings = sum(1 + len(getattr(part, "interiors", ())) for part in shapely.get_parts(feature.geometry))
            assert list(np.asarray(path.get_paths()[0].codes)).count(1) == rings


def test_a_path_has_every_part_and_nothing_of_nothing() -> None:
    two = MultiPolygon([SQUARE, box(20, 20, 30, 30)])
    codes = list(np.asarray(ink.path_of(two).codes))
    assert (codes.count(1), codes.count(79)) == (2, 2)
    line = ink.path_of(LineString([(0, 0), (1, 1), (2, 0)]))
    assert list(np.asarray(line.codes)) == [1, 2, 2]
    for nothing in (Point(1, 1), Polygon(), MultiPolygon(), LineString()):
        assert np.asarray(ink.path_of(nothing).vertices).shape == (0, 2)


@pytest.mark.parametrize("name", samples.CATALOGUE.glyphs)
def test_a_glyph_covers_what_it_covers_on_the_screen(name: str) -> None:
    said = samples.CATALOGUE.glyphs[name]
    shape = symbols.glyph_shape(said)
    assert shape.area > 10
    assert shape.within(box(-8.2, -8.2, 8.2, 8.2))
    contours = symbols._outline(said).to_polygons(closed_only=True)
    for x, y in ((0.3, 0.2), (3.1, -2.3), (-4.2, 4.7), (0.1, 6.9), (-6.1, 0.4)):
        crossed = sum(Polygon(contour).buffer(0).contains(Point(x + 8, 8 - y)) for contour in contours)
        assert shape.contains(Point(x, y)) == bool(crossed % 2)


def test_dashes_are_in_points_and_an_unbroken_line_has_none() -> None:
    assert ink.dashes(Stroke("ink", 1.0, (8.0, 4.0))) == (0, [6.0, 3.0])
    assert ink.dashes(Stroke("ink", 1.0, (8.0, 4.0)), 0.5) == (0, [3.0, 1.5])
    assert ink.dashes(Stroke("ink", 1.0)) == "solid"


def test_a_dash_is_as_long_as_it_says_whatever_the_width() -> None:
    with settings():
        for width in (1.0, 6.0):
            path = ink.path_of(LineString([(0, 5), (10, 5)]))
            stroke = Stroke("ink", width, (8.0, 8.0))
            row = grey(ink.strokes([path], stroke, "#000000", NOWHERE), dpi=96)[50]
            starts = [index for index, (one, other) in enumerate(pairwise(row)) if one > 127 >= other]
            assert np.diff(starts) == pytest.approx(16, abs=1.01)


def written(weight: int = 400, halo: str = "") -> Written:
    return Written("杭州 Hangzhou", 5.0, 20.0, 20.0, "#000000", weight, halo)


def set_on_page(*texts: Written, outlined: bool = True, only: str = "") -> np.ndarray:
    """Texts on a picture of 80 x 80 mm at 150 dpi; `only` leaves the outlines or the letters."""
    made = Figure(figsize=(80 / 25.4, 80 / 25.4), dpi=150)
    page = page_of(made, side=80.0)
    setter = Typesetter(page, "t", outlined=outlined)
    for text in texts:
        setter.add(text)
    with settings():
        setter.set()
        for artist in (*page.texts, *page.collections):
            artist.set_visible(not only or (artist in page.texts) == (only == "letters"))
        return pixels(made)


def edges(shade: np.ndarray) -> np.ndarray:
    """The bounds of what is dark, in px."""
    rows, columns = np.nonzero(shade < 128)
    return np.array([rows.min(), columns.min(), rows.max(), columns.max()])


def test_bold_letters_are_of_the_bold_cut_and_nothing_lies_under_them() -> None:
    """The stems of a cut are thicker, its counters are drawn for that: no outline of the regular one is as wide."""
    regular, bold = set_on_page(written()), set_on_page(written(700))
    assert (255 - bold).sum() > (255 - regular).sum() * 1.25
    assert (255 - set_on_page(written(700), only="outlines")).sum() == 0
    assert np.array_equal(bold, set_on_page(written(700), outlined=False))
    width = width_of("Hangzhou", 10.0, 700)
    assert width > width_of("Hangzhou", 10.0) * 1.02
    assert width_of("杭州", 10.0, 700) == pytest.approx(20.0)


def test_a_halo_lies_below_and_reaches_as_far_around_as_it_says() -> None:
    regular, haloed = set_on_page(written()), set_on_page(written(halo="#808080"))
    assert (haloed == 0).sum() == pytest.approx((regular == 0).sum(), rel=0.05)
    assert (haloed < 200).sum() > (regular < 200).sum() * 1.3
    alone = set_on_page(written(halo="#000000"), only="outlines")
    reach = HALO_PX / 2 / 96 * 150
    assert edges(alone) - edges(regular) == pytest.approx(np.array([-reach, -reach, reach, reach]), abs=1.1)


def test_a_text_stands_on_its_baseline_and_begins_where_it_should() -> None:
    rows, columns = np.nonzero(set_on_page(Written("HH", 10.0, 40.0, 30.0, "#000000")) < 128)
    scale = 150 / 25.4
    assert rows.max() == pytest.approx(40.0 * scale, abs=1.5)
    assert columns.min() == pytest.approx(10.0 * scale, abs=30 * MM_PER_PT * scale * 0.15)
    assert font(30.0).get_size_in_points() == 30.0


def test_texts_have_ids_that_tell_of_their_halo() -> None:
    gids = [str(text.get_gid()) for axes in figure_of("overview").axes for text in axes.texts]
    assert len(set(gids)) == len(gids)
    assert {gid.split(".")[0] for gid in gids} == {HALO_ID, "text"}


def test_every_row_of_the_legend_has_its_sample() -> None:
    made = plan_of("everything")
    page = figure_of("everything").axes[2]
    corner = made.layout.legend
    samples_of = [item for item in made.legend.rows if item.row.style]
    lowest = max(corner.y + item.y for item in samples_of)
    drawn = 0
    for row in (item.row for item in samples_of):
        assert row.style is not None
        if row.shape == "point":
            drawn += len(sample(row.style, samples.CATALOGUE.glyphs[row.style.glyph]))
        else:
            drawn += len(row.style.strokes) + bool((row.style.fill or row.style.glow) and row.shape == "polygon")
        if row.style.badge and row.layer == EVIDENCE_ROWS:
            drawn += len(sample(BADGE, samples.CATALOGUE.glyphs[BADGE.glyph]))
    assert len([one for one in page.collections if one.get_gid() != "code"]) == drawn
    assert lowest < corner.bottom


def test_the_map_alone_is_as_large_as_its_frame() -> None:
    made = plan_of("overview")
    with settings():
        alone = picture(made, current_atlas(), 96)
    frame = made.layout.frame
    assert alone.get_size_inches() * 25.4 == pytest.approx((frame.w, frame.h))
    assert set(EVERYTHING) >= {str(artist.get_gid()).split(".")[0] for artist in alone.axes[0].collections} - {
        "ground",
        "inland_water",
        "streams",
    }
