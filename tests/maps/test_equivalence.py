"""One Scene, all renderers: what the Plan says is what PNG, SVG, PDF and PPTX show, feature by feature.

The interactive file is compared with the same Plans in a browser (tests/browser/test_export.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
import pptx as library
import pytest
import shapely
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import current_atlas
from layers.catalogue.style import BADGE, Style, themed_style
from maps.export.renderers import render
from maps.lettering.boxes import Rect
from maps.paper.drawing import GLOW_OPACITY, GLOW_PX, GLOW_STEPS, RING, SELECTED
from maps.paper.formats import map_png
from maps.plan.extent import outline, projected, seen
from maps.plan.layout import MM_PER_PX
from maps.plan.legend import EVIDENCE_ROWS, ROWS, STATUS_ROWS, Row
from maps.plan.placing import Placed, sizes
from maps.plan.plan import Plan, plan
from maps.plan.shapes import DIMMED, Drawn
from maps.plan.symbols import RING_GAP_PX, RING_PX, Mark, sample, symbol
from maps.plan.visible import layers_of
from maps.scene.scene import HOME, Scene, View, opening
from maps.scene.sheet import Sheet
from maps.slides.pictures import dpi_of
from tests.maps import inks, relief
from tests.maps.inks import Fill, Line, letters
from tests.vision import laid

SHEET = Sheet(dpi=150, made="2026-11-23")
NEAR = View(30.25, 120.15, 10.5, 1000, 700)


def _scenes() -> dict[str, Scene]:
    def page(name: str) -> Scene:
        return opening(current_atlas(), name)

    return {
        "overview": page("overview"),
        "dated": replace(page("transport"), lang="en", date="2022-05"),
        "dark": replace(page("zones"), theme="dark"),
        "clause": replace(page("report"), clause="2.4.3", selected="rail-hanghuang"),
        "thematic": replace(page("overview"), indicator="density.2020.districts_2019.quantiles"),
        "selected": replace(
            page("transport"),
            view=NEAR,
            selected="gateway-xiaoshan-airport",
            besides=("rail-hanghuang", "city-hangzhou"),
        ),
    }


SCENES = {name: scene.checked(current_atlas()) for name, scene in _scenes().items()}
every_scene = pytest.mark.parametrize("case", SCENES)


@lru_cache(maxsize=8)
def plan_of(case: str) -> Plan:
    """The Plan of one of the Scenes."""
    return plan(current_atlas(), SCENES[case], SHEET)


@lru_cache(maxsize=32)
def made_of(case: str, file_format: str) -> bytes:
    """The file of one of the Scenes."""
    return render(current_atlas(), [SCENES[case]], SHEET, file_format)


@lru_cache(maxsize=8)
def bare_of(case: str) -> Plan:
    """The Plan of one of the Scenes with the relief off: each area has its own colour everywhere."""
    declared, scene = current_atlas().catalogue.layer, SCENES[case]
    layers = tuple(layer for layer in scene.layers if declared(layer).geometry != "image")
    return plan(current_atlas(), replace(scene, layers=layers), SHEET)


def is_point(item: Drawn) -> bool:
    return bool(item.geometry.geom_type == "Point")


def pens(item: Drawn, made: Plan) -> list[Line]:
    """The pens of a line or an area, from the lowest."""
    return [
        inks.line(made.colors[pen.color], pen.width, pen.dash, pen.opacity * item.opacity) for pen in item.style.strokes
    ]


def area_fill(item: Drawn, made: Plan) -> Fill | None:
    """The fill of a feature that is an area and has one."""
    if not item.style.fill or not item.geometry.geom_type.endswith("Polygon"):
        return None
    return inks.fill(made.colors[item.style.fill], item.style.fill_opacity * item.opacity)


def glow_fill(item: Drawn, made: Plan) -> Fill:
    """The fill of each step of a soft inner edge."""
    return inks.fill(made.colors[item.style.strokes[0].color], GLOW_OPACITY / GLOW_STEPS * item.opacity)


def symbol_looks(item: Drawn, made: Plan) -> Iterator[tuple[str, Line | Fill]]:
    """How a symbol is drawn, from the lowest."""
    yield from marks_of(item.style, item, made)


def marks_of(style: Style, item: Drawn, made: Plan) -> Iterator[tuple[str, Line | Fill]]:
    """How a symbol of that style is drawn for a feature."""
    for mark in symbol(style, current_atlas().catalogue.glyphs[style.glyph]):
        if mark.stroke:
            color, pen = made.colors[mark.stroke.color], mark.stroke
            yield mark.part, inks.line(color, pen.width, pen.dash, pen.opacity * item.opacity)
        else:
            yield mark.part, inks.fill(made.colors[mark.fill], mark.opacity * item.opacity)


def marks(item: Drawn, made: Plan) -> list[Line]:
    """The pens of the outline of a feature that is selected."""
    used = (RING,) if is_point(item) else SELECTED
    return [inks.line(made.colors[pen.color], pen.width, pen.dash, pen.opacity) for pen in used]


def _looks(item: Drawn, made: Plan) -> Iterator[tuple[str, Line | Fill]]:
    if item.badge is not None:
        yield from ((f"badge{part}", look) for part, look in marks_of(BADGE, item, made))
    if is_point(item):
        yield from symbol_looks(item, made)
        return
    for number, pen in enumerate(pens(item, made)):
        yield f"stroke{number}", pen
    if filled := area_fill(item, made):
        yield "fill", filled
    for _ in range(GLOW_STEPS if item.style.glow else 0):
        yield "glow", glow_fill(item, made)


def parts_of(made: Plan) -> dict[inks.Part, Counter[Line | Fill]]:
    """Everything that a Plan says of its features, as a file has to draw it."""
    found: dict[inks.Part, Counter[Line | Fill]] = {}
    for item in made.drawn:
        for part, look in _looks(item, made):
            found.setdefault((item.layer, item.id, part), Counter())[look] += 1
    for item in made.selected:
        for number, pen in enumerate(marks(item, made)):
            found["selected", item.id, str(number)] = Counter([pen])
    return found


def rows_text(made: Plan) -> list[str]:
    return [item.row.text for item in made.legend.rows]


def words_of(made: Plan) -> list[str]:
    return [text for text in vars(made.words).values() if text]


def names_of(made: Plan) -> list[str]:
    return [line for label in made.labels for line in label.lines]


# The Plan itself: the Scene's layers, all their features that the frame shows, the Scene's view.


@every_scene
def test_a_plan_has_the_scene_s_layers_with_every_feature_of_the_frame(case: str) -> None:
    made, atlas = plan_of(case), current_atlas()
    focus, frame = set(SCENES[case].focus(atlas)), box(*made.extent)
    due = layers_of(atlas, SCENES[case], made.zoom)
    for layer in due:
        there = atlas.frames[layer.id].geometry.to_crs(made.projection.crs)
        come = [layer.class_of(kind).min_zoom <= made.zoom for kind in atlas.frames[layer.id]["kind"]]
        wanted = set(there.index[shapely.intersects(there.values, frame) & come])
        drawn = {item.id for item in made.drawn if item.layer == layer.id}
        assert drawn - focus <= wanted <= drawn
    shown = {item.layer for item in made.drawn if item.id not in focus}
    assert shown <= {layer.id for layer in due}
    assert {layer for layer in shown if atlas.catalogue.layer(layer).panel} <= set(SCENES[case].layers)


@every_scene
def test_a_plan_s_frame_holds_all_that_the_scene_s_view_shows(case: str) -> None:
    made, atlas, view = plan_of(case), current_atlas(), SCENES[case].view
    about = [atlas.feature(ident)["geometry"] for ident in SCENES[case].focus(atlas) or atlas.frames["circle"].index]
    shapes = about if view == HOME else [outline(seen(view))]
    frame = box(*made.extent).buffer(1.0)
    assert all(frame.contains(projected(shape, made.projection.crs)) for shape in shapes)


def test_the_scenes_are_a_bit_of_everything() -> None:
    plans = [plan_of(case) for case in SCENES]
    assert {made.scene.lang for made in plans} == {"zh", "en"}
    assert {made.scene.theme for made in plans} == {"light", "dark"}
    items = [item for made in plans for item in made.drawn]
    assert {item.evidence for item in items} == {"surveyed", "generalised", "indicative"}
    assert len({item.status for item in items}) > 4
    assert {item.opacity for item in items} == {1.0, DIMMED}
    assert len({pen.dash for item in items for pen in item.style.strokes}) > 6
    assert {is_point(item) for made in plans for item in made.selected} == {True, False}
    assert {made.scene.indicator is None for made in plans} == {True, False}


def test_the_scenes_have_relief_and_context_where_it_is_near_enough() -> None:
    declared = current_atlas().catalogue.layers
    context = {layer.id for layer in declared if layer.context}
    on = {case: context & set(scene.layers) for case, scene in SCENES.items()}
    drawn = {case: context & {item.layer for item in plan_of(case).drawn} for case in SCENES}
    assert on["overview"] == on["selected"] == drawn["selected"] == context
    assert drawn["overview"] == set()
    numbers = {row.ref for row in current_atlas().frames["motorways"].itertuples()}
    assert numbers & set(names_of(plan_of("selected")))
    assert {len(relief.reliefs(plan_of(case))) for case in SCENES} == {1}
    assert {len(relief.reliefs(bare_of(case))) for case in SCENES} == {0}


# SVG: a group for each feature.


@every_scene
def test_an_svg_draws_every_feature_with_the_pens_and_fills_of_the_plan(case: str) -> None:
    made = plan_of(case)
    drawn, wanted = inks.svg_parts(made_of(case, "svg"), made.layout.frame), parts_of(made)
    assert drawn.keys() == wanted.keys()
    for part, paths in drawn.items():
        assert Counter(path.look for path in paths) == wanted[part], part


@every_scene
def test_an_svg_puts_every_feature_where_the_plan_has_it(case: str) -> None:
    made, count = plan_of(case), 0
    drawn = inks.svg_parts(made_of(case, "svg"), made.layout.frame)
    for item in made.drawn:
        if is_point(item):
            left, top, right, bottom = drawn[item.layer, item.id, "glyph"][0].bounds
            x, y = made.to_px(item.geometry.x, item.geometry.y)
            assert left <= x <= right
            assert top <= y <= bottom
        elif filled := drawn.get((item.layer, item.id, "fill")):
            west, south, east, north = item.geometry.bounds
            wanted = (*made.to_px(west, north), *made.to_px(east, south))
            assert any(np.allclose(path.bounds, wanted, atol=0.1) for path in filled), item.id
            count += 1
    assert count > 2


@every_scene
def test_an_svg_says_what_the_plan_says(case: str) -> None:
    made, data = plan_of(case), made_of(case, "svg")
    written = letters("".join(item.text for item in inks.svg_texts(data, "text.page")))
    for text in (*rows_text(made), *words_of(made)):
        assert letters(text) in written
    wanted = [
        inks.Lettering(text, round(size, 2), label.weight, made.colors[label.color])
        for label in made.labels
        for text, size in set_lines(label)
    ]
    assert inks.svg_texts(data, "haloed.map")[: len(wanted)] == wanted


def set_lines(label: Placed) -> list[tuple[str, float]]:
    """The lines of a name as they are set, and their sizes: along a line a Latin one may have two, or be smaller."""
    if label.setting is None or len(label.lines) > 1:
        return list(zip(label.lines, sizes(label.lines, label.size), strict=True))
    return [("".join(letter.sign for letter in line), line[0].size) for line in label.setting.lines]


def test_a_difference_in_an_svg_would_be_found() -> None:
    made, data = plan_of("overview"), made_of("overview", "svg").decode()

    def differs(changed: str) -> bool:
        drawn = inks.svg_parts(changed.encode(), made.layout.frame)
        return {part: Counter(path.look for path in paths) for part, paths in drawn.items()} != parts_of(made)

    assert not differs(data)
    assert differs(re.sub(r"stroke-dasharray: [\d.]+", "stroke-dasharray: 1.5", data, count=1))
    assert differs(re.sub(r"stroke-width: 1\.", "stroke-width: 9.", data, count=3))
    assert differs(data.replace(made.colors["circle"], made.colors["sea"], 1))
    assert differs(data.replace('<g id="circle.', '<g id="nothing.', 1))


# PDF: no groups, but every pen and fill is counted, and every picture.


@every_scene
def test_a_pdf_paints_with_the_pens_and_fills_of_the_plan_and_no_others(case: str) -> None:
    made = plan_of(case)
    data, pictures = relief.apart(made_of(case, "pdf"))
    assert pictures == len(relief.reliefs(made))
    painted = inks.pdf_painted(data, made)
    looks = sum(parts_of(made).values(), Counter[Line | Fill]())
    assert painted.lines + painted.fills == looks + Counter([inks.fill(made.colors["paper"], 1.0)])


def test_a_difference_in_a_pdf_would_be_found() -> None:
    one = plan_of("overview")
    painted = inks.pdf_painted(relief.apart(made_of("overview", "pdf"))[0], one)
    for made in (replace(one, colors=plan_of("dark").colors), replace(one, layers=one.layers[:-1]), plan_of("clause")):
        looks = sum(parts_of(made).values(), Counter[Line | Fill]())
        assert painted.lines + painted.fills != looks + Counter([inks.fill(made.colors["paper"], 1.0)])


@every_scene
def test_the_text_of_a_pdf_says_what_the_plan_says(case: str) -> None:
    made = plan_of(case)
    (written,) = inks.pdf_texts(made_of(case, "pdf"))
    said = [letters(text) for text in (*rows_text(made), *words_of(made), *names_of(made))]
    assert len(names_of(made)) > 5
    assert [text for text in said if text not in written] == []
    others = {letters(row) for other in SCENES for row in rows_text(plan_of(other))}
    absent = [row for row in others if not any(row in text for text in said)]
    assert len(absent) > 5
    assert [row for row in absent if row in written] == []


@pytest.mark.parametrize(
    ("lang", "then", "now"), [("zh", "上虞北站", "绍兴东站"), ("en", "Shangyu North", "Shaoxing East")]
)
def test_every_file_has_the_names_of_the_scene_s_date(lang: str, then: str, now: str) -> None:
    atlas, view = current_atlas(), View(30.08, 120.87, 11, 1000, 700)
    scene = replace(opening(atlas, "transport"), lang=lang, view=view, selected="station-shangyu-bei").checked(atlas)
    for date, name, other in (("2014-06", then, now), ("2026-11", now, then), (None, now, then)):
        dated = replace(scene, date=date)
        assert name in names_of(plan(atlas, dated, SHEET))
        svg, pdf, pptx = (render(atlas, [dated], SHEET, kind) for kind in ("svg", "pdf", "pptx"))
        on_map = "".join(item.text for item in inks.svg_texts(svg, "haloed.map"))
        (notes,) = [slide.notes_slide.notes_text_frame.text for slide in library.Presentation(BytesIO(pptx)).slides]
        for text in (letters(on_map), *inks.pdf_texts(pdf), letters(notes)):
            assert letters(name) in text
            assert letters(other) not in text


# PNG: the colour of the ground at places between lines, symbols and names, computed here from the Plan.


def in_px(item: Drawn, made: Plan) -> BaseGeometry:
    """A feature's geometry in px of the frame."""
    return shapely.transform(item.geometry, lambda xy: np.column_stack(made.to_px(xy[:, 0], xy[:, 1])))


