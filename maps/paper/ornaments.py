"""Frame, scale bar, north arrow, graticule, legend samples and inset, on a page measured in mm."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Patch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from layers.atlas.atlas import Atlas
from layers.catalogue.style import Stroke, Style
from maps.lettering.fonts import BOLD, REGULAR, width_of
from maps.paper import ink
from maps.paper.samples import course_in, fill_of, marks, pen_scale, sample_box, symbol_scale, thinned
from maps.paper.type import Typesetter, Written, baseline_mm
from maps.plan.furniture import QUIET, code_inks, content_size, modules
from maps.plan.layout import MM_PER_PT, MM_PER_PX, Box
from maps.plan.legend import Row, Set, said, spoken
from maps.plan.placing import LINE_HEIGHT
from maps.plan.plan import Plan
from maps.plan.symbols import sample
from maps.words.grammar import number
from text import say

BAR_PARTS, BAR_HEIGHT_MM, METRES_PER_KM = 4, 1.3, 1000
LEADER = (Stroke("halo", 4.0, opacity=0.85), Stroke("ink", 1.4))


def frame(plan: Plan, page: Axes) -> None:
    """The neat line around the map."""
    box = plan.layout.frame
    page.add_artist(Rectangle((box.x, box.y), box.w, box.h, fill=False, edgecolor=plan.colors["ink"], linewidth=0.7))


def _edge(patch: Patch, plan: Plan, page: Axes) -> None:
    """A soft edge in the shape of a patch, to stand under it, as names have one."""
    color, width = ink.faded(plan.colors["halo"], 0.85), ink.HALO_PX * 2 * ink.PT_PER_PX
    patch.set(facecolor=color, edgecolor=color, linewidth=width, joinstyle="round")
    page.add_artist(patch)


def _length(metres: float, lang: str) -> str:
    if metres < METRES_PER_KM:
        return f"{metres:g}\u2009{say(lang, 'map.m')}"
    return f"{number(metres / METRES_PER_KM, lang)}\u2009{say(lang, 'map.km')}"


def scale_bar(plan: Plan, page: Axes, setter: Typesetter) -> None:
    """The bar in its corner of the map, in parts, with its length at the right end."""
    box, lang = plan.layout.on_page(plan.furniture.bar), plan.scene.lang
    x, y = box.x + 3.5, box.bottom - 3.5
    part = plan.bar.mm / BAR_PARTS
    _edge(Rectangle((x, y - BAR_HEIGHT_MM), plan.bar.mm, BAR_HEIGHT_MM), plan, page)
    for index in range(BAR_PARTS):
        color = plan.colors["ink" if index % 2 == 0 else "paper"]
        corner, edge = (x + index * part, y - BAR_HEIGHT_MM), plan.colors["ink"]
        page.add_artist(Rectangle(corner, part, BAR_HEIGHT_MM, facecolor=color, edgecolor=edge, linewidth=0.5))
    length = _length(plan.bar.metres, lang)
    size, above = plan.type.small * 1.15, y - BAR_HEIGHT_MM - 1.2
    for text, at in (("0", x), (length, x + plan.bar.mm)):
        left = at - width_of(text, size * MM_PER_PT) / 2
        setter.add(Written(text, max(left, box.x + 1), above, size, plan.colors["ink"], halo=plan.colors["halo"]))


def north_arrow(plan: Plan, page: Axes, setter: Typesetter) -> None:
    """An arrow to true north at the map's centre, in its corner of the map."""
    box, lang = plan.layout.on_page(plan.furniture.north), plan.scene.lang
    x, y = box.right - 6.0, box.y + 8.6
    turn = Affine2D().rotate_deg_around(x, y, plan.north_degrees)
    outline = [(x, y - 4.2), (x + 1.9, y + 2.4), (x, y + 0.9), (x - 1.9, y + 2.4)]
    _edge(Polygon(turn.transform(np.array(outline))), plan, page)
    for side, color in ((-1, "ink"), (1, "paper")):
        corners = turn.transform(np.array([(x, y - 4.2), (x + side * 1.9, y + 2.4), (x, y + 0.9)]))
        face = plan.colors[color]
        page.add_artist(Polygon(corners, facecolor=face, edgecolor=plan.colors["ink"], linewidth=0.5))
    size, text = plan.type.body, said(lambda one: say(one, "paper.north"), spoken(plan.sheet, lang))
    left = x - width_of(text, size * MM_PER_PT, BOLD) / 2
    setter.add(Written(text, left, y + 5.8, size, plan.colors["ink"], BOLD, plan.colors["halo"]))


