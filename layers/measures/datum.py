"""Datums of data that leave or enter the atlas, which keeps everything in WGS84 (EPSG:4326, longitude first).

- `wgs84`: EPSG:4326.
- `cgcs2000`: EPSG:4490, China's national frame: ITRF97 held at epoch 2000.0. WGS84 follows the ITRF of its day, so the
  two agree to centimetres at that epoch and part with the plate by some centimetres a year: decimetres by now. PROJ
  knows no transformation between them and takes them for the same, which is far finer than any position in the atlas.
- `epsg4549`: CGCS2000 in the 3-degree Gauss-Krueger zone of 120 E, metres, easting first.
- `gcj02`: the offset that maps published in mainland China carry. It is no datum in the geodetic sense, has no EPSG
  code, and is some hundred metres away from WGS84.

Vertices are moved, edges stay straight between them. EPSG:4490 and EPSG:4549 name latitude or northing first;
coordinates here are always x before y (geopandas projects with `always_xy=True`).
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from shapely.geometry import Point

from layers.errors import DatasetError
from layers.measures.geodesic import GEOD

DATUMS = ("wgs84", "cgcs2000", "epsg4549", "gcj02")
GCJ02_CRS = CRS.from_wkt(
    'ENGCRS["GCJ-02 (offset from WGS 84, no EPSG code)",EDATUM["GCJ-02"],CS[Cartesian,2],'
    'AXIS["longitude (lon)",east,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],'
    'AXIS["latitude (lat)",north,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]]]'
)
"""A local reference system: software has no way from it to any other and refuses, instead of taking it for WGS84."""
CRS_OF = {"wgs84": CRS(4326), "cgcs2000": CRS(4490), "epsg4549": CRS(4549), "gcj02": GCJ02_CRS}

Pairs = NDArray[np.float64]
"""Longitude and latitude in degrees, one pair a row."""

# Formula and numbers as published at https://github.com/googollee/eviltransform. A wave: metres, half-waves a degree.
AXIS_M, ECCENTRICITY_2 = 6_378_245.0, 0.006_693_421_622_965_943
CENTRE = np.array([105.0, 35.0])
CHINA = np.array([[72.004, 0.8293], [137.8347, 55.8271]])
BOTH = ((20, 6), (20, 2))
EAST = ((20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
NORTH = ((20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
ROUNDS = 8
"""The offset changes by less than 1 % of a move, so each round of the inverse wins two digits at least."""


def _waves(degrees: Pairs, waves: tuple[tuple[float, float], ...]) -> Pairs:
    rows = [metres * np.sin(np.pi * frequency * degrees) for metres, frequency in waves]
    return np.sum(rows, axis=0) * 2 / 3


def _offset_m(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """The offset of GCJ-02 towards east and north, metres."""
    x, y = (pairs - CENTRE).T
    root, wave = np.sqrt(np.abs(x)), _waves(x, BOTH)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave + _waves(x, EAST)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave + _waves(y, NORTH)
    return east, north


def _offset(pairs: Pairs) -> Pairs:
    """The offset in degrees, by the radii of curvature of Krasovsky's ellipsoid."""
    east, north = _offset_m(pairs)
    latitude = np.radians(pairs[:, 1])
    flat = 1 - ECCENTRICITY_2 * np.sin(latitude) ** 2
    across_m, along_m = AXIS_M / np.sqrt(flat), AXIS_M * (1 - ECCENTRICITY_2) / flat**1.5
    return np.degrees(np.column_stack([east / (across_m * np.cos(latitude)), north / along_m]))


def _inside(pairs: Pairs) -> Pairs:
    """The same pairs; `ValueError` where one lies outside the rectangle for which GCJ-02 is published."""
    if not np.all((pairs >= CHINA[0]) & (pairs <= CHINA[1])):
        raise ValueError(f"GCJ-02 is for {CHINA[0]} to {CHINA[1]} degrees only")
    return pairs


def gcj02_from_wgs84(pairs: Pairs) -> Pairs:
    """Pairs in WGS84 as GCJ-02; fits `shapely.transform`. `ValueError` outside China's rectangle."""
    return pairs + _offset(_inside(pairs))


def wgs84_from_gcj02(pairs: Pairs) -> Pairs:
    """Pairs in GCJ-02 as WGS84, by iteration to better than 1e-7 degree. `ValueError` outside China's rectangle."""
    found = _inside(pairs)
    for _ in range(ROUNDS):
        found = pairs - _offset(found)
    return found


def shift_m(point: Point) -> float:
    """How far from its true place a point in EPSG:4326 is drawn when its GCJ-02 is taken for WGS84: geodesic metres."""
    (drawn,) = gcj02_from_wgs84(np.array([[point.x, point.y]]))
    return float(GEOD.inv(point.x, point.y, *drawn)[2])


def _kept_valid(before: gpd.GeoSeries, after: gpd.GeoSeries) -> gpd.GeoSeries:
    """Shapes made valid again where moving the vertices crossed edges that only touched."""
    broken = before.is_valid & ~after.is_valid
    return after.where(~broken, after.make_valid(method="structure", keep_collapsed=False)) if broken.any() else after


def to_datum(frame: gpd.GeoDataFrame, datum: str) -> gpd.GeoDataFrame:
    """A new frame in one of `DATUMS`, with its CRS set; what was valid stays valid, the given frame stays as it is.

    Raises `DatasetError` ("unknown_datum") for any other name, `ValueError` for a frame without a CRS.
    """
    if datum not in DATUMS:
        raise DatasetError("unknown_datum", datum=datum[:40], known=", ".join(DATUMS))
    before = frame.geometry.to_crs(CRS_OF["wgs84"])
    if datum == "gcj02":
        after = gpd.GeoSeries(shapely.transform(before.array, gcj02_from_wgs84), before.index, crs=GCJ02_CRS)
    else:
        after = before.to_crs(CRS_OF[datum])
    return frame.set_geometry(_kept_valid(before, after))
