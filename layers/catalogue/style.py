"""What a class looks like, as plain data: strokes from bottom to top, a fill, a glyph; colours are palette names.

Three channels, one meaning each (docs/decisions/0028-three-channels.md): the colour says what a thing is, the dashes
of its lines what its status is, how pale it is and a badge how sure its shape is. The web map, the legend and every
printed figure draw the same specification.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.catalogue.catalogue import INDICATIVE_GLYPH, LayerClass


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

    `held` is the colour that an area is filled with while it is pointed at or selected, at `HELD_OPACITY`; `badge`
    whether a mark says that the shape is no true one. `relief` are the colours of the shaded and of the lit side of a
    picture, `fill_opacity` the most there is of them; `hatch` is the colour of lines across an area.
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
    held: str = ""
    badge: bool = False


DASHES: dict[str, tuple[float, ...]] = {
    "border_province": (10, 3, 2, 3, 2, 3),
    "border_city": (9, 3, 2, 3),
    "border_county": (5, 3, 1.5, 3),
}
"""The ranks of borders, as Chinese maps write them; a border has no status."""
SLEEPERS = (8.0, 8.0)
THINNED_OPACITY = 0.9
PALE_OPACITY, PALE_PX, NARROWED = 0.35, 3.5, 0.8
"""What an indicative line lies in: how opaque, by how much wider than its class's; how narrow it is itself."""
HELD_OPACITY = 0.6
BADGE = Style(glyph=INDICATIVE_GLYPH, glyph_color="muted", size=11.0)


def _symbol(cls: LayerClass, color: str) -> tuple[Stroke, ...]:
    """The strokes of a class in one of its colours, where the shape is true."""
    if cls.width == 0:
        return ()
    if cls.pattern == "railway":
        return Stroke(color, cls.width), Stroke("paper", cls.width - 1.6, SLEEPERS)
    if cls.pattern == "cased":
        return Stroke(f"{color}_case", cls.width), Stroke(color, cls.width - 1.6)
    if cls.pattern == "double":
        return Stroke(color, cls.width), Stroke("paper", cls.width - 2)
    return (Stroke(color, cls.width, DASHES.get(cls.pattern, ())),)


def _graded(strokes: tuple[Stroke, ...], color: str, evidence: str) -> tuple[Stroke, ...]:
    """Paler the less sure: an indicative line is a narrow one in a wide and pale one."""
    if evidence == "generalised":
        return tuple(replace(item, opacity=item.opacity * THINNED_OPACITY) for item in strokes)
    if evidence != "indicative" or not strokes:
        return strokes
    pale = Stroke(color, strokes[0].width + PALE_PX, opacity=PALE_OPACITY)
    return pale, *(replace(item, width=item.width * NARROWED) for item in strokes)


def bare_style(cls: LayerClass, evidence: str, ident: str = "") -> Style:
    """The look of a feature of a class at an evidence grade, whatever its status; `ident` is the feature's."""
    if cls.pattern == "relief":
        return Style(relief=(cls.color, cls.fill), fill_opacity=cls.fill_opacity)
    color = cls.hues.get(ident, cls.color)
    return Style(
        strokes=_graded(_symbol(cls, color), color, evidence),
        fill=cls.fill,
        fill_opacity=cls.fill_opacity,
        glyph=cls.glyph,
        glyph_color=color,
        size=cls.size if cls.glyph else 0.0,
        glow=cls.glow,
        held=color if cls.held else "",
        badge=evidence == "indicative",
    )


def patterned(style: Style, dash: tuple[float, ...]) -> Style:
    """A look with the dashes of a status: what runs inside a line in its own dashes gives way, a symbol has a rim."""
    if not dash:
        return style
    strokes = [item for item in style.strokes if not item.dash] or style.strokes
    return replace(style, strokes=tuple(replace(item, dash=dash) for item in strokes), dash=dash if style.glyph else ())


def style_of(cls: LayerClass, evidence: str, ident: str = "") -> Style:
    """The look of a feature where the map shows no date; a class that is called by a status has its dashes."""
    return patterned(bare_style(cls, evidence, ident), cls.dash)


_KEY = LayerClass(kind="key", zh="", en="", color="ink", width=2.6)


def key_style(evidence: str) -> Style:
    """The sample that explains an evidence grade: a line of no class."""
    return bare_style(_KEY, evidence)


def status_style(dash: tuple[float, ...]) -> Style:
    """The sample that explains the dashes of a status: a line and a symbol of no class."""
    return patterned(replace(bare_style(_KEY, "surveyed"), glyph="dot", glyph_color="ink", size=12.0), dash)


THEMED_OPACITY = 0.88
BETWEEN = Stroke("paper", 0.9, opacity=0.7)
"""The light line between two places of a thematic map; their borders are drawn above it."""


def themed_style(color: str) -> Style:
    """The look of a place in a class of a thematic map."""
    return Style((BETWEEN,), color, THEMED_OPACITY)


def unthemed_style() -> Style:
    """The look of a place whose value is not known."""
    return Style((BETWEEN,), hatch="no_value")