def course(shape: BaseGeometry) -> BaseGeometry:
    """Where pens run: along a line, around an area."""
    return shape.boundary if shape.geom_type.endswith("Polygon") else shape


def drawn_along(made: Plan) -> Iterator[tuple[BaseGeometry, float]]:
    """Whatever is drawn along a course or around a point, in px of the frame, and how far the drawing reaches."""
    for item in made.drawn:
        shape = in_px(item, made)
        if item.badge is not None:
            aside = (item.style.size or 12) / 2 if is_point(item) else 0
            yield Point(*made.to_px(item.badge.x, item.badge.y)), BADGE.size / 2 + 1.5 + aside * 1.5
        if is_point(item):
            yield shape, (item.style.size or 12) / 2 + RING_GAP_PX + RING_PX + 1.5
        elif item.style.strokes:
            yield course(shape), max(pen.width for pen in item.style.strokes) / 2 + 1.5
        if item.style.glow:
            yield course(shape), GLOW_PX / 2 + 1.5
        if item.id in made.scene.selection:
            yield course(shape), 18  # a symbol of 19 px, the ring beside it, and the edge of a ring on a slide


def grid(made: Plan, step: float = 9.0) -> np.ndarray:
    """Places all over the frame, in px of it."""
    width, height = made.layout.frame.w / MM_PER_PX, made.layout.frame.h / MM_PER_PX
    xs, ys = np.meshgrid(np.arange(5, width - 5, step), np.arange(5, height - 5, step))
    return np.column_stack([xs.ravel(), ys.ravel()])


