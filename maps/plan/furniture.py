"""What a map on paper has besides its features: a true scale bar, north, the graticule and its degrees, and where the
former and the inset stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import segno
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from shapely.geometry import LineString

from layers.catalogue.style import BADGE
from maps.lettering.boxes import Rect
from maps.lettering.fonts import width_of
from maps.lettering.leaders import around
from maps.plan.extent import Extent, centre, in_degrees, to_globe
from maps.plan.labels import ToPx
from maps.plan.layout import MM_PER_PX, PLAIN, Layout, Type
from maps.plan.placing import LINE_HEIGHT
from maps.plan.shapes import Drawn
from maps.plan.symbols import GLYPH_PX

BESIDE_PX, ABOVE_PX = 3.0, 1.5


@dataclass(frozen=True)
class Degree:
    """The number of a meridian or parallel: its text and its box in px of the frame."""

    text: str
    box: Rect


def _degree(line: GridLine, size_px: float, to_px: ToPx) -> Degree:
    ends = [to_px(x, y) for x, y in line.course.coords]
    text = f"{line.degrees:g}°{'E' if line.is_meridian else 'N'}"
    w, h = width_of(text, size_px), size_px * LINE_HEIGHT
    if line.is_meridian:
        x, y = max(ends, key=lambda point: point[1])
        return Degree(text, Rect(x - w / 2, y - ABOVE_PX - h, w, h))
    x, y = min(ends)
    return Degree(text, Rect(x + BESIDE_PX, y - ABOVE_PX - h, w, h))


def degrees(
    grid: Iterable[GridLine], size_px: float, to_px: ToPx, frame_px: tuple[float, float], taken: Iterable[Rect]
) -> tuple[Degree, ...]:
    """The degrees that have room: in the frame, clear of what else stands on it and of each other.

    `frame_px` is the frame's width and height in px, `taken` the furniture of the map.
    """
    clear, placed = list(taken), []
    for degree in (_degree(line, size_px, to_px) for line in grid):
        box = degree.box
        inside = box.x > 0 and box.y > 0 and box.x + box.w < frame_px[0] and box.y + box.h < frame_px[1]
        if inside and all(box.apart(other) for other in clear):
            clear.append(box)
            placed.append(degree)
    return tuple(placed)


BAR_MM = (18.0, 55.0)
NICE = (1.0, 2.0, 5.0)
STEPS_DEG = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
MOST_LINES = 6
POINTS = 40
NUDGE_DEG = 0.01


@dataclass(frozen=True)
class ScaleBar:
    """A length that is true at the centre of the map: what it stands for in metres, how long it is on paper in mm."""

    metres: float
    mm: float


@dataclass(frozen=True)
class GridLine:
    """A meridian or parallel: degrees, whether it is a meridian, its course in metres of the projection."""

    degrees: float
    is_meridian: bool
    course: LineString


@lru_cache(maxsize=32)
def _to_plane(crs: CRS) -> Transformer:
    return Transformer.from_crs(4326, crs, always_xy=True)


def scale_bar(ground_metres_per_mm: float, longest_mm: float) -> ScaleBar:
    """A round length (1, 2 or 5 of a power of ten metres), as long as there is room for."""
    most = ground_metres_per_mm * min(max(longest_mm, BAR_MM[0]), BAR_MM[1])
    power = 10 ** math.floor(math.log10(most))
    metres = max(step * power for step in NICE if step * power <= most)
    return ScaleBar(metres, metres / ground_metres_per_mm)


def north_degrees(extent: Extent, crs: CRS) -> float:
    """How far true north at the centre stands to the right of the page's upward direction, in degrees."""
    x, y = centre(extent)
    lng, lat = to_globe(crs).transform(x, y)
    (x_a, x_b), (y_a, y_b) = _to_plane(crs).transform([lng, lng], [lat - NUDGE_DEG, lat + NUDGE_DEG])
    return math.degrees(math.atan2(x_b - x_a, y_b - y_a))


def grid_step(extent: Extent, crs: CRS) -> float:
    """The distance of meridians and parallels in degrees, so that a handful of each is drawn."""
    west, south, east, north = in_degrees(extent, crs)
    span = max(east - west, north - south)
    return next((step for step in STEPS_DEG if span / step <= MOST_LINES), STEPS_DEG[-1])


def graticule(extent: Extent, crs: CRS) -> tuple[GridLine, ...]:
    """Meridians and parallels across an extent, cut to it."""
    step, frame = grid_step(extent, crs), shapely.box(*extent)
    west, south, east, north = in_degrees(extent, crs)
    to_plane = _to_plane(crs)
    lngs = step * np.arange(math.ceil(west / step), math.floor(east / step) + 1)
    lats = step * np.arange(math.ceil(south / step), math.floor(north / step) + 1)
    along_lat, along_lng = np.linspace(south, north, POINTS), np.linspace(west, east, POINTS)
    raw = [(lng, True, to_plane.transform(np.full(POINTS, lng), along_lat)) for lng in lngs]
    raw += [(lat, False, to_plane.transform(along_lng, np.full(POINTS, lat))) for lat in lats]
    lines = [
        GridLine(round(float(degrees), 4), meridian, LineString(np.column_stack(course)).intersection(frame))
        for degrees, meridian, course in raw
    ]
    return tuple(line for line in lines if line.course.geom_type == "LineString" and not line.course.is_empty)


