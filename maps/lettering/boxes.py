"""Boxes on a frame, in px."""

from __future__ import annotations

from dataclasses import dataclass

GAP_PX = 3.0


@dataclass(frozen=True)
class Rect:
    """A box on the frame in CSS px: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    def apart(self, other: Rect) -> bool:
        """Whether there is a gap between the two, sideways or one above the other."""
        beside = self.x >= other.x + other.w + GAP_PX or other.x >= self.x + self.w + GAP_PX
        return beside or self.y >= other.y + other.h + 1 or other.y >= self.y + self.h + 1
