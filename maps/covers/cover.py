"""The cover of a series: its title, how many scenes, the day, the report it is about, the circle's cities as a picture.

On paper the contents stand below, where there are more than a few scenes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from maps.lettering.fonts import BOLD, REGULAR, check, width_of, wrapped
from maps.origin.review import mark
from maps.plan.layout import MM_PER_PT, Box, is_slide, line_mm, margin, type_of
from maps.plan.plan import Plan
from maps.plan.wording import subject
from maps.scene.sheet import Sheet
from maps.words.grammar import number_of
from text import say

CITIES, OUTSIDE, REPORT = "cities", "partner_city", "report-2019"
EPSG, THINNED_M = 4549, 800.0
TITLE, ON_PAPER, FACTORS = 1.5, 1.25, (1.0, 0.85, 0.7, 0.6)
"""The title's size as a share of a page's; that of all texts on paper; how far a long one shrinks."""
MOST_LINES, LISTED_FROM = 3, 5
"""Lines of a title in its usual size; so many scenes have their contents listed."""
HEADING, USUAL, APART = 1.4, 1.35, 1.25
"""The usual type of the contents, as shares of a page's heading and body; how far apart lines are at most."""
BAR, GAP, BEGINS = 0.35, 0.6, 0.22
"""The width of the bar along the left edge, and distances, as shares of the margin; where the texts of a wide page
begin, as a share of its height."""
ELLIPSIS = "…"


@dataclass(frozen=True)
class Text:
    """A text of the cover: which one it is, itself and its lines as they are set, box in mm, size in points, weight,
    palette colour, edge it keeps to.
    """

    name: str
    text: str
    lines: tuple[str, ...]
    box: Box
    size: float
    weight: int = REGULAR
    color: str = "ink"
    right: bool = False


@dataclass(frozen=True, eq=False)
class Cover:
    """The page: `areas` are shapes in mm of the page (y downwards), each with its palette colour, the lowest first."""

    sheet: Sheet
    lang: str
    colors: Mapping[str, str]
    texts: tuple[Text, ...]
    areas: tuple[tuple[BaseGeometry, str], ...]


def _cities(atlas: Atlas, box: Box) -> list[tuple[BaseGeometry, str]]:
    """The circle's cities, as large as a box and in its middle; none where the layer is not there."""
    if CITIES not in atlas.frames:
        return []
    frame = atlas.frames[CITIES]
    inside = frame[frame["kind"] != OUTSIDE].to_crs(EPSG)
    shapes = inside.geometry.simplify_coverage(THINNED_M)
    west, south, east, north = shapes.total_bounds
    step = min(box.w / (east - west), box.h / (north - south))
    left, top = box.x + (box.w - (east - west) * step) / 2, box.y + (box.h - (north - south) * step) / 2
    placed = [
        shapely.transform(shape, lambda xy: (xy - [west, north]) * [step, -step] + [left, top]) for shape in shapes
    ]
    layer = atlas.catalogue.layer(CITIES)
    return [(shape, layer.class_of(kind).fill) for shape, kind in zip(placed, inside["kind"], strict=True)]


def _shortened(text: str, size_mm: float, width: float) -> str:
    """A text on one line of a width, its end cut off where it is longer."""
    if width_of(text, size_mm) <= width:
        return text
    kept = len(text)
    while kept and width_of(text[:kept] + ELLIPSIS, size_mm) > width:
        kept -= 1
    return text[:kept].rstrip() + ELLIPSIS


class _Column:
    """Texts set one under the other in a box."""

    def __init__(self, box: Box) -> None:
        self.box, self.y = box, box.y
        self.texts: list[Text] = []

    def add(self, name: str, text: str, size: float, weight: int = REGULAR, color: str = "ink") -> None:
        """Add a text, wrapped; an empty one is not written."""
        lines = wrapped(text, size * MM_PER_PT, self.box.w, weight) if text else ()
        if lines:
            place = Box(self.box.x, self.y, self.box.w, len(lines) * line_mm(size))
            self.texts.append(Text(name, text, lines, place, size, weight, color))
            self.y = place.bottom


def _size(count: int, box: Box, columns: int, usual: float) -> float:
    """The largest type, up to the usual one, in which so many lines stand in the columns of a box."""
    return min(usual, box.h / math.ceil(count / columns) / line_mm(1.0))


def _entries(plans: Sequence[Plan], box: Box, size: float, step: float) -> list[Text]:
    """A column of scenes by their titles, with the numbers of their pages; lines are a step apart."""
    number_mm, found = 2 * width_of("000", size * MM_PER_PT), []
    for place, plan in enumerate(plans):
        y, page = box.y + place * step, str(plan.sheet.page)
        text = _shortened(subject(plan.scene), size * MM_PER_PT, box.w - number_mm)
        found.append(Text("entry", text, (text,), Box(box.x, y, box.w - number_mm, line_mm(size)), size))
        at = Box(box.right - number_mm, y, number_mm, line_mm(size))
        found.append(Text("number", page, (page,), at, size, right=True))
    return found