BAR_PX, NORTH_PX = (40.0, 38.0), (42.0, 60.0)
"""What the scale bar takes besides its length, and how high it is with its numbers; what the north arrow takes."""
SMALL_PX = 42.0
"""What is no larger than this would be hidden by the smallest piece of furniture, as a point symbol would."""
LOWER_LEFT, LOWER_RIGHT, UPPER_LEFT, UPPER_RIGHT = (0, 1), (1, 1), (0, 0), (1, 0)
BAR_CORNERS = (LOWER_LEFT, LOWER_RIGHT, UPPER_LEFT, UPPER_RIGHT)
NORTH_CORNERS = (UPPER_RIGHT, UPPER_LEFT, LOWER_RIGHT, LOWER_LEFT)
INSET_CORNERS = (LOWER_RIGHT, LOWER_LEFT, UPPER_LEFT, UPPER_RIGHT)
"""The corners of the frame where each is wont to stand, the usual one first."""
Spot = tuple[Rect, float]
"""The box of something small on the frame, in px, and how plain it is to see."""


@dataclass(frozen=True)
class Furniture:
    """Where scale bar, north arrow and inset stand, in px of the frame; the inset may stand beside it."""

    bar: Rect
    north: Rect
    inset: Rect | None

    @property
    def boxes(self) -> tuple[Rect, ...]:
        """All of them."""
        return (self.bar, self.north, *([self.inset] if self.inset else []))


UNPLACED = Furniture(Rect(0, 0, 0, 0), Rect(0, 0, 0, 0), None)
"""What stands nowhere yet."""


def spots(drawn: Iterable[Drawn], to_px: ToPx) -> Iterator[Spot]:
    """What furniture would hide: point symbols, the marks of what is no true shape, and small shapes."""
    for item in drawn:
        size, aside = item.style.size or GLYPH_PX, 0.0
        if item.geometry.geom_type == "Point":
            aside = size / 2
            yield around(to_px(item.geometry.x, item.geometry.y), (size, size)), item.opacity
        else:
            west, south, east, north = item.geometry.bounds
            (left, top), (right, bottom) = to_px(west, north), to_px(east, south)
            if max(right - left, bottom - top) <= SMALL_PX:
                yield Rect(left, top, right - left, bottom - top), item.opacity
        if item.badge is not None:
            x, y = to_px(item.badge.x, item.badge.y)
            yield around((x + aside, y - aside), (BADGE.size, BADGE.size)), item.opacity


def _stand(
    size: tuple[float, float],
    corners: Sequence[tuple[int, int]],
    frame_px: tuple[float, float],
    spots: Sequence[Spot],
    taken: Sequence[Rect] = (),
) -> Rect:
    """A box in the first corner of a frame where it stands clear of what is taken and hides nothing, or the least."""
    (w, h), (width, height) = size, frame_px

    def cost(place: Rect) -> tuple[bool, float]:
        hidden = sum(plain for spot, plain in spots if not place.apart(spot))
        return not all(place.apart(other) for other in taken), hidden

    return min((Rect(x * (width - w), y * (height - h), w, h) for x, y in corners), key=cost)


def furnished(layout: Layout, bar: ScaleBar, spots: Sequence[Spot]) -> tuple[Layout, Furniture]:
    """Where scale bar, north arrow and inset hide no spot, and the layout with its inset there.

    Each stands in its usual corner of the map, or in another one if it would hide something in that.
    """
    size, inset = layout.frame_px, layout.on_frame(layout.inset) if layout.inset else None
    if inset and layout.is_inset_on_map:
        inset = _stand((inset.w, inset.h), INSET_CORNERS, size, spots)
        layout = replace(layout, inset=layout.on_page(inset))
    taken = [inset] if inset else []
    scale = _stand((bar.mm / MM_PER_PX + BAR_PX[0], BAR_PX[1]), BAR_CORNERS, size, spots, taken)
    return layout, Furniture(scale, _stand(NORTH_PX, NORTH_CORNERS, size, spots, [*taken, scale]), inset)


MODULE_MM, QUIET = 0.42, 3
"""The side of a module of a code at the plain size of type, which any telephone reads; how many are empty around it."""
CONTENT_SHARE = 0.78


@lru_cache(maxsize=64)
def modules(text: str) -> NDArray[np.bool_]:
    """The modules of a QR code (ISO/IEC 18004), dark ones true, without what stays empty around it."""
    return np.array([list(row) for row in segno.make_qr(text, error="m").matrix], dtype=bool)


def code_side(text: str, sizes: Type) -> float:
    """The side of a code in mm, with what stays empty around it."""
    return (len(modules(text)) + 2 * QUIET) * MODULE_MM * sizes.small / PLAIN.small


def content_size(sizes: Type) -> float:
    """The size in points of the content code beneath it."""
    return sizes.small * CONTENT_SHARE


def code_inks(colors: Mapping[str, str], *, dark: bool) -> tuple[str, str]:
    """The colours of the modules and of their ground: dark on light in either theme, as readers want it."""
    return (colors["paper"], colors["ink"]) if dark else (colors["ink"], colors["paper"])
