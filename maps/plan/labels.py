"""Names on a figure: which may be written, in what words, and where each may stand, as `labels.js` has it on screen.

Names of lines and long areas run along them (`maps.lettering.along`); where there is no room, some stand level beside
them (`maps.lettering.leaders`). `maps.plan.placing` finds the room.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import chain

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.atlas.naming import name_at, short_names
from layers.catalogue.catalogue import Label, Layer
from maps.lettering.along import (
    Crowd,
    Crowding,
    Lettering,
    Setting,
    Struck,
    beside,
    in_sight,
    is_chinese,
    settings,
    upon,
)
from maps.lettering.areas import COARSE_PX, Place, sites
from maps.lettering.fonts import widths_of
from maps.lettering.leaders import asides, beside_line, is_apart, level, starts_on
from maps.plan.placing import FIRST_RANK, Candidate, Ground, is_area, sizes
from maps.plan.shapes import Drawn, projected_layer
from maps.web.anchors import anchor, ranks_of
from maps.web.courses import courses
from text import LANGUAGES

LATIN = (1.0, 0.86, 0.75)
"""The shares of its size at which a Latin name is tried along a line: it is twice as long as the Chinese one."""
CLEAR_PX = 18.0
"""The width of a line's symbols, beyond which a name stands clear of them."""
STRAIGHT = 0.2
"""How much such a name may turn, in radians."""
LONGEST = 64
LINES, BELTS = 3, 4
"""So many other lines near, or other belts, are a tangle."""
ToPx = Callable[[float, float], tuple[float, float]]


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def name_lines(atlas: Atlas, layer: str, ident: str, language: str, date: str | None = None) -> tuple[str, ...]:
    """A feature's name at a date (a month) in a language, or in both, Chinese first; of a motorway its number alone.

    What runs along lines, and what the catalogue says, is written short.
    """
    row = atlas.frames[layer].loc[ident]
    if row.get("ref"):
        return (_shortened(row["ref"]),)
    short, names = short_names(atlas.catalogue, atlas.catalogue.layer(layer), row), []
    for lang in LANGUAGES if language == "both" else (language,):
        name = name_at(row, lang, date)
        names.append(short.get(lang, name) if name == row[f"name_{lang}"] else name)
    return tuple(_shortened(name) for name in dict.fromkeys(names))


@dataclass(frozen=True)
class Frame:
    """A frame on which names are written: its size in px, its projection, and metres of that as px of the frame."""

    size: tuple[float, float]
    crs: CRS
    to_px: ToPx

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in metres, in px."""
        return shapely.transform(shape, lambda points: np.column_stack(self.to_px(points[:, 0], points[:, 1])))

    def runs(self, line: BaseGeometry) -> list[np.ndarray]:
        """The parts of a line in metres that are on the frame, in px."""
        return in_sight(self.placed(line), self.size)


@dataclass(frozen=True)
class Sight:
    """What the places of names depend on: the frame, and which lines and which belts run where on it.

    `runs` are the parts on the frame, in px, of what names run along, by layer and id. `areas` are those of a group of
    layers that reach into the frame, drawn or not, each in metres and in px.
    """

    frame: Frame
    runs: Mapping[tuple[str, str], list[np.ndarray]]
    lines: Crowd
    belts: Crowd
    areas: Callable[[str], list[tuple[BaseGeometry, BaseGeometry]]]


def _areas(atlas: Atlas, frame: Frame, group: str) -> list[tuple[BaseGeometry, BaseGeometry]]:
    beside = (one for one in atlas.catalogue.layers if one.group == group and one.label and not one.context)
    shapes = chain.from_iterable(projected_layer(atlas, one.id, frame.crs) for one in beside if one.id in atlas.frames)
    edge = box(0, 0, *frame.size)
    return [
        (shape, shapely.make_valid(frame.placed(shape).simplify(COARSE_PX)))
        for shape in shapes
        if shape.geom_type.endswith("Polygon") and edge.intersects(frame.placed(box(*shape.bounds)))
    ]


def sight(atlas: Atlas, drawn: Iterable[Drawn], frame: Frame) -> Sight:
    """What is seen of the lines and belts of layers whose names run along them."""
    along = {layer.id for layer in atlas.catalogue.layers if layer.label and layer.label.along}
    seen = {(item.layer, item.id): item for item in drawn if item.layer in along}
    ways = ((key, _way(atlas, item, frame.crs)) for key, item in seen.items())
    runs = {key: frame.runs(way) for key, way in ways if way is not None}

    def crowd(tangle: int, *, lines: bool) -> Crowd:
        those = (key for key in runs if _is_line(seen[key]) == lines)
        return Crowd(((line_of(atlas, seen[key]), runs[key]) for key in those), tangle)

    return Sight(frame, runs, crowd(LINES, lines=True), crowd(BELTS, lines=False), cache(partial(_areas, atlas, frame)))


def line_of(atlas: Atlas, item: Drawn) -> str:
    """By what a line is told apart: a line in several parts is one."""
    row = atlas.frames[item.layer].loc[item.id]
    return str(row.get("line") or item.id)


def _way(atlas: Atlas, item: Drawn, crs: CRS) -> BaseGeometry | None:
    """The line along which a feature's name runs, in metres; none of what is neither a line nor long."""
    return item.geometry if _is_line(item) else _courses(atlas, item.layer, crs).get(item.id)


