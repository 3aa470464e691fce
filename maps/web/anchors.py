"""Where a feature's name is written, and which names go first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.measures.people import CENSUSES, RESIDENTS, counted

TOLERANCE_DEG = 0.005


def _largest(geometry: BaseGeometry) -> BaseGeometry:
    parts = list(getattr(geometry, "geoms", [geometry]))
    return max(parts, key=lambda part: (part.area, part.length))


def anchor(geometry: BaseGeometry) -> Point:
    """The label point in EPSG:4326: a point itself, a line's middle, the centre of an area's largest inner circle."""
    part = _largest(geometry)
    if part.geom_type == "Point":
        return Point(part.coords[0])
    if part.geom_type == "LineString":
        return Point(part.interpolate(0.5, normalized=True).coords[0])
    return Point(shapely.maximum_inscribed_circle(part, tolerance=TOLERANCE_DEG).coords[0])


def label_ranks(
    frame: gpd.GeoDataFrame, kinds: Sequence[str], residents: Mapping[str, float] | None = None
) -> dict[str, int]:
    """Feature id -> its place in the queue for a label: by kind in legend order, then by residents, then by size.

    More residents go first, those of whom nothing is known last. Of a line in several parts (property `line` names the
    whole) only the part that bears the line's own id is labelled.
    """
    frame = frame[frame["line"] == frame.index] if "line" in frame else frame
    sizes = {ident: (_largest(shape).area, _largest(shape).length) for ident, shape in frame.geometry.items()}
    kind, people = frame["kind"].to_dict(), residents or {}
    queue = sorted(
        frame.index,
        key=lambda ident: (
            kinds.index(kind[ident]), -people.get(ident, 0), *(-size for size in sizes[ident]), ident,
        ),
    )  # fmt: skip
    return {ident: place for place, ident in enumerate(queue)}


def ranks_of(atlas: Atlas, layer: str) -> dict[str, int]:
    """The queue for a label of a layer's features, of a kind those with the most residents first (`label_ranks`)."""
    residents = counted(atlas, RESIDENTS, str(CENSUSES[-1]), layer).dropna()
    return label_ranks(atlas.frames[layer], atlas.catalogue.layer(layer).kinds(), dict(residents))


ALONG = 0.3
"""Where on a line its badge stands: off the middle, where its name is."""


def badge_point(geometry: BaseGeometry) -> Point:
    """Where the mark stands that says a shape is no true one: on a line, at the northern end of an area's outline.

    Of a point it is the point itself; there the mark is drawn beside the symbol. EPSG:4326.
    """
    part = _largest(geometry)
    if part.geom_type == "Point":
        return Point(part.coords[0])
    if part.geom_type == "LineString":
        return Point(part.interpolate(ALONG, normalized=True).coords[0])
    return Point(max(part.exterior.coords, key=lambda place: (place[1], place[0]))[:2])