def leaders(plan: Plan, page: Axes) -> None:
    """The lines that lead to names beside what they are of, each on a soft edge."""
    box, ends = plan.layout.frame, [label.leader for label in plan.labels if label.leader]
    paths = [
        Path([(box.x + x * MM_PER_PX, box.y + y * MM_PER_PX) for x, y in (leader.start, leader.end)]) for leader in ends
    ]
    for stroke in LEADER if paths else ():
        page.add_artist(ink.strokes(paths, stroke, plan.colors[stroke.color], page.transData))


def graticule(plan: Plan, axes: Axes, setter: Typesetter) -> None:
    """Meridians and parallels over the map, with their degrees where they meet its lower and left edge."""
    color = plan.colors["muted"]
    paths = [ink.path_of(line.course) for line in plan.grid]
    axes.add_artist(
        PathCollection(
            paths, facecolors="none", edgecolors=[ink.faded(color, 0.55)], linewidths=0.4, transform=axes.transData
        )
    )
    size = plan.type.small
    for degree in plan.degrees:
        place = plan.layout.on_page(degree.box)
        base = place.y + baseline_mm(size, LINE_HEIGHT)
        setter.add(Written(degree.text, place.x, base, size, color, halo=plan.colors["halo"]))


def _symbol(style: Style, box: Box, plan: Plan, outline: str, page: Axes) -> Iterator[Artist]:
    """The sample of a symbol."""
    scale, middle = symbol_scale(style, box), [box.x + box.w / 2, box.y + box.h / 2]
    step = MM_PER_PX * scale
    for mark in sample(style, outline):
        path = ink.path_of(shapely.transform(mark.shape, lambda xy: xy * [step, -step] + middle))
        if mark.stroke:
            color = plan.colors[mark.stroke.color]
            yield ink.strokes([path], mark.stroke, color, page.transData, scale=scale)
        else:
            yield ink.fills([path], plan.colors[mark.fill], mark.opacity, page.transData)


def _sample(row: Row, style: Style, box: Box, plan: Plan, page: Axes) -> Iterator[Artist]:
    """The sample of a line or an area, drawn from the style that draws the features."""
    corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)]
    path = Path(course_in(row.course, box)) if row.shape == "line" else Path(corners, closed=True)
    color, opacity = fill_of(style)
    if row.shape == "polygon" and color:
        yield ink.fills([path], plan.colors[color], opacity, page.transData)
    if style.hatch:
        yield ink.hatches([path], plan.colors[style.hatch], 1.0, page.transData)
    for stroke in style.strokes:
        color = plan.colors[stroke.color]
        yield ink.strokes([path], thinned(stroke), color, page.transData, scale=pen_scale(box))


def legend(plan: Plan, atlas: Atlas, page: Axes, setter: Typesetter) -> None:
    """The rows of the legend, each with its sample."""
    corner = plan.layout.legend
    for item in plan.legend.rows:
        x, y = corner.x + item.x, corner.y + item.y
        _row(item, x, y, plan, setter)
        if item.row.style is not None:
            box = sample_box(item, corner)
            if item.row.shape == "point":
                glyph = atlas.catalogue.glyphs[item.row.style.glyph or "dot"]
                made = list(_symbol(item.row.style, box, plan, glyph, page))
            else:
                made = list(_sample(item.row, item.row.style, box, plan, page))
            ink.put(made, page, item.row.opacity)
            for mark, place in marks(item, box):
                ink.put(list(_symbol(mark, place, plan, atlas.catalogue.glyphs[mark.glyph], page)), page)


def _row(item: Set, x: float, y: float, plan: Plan, setter: Typesetter) -> None:
    heading = item.row.is_heading
    left = x + item.row.indent
    for text in item.lines:
        color = plan.colors["ink"]
        setter.add(Written(text, left, y + baseline_mm(item.size), item.size, color, BOLD if heading else REGULAR))
        y += item.size * MM_PER_PT * 1.35


def code(plan: Plan, page: Axes, setter: Typesetter) -> None:
    """The small code, which holds where the map is found, and its content code beneath."""
    box = plan.layout.code
    if box is None:
        return
    dark, light = code_inks(plan.colors, dark=plan.scene.theme == "dark")
    page.add_artist(Rectangle((box.x, box.y), box.w, box.w, facecolor=light, edgecolor="none"))
    cells = modules(plan.words.code)
    side = box.w / (len(cells) + 2 * QUIET)
    squares = [
        shapely.box(left, top, left + side, top + side)
        for left, top in ((box.x + (column + QUIET) * side, box.y + (row + QUIET) * side)
                          for row, column in np.argwhere(cells))
    ]  # fmt: skip
    made = ink.fills([ink.path_of(shapely.union_all(squares))], dark, 1.0, page.transData)
    made.set_gid("code")
    page.add_artist(made)
    size, text = content_size(plan.type), plan.words.content
    left = box.x + (box.w - width_of(text, size * MM_PER_PT)) / 2
    setter.add(Written(text, left, box.y + box.w + baseline_mm(size), size, plan.colors["muted"]))