def _is_line(item: Drawn) -> bool:
    return item.geometry.geom_type.endswith("LineString")


def _settings(
    item: Drawn, lines: Sequence[str], look: Label, runs: list[np.ndarray], near: tuple[Crowding, Struck]
) -> Iterator[Setting]:
    """The usual ways of writing a name beside a line or on the course of an area."""
    each = sizes(lines, look.size)
    offs = beside(_width(item), each) if _is_line(item) else upon(each)
    return _ways(item, lines, each, look, runs=runs, near=near, offs=offs)


def _tight(
    item: Drawn, lines: Sequence[str], look: Label, runs: list[np.ndarray], near: tuple[Crowding, Struck]
) -> Iterator[Setting]:
    """How else a Latin name may be written: clear of the symbols, in two lines, smaller, and hardly bent."""
    for written, each in _latin(lines, look.size):
        offs = [*beside(_width(item), each), *beside(CLEAR_PX, each)[:2]] if _is_line(item) else upon(each)
        yield from filter(_is_straight, _ways(item, written, each, look, runs=runs, near=near, offs=offs))


def _width(item: Drawn) -> float:
    return max((stroke.width for stroke in item.style.strokes), default=0.0)


def _ways(
    item: Drawn, written: Sequence[str], each: list[float], look: Label, *, runs: list[np.ndarray],
    near: tuple[Crowding, Struck], offs: list[list[float]],
) -> Iterator[Setting]:  # fmt: skip
    """A name in lines of type of some sizes, beside its line as `offs` say, or on its area."""
    upright = len(written) == 1 and is_chinese(written[0])
    parts = [
        Lettering(text, widths_of(text, one, look.weight), one, upright)
        for text, one in zip(written, each, strict=True)
    ]
    return settings(runs, parts, offs, *(near if _is_line(item) else near[:1]))


def _is_straight(way: Setting) -> bool:
    """Whether a name hardly turns, so that letters far from its line are not crowded on the inside of a bend."""
    turns = [letter.turn for line in way.lines for letter in line]
    return max(turns) - min(turns) < STRAIGHT


def _latin(lines: Sequence[str], size: float) -> Iterator[tuple[list[str], list[float]]]:
    """How else a Latin name is tried along a line: clear of the symbols, as two lines, and smaller; with the sizes."""
    if len(lines) > 1 or is_chinese(lines[0]):
        return
    first, dash, second = lines[0].partition("–")
    broken = [[first + dash, second]] if dash else []
    for share in LATIN:
        for written in ([lines[0]], *broken):
            yield written, [size * share] * len(written)


def _along(atlas: Atlas, item: Candidate, seen: Sight) -> Candidate:
    """A name that says how it runs along its feature: in a tangle not at all; where that has no course, level."""
    feature, look, own = item.feature, item.label, line_of(atlas, item.feature)
    crowding, struck = (seen.lines if _is_line(feature) else seen.belts).near(own), seen.lines.struck(own)
    if (runs := seen.runs.get((feature.layer, feature.id))) is not None:
        near = (crowding, struck)
        return replace(
            item,
            along=lambda: _settings(feature, item.lines, look, runs, near),
            tight=lambda: _tight(feature, item.lines, look, runs, near),
        )
    return replace(item, along=tuple) if math.isinf(crowding(level(item.at, item.size[0]))) else item


def _rivals(atlas: Atlas, item: Candidate, seen: Sight) -> list[BaseGeometry]:
    """The areas of the same group, in px, that are not about the same place: a name that stood on one would be taken
    for its name, also where that is not drawn.
    """
    home = item.feature.layer
    here = _anchors(atlas, home, seen.frame.crs)[item.feature.id]
    return [placed for shape, placed in seen.areas(atlas.catalogue.layer(home).group) if not shape.covers(here)]


