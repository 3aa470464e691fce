"""Geometry, glyphs and type as matplotlib artists. Sizes come in px at 96 to the inch, as on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from layers.catalogue.style import Stroke
from maps.lettering.fonts import font
from maps.plan.layout import MM_PER_PT

PT_PER_PX = 0.75
GRID = 2
"""Decimals of a point, or of a pixel, that a place on the page keeps: 4 thousandths of a millimetre."""
HATCH, HATCH_PT = "////", 0.7
"""How close the lines of a hatch are, as matplotlib says it, and their width in points."""
GROUP_BEGINS, GROUP_ENDS = b"\n%%group %.3f\n", b"\n%group ends\n"
"""Comments in a PDF around what is as opaque as one."""
HALO_PX, HALO_OPACITY, HALO_THINNED_PT = 2.8, 0.85, 0.1
"""Width of the halo around a name, half of it beside the letters; how opaque it is; how far its outline may be off."""


class _Grid(Transform):
    """Places on the page without the decimals that nobody sees, which are most of the bytes of a drawing."""

    input_dims = output_dims = 2

    def transform_non_affine(self, values: Any) -> np.ndarray:
        """The places, rounded."""
        return np.round(np.asarray(values, dtype=float), GRID)

    def get_affine(self) -> Affine2D:
        """No change, in the form that renderers move."""
        return Affine2D()


def on_page(transform: Transform) -> Transform:
    """A transform whose places are rounded to what is seen."""
    return transform + _Grid()


def _line(coords: Any, last: np.uint8) -> tuple[np.ndarray, np.ndarray]:
    points = np.asarray(coords)[:, :2]
    codes = np.full(len(points), Path.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = Path.MOVETO, last
    return points, codes


def path_of(geometry: BaseGeometry) -> Path:
    """A (multi)line or (multi)polygon as one path; holes run the other way round, so that they stay empty."""
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    for part in shapely.get_parts(geometry):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            turned = shapely.orient_polygons(part)
            rings = [turned.exterior, *turned.interiors]
            parts += [_line(ring.coords, Path.CLOSEPOLY) for ring in rings]
        elif part.geom_type == "LineString":
            parts.append(_line(part.coords, Path.LINETO))
    if not parts:
        return Path(np.empty((0, 2)))
    return Path(np.vstack([points for points, _ in parts]), np.concatenate([codes for _, codes in parts]))


def faded(color: str, opacity: float) -> tuple[float, float, float, float]:
    """A colour as red, green, blue, alpha between 0 and 1."""
    red, green, blue, _ = to_rgba(color)
    return red, green, blue, opacity


def dashes(stroke: Stroke, scale: float = 1.0) -> Any:
    """A stroke's dash as matplotlib takes it, in points."""
    return (0, [length * PT_PER_PX * scale for length in stroke.dash]) if stroke.dash else "solid"


def strokes(
    paths: Sequence[Path], stroke: Stroke, color: str, transform: Transform, *, opacity: float = 1.0, scale: float = 1.0
) -> PathCollection:
    """Lines along paths."""
    return PathCollection(
        paths, facecolors="none", edgecolors=[faded(color, stroke.opacity * opacity)],
        linewidths=stroke.width * PT_PER_PX * scale, linestyles=[dashes(stroke, scale)], capstyle="butt",
        joinstyle="round", transform=on_page(transform),
    )  # fmt: skip


def fills(paths: Sequence[Path], color: str, opacity: float, transform: Transform) -> PathCollection:
    """Areas without an outline."""
    return PathCollection(
        paths, facecolors=[faded(color, opacity)], edgecolors="none", linewidths=0, transform=on_page(transform)
    )


def hatches(paths: Sequence[Path], color: str, opacity: float, transform: Transform) -> PathCollection:
    """Areas crossed by thin lines, without a fill or an outline."""
    made = PathCollection(
        paths, facecolors="none", edgecolors="none", linewidths=0, hatch=HATCH, hatchcolors=[faded(color, opacity)],
        transform=on_page(transform),
    )  # fmt: skip
    made.set_hatch_linewidth(HATCH_PT)
    return made


