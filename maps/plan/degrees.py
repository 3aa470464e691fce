"""The degrees of a graticule: written where its lines meet the lower and the left edge of the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maps.plan.fonts import width_of
from maps.plan.furniture import GridLine
from maps.plan.labels import LINE_HEIGHT, Rect, ToPx

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