def _contents(plans: Sequence[Plan], places: Sequence[tuple[Box, int]]) -> tuple[list[Text], Box]:
    """The contents, and the box they stand in.

    It is the first of the places (a box, and how many columns it has) in which all of them are as large as a text; in
    the last place they are no smaller than small print, and a line says how many have no room.
    """
    lang, sizes = plans[0].scene.lang, plans[0].type
    usual, above = sizes.body * USUAL, line_mm(sizes.heading * HEADING) + line_mm(sizes.body * USUAL) / 2
    rooms = [(Box(box.x, box.y + above, box.w, box.h - above), box, columns) for box, columns in places]
    fitting = (place for place in rooms if _size(len(plans), place[0], place[2], usual) >= sizes.body)
    room, box, columns = next(fitting, rooms[-1])
    rows = min(math.ceil(len(plans) / columns), int(room.h / line_mm(sizes.small)))
    if rows < 1:
        return [], box
    size, step = _size(rows, room, 1, usual), min(room.h / rows, line_mm(usual) * APART)
    column, gap = _Column(box), margin(plans[0].sheet)
    column.add("contents", say(lang, "cover.contents"), sizes.heading * HEADING, BOLD)
    width = (room.w - gap * (columns - 1)) / columns
    kept = plans if len(plans) <= rows * columns else plans[: rows * columns - 1]
    for place in range(columns):
        at = Box(room.x + place * (width + gap), room.y, width, room.h)
        column.texts += _entries(kept[place * rows : (place + 1) * rows], at, size, step)
    if away := len(plans) - len(kept):
        text = say(lang, "cover.more", count=away)
        last = Box(room.x + (columns - 1) * (width + gap), room.y + (rows - 1) * step, width, line_mm(size))
        column.texts.append(Text("more", text, (text,), last, size, color="muted"))
    return column.texts, box


def _title(column: _Column, name: str, size: float) -> None:
    """The title, in smaller type where it is long."""
    for factor in FACTORS:
        if len(wrapped(name, size * factor * MM_PER_PT, column.box.w, BOLD)) <= MOST_LINES:
            break
    column.add("title", name, size * factor, BOLD)


def _texts(name: str, plans: Sequence[Plan], atlas: Atlas, box: Box) -> _Column:
    sheet, lang = plans[0].sheet, plans[0].scene.lang
    sizes = type_of(sheet).times(1.0 if is_slide(sheet) else ON_PAPER)
    column, source = _Column(box), atlas.sources.get(REPORT, {})
    gap = margin(sheet) * GAP
    column.add("atlas", say(lang, "app.title"), sizes.note, BOLD, "circle")
    column.y += gap
    _title(column, name, sizes.title * TITLE)
    column.y += gap
    column.add("scenes", say(lang, "cover.scenes", scenes=number_of(len(plans), "scenes", lang)), sizes.note)
    about = source.get(f"title_{lang}", "")
    column.add("about", say(lang, "cover.about", title=about) if about else "", sizes.subtitle, color="muted")
    made = say(lang, "snapshot.line.made", value=sheet.made) if sheet.made else ""
    column.add("made", made, sizes.subtitle, color="muted")
    column.add("mark", mark(sheet, lang), sizes.subtitle, BOLD)
    return column


def cover(name: str, plans: Sequence[Plan], atlas: Atlas) -> Cover:
    """The cover of a series of Plans on sheets of one size, in the language and colours of the first.

    `ExportError` when a character has no glyph.
    """
    check([name])
    first, edge = plans[0], margin(plans[0].sheet)
    sheet, lang = first.sheet, first.scene.lang
    left, width = edge * 2, sheet.width_mm - 3 * edge
    wide = sheet.width_mm > sheet.height_mm
    above = sheet.height_mm * (BEGINS if wide else 0.3)
    picture = Box(left + width * 0.62, edge, width * 0.38, sheet.height_mm - 2 * edge) if wide else (
        Box(left, edge * 2, width, above - edge * 2)
    )  # fmt: skip
    column = _texts(name, plans, atlas, Box(left, above + edge * 2, width * (0.58 if wide else 1.0), 0.0))
    texts, below = column.texts, Box(left, column.y + edge, column.box.w, sheet.height_mm - 2 * edge - column.y)
    if not is_slide(sheet) and len(plans) >= LISTED_FROM:
        others = [(picture, 1), (picture, 2)] if wide else [(below, 2)]
        listed, taken = _contents(plans, [(below, 1), *others])
        texts = [*texts, *listed]
    else:
        taken = below
    bar = shapely.box(0, 0, edge * BAR, sheet.height_mm)
    drawn = [] if taken is picture else _cities(atlas, picture)
    return Cover(sheet, lang, first.colors, tuple(texts), ((bar, "circle"), *drawn))