def stamps(
    shape: BaseGeometry, points: np.ndarray, axes: Axes, *, fill: tuple[str, float] | None = None,
    stroke: Stroke | None = None, color: str = "", opacity: float = 1.0,
) -> PathCollection:  # fmt: skip
    """A shape in px drawn at points in the axes' metres: filled (colour, opacity), or with a pen of a colour."""
    edges = [faded(color, stroke.opacity * opacity)] if stroke else "none"
    return PathCollection(
        [path_of(shape)], facecolors=[faded(*fill)] if fill else "none", edgecolors=edges,
        linewidths=stroke.width * PT_PER_PX if stroke else 0, linestyles=[dashes(stroke) if stroke else "solid"],
        joinstyle="round", offsets=points, offset_transform=axes.transData,
        transform=on_page(Affine2D().scale(1 / 96) + axes.figure.dpi_scale_trans),
    )  # fmt: skip


class Group(Artist):
    """Artists that are as opaque as one: what lies under another does not shine through it, as in a group on a screen.

    Agg draws them apart and lays the picture down; an SVG has a group; of a PDF `finish` makes the part between two
    marks a transparency group, which matplotlib has no words for.
    """

    zorder = 1.0

    def __init__(self, opacity: float) -> None:
        super().__init__()
        self.opacity, self.parts = opacity, list[Artist]()
        self.set_agg_filter(self._paled)

    def _paled(self, picture: Any, _dpi: float) -> tuple[np.ndarray, float, float]:
        return np.asarray(picture) * [1, 1, 1, self.opacity], 0, 0

    def get_children(self) -> list[Artist]:
        """The artists, for who looks for one."""
        return self.parts

    @allow_rasterization  # type: ignore[untyped-decorator]  # matplotlib has annotated it in part
    def draw(self, renderer: Any) -> None:
        """Draw the artists, the lowest first."""
        with self._apart(renderer):
            for part in self.parts:
                part.draw(renderer)

    def _apart(self, renderer: Any) -> AbstractContextManager[None]:
        if hasattr(renderer, "writer"):
            return _svg_group(renderer.writer, self.opacity)
        return _pdf_group(renderer.file, renderer.gc, self.opacity) if hasattr(renderer, "file") else nullcontext()

    def add(self, artist: Artist, axes: Axes) -> None:
        """Put an artist above the others of the group."""
        artist.axes = axes
        artist.set_figure(axes.figure)
        self.parts.append(artist)


def put(artists: Sequence[Artist], axes: Axes, opacity: float = 1.0) -> None:
    """Put artists on axes, all of them together as opaque as that."""
    if opacity == 1:
        for artist in artists:
            axes.add_artist(artist)
        return
    group = Group(opacity)
    for artist in artists:
        group.add(artist, axes)
    axes.add_artist(group)


@contextmanager
def _svg_group(writer: Any, opacity: float) -> Iterator[None]:
    writer.start("g", attrib={"opacity": f"{opacity:g}"})
    yield
    writer.end("g")


@contextmanager
def _pdf_group(file: Any, state: Any, opacity: float) -> Iterator[None]:
    """Marks around what is drawn, between which the graphics state is as if nothing had been before."""
    file.output(*state.finalize())
    kept = type(state)(file)
    kept.copy_properties(state)
    state._effective_alphas = (None, None)  # noqa: SLF001  # a group begins opaque: whatever comes first has to say how it is
    file.write(GROUP_BEGINS % opacity)
    yield
    file.output(*state.finalize())
    file.write(GROUP_ENDS)
    state.copy_properties(kept)


Outlined = tuple[str, float, float, float, float, int]
"""A text, x and y of the start of its baseline in mm, size in points, turn around that start (radians, clockwise), and
weight."""


@lru_cache(maxsize=4096)
def _around(text: str, size_pt: float, weight: int) -> Path:
    """What a halo covers: the letters of a text and a rim around them, in points from the start of its baseline."""
    rings = TextPath((0, 0), text, prop=font(size_pt, weight)).to_polygons(closed_only=True)
    letters = shapely.union_all([Polygon(ring).buffer(HALO_PX * PT_PER_PX / 2, quad_segs=3) for ring in rings])
    blots = [Polygon(part.exterior) for part in shapely.get_parts(letters)]
    return path_of(shapely.union_all(blots).simplify(HALO_THINNED_PT))


def _halo(item: Outlined) -> Path:
    text, x, y, size_pt, turn, weight = item
    placed = Affine2D().scale(MM_PER_PT, -MM_PER_PT).rotate(turn).translate(x, y)
    return _around(text, size_pt, weight).transformed(placed)


def halos(texts: Sequence[Outlined], color: str, page: Axes) -> PathCollection:
    """A soft edge around texts, to stand under them.

    A blot as wide as letters and rim together: a few bytes of what the letters' own outlines take, and the same to the
    eye.
    """
    return fills([_halo(item) for item in texts], color, HALO_OPACITY, page.transData)
