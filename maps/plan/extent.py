"""Which part of the earth a Scene shows, and the projection that fits it on paper: never web Mercator."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.enums import TransformDirection
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from maps.plan.layout import MM_PER_PX
from maps.scene.scene import CIRCLE, HOME, MAX_BOUNDS, Scene, View

Extent = tuple[float, float, float, float]
"""West, south, east, north: degrees in EPSG:4326, or metres in a projection."""

GEOD = Geod(ellps="GRS80")
EQUATOR_M = 2 * math.pi * 6378137
TILE_PX = 256
MARGIN = 0.03
SMALLEST_DEG = 0.2
"""About as little as zoom 12 shows, the nearest that a web map opens at."""
PARALLELS_DEG = 0.5
"""Standard parallels are at least so far from the middle: of a small extent they would else be one and the same."""
GAUSS_DEG = (118.4, 121.6)
"""EPSG:4549 has its central meridian at 120 E and is meant for 1.5 degrees on either side of it."""
POINTS_PER_SIDE = 24
ROUNDS = 4
"""After so many corrections a view agrees with its frame to within the px that it counts in."""


@lru_cache(maxsize=1)
def web_mercator() -> Transformer:
    """From longitude and latitude in EPSG:4326 to metres of EPSG:3857."""
    return Transformer.from_crs(4326, 3857, always_xy=True)


def seen(view: View) -> Extent:
    """What a web map with this view shows, in EPSG:4326 degrees; beyond `MAX_BOUNDS` it is empty."""
    x, y = web_mercator().transform(view.lng, view.lat)
    step = EQUATOR_M / TILE_PX / 2**view.zoom
    dx, dy = view.width * step / 2, view.height * step / 2
    lats, lngs = zip(*MAX_BOUNDS, strict=True)
    (least_x, most_x), (least_y, most_y) = web_mercator().transform(lngs, lats)
    xs, ys = (max(x - dx, least_x), min(x + dx, most_x)), (max(y - dy, least_y), min(y + dy, most_y))
    (west, east), (south, north) = web_mercator().transform(xs, ys, direction=TransformDirection.INVERSE)
    return west, south, east, north


def _grown(extent: Extent, share: float) -> Extent:
    west, south, east, north = extent
    dx, dy = (east - west) * share, (north - south) * share
    return west - dx, south - dy, east + dx, north + dy


def _at_least(extent: Extent, size: float) -> Extent:
    west, south, east, north = extent
    dx, dy = max(0.0, size - (east - west)) / 2, max(0.0, size - (north - south)) / 2
    return west - dx, south - dy, east + dx, north + dy


def _about(atlas: Atlas, scene: Scene) -> gpd.GeoSeries:
    """What the opening view of a Scene is about: what of the clause lies in the circle, else the circle, else all."""
    framed = scene.framed(atlas)
    if framed != (CIRCLE,):
        return gpd.GeoSeries([atlas.feature(ident)["geometry"] for ident in framed], crs=4326)
    names = [CIRCLE] if CIRCLE in atlas.frames else [ident for ident in scene.layers if ident in atlas.frames]
    if not names:
        (south, west), (north, east) = MAX_BOUNDS
        return gpd.GeoSeries([shapely.box(west, south, east, north)], crs=4326)
    return pd.concat([atlas.frames[ident].geometry for ident in names])


def extent_of(atlas: Atlas, scene: Scene) -> Extent:
    """The extent of a Scene in EPSG:4326 degrees: what its view shows, or what it opens with, with a small margin."""
    if scene.view != HOME:
        return seen(scene.view)
    west, south, east, north = _about(atlas, scene).total_bounds
    return _grown(_at_least((west, south, east, north), SMALLEST_DEG), MARGIN)


@dataclass(frozen=True)
class Projection:
    """A projection to metres east and north, its central meridian, and the standard parallels of a Lambert."""

    crs: CRS
    lng: float
    parallels: tuple[float, float] | None = None


@lru_cache(maxsize=32)
def _lambert(lat: float, lng: float, south: float, north: float) -> Projection:
    said = f"+proj=lcc +lat_0={lat} +lon_0={lng} +lat_1={south} +lat_2={north} +ellps=GRS80 +units=m +no_defs"
    return Projection(CRS.from_proj4(said), lng, (south, north))


@lru_cache(maxsize=1)
def _gauss() -> Projection:
    return Projection(CRS.from_epsg(4549), 120.0)


def projection(extent: Extent) -> Projection:
    """The projection for an extent in degrees, in metres east and north, datum CGCS2000.

    EPSG:4549 where the extent lies beside its central meridian; else a Lambert conformal conic with its standard
    parallels a sixth inside the extent (Snyder 1987, USGS Professional Paper 1395, p. 104), rounded to 0.1 degree.
    Lengths are wrong by less than 0.1 % over a frame around the circle, by less than 0.5 % over all a map may show.
    """
    west, south, east, north = extent
    if west >= GAUSS_DEG[0] and east <= GAUSS_DEG[1]:
        return _gauss()
    middle, half = (south + north) / 2, max((north - south) / 3, PARALLELS_DEG)
    numbers = (middle, (west + east) / 2, middle - half, middle + half)
    return _lambert(*(round(number, 1) for number in numbers))


def outline(extent: Extent) -> Polygon:
    """The edge of an extent as a polygon with points along its sides, so that it can be projected."""
    west, south, east, north = extent
    xs, ys = np.linspace(west, east, POINTS_PER_SIDE), np.linspace(south, north, POINTS_PER_SIDE)
    sides = [(xs, south + 0 * xs), (east + 0 * ys, ys), (xs[::-1], north + 0 * xs), (west + 0 * ys, ys[::-1])]
    return Polygon(np.vstack([np.column_stack(side) for side in sides]))


def projected(geometry: BaseGeometry, crs: CRS) -> BaseGeometry:
    """A geometry in EPSG:4326 in the metres of a projection."""
    return gpd.GeoSeries([geometry], crs=4326).to_crs(crs).iloc[0]


def needed(atlas: Atlas, scene: Scene, crs: CRS) -> Extent:
    """The extent in metres that a frame shows at least: all of the Scene's view, or what it is about with a margin."""
    if scene.view != HOME:
        west, south, east, north = projected(outline(seen(scene.view)), crs).bounds
        return west, south, east, north
    west, south, east, north = _about(atlas, scene).to_crs(crs).total_bounds
    return _grown(_at_least((west, south, east, north), SMALLEST_DEG * 1e5), MARGIN)


