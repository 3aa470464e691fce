"""All checks of the atlas, computed from what is loaded: once for each atlas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from layers.atlas.atlas import Atlas
from layers.checks import areas, borders, people, places, positions, records, spelling
from layers.checks.check import Check, Method, Side, State, declared, explained

GROUPS = (
    "positions", "names", "circle", "areas", "borders", "corridors", "zones", "lines", "stations", "figures", "records",
)  # fmt: skip
SIDES: tuple[Side, ...] = ("world", "itself")
STATES: tuple[State, ...] = ("differs", "unknown", "definition", "pass")


@dataclass(frozen=True)
class Family:
    """A question: the side on which it stands, its method, the layers without which it cannot be asked, its rows."""

    group: str
    kind: str
    side: Side
    method: Method
    layers: tuple[str, ...]
    rows: Callable[[Atlas], Iterator[Check]]


def _borders(layer: str) -> tuple[Family, ...]:
    asked = (("edges", borders.edges), ("gaps", borders.gaps), ("overlaps", borders.overlaps))
    return tuple(
        Family("borders", kind, "itself", "topology", (layer,), partial(rows, layer=layer)) for kind, rows in asked
    )


def _sums(edition: str) -> Family:
    rows = partial(areas.county_sums, edition=edition)
    return Family("areas", "county_sum", "itself", "sum", ("cities", edition), rows)


def _lines(layer: str) -> Family:
    rows = partial(positions.line_positions, layer=layer)
    return Family("positions", "line_position", "world", "percentile", (layer,), rows)


def _points(layer: str) -> Family:
    rows = partial(positions.point_positions, layer=layer)
    return Family("positions", "point_position", "world", "distance", (layer,), rows)


def _shift(layer: str) -> Family:
    return Family("positions", "shift", "world", "shift", (layer,), partial(positions.shift, layer=layer))


def _names(layer: str) -> Family:
    return Family("names", "names", "world", "spelling", (layer,), partial(spelling.names, layer=layer))


def _places(group: str, *layers: str) -> Family:
    return Family(group, "places", "itself", "relation", layers, partial(places.places, group=group))


FAMILIES: tuple[Family, ...] = (
    *map(_lines, ("rail", "roads")),
    *map(_points, ("stations", "places", "gateways", "towns")),
    *map(_shift, ("rail", "roads", "stations", "places", "towns")),
    *map(_names, ("stations", "places")),
    Family("circle", "city_count", "itself", "count", ("cities",), areas.city_count),
    Family("circle", "union", "itself", "join", ("cities", "circle"), areas.union_of_cities),
    Family("circle", "plates", "itself", "relation", ("cities", "plates"), places.plate_members),
    Family("areas", "city_area", "world", "area", ("cities",), areas.city_areas),
    Family("areas", "report_area", "world", "area", ("cities",), areas.hangzhou_area),
    Family("areas", "delta_share", "world", "share", ("cities", "regions"), areas.delta_share),
    _sums("districts_2019"),
    _sums("districts_2021"),
    *(family for layer in borders.LAYERS for family in _borders(layer)),
    Family("corridors", "corridor_cities", "itself", "relation", ("corridors", "cities"), places.corridor_cities),
    _places("corridors", "corridors"),
    _places("zones", "zones"),
    _places("lines", "rail", "roads"),
    Family("lines", "line_length", "world", "length", ("rail", "roads"), areas.line_lengths),
    Family("stations", "station_lines", "itself", "distance", ("stations", "rail"), places.station_lines),
    Family("stations", "named_lines", "itself", "record", ("stations", "rail"), places.named_lines),
    Family("figures", "people_share", "world", "census", ("cities",), people.delta_residents),
    Family("figures", "figure", "world", "report", (), records.other_figures),
    Family("records", "sources", "itself", "record", (), records.sources),
    Family("records", "ways", "itself", "record", (), records.ways),
    Family("records", "clauses", "itself", "record", (), records.clauses),
    Family("records", "controls", "itself", "record", (), records.controls),
    Family("records", "unplaced", "itself", "record", (), records.unplaced),
)


def _told(family: Family, row: Check) -> Check:
    return explained(replace(row, side=row.side or family.side, method=family.method))


def rows_of(family: Family, atlas: Atlas) -> Sequence[Check]:
    """The rows of one question; a single unknown one when a layer that it needs is off."""
    off = [layer for layer in family.layers if layer not in atlas.frames]
    if off:
        return [_told(family, Check(family.group, family.kind, about=layer).open("layer_off")) for layer in off]
    return [_told(family, row) for row in family.rows(atlas)]


@lru_cache(maxsize=4)
def checks(atlas: Atlas) -> tuple[Check, ...]:
    """All checks by side and group, what differs first, then what is unknown."""
    found = [row for family in FAMILIES for row in rows_of(family, atlas)]
    return tuple(sorted(found, key=_place))


def _place(row: Check) -> tuple[int, int, int]:
    return SIDES.index(row.side or "itself"), GROUPS.index(row.group), STATES.index(row.state)


def on_side(found: Sequence[Check], side: Side) -> tuple[Check, ...]:
    """The checks of one side: only those of the world say whether the atlas is true."""
    return tuple(row for row in found if row.side == side)


def by_figure(atlas: Atlas) -> Mapping[str, Check]:
    """The check of each figure of the report, by the figure's id; `checks.toml` names those of other questions."""
    found = {row.id: row for row in checks(atlas)}
    named = {ident: found[check] for ident, check in declared()["figures"].items() if check in found}
    return {row.about: row for row in found.values() if row.kind == "figure"} | named


def totals(found: Sequence[Check]) -> Mapping[State, int]:
    """How many checks have each state."""
    counts = Counter(row.state for row in found)
    return {state: counts[state] for state in STATES}