def clear_places(made: Plan, beside: float = 0.0) -> np.ndarray:
    """Places of the grid where nothing but areas lies; `beside`, in px, by how much lines may be elsewhere."""
    places = grid(made)
    tree, clear = shapely.STRtree(shapely.points(places)), np.ones(len(places), dtype=bool)
    for shape, reach in drawn_along(made):
        clear[tree.query(shape, predicate="dwithin", distance=reach + beside)] = False
    written: list[Rect] = [*(box for label in made.labels for box in label.boxes), *made.furniture.boxes]
    for rect in written:
        covered = box(rect.x, rect.y, rect.x + rect.w, rect.y + rect.h)
        clear[tree.query(covered, predicate="dwithin", distance=4)] = False
    return places[clear]


def tinted(item: Drawn, made: Plan, places: np.ndarray, colors: Sequence[str]) -> list[str]:
    """Colours at places with the relief laid on them."""
    away = np.round(relief.greys(item, made, places)) - relief.FLAT
    most, sides = relief.opacity_of(item, made), [made.colors[name] for name in item.style.relief]
    return [
        color if abs(grey) <= relief.NOISE else laid(sides[int(grey > 0)], abs(grey) / relief.STEEPEST * most, color)
        for grey, color in zip(away.tolist(), colors, strict=True)
    ]


