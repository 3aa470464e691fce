"""The cover of a series: its title, how many scenes, the day, the report it is about, the circle's cities as a picture.

On paper the contents stand below, where there are more than a few scenes.
"""

from __future__ import annotations

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
from text import say

CITIES, OUTSIDE, REPORT = "cities", "partner_city", "report-2019"
EPSG, THINNED_M = 4549, 800.0
TITLE, ON_PAPER, FACTORS = 1.5, 1.25, (1.0, 0.85, 0.7, 0.6)
"""The title's size as a share of a page's; that of all texts on paper; how far a long one shrinks."""
MOST_LINES, LISTED_FROM = 3, 5
"""Lines of a title in its usual size; so many scenes have their contents listed."""
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


def _contents(plans: Sequence[Plan], lang: str, box: Box, sizes: tuple[float, float]) -> list[Text]:
    """The scenes by their titles, with the numbers of their pages, in the largest type that has room."""
    heading, usual = sizes
    column = _Column(box)
    column.add("contents", say(lang, "cover.contents"), heading, BOLD)
    column.y += line_mm(usual) / 2
    each = (box.bottom - column.y) / len(plans)
    size = min(usual, usual * each / line_mm(usual))
    step, number_mm = min(each, line_mm(usual) * 1.25), width_of("000", size * MM_PER_PT)
    found = column.texts
    for place, plan in enumerate(plans):
        y = column.y + place * step
        text = _shortened(subject(plan.scene), size * MM_PER_PT, box.w - 2 * number_mm)
        found.append(Text("entry", text, (text,), Box(box.x, y, box.w - 2 * number_mm, line_mm(size)), size))
        at = Box(box.right - 2 * number_mm, y, 2 * number_mm, line_mm(size))
        found.append(Text("number", str(plan.sheet.page), (str(plan.sheet.page),), at, size, right=True))
    return found


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
    column.add("scenes", say(lang, "cover.scenes", count=len(plans)), sizes.note)
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
    texts = column.texts
    if not is_slide(sheet) and len(plans) >= LISTED_FROM:
        top = column.y + edge
        place = Box(left, top, column.box.w, sheet.height_mm - edge - top)
        texts = [*texts, *_contents(plans, lang, place, (first.type.heading * 1.4, first.type.body * 1.35))]
    bar = shapely.box(0, 0, edge * BAR, sheet.height_mm)
    return Cover(sheet, lang, first.colors, tuple(texts), ((bar, "circle"), *_cities(atlas, picture)))
