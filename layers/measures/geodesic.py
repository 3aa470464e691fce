"""Areas and lengths on the WGS84 ellipsoid (`pyproj.Geod`, Karney 2013, doi:10.1007/s00190-012-0578-z).

An indicative feature has neither: it is drawn by us, and a figure would pass it off as survey.
"""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas

GEOD = Geod(ellps="WGS84")


def geodesic_area_km2(geometry: BaseGeometry) -> float:
    """Area of a polygon or multipolygon in EPSG:4326, km2; 0 for points and lines."""
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return 0.0
    area_m2, _ = GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(area_m2) / 1e6


def geodesic_length_km(geometry: BaseGeometry) -> float:
    """Length of a line or multiline in EPSG:4326, km; 0 for points and polygons."""
    if geometry.geom_type not in ("LineString", "MultiLineString"):
        return 0.0
    return float(GEOD.geometry_length(geometry)) / 1e3


def area_km2(frame: gpd.GeoDataFrame) -> pd.Series:
    """Geodesic area of each feature, km2; missing for indicative features and for what is no area. Keeps the index."""
    return _measured(frame, frame.geometry.map(geodesic_area_km2), "area_km2")


def length_km(frame: gpd.GeoDataFrame) -> pd.Series:
    """Geodesic length of each feature, km; missing for indicative features and for what is no line. Keeps the index."""
    return _measured(frame, frame.geometry.map(geodesic_length_km), "length_km")


def _measured(frame: gpd.GeoDataFrame, values: pd.Series, name: str) -> pd.Series:
    return values.where((values > 0) & (frame["evidence"] != "indicative")).rename(name)


@lru_cache(maxsize=64)
def areas_km2(atlas: Atlas, layer: str) -> pd.Series:
    """`area_km2` of a layer, measured once for each content; never change it. `KeyError` when the layer is off."""
    return area_km2(atlas.frames[layer])


@lru_cache(maxsize=64)
def lengths_km(atlas: Atlas, layer: str) -> pd.Series:
    """`length_km` of a layer, measured once for each content; never change it. `KeyError` when the layer is off."""
    return length_km(atlas.frames[layer])
