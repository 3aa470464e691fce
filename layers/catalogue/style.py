"""What a class looks like, as plain data: strokes from bottom to top, a fill, a glyph; colours are palette names.

The web map, the legend and every printed figure draw the same specification.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.catalogue.catalogue import LayerClass


@dataclass(frozen=True)
class Stroke:
    """One line along the geometry: width in px at screen scale, dash in px (empty: unbroken)."""

    color: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True)
class Style:
    """How a feature is drawn. `glow` is a soft inner edge; `size` of the glyph in px, `dash` of its rim.

    `relief` are the colours of the shaded and of the lit side of a picture, `fill_opacity` the most there is of them;
    `hatch` is the colour of lines across an area.
    """

    strokes: tuple[Stroke, ...] = ()
    fill: str = ""
    fill_opacity: float = 0.0
    glyph: str = ""
    glyph_color: str = ""
    size: float = 0.0
    glow: bool = False
    dash: tuple[float, ...] = ()
    relief: tuple[str, ...] = ()
    hatch: str = ""


DASHES: dict[str, tuple[float, ...]] = {
    "solid": (),
    "dashed": (7, 4),
    "border_province": (10, 3, 2, 3, 2, 3),
    "border_city": (9, 3, 2, 3),
    "border_county": (5, 3, 1.5, 3),
}
INDICATIVE_DASH = (6.0, 5.0)
THINNED_OPACITY = 0.9


def _railway(cls: LayerClass, indicative: bool) -> tuple[Stroke, ...]:
    outer = INDICATIVE_DASH if indicative else ()
    inner = INDICATIVE_DASH if indicative else (8.0, 8.0)
    return Stroke(cls.color, cls.width, outer), Stroke("paper", cls.width - 1.6, inner)


def _cased(cls: LayerClass, indicative: bool) -> tuple[Stroke, ...]:
    dash = INDICATIVE_DASH if indicative else ()
    return Stroke(f"{cls.color}_case", cls.width, dash), Stroke(cls.color, cls.width - 1.6, dash)


def _soft(cls: LayerClass) -> tuple[Stroke, ...]:
    return (
        Stroke(cls.color, cls.width + 9, opacity=0.08),
        Stroke(cls.color, cls.width + 4, opacity=0.14),
        Stroke(cls.color, cls.width, INDICATIVE_DASH, 0.7),
    )


def _strokes(cls: LayerClass, indicative: bool) -> tuple[Stroke, ...]:
    if cls.width == 0:
        return ()
    if cls.pattern == "railway":
        return _railway(cls, indicative)
    if cls.pattern == "cased":
        return _cased(cls, indicative)
    if cls.pattern == "band" or (indicative and cls.fill):
        return _soft(cls)
    return (Stroke(cls.color, cls.width, INDICATIVE_DASH if indicative else DASHES[cls.pattern]),)


def style_of(cls: LayerClass, evidence: str) -> Style:
    """The look of a class at an evidence grade: indicative is dashed or soft-edged, generalised a little lighter."""
    if cls.pattern == "relief":
        return Style(relief=(cls.color, cls.fill), fill_opacity=cls.fill_opacity)
    indicative = evidence == "indicative"
    strokes = _strokes(cls, indicative)
    if evidence == "generalised":
        strokes = tuple(replace(item, opacity=item.opacity * THINNED_OPACITY) for item in strokes)
    return Style(strokes, cls.fill, cls.fill_opacity, cls.glyph, cls.color, cls.size if cls.glyph else 0.0, cls.glow)


THEMED_OPACITY = 0.88
BETWEEN = Stroke("paper", 0.9, opacity=0.7)
"""The light line between two places of a thematic map; their borders are drawn above it."""


def themed_style(color: str) -> Style:
    """The look of a place in a class of a thematic map."""
    return Style((BETWEEN,), color, THEMED_OPACITY)


def unthemed_style() -> Style:
    """The look of a place whose value is not known."""
    return Style((BETWEEN,), hatch="no_value")