def ground(made: Plan, places: np.ndarray) -> list[str]:
    """The colours that the areas of a Plan and its relief give at places, laid on one another in the Plan's order."""
    colors, tree = [made.colors["paper"]] * len(places), shapely.STRtree(shapely.points(places))
    for item in made.drawn:
        if item.style.relief:
            colors = tinted(item, made, places, colors)
        if filled := area_fill(item, made):
            for number in tree.query(in_px(item, made), predicate="contains"):
                colors[number] = laid(*filled, colors[number])
    return colors


def rgb(color: str) -> np.ndarray:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])


def pixels(data: bytes, made: Plan, places: np.ndarray) -> np.ndarray:
    """The red, green and blue of a page's PNG at places of its frame."""
    picture = np.asarray(Image.open(BytesIO(data)).convert("RGB"), dtype=int)
    frame, per_mm = made.layout.frame, made.sheet.dpi / 25.4
    columns, lines = np.floor((places * MM_PER_PX + [frame.x, frame.y]) * per_mm).astype(int).T
    return picture[lines, columns]


def away(found: np.ndarray, wanted: Sequence[str]) -> np.ndarray:
    """How far colours are from those that are wanted, channel by channel."""
    return np.asarray(np.abs(found - np.array([rgb(color) for color in wanted])))