def on_paper(atlas: Atlas, scene: Scene, crs: CRS, aspect: float) -> Extent:
    """The extent of a frame with this width/height, in metres: all that the Scene shows, and more on two sides."""
    return _widened(needed(atlas, scene, crs), aspect)


def _widened(extent: Extent, aspect: float) -> Extent:
    west, south, east, north = extent
    width, height = max(east - west, (north - south) * aspect), max(north - south, (east - west) / aspect)
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def at_scale(extent: Extent, crs: CRS, denominator: int, width_mm: float) -> Extent:
    """The extent around the same centre, in the same proportions, that has this scale on a frame of a width."""
    (west, south, east, north), (x, y) = extent, centre(extent)
    asked = denominator * width_mm / 1000
    rough = (x - asked / 2, y, x + asked / 2, y)
    half = asked / ground_metres(rough, crs) / 2
    high = half * (north - south) / (east - west)
    return x - half, y - high, x + half, y + high


def share_of(wanted: Extent, shown: Extent) -> float:
    """How much of an extent another one shows, by area: a share of 1 where it is cut, else how many times as much."""
    asked, page = shapely.box(*wanted), shapely.box(*shown)
    return float((page if page.covers(asked) else page.intersection(asked)).area / asked.area)


def part_of(extent: Extent, left: float, top: float, width: float) -> Extent:
    """The part of a frame's extent in the frame's own proportions; its edges and its width as shares of the frame's."""
    west, _, east, north = extent
    across, up = east - west, north - extent[1]
    x, y = west + left * across, north - top * up
    return x, y - width * up, x + width * across, y


def view_on(chosen: Extent, crs: CRS, width_px: int) -> View:
    """The view, on a map of this width, for which a frame of these proportions shows this extent in metres.

    Not checked: the extent may be smaller than a web map goes. A web map's edges are parallels and meridians, paper's
    are not: the view is corrected by what paper would make of it.
    """
    (lng, lat), wanted = to_globe(crs).transform(*centre(chosen)), _sides(chosen)
    across, up = (side / math.cos(math.radians(lat)) for side in wanted)
    view = View(lat, lng, 0.0, width_px, 0)
    for _ in range(ROUNDS):
        zoom = math.log2(EQUATOR_M / TILE_PX * width_px / across)
        view = replace(view, zoom=zoom, height=round(width_px * up / across))
        shown = seen(view)
        fitted = projected(outline(shown), projection(shown).crs).bounds
        across, up = (now * want / got for now, want, got in zip((across, up), wanted, _sides(fitted), strict=True))
    return view


def _sides(extent: Extent) -> tuple[float, float]:
    west, south, east, north = extent
    return east - west, north - south


def in_degrees(extent: Extent, crs: CRS) -> Extent:
    """The bounds in EPSG:4326 degrees of an extent in metres."""
    shape = gpd.GeoSeries([outline(extent)], crs=crs).to_crs(4326).iloc[0]
    west, south, east, north = shape.bounds
    return west, south, east, north


@lru_cache(maxsize=32)
def to_globe(crs: CRS) -> Transformer:
    """From a projection to longitude and latitude in EPSG:4326."""
    return Transformer.from_crs(crs, 4326, always_xy=True)


def centre(extent: Extent) -> tuple[float, float]:
    """The middle of an extent."""
    west, south, east, north = extent
    return (west + east) / 2, (south + north) / 2


def ground_metres(extent: Extent, crs: CRS) -> float:
    """Metres on the ground for one metre of the projection, eastward at the centre: near 1, and exact there.

    Measured on the ellipsoid (`pyproj.Geod`, Karney 2013) over a thousandth of the frame's width.
    """
    x, y = centre(extent)
    half = (extent[2] - extent[0]) / 2000
    (lng_a, lng_b), (lat_a, lat_b) = to_globe(crs).transform([x - half, x + half], [y, y])
    _, _, distance = GEOD.inv(lng_a, lat_a, lng_b, lat_b)
    return float(distance) / (2 * half)


def denominator(extent: Extent, fitted: Projection, width_mm: float) -> float:
    """The scale's denominator at the centre of a frame of a width: ground metres for one metre of paper."""
    return (extent[2] - extent[0]) * ground_metres(extent, fitted.crs) / (width_mm / 1000)


def zoom_of(extent: Extent, fitted: Projection, width_mm: float) -> float:
    """The Leaflet zoom whose map looks as large at the centre as the figure, a px being a 96th of an inch."""
    _, south, _, north = in_degrees(extent, fitted.crs)
    metres_per_px = denominator(extent, fitted, width_mm) * MM_PER_PX / 1000
    return math.log2(EQUATOR_M / TILE_PX * math.cos(math.radians((south + north) / 2)) / metres_per_px)
