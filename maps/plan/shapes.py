"""Features as they are drawn on a frame: projected, cut to it, thinned to what print can show, each with its style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.indicators import Thematic
from layers.catalogue.style import Style, themed_style, unthemed_style
from layers.measures.classes import classes_of
from layers.measures.people import sources_of, values_of
from layers.measures.status import style_at
from maps.plan.extent import Extent
from maps.plan.layout import MM_PER_PX
from maps.scene.scene import Scene
from maps.web.anchors import badge_point

SPARE = 0.04
"""The share of the frame that lines and areas run on beyond its edge, so that no cut is seen."""
THINNED_MM = 0.04
"""Vertices nearer than this on paper are one: half a pixel at 300 dpi. Stored geometry is untouched."""
DIMMED = 0.28
BADGED_PX = 70.0
"""How far a line or an area reaches at least, at 96 to the inch, to bear a badge; `drawing/glyphs.js` says the same."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A feature on the frame: ids, evidence, style, status, geometry in metres, sources, and how opaque it is.

    `opacity` is its own, `share` its layer's, of which all features together are as opaque as one drawing.
    `badge` is where the mark stands (metres) that says its shape is no true one; None where there is no such mark.
    """

    id: str
    layer: str
    kind: str
    evidence: str
    style: Style
    status: str | None
    geometry: BaseGeometry
    source: tuple[str, ...] = ()
    opacity: float = 1.0
    share: float = 1.0
    badge: Point | None = None


@dataclass(frozen=True)
class Framing:
    """A frame on the earth: its projection, its extent there in metres, and metres for one millimetre of paper."""

    crs: CRS
    extent: Extent
    metres_per_mm: float


@lru_cache(maxsize=64)
def projected_layer(atlas: Atlas, layer: str, crs: CRS) -> gpd.GeoSeries:
    """A layer's geometry in a projection, by feature id; made once per content and projection."""
    return atlas.frames[layer].geometry.to_crs(crs)


@lru_cache(maxsize=64)
def _badges(atlas: Atlas, layer: str, crs: CRS) -> dict[str, tuple[Point, float]]:
    """Of a layer's indicative features, by id: where the badge stands, and how far the feature reaches, in metres."""
    declared, frame = atlas.catalogue.layer(layer), atlas.frames[layer]
    if not declared.panel or declared.geometry == "image":
        return {}
    unsure = frame[frame["evidence"] == "indicative"]
    places = gpd.GeoSeries(unsure.geometry.map(badge_point), crs=4326).to_crs(crs)
    sides = unsure.geometry.to_crs(crs).bounds
    reach = np.hypot(sides.maxx - sides.minx, sides.maxy - sides.miny)
    return {str(ident): (place, float(reach[ident])) for ident, place in places.items()}


def _badge(known: tuple[Point, float] | None, frame: Framing) -> Point | None:
    """A badge within the frame that has room: what is drawn smaller than a few badges is not marked, points aside."""
    if known is None:
        return None
    place, reach = known
    west, south, east, north = frame.extent
    seen = west <= place.x <= east and south <= place.y <= north
    return place if seen and (not reach or reach >= BADGED_PX * MM_PER_PX * frame.metres_per_mm) else None


@lru_cache(maxsize=64)
def _rows(atlas: Atlas, layer: str) -> dict[str, dict[str, Any]]:
    """The properties of a layer's features, by feature id: a row of a table costs much more than a plain one."""
    frame = atlas.frames[layer]
    return {str(ident): row for ident, row in frame.drop(columns="geometry").to_dict("index").items()}


def _spared(extent: Extent) -> Extent:
    west, south, east, north = extent
    spare = SPARE * max(east - west, north - south)
    return west - spare, south - spare, east + spare, north + spare


def cut(shapes: gpd.GeoSeries, extent: Extent, thinned_m: float) -> gpd.GeoSeries:
    """Those shapes that an extent in the same metres shows, cut a little outside of it and thinned."""
    kept = shapes[shapely.intersects(shapes.values, shapely.box(*extent))]
    west, south, east, north = _spared(extent)
    outside = kept.bounds
    whole = (outside.minx >= west) & (outside.maxx <= east) & (outside.miny >= south) & (outside.maxy <= north)
    clipped = shapely.clip_by_rect(kept[~whole].values, west, south, east, north)
    kept = kept.copy()
    kept[~whole] = clipped
    thin = gpd.GeoSeries(shapely.simplify(kept.values, thinned_m, preserve_topology=False), index=kept.index)
    lost = thin.is_empty & ~kept.is_empty
    thin[lost] = kept[lost]
    return thin[~thin.is_empty]


def drawn_layer(atlas: Atlas, layer: Layer, month: str | None, frame: Framing) -> list[Drawn]:
    """The features of a layer that the frame shows, in the order of the file, as they were in a month."""
    table, badges = _rows(atlas, layer.id), _badges(atlas, layer.id, frame.crs)
    shapes = cut(projected_layer(atlas, layer.id, frame.crs), frame.extent, THINNED_MM * frame.metres_per_mm)
    drawn = []
    for ident, geometry in shapes.items():
        row = table[str(ident)]
        style, status = style_at(atlas, layer, row, month)
        names = {"id": str(ident), "layer": layer.id, "kind": row["kind"], "evidence": row["evidence"]}
        badge = _badge(badges.get(str(ident)), frame)
        drawn.append(
            Drawn(**names, style=style, status=status, geometry=geometry, source=tuple(row["source"]), badge=badge)
        )
    return drawn


def _filled(atlas: Atlas, thematic: Thematic, own: Sequence[Drawn]) -> list[Drawn]:
    """The places once more, with nothing but the fill of their class."""
    values, classes = values_of(atlas, thematic), classes_of(atlas, thematic)
    source = sources_of(atlas, thematic)
    styles = [themed_style(color) for color in classes.colors]
    return [
        replace(
            item,
            badge=None,
            style=unthemed_style() if pd.isna(values[item.id]) else styles[classes.number(values[item.id])],
            source=source,
        )
        for item in own
    ]


def _quiet(item: Drawn, panels: set[str]) -> Drawn:
    """A feature without what would lie over the classes: its fill, its soft edge."""
    lies_over = (item.style.fill or item.style.glow or item.style.held) and item.layer in panels
    return replace(item, style=replace(item.style, fill="", glow=False, held="")) if lies_over else item


def coloured(atlas: Atlas, scene: Scene, layers: Sequence[Sequence[Drawn]]) -> list[list[Drawn]]:
    """The layers as they are, or below all but the land the places of the thematic map in the colours of their classes.

    Fills of other areas give way, so that no more than one lies over the ground; their borders stay.
    """
    thematic = scene.thematic(atlas)
    if thematic is None:
        return [list(features) for features in layers]
    orders = {layer.id: layer.order for layer in atlas.catalogue.layers}
    panels = {layer.id for layer in atlas.catalogue.layers if layer.panel}
    own = next((part for part in layers if part and part[0].layer == thematic.layer), ())
    below = [part for part in layers if part and orders[part[0].layer] < atlas.catalogue.thematic.order]
    above = [[_quiet(item, panels) for item in part] for part in layers if part and part not in below]
    return [*map(list, below), _filled(atlas, thematic, own), *above]