def off(found: np.ndarray, wanted: Sequence[str]) -> float:
    """The share of places whose colour is another than wanted; every layer may be rounded once."""
    return float(np.mean(away(found, wanted).max(axis=1) > 4))


@lru_cache(maxsize=8)
def bare_png(case: str) -> bytes:
    """The PNG of one of the Scenes with the relief off."""
    return render(current_atlas(), [bare_of(case).scene], SHEET, "png")


@every_scene
def test_a_png_has_the_colours_of_the_plan_s_areas(case: str) -> None:
    made = bare_of(case)
    places = clear_places(made)
    wanted = ground(made, places)
    assert len(places) > 500
    assert len(set(wanted)) > 1
    assert off(pixels(bare_png(case), made, places), wanted) == 0.0


def test_a_difference_in_a_png_would_be_found() -> None:
    made = bare_of("overview")
    places = clear_places(made)
    wanted = ground(made, places)
    for other in ("dark", "clause"):
        assert off(pixels(bare_png(other), made, places), wanted) > 0.2
    less = without("cities", made)
    assert off(pixels(bare_png("overview"), made, places), ground(less, places)) > 0.25


def without(layer: str, made: Plan) -> Plan:
    """A Plan without what it draws of a layer."""
    return replace(made, layers=tuple(tuple(item for item in part if item.layer != layer) for part in made.layers))


