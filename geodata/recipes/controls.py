"""Independent controls: points of one source by which features drawn after another are measured (`controls.geojson`).

`controls.toml` says what each feature is compared with. A control's `role` is `line` (points of which the other source
says that they lie on the line), `place` (where the other source puts the same thing, and how it writes the name) or
`name` (how another source than the name's writes it, at a point that the drawing was made from). `chosen` are those
whose feature was drawn anew because they differed: of a shift that all have in common they say nothing.

No point is left out for being far off. Left out is what lies beyond the ends of the drawn line, and what is another
thing: a stop farther than `OTHER_STOP_M` from the station, a namesake farther than `OTHER_TOWN_M` from the town.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain as joined
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from geodata.recipes.chains import chain
from geodata.recipes.context import stem_of
from geodata.recipes.gazetteer import find, geonames
from geodata.recipes.io import METRIC_CRS, Feature, read_metric, read_table, to_degrees, to_metric
from geodata.recipes.paths import bridges_of, line_named

OTHER_STOP_M = 3000.0
OTHER_TOWN_M = 20_000.0
LABELS, ALIGNMENTS = "rail_stations_travelmapping2026", "rail_travelmapping2026"
STOPS_SOURCE, GAZETTEER, TOWNS_SOURCE = "travelmapping-rail-2026-08", "geonames-2026", "vonng-adcode"
SETTLEMENTS = ("ancient_town", "town")

Drawn = Mapping[str, Feature]


def _control(
    ident: str, role: str, source: str, shape: BaseGeometry, names: Iterable[str] = (), **more: Any
) -> Feature:
    """One control; `shape` in EPSG:4549."""
    properties = {"feature": ident, "role": role, "names": list(names), "source": [source], **more}
    return {"properties": properties, "geometry": to_degrees(shape)}


def _line(drawn: Drawn, ident: str) -> LineString:
    shape: Any = to_metric(drawn[ident]["geometry"])
    return shape


def _between_ends(points: Iterable[Point], line: LineString) -> list[Point]:
    """The points beside a line and not beyond one of its ends."""
    return [point for point in points if 0 < line.project(point) < line.length]


def _on_line(drawn: Drawn, ident: str, source: str, points: Iterable[Point]) -> Feature:
    return _control(ident, "line", source, MultiPoint(_between_ends(points, _line(drawn, ident))))


def _along(alignment: LineString, ends: Iterable[Point]) -> Iterator[Point]:
    """The vertices of another source's line from where the drawn one begins to where it ends."""
    first, last = sorted(map(alignment.project, ends))
    return (vertex for vertex in map(Point, alignment.coords) if first < alignment.project(vertex) < last)


def _railways(drawn: Drawn, table: Mapping[str, Any]) -> Iterator[Feature]:
    tracks = read_metric(ALIGNMENTS)
    for ident, name in table["alignments"].items():
        ends = [Point(end) for end in _line(drawn, ident).boundary.geoms]
        if ident in table["begins"]:
            ends[0] = to_metric(Point(table["begins"][ident]))
        parts = tracks.geometry[tracks["line"] == name]
        yield _on_line(drawn, ident, STOPS_SOURCE, joined.from_iterable(_along(part, ends) for part in parts))
    for ident, name in table["station_nodes"].items():
        nodes = line_named("rail_intercity_station_chains", "line", name, 0)
        yield _on_line(drawn, ident, "osm-2026-09", map(Point, nodes.coords))
    for ident, names in table["stations_on"].items():
        known = [find(f"rail_station:{name}") for name in names]
        for source in dict.fromkeys(item.source for item in known):
            points = MultiPoint([item.point for item in known if item.source == source])
            yield _control(ident, "line", source, to_metric(points))


def ways(line: BaseGeometry, stretches: Iterable[list[float]]) -> Iterator[list[Point]]:
    """Of each stretch of a motorway the nodes on its way through the road graph (EPSG:4549).

    A stretch is longitude and latitude of two points. Raises `LookupError` where the graph has no way.
    """
    for west, south, east, north in stretches:
        yield chain(line, to_metric(Point(west, south)), to_metric(Point(east, north)))