def _on_area(atlas: Atlas, item: Candidate, seen: Sight) -> Ground:
    """Where the name of an area stands: on it; else beside it, where it is taken for no other area's name."""
    area = seen.frame.placed(item.feature.geometry)
    cut = not box(0, 0, *seen.frame.size).contains(box(*area.bounds))
    places = cache(lambda: list(dict.fromkeys(sites(area, item.at, item.size, cut=cut))))
    rivals = cache(lambda: _rivals(atlas, item, seen))
    return Ground(
        on=places,
        beside=lambda: asides(places(), item.size),
        allowed=lambda aside: is_apart(aside, item.size, area, rivals()),
    )


def _off_line(atlas: Atlas, item: Candidate, seen: Sight) -> Ground | None:
    """Where the name of an area stands, and that of a point which has no room around it."""
    if _is_line(item.feature):
        return None
    if is_area(item.feature):
        return _on_area(atlas, item, seen)
    return Ground(on=tuple, beside=lambda: asides([item.at], item.size))


def _by_line(atlas: Atlas, item: Candidate, seen: Sight) -> Ground:
    """Where the name of a line stands that found no room along it: level beside it."""
    runs, crowding = seen.runs[item.feature.layer, item.feature.id], seen.lines.near(line_of(atlas, item.feature))
    return Ground(
        on=lambda: beside_line(runs, item.size, crowding, must=item.must),
        beside=lambda: asides(starts_on(runs) or [item.at], item.size),
    )


def _is_long(atlas: Atlas, item: Candidate) -> bool:
    """Whether a line's name is of the kind that is twice as long as the Chinese one, and seldom finds room along it."""
    row = atlas.frames[item.feature.layer].loc[item.feature.id]
    return _is_line(item.feature) and not row.get("ref") and not any(map(is_chinese, item.lines))


def _grounded(atlas: Atlas, item: Candidate, seen: Sight) -> Candidate:
    """A name with all the places where it may stand."""
    if not item.label.along:
        return replace(item, ground=_off_line(atlas, item, seen))
    again, made = item.must or _is_long(atlas, item), _along(atlas, item, seen)
    ground = _by_line(atlas, item, seen) if _is_line(item.feature) else _off_line(atlas, item, seen)
    return replace(made, ground=ground if again or made.along is None else None)


def candidates(
    atlas: Atlas,
    layer: Layer,
    drawn: Iterable[Drawn],
    *,
    language: str,
    date: str | None,
    seen: Sight,
    focus: Collection[str] = (),
    spoken: Collection[str] = (),
) -> Iterator[Candidate]:
    """The names, at a date, of a layer's features that are on the frame, each at the anchor it has on the screen.

    Those in `focus` are stressed; those that the figure has `spoken` of must be read (both by id).
    """
    if layer.label is None:
        return
    ranks, places = _ranks(atlas, layer.id), _anchors(atlas, layer.id, seen.frame.crs)
    for feature in drawn:
        if feature.id in ranks:
            at: Place = seen.frame.to_px(places[feature.id].x, places[feature.id].y)
            lines = name_lines(atlas, layer.id, feature.id, language, date)
            must = layer.label.rank == FIRST_RANK or feature.id in spoken or layer.class_of(feature.kind).named
            look = layer.label.stressed() if feature.id in focus else layer.label
            item = Candidate(feature, at, lines, look, ranks[feature.id], must=must)
            yield _grounded(atlas, item, seen)


@lru_cache(maxsize=64)
def _courses(atlas: Atlas, layer: str, crs: CRS) -> dict[str, BaseGeometry]:
    return dict(gpd.GeoSeries(courses(atlas, layer), crs=4326).to_crs(crs))


@lru_cache(maxsize=64)
def _ranks(atlas: Atlas, layer: str) -> dict[str, int]:
    return ranks_of(atlas, layer)


@lru_cache(maxsize=64)
def _anchors_in_degrees(atlas: Atlas, layer: str) -> gpd.GeoSeries:
    return gpd.GeoSeries(atlas.frames[layer].geometry.map(anchor), crs=4326)


@lru_cache(maxsize=64)
def _anchors(atlas: Atlas, layer: str, crs: CRS) -> gpd.GeoSeries:
    return _anchors_in_degrees(atlas, layer).to_crs(crs)