def along(made: Plan, item: Drawn) -> np.ndarray:
    """Places on a line or an outline, in px of the frame and inside of it."""
    parts = shapely.get_parts(course(in_px(item, made)))
    places = [part.interpolate(at) for part in parts for at in np.arange(4, part.length, 7.0)]
    inside = box(3, 3, made.layout.frame.w / MM_PER_PX - 3, made.layout.frame.h / MM_PER_PX - 3)
    return np.array([[place.x, place.y] for place in places if inside.contains(place)]).reshape(-1, 2)


def alike(case: str, places: np.ndarray, color: str) -> float:
    """The share of places whose pixel has nearly a colour of the palette."""
    made = plan_of(case)
    found = pixels(made_of(case, "png"), made, places)
    return float(np.mean(np.abs(found - rgb(made.colors[color])).max(axis=1) < 40))


@pytest.mark.parametrize(("case", "layer"), [("overview", "circle"), ("dated", "waterways"), ("dark", "circle")])
def test_a_png_has_solid_lines_in_their_colour_where_the_plan_has_them(case: str, layer: str) -> None:
    made, count = plan_of(case), 0
    for item in (item for item in made.drawn if item.layer == layer and item.style.strokes):
        pen, places = item.style.strokes[-1], along(made, item)
        if pen.dash or pen.opacity * item.opacity < 0.85 or pen.width < 2.2 or len(places) < 20:
            continue
        assert alike(case, places, pen.color) > 0.5, item.id
        assert alike(case, places + 11, pen.color) < 0.3, item.id
        count += 1
    assert count > 0


# The relief: plains have the colours of the areas alone; where it is steep each side has the colour of its side.

PLAIN_PX = 3.0
"""How far around a place it has to be flat for its colour to be that of the areas."""
STEEP = 20
"""How far from flat a grey is where the relief is looked for."""
MISSED = 1 / 3
"""How much of the relief may be missed, at most: what is drawn half a millimetre beside its place misses more."""
BARELY = 7
"""An opacity (of 255) that nobody sees: between two flat places a pixel may be a grey beyond the noise."""
LEAST_PLACES = 50


def slope(made: Plan, places: np.ndarray) -> np.ndarray:
    """How far from flat the relief of a Plan is at places: the shaded side below 0, the lit one above."""
    (item,) = relief.reliefs(made)
    return relief.greys(item, made, places) - relief.FLAT


def slopes(made: Plan, places: np.ndarray) -> np.ndarray:
    """Which places are steep."""
    return np.asarray(np.abs(slope(made, places)) > STEEP)


def plains(made: Plan, places: np.ndarray) -> np.ndarray:
    """Which places are flat, and so is what is beside them."""
    beside = [np.array(step) * PLAIN_PX for step in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))]
    return np.asarray(np.max([np.abs(slope(made, places + step)) for step in beside], axis=0) <= relief.NOISE)


def missed(found: np.ndarray, made: Plan, places: np.ndarray) -> float:
    """How much of the relief colours miss where it is steep: nothing 0, all of it 1, more where they are contrary."""
    wanted, bare = ground(made, places), ground(without("relief", made), places)
    return float(away(found, wanted).mean() / away(np.array([rgb(color) for color in bare]), wanted).mean())


def assert_relief(data: bytes, made: Plan) -> None:
    """A picture of a page has the relief where the Plan has it."""
    places = clear_places(made)
    plain, steep = places[plains(made, places)], places[slopes(made, places)]
    assert min(len(plain), len(steep)) > LEAST_PLACES
    assert off(pixels(data, made, plain), ground(made, plain)) == 0.0
    assert missed(pixels(data, made, steep), made, steep) < MISSED


@every_scene
def test_a_png_has_the_relief_where_the_plan_has_it(case: str) -> None:
    assert_relief(made_of(case, "png"), plan_of(case))


@pytest.mark.parametrize("case", ["overview", "dark", "clause"])
def test_a_reader_of_a_pdf_sees_the_relief_where_the_plan_has_it(case: str) -> None:
    assert_relief(relief.page_png(made_of(case, "pdf"), SHEET.dpi), plan_of(case))


