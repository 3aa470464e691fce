"""Checks that things lie where the report says: corridors, zones, lines, and stations on their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, compared, complete, declared
from layers.measures.planar import covers, inside, metres, shape_m, touches

RELATIONS: dict[str, Callable[[BaseGeometry, BaseGeometry], bool]] = {
    "covers": covers,
    "touches": touches,
    "inside": inside,
}


def corridor_cities(atlas: Atlas) -> Iterator[Check]:
    """Each corridor touches every city in its own list."""
    for ident, row in atlas.frames["corridors"].iterrows():
        base = Check("corridors", "corridor_cities", subject=str(ident), clause=_last(row["clauses"]))
        yield _placed(atlas, base, {"touches": row["cities"]})


def _last(clauses: list[str]) -> str:
    return clauses[-1] if clauses else ""


def places(atlas: Atlas, group: str) -> Iterator[Check]:
    """Each feature of a group of `checks.toml` covers, touches or lies in what the report names."""
    for ident, row in declared()[group].items():
        yield _placed(atlas, Check(group, "places", subject=ident, clause=row["clause"]), row)


def _placed(atlas: Atlas, base: Check, row: Mapping[str, Any]) -> Check:
    wanted = [(name, other) for name in RELATIONS for other in row.get(name, ())]
    absent = [ident for ident in (base.subject, *(other for _, other in wanted)) if atlas.home(ident) is None]
    if absent:
        return _absent(atlas, base, absent)
    mine: Any = shape_m(atlas, base.subject)
    wrong = [other for name, other in wanted if not RELATIONS[name](mine, shape_m(atlas, other))]
    far_km = max((mine.distance(shape_m(atlas, other)) / 1e3 for other in wrong), default=0.0)
    aside = far_km or 100 * _least_share(atlas, mine, wrong)
    return complete(base, wanted, wrong, row.get("why", "apart" if far_km else "partly"), aside=aside)


def _least_share(atlas: Atlas, mine: BaseGeometry, others: list[str]) -> float:
    """The part that two areas have in common, of the smaller one; the least among the others."""
    areas = [shape for shape in (shape_m(atlas, other) for other in others) if shape and shape.area and mine.area]
    return min((mine.intersection(shape).area / min(mine.area, shape.area) for shape in areas), default=0.0)


def _absent(atlas: Atlas, base: Check, absent: list[str]) -> Check:
    """What is not there differs; with a layer off, nobody can tell whether it would be there."""
    if set(atlas.catalogue.ids()) - set(atlas.frames):
        return base.open("layer_off", missing=tuple(absent))
    return base.closed(False, "absent", missing=tuple(absent))


def station_lines(atlas: Atlas) -> Iterator[Check]:
    """The farthest of a line's stations from the line, in metres."""
    stations, within = atlas.frames["stations"], declared()["tolerance"]["station_m"]
    points, lines = metres(atlas, "stations"), metres(atlas, "rail")
    for line, shape in lines.items():
        base = Check("stations", "station_lines", subject=str(line), unit="m", expected=within)
        own = points[stations["lines"].map(lambda names, line=line: line in names)]
        if own.empty:
            yield base.open("no_station")
            continue
        away = own.distance(shape)
        far = tuple(str(ident) for ident in away.index[away > within])
        excess = float(max(away.max() - within, 0.0))
        yield base.closed(not far, "far", found=float(away.max()), difference=excess, missing=far)


def named_lines(atlas: Atlas) -> Iterator[Check]:
    """Stations whose lines all exist."""
    stations, lines = atlas.frames["stations"], set(atlas.frames["rail"].index)
    lost = [str(ident) for ident, names in stations["lines"].items() if set(names) - lines]
    yield complete(Check("stations", "named_lines", about="stations"), stations.index, lost, "absent")


def plate_members(atlas: Atlas) -> Iterator[Check]:
    """The plates meet in Hangzhou, as the report has it: how many of them touch the city."""
    city = shape_m(atlas, "city-hangzhou")
    plates = metres(atlas, "plates")
    base = Check("circle", "plates", subject="city-hangzhou", clause="1.2")
    if city is None:
        yield base.closed(False, "absent")
        return
    met = plates.intersects(city)
    yield compared(base, declared()["circle"]["plates"], int(met.sum()), 0, "count")
