"""What tells two symbols of the map apart: first all that is no colour, then the colours as they lie on the ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from operator import attrgetter

from layers.catalogue.style import Stroke, Style
from maps.plan.symbols import FULL, HALF, inked, is_ringed
from tests.vision import SIGHTS, contrast, difference, laid

Palette = Mapping[str, str]
FACTOR = 1.4
HALF_PX = 0.5
"""Widths, sizes and dashes count as different from this factor on, if it makes half a pixel."""


@dataclass(frozen=True)
class Look:
    """How a kind of a layer is drawn at an evidence grade, as a point, line or polygon."""

    layer: str
    kind: str
    grade: str
    shape: str
    style: Style

    def __str__(self) -> str:
        return f"{self.layer}/{self.kind} ({self.grade})"


Pair = tuple[Look, Look]


@dataclass(frozen=True)
class Least:
    """Smallest differences that are enough: of insides (areas), and of lines, outlines and glyphs."""

    inside: float
    edge: float


@dataclass(frozen=True)
class Gap:
    """How far apart two looks of one form are where they are closest; `share` of what is enough."""

    share: float
    one: Look
    other: Look
    sight: str
    ground: str
    inside: float
    edge: float

    def __str__(self) -> str:
        return (
            f"{self.one} / {self.other}: {self.sight} on {self.ground}: inside {self.inside:.1f}, edge {self.edge:.1f}"
        )


def _differ(one: float, other: float) -> bool:
    low, high = sorted((one, other))
    return high >= FACTOR * low and high - low >= HALF_PX


def _dashes_differ(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) != len(other) or any(map(_differ, one, other))


def _width(strokes: Sequence[Stroke]) -> float:
    """The width that is seen: the widest of the strokes that cover most. A soft edge is as wide as its core."""
    most = max((stroke.opacity for stroke in strokes), default=0)
    return max((stroke.width for stroke in strokes if stroke.opacity == most), default=0)


def _body(style: Style) -> tuple[float, bool]:
    """How much of a glyph is filled, and whether it has a ring: what its status makes of it (`symbols.py`)."""
    if not style.glyph:
        return 1.0, False
    share = inked(style.dash)
    return next((least for least in (FULL, HALF) if share >= least), 0.0), is_ringed(style.dash)


def form(one: Look, other: Look) -> str:
    """The first thing besides colour that tells two looks apart, or nothing; a glyph's dashed rim is too fine."""
    a, b = one.style, other.style
    checks = {
        "shape": one.shape != other.shape,
        "glyph": a.glyph != b.glyph,
        "size": _differ(a.size, b.size),
        "rim": _body(a) != _body(b),
        "glow": a.glow != b.glow,
        "strokes": len(a.strokes) != len(b.strokes),
        "dash": any(_dashes_differ(s.dash, t.dash) for s, t in zip(a.strokes, b.strokes, strict=False)),
        "width": _differ(_width(a.strokes), _width(b.strokes)),
    }
    return next((name for name, differs in checks.items() if differs), "")


def inside(style: Style, palette: Palette, ground: str) -> str:
    """The colour of an area as it lies on the ground: the ground's own where the area has no fill."""
    return laid(palette[style.fill], style.fill_opacity, ground) if style.fill else ground


def edges(style: Style, palette: Palette, ground: str) -> tuple[str, ...]:
    """The colours of the strokes, from the lowest up, as they lie on one another and on the ground; or the glyph's."""
    if style.glyph:
        return (palette[style.glyph_color],)
    colors = [ground]
    for stroke in style.strokes:
        colors.append(laid(palette[stroke.color], stroke.opacity, colors[-1]))
    return tuple(colors[1:])


def outstanding(style: Style, palette: Palette, ground: str) -> float:
    """Contrast of a symbol with its ground: that of its line, casing or glyph, whichever stands out most."""
    return max(contrast(color, ground) for color in edges(style, palette, ground))


def _gap(pair: Pair, palette: Palette, ground: str, sight: str, least: Least) -> Gap:
    one, other = (look.style for look in pair)
    areas = difference(inside(one, palette, ground), inside(other, palette, ground), sight)
    lines = zip(edges(one, palette, ground), edges(other, palette, ground), strict=True)
    marks = max((difference(*colors, sight) for colors in lines), default=0.0)
    return Gap(max(areas / least.inside, marks / least.edge), *pair, sight, ground, areas, marks)


def gaps(pairs: Iterable[Pair], palette: Palette, grounds: Iterable[str], least: Least) -> list[Gap]:
    """For each pair that colour alone tells apart, the sight and ground that tell it worst; the closest pair first."""
    cases = list(product(grounds, SIGHTS))
    alike = (pair for pair in pairs if not form(*pair))
    worst = (min((_gap(pair, palette, *case, least) for case in cases), key=attrgetter("share")) for pair in alike)
    return sorted(worst, key=attrgetter("share"))


def within(looks: Sequence[Look]) -> Iterator[Pair]:
    """The pairs of looks that belong to different classes of a layer."""
    return ((one, other) for one, other in combinations(looks, 2) if one.kind != other.kind)
