"""Summits, found in the elevation grid: a mountain stands where the ground is highest, not where its town is."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyproj
from PIL.TiffImagePlugin import TiffImageFile
from shapely.geometry import Point

from geodata.recipes.io import WORKSPACE

SOURCE = "meteva-dem30s"
_SCALE, _TIE = 33550, 33922
"""The tags of GeoTIFF for the size of a cell and for the outer corner of the first one, degrees."""
_GEOD = pyproj.Geod(ellps="WGS84")


@cache
def grid() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Heights (metres, north first), and the longitudes and latitudes of the cells' middles."""
    with TiffImageFile(WORKSPACE / "sources" / "elevation_yrd_30s.tif") as image:
        (width, height, *_), (_, _, _, west, north, _) = image.tag_v2[_SCALE], image.tag_v2[_TIE]
        heights = np.asarray(image)
    rows, columns = heights.shape
    return heights, west + (np.arange(columns) + 0.5) * width, north - (np.arange(rows) + 0.5) * height


def summit(lon: float, lat: float, within_km: float) -> Point:
    """The middle (EPSG:4326) of the highest cell whose middle is at most so far from a point.

    Raises `LookupError` where the grid has none there.
    """
    heights, lons, lats = grid()
    across, up = np.meshgrid(lons, lats)
    _, _, away_m = _GEOD.inv(across, up, np.full_like(across, lon), np.full_like(up, lat))
    near = away_m <= within_km * 1000
    if not near.any():
        raise LookupError(f"no elevation within {within_km} km of {lon}, {lat}")
    row, column = np.unravel_index(np.where(near, heights, heights.min() - 1).argmax(), heights.shape)
    return Point(round(float(lons[column]), 5), round(float(lats[row]), 5))
