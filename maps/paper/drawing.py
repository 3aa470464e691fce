"""The map itself: the features of a Plan on axes measured in metres, in the order the screen draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.catalogue.style import BADGE, HELD_OPACITY, Stroke
from maps.paper.ink import Group, fills, hatches, on_page, path_of, stamps, strokes
from maps.paper.relief import relief
from maps.plan.layout import MM_PER_PX
from maps.plan.plan import Plan
from maps.plan.shapes import Drawn
from maps.plan.symbols import GLYPH_PX, Mark, symbol

GLOW_PX, GLOW_STEPS, GLOW_OPACITY = 34.0, 9, 0.36
"""The soft inner edge of `draw.js`, as wide and as strong together, in finer steps: print shows steps more."""
GLOW_THINNED = 0.06
SELECTED = (Stroke("halo", 6.0, opacity=0.85), Stroke("select", 2.6))
RING = Stroke("select", 3.0)
RING_PX = 6.0


@lru_cache(maxsize=16)
def rims(area: BaseGeometry, width_m: float) -> tuple[Path, ...]:
    """What lies within steps of a width from the edge of a polygon, the narrowest first, or outside; kept for the next
    format.

    The detailed edge is no part of it: a clip cuts it off, which a file holds once and not once a step.
    """
    unseen, around = width_m * GLOW_THINNED, shapely.box(*area.bounds)
    thinned, widths = area.simplify(unseen), (width_m * step / GLOW_STEPS for step in range(1, GLOW_STEPS + 1))
    inner = (thinned.buffer(-width, quad_segs=3).simplify(unseen / 2) for width in widths)
    return tuple(path_of(around.difference(shape)) for shape in inner)


class Brush:
    """Draws the layers of one Plan on one Axes; `apart` gives every feature artists of its own, with its id."""

    def __init__(self, plan: Plan, atlas: Atlas, axes: Axes, *, apart: bool) -> None:
        self.plan, self.atlas, self.axes, self.apart = plan, atlas, axes, apart
        self.paths: dict[tuple[str, str], Path] = {}
        self.names: set[str] = set()
        self.group: Group | None = None

    def layers(self) -> None:
        """Draw every layer, the lowest first."""
        for features in self.plan.layers:
            for share, part in groupby(features, key=lambda item: item.share):
                self._shared(share, list(part))

    def _shared(self, share: float, features: list[Drawn]) -> None:
        """Draw features that are together as opaque as their layer."""
        if share < 1:
            self.group = Group(share)
            self.axes.add_artist(self.group)
        self._layer(features)
        self.group = None

    def selection(self) -> None:
        """Draw the outlines of the selected features."""
        for chosen in self.plan.selected:
            self._outline(chosen)

    def _outline(self, chosen: Drawn) -> None:
        if chosen.geometry.geom_type == "Point":
            self._ring(chosen)
            return
        if chosen.style.held and chosen.geometry.geom_type.endswith("Polygon"):
            color = self.plan.colors[chosen.style.held]
            self._add(
                fills([self._path(chosen)], color, HELD_OPACITY, self.axes.transData), f"selected.{chosen.id}.fill"
            )
        for number, stroke in enumerate(SELECTED):
            self._add(self._along([chosen], stroke, 1.0), f"selected.{chosen.id}.{number}")

    def _ring(self, chosen: Drawn) -> None:
        radius = ((chosen.style.size or GLYPH_PX) / 2 + RING_PX) * MM_PER_PX * self.plan.metres_per_mm
        circle = path_of(chosen.geometry.buffer(radius, quad_segs=24))
        made = strokes([circle], RING, self.plan.colors[RING.color], self.axes.transData)
        self._add(made, f"selected.{chosen.id}.0")

    def _layer(self, features: Iterable[Drawn]) -> None:
        listed = list(features)
        areas = [item for item in listed if item.geometry.geom_type.endswith("Polygon")]
        lines = [item for item in listed if item.geometry.geom_type.endswith("LineString")]
        points = [item for item in listed if item.geometry.geom_type == "Point"]
        self._areas(areas)
        self._strokes([*areas, *lines])
        self._points(points)
        self._badges([item for item in listed if item.badge is not None])

    def _key(self, item: Drawn) -> tuple[Any, ...]:
        return (item.layer, item.style, item.opacity, item.id if self.apart else "")

    def _runs(self, features: Iterable[Drawn]) -> Iterator[tuple[str, list[Drawn]]]:
        """Neighbours that look alike, drawn as one; the order of the file is kept, for what is above what."""
        for (layer, *_, ident), run in groupby(features, key=self._key):
            yield f"{layer}.{ident}" if ident else layer, list(run)

    def _add(self, artist: Artist, name: str) -> None:
        """Put an artist above the others, with an id of its own in the picture."""
        number = 1
        while (unique := name if number == 1 else f"{name}.{number}") in self.names:
            number += 1
        self.names.add(unique)
        artist.set_gid(unique)
        if self.group is None:
            self.axes.add_artist(artist)
        else:
            self.group.add(artist, self.axes)
        artist.set_clip_path(self.axes.patch)

    def _path(self, item: Drawn) -> Path:
        key = (item.layer, item.id)
        if key not in self.paths:
            self.paths[key] = path_of(item.geometry)
        return self.paths[key]

    def _areas(self, areas: list[Drawn]) -> None:
        for name, run in self._runs(areas):
            style = run[0].style
            if style.relief:
                for item in run:
                    self._add(relief(self.plan, self.atlas, self.axes, item), f"{name}.image")
            if style.fill:
                color, opacity = self.plan.colors[style.fill], style.fill_opacity * run[0].opacity
                paths = [self._path(item) for item in run]
                self._add(fills(paths, color, opacity, self.axes.transData), f"{name}.fill")
            if style.hatch:
                paths = [self._path(item) for item in run]
                hatched = hatches(paths, self.plan.colors[style.hatch], run[0].opacity, self.axes.transData)
                self._add(hatched, f"{name}.hatch")
            for item in run if style.glow else ():
                self._glow(item, name)

    def _glow(self, item: Drawn, name: str) -> None:
        color, opacity = self.plan.colors[item.style.strokes[0].color], GLOW_OPACITY / GLOW_STEPS * item.opacity
        steps = rims(item.geometry, GLOW_PX / 2 * MM_PER_PX * self.plan.metres_per_mm)
        made = fills(steps, color, opacity, self.axes.transData)
        self._add(made, f"{name}.glow")
        made.set_clip_path(self._path(item), on_page(self.axes.transData))

    def _along(self, run: list[Drawn], stroke: Stroke, opacity: float) -> PathCollection:
        paths, color = [self._path(item) for item in run], self.plan.colors[stroke.color]
        return strokes(paths, stroke, color, self.axes.transData, opacity=opacity)

    def _strokes(self, features: list[Drawn]) -> None:
        """The lowest strokes of all features first: lines of one layer join at crossings."""
        depth = max((len(item.style.strokes) for item in features), default=0)
        for level in range(depth):
            deep = [item for item in features if len(item.style.strokes) > level]
            for name, run in self._runs(deep):
                stroke = run[0].style.strokes[level]
                self._add(self._along(run, stroke, run[0].opacity), f"{name}.stroke{level}")

    def _points(self, points: list[Drawn]) -> None:
        """The first class of a legend is drawn last, so that it lies on top where points coincide."""
        declared = self.atlas.catalogue.layer
        for name, run in self._runs(sorted(points, key=lambda item: -declared(item.layer).kinds().index(item.kind))):
            style = run[0].style
            outline = self.atlas.catalogue.glyphs[style.glyph or "dot"]
            for mark in symbol(style, outline):
                self._add(self._stamped(mark, run), f"{name}.{mark.part}")

    def _badges(self, marked: list[Drawn]) -> None:
        """The marks that say a shape is no true one; beside a symbol, on a line or an outline."""
        outline = self.atlas.catalogue.glyphs[BADGE.glyph]
        for name, run in self._runs(marked):
            aside = (run[0].style.size or GLYPH_PX) / 2 if run[0].geometry.geom_type == "Point" else 0.0
            for mark in symbol(BADGE, outline):
                moved = replace(mark, shape=translate(mark.shape, aside, aside))
                self._add(self._stamped(moved, run), f"{name}.badge{mark.part}")

    def _stamped(self, mark: Mark, run: list[Drawn]) -> PathCollection:
        places = np.array([(item.badge or item.geometry).coords[0][:2] for item in run])
        opacity = run[0].opacity
        if mark.stroke:
            color = self.plan.colors[mark.stroke.color]
            return stamps(mark.shape, places, self.axes, stroke=mark.stroke, color=color, opacity=opacity)
        return stamps(mark.shape, places, self.axes, fill=(self.plan.colors[mark.fill], mark.opacity * opacity))
