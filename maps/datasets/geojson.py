"""GeoJSON: RFC 7946 in WGS84; in any other datum with the `crs` member of the 2008 draft, which readers may ignore."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from maps.datasets.parts import Fitted, Format, Job, Note, Part

NAMES = {
    "cgcs2000": "urn:ogc:def:crs:EPSG::4490",
    "epsg4549": "urn:ogc:def:crs:EPSG::4549",
    "gcj02": 'LOCAL_CS["GCJ-02 (offset from WGS 84, no EPSG code)"]',
}
"""For GCJ-02 a text that GDAL reads as a local system: at a name it cannot read it falls back to WGS84."""


def decimals(datum: str) -> int:
    """Decimals that say a centimetre or less: of degrees, or of metres in the grid."""
    return 3 if datum == "epsg4549" else 7


def _drawn(part: Part) -> gpd.GeoDataFrame:
    """The features with rounded coordinates, and outer rings counterclockwise as RFC 7946 (3.1.6) has them."""

    def rounded(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(pairs, decimals(part.datum))

    shapes = shapely.orient_polygons(shapely.transform(part.frame.geometry.array, rounded))
    return part.frame.set_geometry(gpd.GeoSeries(shapes, part.frame.index, crs=part.frame.crs))


def collection(part: Part) -> dict[str, Any]:
    """A table as a FeatureCollection; feature ids stand in `id` and among the properties."""
    named = {"crs": {"type": "name", "properties": {"name": NAMES[part.datum]}}} if part.datum in NAMES else {}
    features = _drawn(part).to_geo_dict(na="null")["features"]
    return {"type": "FeatureCollection", "name": part.name, **named, "features": features}


def encoded(part: Part) -> dict[str, bytes]:
    """A table as a GeoJSON file, UTF-8."""
    text = json.dumps(collection(part), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return {f"{part.name}.geojson": text.encode()}


def notes(datum: str) -> list[Note]:
    """What is to be said of GeoJSON in a datum."""
    return [Note("geojson_crs")] if datum in NAMES else []


def _fit(part: Part) -> Fitted:
    return [part], notes(part.datum)


def _write(job: Job) -> dict[str, bytes]:
    return {name: data for part in job.parts for name, data in encoded(part).items()}


GEOJSON = Format(_fit, _write)
