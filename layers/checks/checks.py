"""All checks of the atlas, computed from what is loaded: once for each atlas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from layers.atlas.atlas import Atlas
from layers.checks import areas, borders, people, places, records
from layers.checks.check import Check, State

GROUPS = ("circle", "areas", "borders", "corridors", "zones", "lines", "stations", "figures", "records")
STATES: tuple[State, ...] = ("differs", "unknown", "pass")


@dataclass(frozen=True)
class Family:
    """A question, the layers without which it cannot be asked, and how its rows are computed."""

    group: str
    kind: str
    layers: tuple[str, ...]
    rows: Callable[[Atlas], Iterator[Check]]


def _borders(layer: str) -> tuple[Family, ...]:
    asked = (("edges", borders.edges), ("gaps", borders.gaps), ("overlaps", borders.overlaps))
    return tuple(Family("borders", kind, (layer,), partial(rows, layer=layer)) for kind, rows in asked)


def _sums(edition: str) -> Family:
    return Family("areas", "county_sum", ("cities", edition), partial(areas.county_sums, edition=edition))


FAMILIES: tuple[Family, ...] = (
    Family("circle", "city_count", ("cities",), areas.city_count),
    Family("circle", "union", ("cities", "circle"), areas.union_of_cities),
    Family("circle", "plates", ("cities", "plates"), places.plate_members),
    Family("areas", "city_area", ("cities",), areas.city_areas),
    Family("areas", "report_area", ("cities",), areas.hangzhou_area),
    Family("areas", "delta_share", ("cities", "regions"), areas.delta_share),
    _sums("districts_2019"),
    _sums("districts_2021"),
    *(family for layer in borders.LAYERS for family in _borders(layer)),
    Family("corridors", "corridor_cities", ("corridors", "cities"), places.corridor_cities),
    Family("corridors", "places", ("corridors",), partial(places.places, group="corridors")),
    Family("zones", "places", ("zones",), partial(places.places, group="zones")),
    Family("lines", "places", ("rail", "roads"), partial(places.places, group="lines")),
    Family("lines", "line_length", ("rail",), areas.line_lengths),
    Family("stations", "station_lines", ("stations", "rail"), places.station_lines),
    Family("stations", "named_lines", ("stations", "rail"), places.named_lines),
    Family("figures", "people_share", ("cities", "regions"), people.delta_residents),
    Family("figures", "figure", (), records.other_figures),
    Family("records", "sources", (), records.sources),
    Family("records", "ways", (), records.ways),
    Family("records", "clauses", (), records.clauses),
    Family("records", "unplaced", (), records.unplaced),
)


def rows_of(family: Family, atlas: Atlas) -> Sequence[Check]:
    """The rows of one question; a single unknown one when a layer that it needs is off."""
    off = [layer for layer in family.layers if layer not in atlas.frames]
    if off:
        return [Check(family.group, family.kind, about=layer).open("layer_off") for layer in off]
    return list(family.rows(atlas))


@lru_cache(maxsize=4)
def checks(atlas: Atlas) -> tuple[Check, ...]:
    """All checks by group, what differs first, then what is unknown."""
    found = [row for family in FAMILIES for row in rows_of(family, atlas)]
    return tuple(sorted(found, key=lambda row: (GROUPS.index(row.group), STATES.index(row.state))))


def totals(found: Sequence[Check]) -> Mapping[State, int]:
    """How many checks have each state."""
    counts = Counter(row.state for row in found)
    return {state: counts[state] for state in STATES}