def _motorways(drawn: Drawn, table: Mapping[str, Any]) -> Iterator[Feature]:
    for ident, ref in table["bridges"].items():
        yield _on_line(drawn, ident, "osm-2024-03", bridges_of(ref).centroid)
    for ident, stretches in table["chains"].items():
        nodes = joined.from_iterable(ways(_line(drawn, ident), stretches))
        yield _on_line(drawn, ident, "routrs-osm-2024", dict.fromkeys(nodes))
    crossings = read_metric("road_interchanges_travelmapping2026")
    for ident, labels in table["junctions"].items():
        found = crossings.geometry[(crossings["ref"] + "/" + crossings["label"]).isin(labels)]
        yield _control(ident, "line", "travelmapping-2026-08", MultiPoint(list(found)))


def _stations(drawn: Drawn, table: Mapping[str, Any]) -> Iterator[Feature]:
    labels = read_metric(LABELS)
    for ident, item in drawn.items():
        lines = {table["stops"].get(line) for line in item["properties"].get("lines", ())}
        here, stops = to_metric(item["geometry"]), labels[labels["line"].isin(lines)]
        away = stops.distance(here)
        if not away.empty and away.min() <= OTHER_STOP_M:
            label = str(stops.loc[away.idxmin(), "label"])
            own = STOPS_SOURCE in item["properties"]["source"]
            read = {"reading_zh": table["readings"][label]} if label in table["readings"] else {}
            at = stops.geometry[away.idxmin()]
            yield _control(ident, "name" if own else "place", STOPS_SOURCE, at, [label], **read)


def _towns(drawn: Drawn) -> Iterator[Feature]:
    """Towns of the report, and of those around it all that two gazetteers have, where the other gazetteer puts them."""
    places = geonames().to_crs(METRIC_CRS)
    spelt = places["name_zh_alternates"].fillna("").str.split(";")
    centres = read_metric("towns_points_2016")
    named = {GAZETTEER: (places, spelt), TOWNS_SOURCE: (centres, centres["name"].map(lambda name: [name]))}
    for item in drawn.values():
        known, here = item["properties"], to_metric(item["geometry"])
        if known["kind"] not in SETTLEMENTS:
            continue
        if known["id"].startswith("place-"):
            other = TOWNS_SOURCE if GAZETTEER in known["source"] else GAZETTEER
            yield from _namesake(known, here, other, *named[other])
        elif GAZETTEER in known.get("name_source", ()):
            also = {**known, "aliases": [stem_of(known["name_zh"])]}
            yield from _namesake(also, here, GAZETTEER, places, spelt)


def _namesake(
    known: Mapping[str, Any], here: BaseGeometry, source: str, rows: gpd.GeoDataFrame, spelt: pd.Series
) -> Iterator[Feature]:
    """The nearest place of a gazetteer that goes by one of the town's names.

    A town is drawn after GeoNames where the two gazetteers differ most: how it differs says nothing of the others.
    """
    called = {known["name_zh"], *known["aliases"]}
    same = rows.geometry[spelt.map(lambda names: bool(called & set(names)))]
    away = same.distance(here)
    if not away.empty and away.min() <= OTHER_TOWN_M:
        more = {"chosen": True} if source == TOWNS_SOURCE else {}
        yield _control(known["id"], "place", source, same[away.idxmin()], spelt[away.idxmin()], **more)


def _airports(table: Mapping[str, Any]) -> Iterator[Feature]:
    for ident, spec in table["airports"].items():
        known = find(spec)
        yield _control(ident, "place", known.source, to_metric(known.point))


def build(features: Iterable[Feature]) -> list[Feature]:
    """The controls of drawn features; MultiPoints (`line`) and Points in EPSG:4326.

    Raises `LookupError` for what the sources do not hold, `KeyError` for a feature that is not drawn.
    """
    table, drawn = read_table("controls"), {item["properties"]["id"]: item for item in features}
    return [
        *_railways(drawn, table),
        *_motorways(drawn, table),
        *_stations(drawn, table),
        *_towns(drawn),
        *_airports(table),
    ]
