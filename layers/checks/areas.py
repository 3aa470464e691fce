"""Checks of the circle's make-up and of areas and lengths, against the report and official figures."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, compared, declared
from layers.measures.geodesic import areas_km2, geodesic_area_km2, length_km

CORE, JOINED = "core_city", "joined_city"
ROUNDING_KM2 = 1.0


def city_count(atlas: Atlas) -> Iterator[Check]:
    """Four cities and two that joined, as the report counts them."""
    kinds = atlas.frames["cities"]["kind"].value_counts()
    wanted, found = declared()["circle"]["cities"], f"{kinds.get(CORE, 0)}+{kinds.get(JOINED, 0)}"
    base = Check("circle", "city_count", subject="circle-hangzhou", unit="cities", clause="1.2.3")
    yield base.closed(found == wanted, "count", expected=wanted, found=found)


def union_of_cities(atlas: Atlas) -> Iterator[Check]:
    """Each outline of the circle is its cities joined: km2 that only one of the two covers."""
    cities = atlas.frames["cities"]
    for ident, kinds in (("circle-hangzhou", (CORE, JOINED)), ("circle-hangzhou-core", (CORE,))):
        base = Check("circle", "union", subject=ident, unit="km2", clause="1.2.3")
        if ident not in atlas.frames["circle"].index:
            yield base.closed(False, "absent")
            continue
        joined = shapely.union_all(cities.geometry[cities["kind"].isin(kinds)].array)
        apart = atlas.frames["circle"].geometry[ident].symmetric_difference(joined)
        yield compared(base, 0.0, _areas_km2(apart), ROUNDING_KM2, "outline")


def _areas_km2(shape: shapely.Geometry) -> float:
    return sum(geodesic_area_km2(part) for part in shapely.get_parts(shape))


def city_areas(atlas: Atlas) -> Iterator[Check]:
    """Each city of the circle against its published area, in km2."""
    frame, table = atlas.frames["cities"], declared()
    areas = areas_km2(atlas, "cities")
    for ident, published in frame["published_area_km2"].dropna().items():
        base = Check("areas", "city_area", subject=str(ident), unit="km2")
        source, within = table["with_water_km2"].get(ident), published * table["tolerance"]["area_percent"] / 100
        reason = _why_area(published, areas[ident], source, within)
        yield compared(base, published, float(areas[ident]), within, reason, aside=source)


def _why_area(published: float, ours: float, source: float | None, within: float) -> str:
    """What the source's own polygon, water and all, says of a difference."""
    if source is None:
        return "area"
    if abs(source - published) <= within:
        return "water"
    return "source_too" if abs(source - ours) <= within else "part_of_water"


def delta_share(atlas: Atlas) -> Iterator[Check]:
    """Hangzhou's part of the Delta's area, in percent, against the report."""
    table, regions = declared(), areas_km2(atlas, "regions")
    city = areas_km2(atlas, "cities").get("city-hangzhou")
    base = Check("areas", "delta_share", subject="city-hangzhou", unit="percent", clause=table["share"]["clause"])
    if city is None:
        yield base.closed(False, "absent")
        return
    water = table["with_water_km2"]
    aside = 100 * water["city-hangzhou"] / water["delta"]
    share = 100 * float(city) / float(regions.sum())
    yield compared(base, table["share"]["percent"], share, table["share"]["within"], "share", aside=aside)


def hangzhou_area(atlas: Atlas) -> Iterator[Check]:
    """Hangzhou's area in units of 10 000 km2, to the digits that the report gives."""
    table, areas = declared()["hangzhou"], areas_km2(atlas, "cities")
    base = Check("areas", "report_area", subject="city-hangzhou", unit="ten_thousand_km2", clause=table["clause"])
    city = areas.get("city-hangzhou")
    yield (
        base.closed(False, "absent")
        if city is None
        else compared(base, table["ten_thousand_km2"], float(city) / 1e4, table["within"], "area")
    )


def county_sums(atlas: Atlas, edition: str) -> Iterator[Check]:
    """The counties of an edition add up to their city, in km2."""
    frame = atlas.frames[edition]
    sums, cities = areas_km2(atlas, edition).groupby(frame["city"]).sum(), areas_km2(atlas, "cities")
    for ident, total in sums.items():
        base = Check("areas", "county_sum", subject=str(ident), about=edition, unit="km2")
        whole = cities.get(ident)
        yield (
            base.closed(False, "absent")
            if whole is None
            else compared(base, float(whole), float(total), ROUNDING_KM2, "sum")
        )


def line_lengths(atlas: Atlas) -> Iterator[Check]:
    """Lines against their stated length, in km; not where a part is indicative, which has no length."""
    table = declared()
    for ident, stated in table["lengths"].items():
        base = Check("lines", "line_length", subject=ident, unit="km", expected=stated["km"])
        frame = next((frame for frame in atlas.frames.values() if ident in frame.index and "line" in frame), None)
        if frame is None:
            yield base.open("not_there")
            continue
        parts = length_km(frame[frame["line"] == ident])
        within = stated["km"] * table["tolerance"]["length_percent"] / 100
        if parts.isna().any():
            yield base.open("indicative")
        else:
            yield compared(base, stated["km"], float(parts.sum()), within, stated.get("why", "length"))