@every_scene
def test_an_svg_has_the_relief_as_a_picture_across_the_frame_above_the_land_alone(case: str) -> None:
    made, data = plan_of(case), made_of(case, "svg")
    (item,), (picture,), frame = relief.reliefs(made), relief.svg_pictures(data, made), made.layout.frame
    assert picture.name == f"{item.layer}.{item.id}.image"
    assert picture.bounds == pytest.approx((0, 0, frame.w / MM_PER_PX, frame.h / MM_PER_PX), abs=0.1)
    assert relief.svg_below(data, picture.name) == {"ground"}
    places = grid(made)
    leans, steep, seen = slope(made, places), slopes(made, places), picture.at(places)
    for side, name in zip((leans < 0, leans > 0), item.style.relief, strict=True):
        assert (side & steep).sum() > 10
        assert np.all(seen[side & steep, :3] == rgb(made.colors[name]))
    wanted = np.abs(leans) / relief.STEEPEST * relief.opacity_of(item, made) * 255
    assert np.abs(seen[:, 3] - wanted)[steep].mean() < MISSED * wanted[steep].mean()
    assert seen[plains(made, places), 3].max() < BARELY


def test_a_difference_in_the_relief_would_be_found() -> None:
    made, data = plan_of("overview"), made_of("overview", "png")
    (item,) = relief.reliefs(made)
    places = clear_places(made)
    steep = places[slopes(made, places)]
    assert missed(pixels(data, made, steep + np.array([2, 0])), made, steep) > MISSED
    assert missed(pixels(data, made, steep - np.array([0, 2])), made, steep) > MISSED
    assert missed(pixels(bare_png("overview"), made, steep), made, steep) > MISSED
    for style in (replace(item.style, relief=item.style.relief[::-1]), replace(item.style, fill_opacity=0.4)):
        other = [replace(one, style=style) if one is item else one for one in made.drawn]
        assert missed(pixels(data, made, steep), replace(made, layers=(tuple(other),)), steep) > MISSED


# PPTX: the map is the PNG's, everything else is native.


def flat(shapes: Sequence[Any]) -> Iterator[Any]:
    """Shapes with those in groups."""
    for shape in shapes:
        yield shape
        yield from flat(list(shape.shapes)) if shape.shape_type == MSO_SHAPE_TYPE.GROUP else ()


def is_text(shape: Any) -> bool:
    return bool(shape.has_text_frame and shape.text_frame.text)


def sample_colors(row: Row, made: Plan) -> list[str]:
    """The colours of a legend's sample, from the lowest."""
    style = row.style or Style()
    if row.shape == "point":
        marks = sample(style, current_atlas().catalogue.glyphs[style.glyph])
        return [made.colors[mark.stroke.color if mark.stroke else mark.fill] for mark in marks]
    soft = [style.strokes[0].color] if style.glow and not style.fill else []
    filled = ([style.fill] if style.fill else soft) if row.shape == "polygon" else []
    return [made.colors[name] for name in (*filled, *(pen.color for pen in style.strokes), *key_colors(row))]


def key_marks(row: Row) -> list[Mark]:
    """The marks of a key besides its lines: what a badge means, and how a symbol has a status."""
    said = {EVIDENCE_ROWS: BADGE if row.style and row.style.badge else None, STATUS_ROWS: row.style}.get(row.layer)
    return list(sample(said, current_atlas().catalogue.glyphs[said.glyph])) if said else []


def key_colors(row: Row) -> list[str]:
    return [mark.stroke.color if mark.stroke else mark.fill for mark in key_marks(row)]


def sample_dashes(row: Row) -> list[bool]:
    """Which shapes of a legend's sample are dashed."""
    style = row.style or Style()
    if row.shape == "point":
        marks = sample(style, current_atlas().catalogue.glyphs[style.glyph])
        return [bool(mark.stroke and mark.stroke.dash) for mark in marks]
    lines = [bool(pen.dash) for pen in style.strokes] or [False]
    return [*lines, *(bool(mark.stroke and mark.stroke.dash) for mark in key_marks(row))]


