"""The one coverage from which regions, cities, both editions of the districts and the land are dissolved.

Its pieces are the smallest areas that no border crosses: a county of 2019 within a county of 2021, or one of the
prefectures outside the circle. Because every layer is a union of the same pieces, their edges agree to the vertex.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.recipes.arcs import Lines, Metres, edge_arcs, lies_on, thin_arcs
from geodata.recipes.deviation import away_m
from geodata.recipes.faces import cut_faces, dissolve, owners, shared_lengths
from geodata.recipes.io import DECIMALS, read_metric, read_table, to_degrees

COUNTY_M = 80.0
CITY_M = 140.0
PARTNER_M = 400.0
CONTEXT_M = 700.0
CONTEXT_M_PER_KM = 5.0
CONTEXT_MOST_M = 1_300.0
ISLAND_KM2 = 4.0
CIRCLE_ISLAND_KM2 = 0.3
SLIVER_KM2 = 0.3
GAP_KM2 = 0.1
SAME_COUNTY_IOU = 0.999

Piece = tuple[str, str, str]
Shapes = dict[str, BaseGeometry]


def read_shapes(name: str) -> Shapes:
    """One source's polygons by `adcode`, in EPSG:4549."""
    frame = read_metric(name)
    return dict(zip(frame["adcode"].astype(str), frame.geometry, strict=True))


def read_sea() -> BaseGeometry:
    """The sea and the estuaries: one polygon, EPSG:4549."""
    return read_metric("sea_estuary_osm2019").union_all()


def city_code(county: str) -> str:
    """The adcode of the city that a county's adcode belongs to."""
    return f"{county[:4]}00" if county else ""


@cache
def changed_counties() -> frozenset[str]:
    """Adcodes of the counties that exist in one edition only, or whose outline differs between the editions."""
    old, new = read_shapes("counties_2019"), read_shapes("counties_2021")
    return frozenset(code for code in old.keys() | new.keys() if not _same(old.get(code), new.get(code)))


def _same(one: BaseGeometry | None, other: BaseGeometry | None) -> bool:
    if one is None or other is None:
        return False
    return one.intersection(other).area > SAME_COUNTY_IOU * one.union(other).area


def _context() -> Shapes:
    """The prefectures without county detail, EPSG:4549."""
    circle = {city_code(code) for code in read_shapes("counties_2019")}
    return {code: shape for code, shape in read_shapes("prefectures_yrd_2018").items() if code not in circle}


def _labelled() -> tuple[list[Polygon], list[Piece]]:
    """All faces (EPSG:4549) on land, with their region and their county in each edition."""
    context, old, sea = _context(), read_shapes("counties_2019"), read_sea()
    new = {code: shape for code, shape in read_shapes("counties_2021").items() if code in changed_counties()}
    faces = cut_faces([*context.values(), *old.values(), *new.values(), sea])
    wet = owners(faces, {"sea": sea})
    region, then, later = owners(faces, context), owners(faces, old), owners(faces, new)
    labels = [
        (city_code(county) or place, county, now if county in changed_counties() else county)
        for place, county, now in zip(region, then, later, strict=True)
    ]
    land = [index for index, water in enumerate(wet) if not water]
    return _fill_gaps([faces[index] for index in land], [labels[index] for index in land])


def _fill_gaps(faces: list[Polygon], labels: list[Piece]) -> tuple[list[Polygon], list[Piece]]:
    """Give small faces that nobody owns to the neighbour with the longest common edge; drop the large ones."""
    lengths = shared_lengths(faces)
    for index, face in enumerate(faces):
        owned = {near: length for near, length in lengths[index].items() if labels[near][0]}
        if not labels[index][0] and face.area < GAP_KM2 * 1e6 and sum(owned.values()) > 0.99 * face.length:
            labels[index] = labels[max(owned, key=lambda near: owned[near])]
    kept = [index for index, label in enumerate(labels) if label[0]]
    return [faces[index] for index in kept], [labels[index] for index in kept]


def _absorb_slivers(parts: list[Polygon], labels: list[Piece]) -> list[Piece]:
    """Where the two editions differ by a sliver only, the line of 2019 stands: relabel the sliver's newer county."""
    lengths, result = shared_lengths(parts), list(labels)
    large = {index for index, part in enumerate(parts) if part.area >= SLIVER_KM2 * 1e6}
    for index, label in enumerate(labels):
        near = {other: lengths[index].get(other, 0.0) for other in large if labels[other][:2] == label[:2]}
        if label[1] in changed_counties() and index not in large and near:
            result[index] = labels[max(near, key=lambda other: near[other])]
    return result


