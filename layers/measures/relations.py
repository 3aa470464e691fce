"""What belongs together: a station and its lines, a line and its stations, a zone and its towns."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import shapely

from layers.atlas.atlas import Atlas
from layers.measures.planar import metres

Relation = Literal["lines", "stations", "towns", "zones"]
STATIONS, ZONES, TOWNS = "stations", "zones", "towns"


def _named(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _lines(atlas: Atlas, station: str) -> tuple[str, ...]:
    """The lines that call at a station, as it names them."""
    return tuple(ident for ident in _named(atlas.feature(station).get("lines")) if atlas.home(ident))


def _stations(atlas: Atlas, line: str) -> tuple[str, ...]:
    """The stations that name a line, or the line that it is a part of; along it, where it has no branches."""
    names = {line, atlas.feature(line).get("line")}
    frame = atlas.frames[STATIONS]
    served = frame.index[frame["lines"].map(lambda lines: bool(names & set(_named(lines))))]
    course = shapely.line_merge(metres(atlas, str(atlas.home(line)))[line])
    if course.geom_type == "LineString":
        along = shapely.line_locate_point(course, metres(atlas, STATIONS)[served].array)
        served = served[along.argsort(kind="stable")]
    return tuple(map(str, served))


def _within(atlas: Atlas, zone: str, layer: str) -> tuple[str, ...]:
    """The points of a layer that lie in a zone."""
    points = metres(atlas, layer)
    area = metres(atlas, ZONES)[zone]
    return tuple(map(str, points.index[shapely.covers(area, points.array)])) if area.area else ()


def _around(atlas: Atlas, town: str) -> tuple[str, ...]:
    """The zones in which a town lies."""
    areas = metres(atlas, ZONES)
    return tuple(map(str, areas.index[shapely.covers(areas.array, metres(atlas, TOWNS)[town])]))


@lru_cache(maxsize=1024)
def related(atlas: Atlas, ident: str) -> tuple[tuple[Relation, tuple[str, ...]], ...]:
    """What belongs to a feature, by how it does; relations without anybody are left out. `KeyError` for an unknown id.

    A zone's towns are the towns of the atlas whose centre point lies in it; the shapes are in EPSG:4549.
    """
    row, home = atlas.feature(ident), atlas.home(ident)
    found: list[tuple[Relation, tuple[str, ...]]] = []
    if home == STATIONS:
        found.append(("lines", _lines(atlas, ident)))
    elif isinstance(row.get("line"), str) and STATIONS in atlas.frames:
        found.append(("stations", _stations(atlas, ident)))
    elif home == ZONES and TOWNS in atlas.frames:
        found.append(("towns", _within(atlas, ident, TOWNS)))
    elif home == TOWNS and ZONES in atlas.frames:
        found.append(("zones", _around(atlas, ident)))
    return tuple((relation, idents) for relation, idents in found if idents)