@every_scene
def test_a_slide_has_the_plan_s_map_its_texts_and_its_legend(case: str) -> None:
    made, slide = plan_of(case), library.Presentation(BytesIO(made_of(case, "pptx"))).slides[0]
    shapes = list(flat(list(slide.shapes)))
    pictures = [shape.image.blob for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert map_png(made, current_atlas(), dpi_of(made)) in pictures
    written = [letters(shape.text_frame.text) for shape in shapes if is_text(shape)]
    assert [text for text in (*words_of(made), *rows_text(made)) if letters(text) not in written] == []
    entries: list[Any] = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    rows = [item.row for item in made.legend.rows if not item.row.is_heading]
    for group, row in zip(entries, rows, strict=True):
        (text,) = [shape for shape in group.shapes if is_text(shape)]
        assert letters(text.text_frame.text) == letters(row.text)
        samples = [shape.element.spPr for shape in group.shapes if not is_text(shape)]
        colors = [f"#{node.get('val').lower()}" for sample in samples for node in sample.iter(qn("a:srgbClr"))]
        assert colors == sample_colors(row, made)
        assert [sample.find(f".//{qn('a:custDash')}") is not None for sample in samples] == sample_dashes(row)


@every_scene
def test_the_picture_of_a_slide_has_the_colours_of_the_plan_s_areas(case: str) -> None:
    made = bare_of(case)
    places = clear_places(made)
    assert off(pixels(map_png(made, current_atlas(), SHEET.dpi), alone(made), places), ground(made, places)) == 0.0


def alone(made: Plan) -> Plan:
    """A Plan whose frame is the whole page."""
    return replace(made, layout=replace(made.layout, frame=replace(made.layout.frame, x=0.0, y=0.0)))


@every_scene
def test_the_picture_of_a_slide_has_the_relief_where_the_plan_has_it(case: str) -> None:
    assert_relief(map_png(plan_of(case), current_atlas(), SHEET.dpi), alone(plan_of(case)))


# The legend: of what is there, in the styles that draw it.


@every_scene
def test_the_legend_says_what_is_drawn_and_nothing_else(case: str) -> None:
    made, atlas = plan_of(case), current_atlas()
    rows = [item.row for item in made.legend.rows if item.row.style]
    entries = {(row.layer, kind): row.style for row in rows for kind in row.kinds}
    assert {kind for layer, kind in entries if layer == EVIDENCE_ROWS} == {item.evidence for item in made.drawn}
    themed = {themed_style(color): color for color in made.colors}
    explained = [item for item in made.drawn if atlas.catalogue.layer(item.layer).panel and not item.style.relief]
    items = [item for item in explained if item.style not in themed]
    classes = {themed[item.style] for item in made.drawn if item.style in themed}
    assert classes <= {kind for layer, kind in entries if layer == ROWS}
    own = {item.id for item in items if item.id in atlas.catalogue.layer(item.layer).class_of(item.kind).hues}
    listed = {(item.layer, item.id if item.id in own else item.kind) for item in items}
    listed |= {(STATUS_ROWS, item.status) for item in items if item.status}
    assert {key for key in entries if key[0] not in (EVIDENCE_ROWS, ROWS)} == listed
    for item in items:
        entry = entries[item.layer, item.id if item.id in own else item.kind]
        assert entry is not None
        drawn, explained_by = ({pen.color for pen in style.strokes} for style in (item.style, entry))
        assert drawn <= explained_by, "a status takes away what runs inside a line, and evidence adds no colour"
        assert (entry.fill, entry.glyph, entry.glyph_color) == (
            item.style.fill,
            item.style.glyph,
            item.style.glyph_color,
        )


# Places without a value: lines across them, on paper and in the legend of a slide.

UNKNOWN = replace(opening(current_atlas(), "overview"), indicator="growth.2010-2020.districts_2021").checked(
    current_atlas()
)


def test_places_without_a_value_are_hatched_in_every_format() -> None:
    made = plan(current_atlas(), UNKNOWN, SHEET)
    hatched = {item.id for item in made.drawn if item.style.hatch}
    assert {"district-330114-2021", "district-330602-2021"} <= hatched
    assert len(hatched) == 8
    drawn = inks.svg_parts(render(current_atlas(), [UNKNOWN], SHEET, "svg"), made.layout.frame)
    assert {ident for layer, ident, part in drawn if part == "hatch"} == hatched
    image = np.asarray(Image.open(BytesIO(render(current_atlas(), [UNKNOWN], SHEET, "png"))).convert("RGB"), dtype=int)
    color = np.array([int(made.colors["no_value"][at : at + 2], 16) for at in (1, 3, 5)])
    assert (np.abs(image - color).max(axis=-1) < 12).sum() > 500
    deck = library.Presentation(BytesIO(render(current_atlas(), [UNKNOWN], SHEET, "pptx")))
    assert deck.slides[0].element.xpath(".//a:pattFill[@prst='wdUpDiag']")