def _parts(pieces: dict[Piece, BaseGeometry]) -> tuple[list[Polygon], list[Piece]]:
    pairs = [(part, key) for key, shape in pieces.items() for part in getattr(shape, "geoms", [shape])]
    return [part for part, _ in pairs], [key for _, key in pairs]


def _without_islets(pieces: dict[Piece, BaseGeometry]) -> dict[Piece, BaseGeometry]:
    """Drop islands below the smallest size worth drawing; enclaves on land stay."""
    parts, keys = _parts(pieces)
    islands = shapely.get_parts([shapely.coverage_union_all(parts)])
    tree = shapely.STRtree(islands)
    home = tree.query(shapely.point_on_surface(np.array(parts)), predicate="intersects")[1]
    inside = {int(island) for island, key in zip(home, keys, strict=True) if key[1]}
    large = [
        island.area >= 1e6 * (CIRCLE_ISLAND_KM2 if index in inside else ISLAND_KM2)
        for index, island in enumerate(islands)
    ]
    kept = [index for index, island in enumerate(home) if large[island]]
    return dissolve([parts[index] for index in kept], [keys[index] for index in kept])


@cache
def full_pieces() -> dict[Piece, BaseGeometry]:
    """The pieces at full detail: polygons by (region, county of 2019, county of 2021), EPSG:4549."""
    faces, labels = _labelled()
    parts, keys = _parts(dissolve(faces, labels))
    return _without_islets(dissolve(parts, _absorb_slivers(parts, keys)))


def rounded(shape: BaseGeometry) -> BaseGeometry:
    """EPSG:4326 with the decimals that the files keep, so that what is computed is what is written."""
    return shapely.transform(shape, lambda xy: np.round(xy, DECIMALS))


def _tolerances(arcs: Lines, shapes: dict[Piece, BaseGeometry]) -> Metres:
    """How far each arc may be moved, metres: least within the cities of the circle, most far away from it."""
    in_circle = [shape for key, shape in shapes.items() if key[1]]
    regions = union_by(0, shapes)
    partners = [regions[row["adcode"]] for row in read_table("borders")["cities"]]
    away_km = away_m(arcs, shapely.union_all(shapely.boundary(in_circle))) / 1000
    context = np.minimum(CONTEXT_M + CONTEXT_M_PER_KM * away_km, CONTEXT_MOST_M)
    context = np.where(lies_on(arcs, partners), PARTNER_M, context)
    return np.where(lies_on(arcs, in_circle), np.where(lies_on(arcs, regions.values()), CITY_M, COUNTY_M), context)


def _piece_of(faces: list[Polygon], shapes: dict[Piece, BaseGeometry]) -> list[Piece | None]:
    """The piece (EPSG:4326) that each thinned face overlaps most, or none where most of it is no piece's."""
    keys, tree = list(shapes), shapely.STRtree(list(shapes.values()))
    best: list[Piece | None] = []
    for face in faces:
        areas = {keys[near]: face.intersection(shapes[keys[near]]).area for near in tree.query(face)}
        most = max(areas, key=lambda key: areas[key])
        best.append(most if areas[most] > face.area - sum(areas.values()) else None)
    return best


@cache
def pieces() -> dict[Piece, BaseGeometry]:
    """The pieces as published: generalised polygons by (region, county of 2019, county of 2021), EPSG:4326.

    Raises `ValueError` when thinning or rounding broke the coverage.
    """
    full = full_pieces()
    arcs = edge_arcs(full.values())
    thinned = thin_arcs(arcs, _tolerances(arcs, full), lambda line: rounded(to_degrees(line)))
    faces = sorted(shapely.polygonize(thinned).geoms, key=lambda face: face.bounds)
    found = _piece_of(faces, {key: to_degrees(shape) for key, shape in full.items()})
    kept = [(face, key) for face, key in zip(faces, found, strict=True) if key]
    result = dissolve([face for face, _ in kept], [key for _, key in kept])
    if not shapely.coverage_is_valid(list(result.values())) or result.keys() != full.keys():
        raise ValueError("the thinned coverage has gaps, overlaps or lost pieces: change the tolerances")
    return result


def union_by(position: int, shapes: dict[Piece, BaseGeometry]) -> dict[str, Polygon | MultiPolygon]:
    """Pieces joined by region (0), county of 2019 (1) or county of 2021 (2); pieces without one are left out."""
    chosen = [key for key in shapes if key[position]]
    return dissolve([shapes[key] for key in chosen], [key[position] for key in chosen])
