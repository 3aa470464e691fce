"""Checks of the circle's make-up and of areas and lengths, against the report and official figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import shapely

from layers.atlas.atlas import Atlas
from layers.checks.check import Check, compared, declared
from layers.measures.geodesic import areas_km2, geodesic_area_km2, geodesic_length_km

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


def _with_sea(km2: float, ident: str) -> float:
    """An area with the sea and estuary that were taken away from the source's polygon, km2."""
    return km2 + float(declared()["sea_km2"].get(ident, 0.0))


def city_areas(atlas: Atlas) -> Iterator[Check]:
    """Each city of the circle, with its water, against its published area, in km2."""
    frame, table = atlas.frames["cities"], declared()
    areas = areas_km2(atlas, "cities")
    for ident, published in frame["published_area_km2"].dropna().items():
        base = Check("areas", "city_area", subject=str(ident), unit="km2")
        within, ours = published * table["tolerance"]["area_percent"] / 100, float(areas[ident])
        yield compared(base, published, _with_sea(ours, str(ident)), within, "area", aside=ours)


def delta_share(atlas: Atlas) -> Iterator[Check]:
    """Hangzhou's part of the Delta's area, in percent, against the report: both with the sea, and both without."""
    table, whole = declared()["share"], float(areas_km2(atlas, "regions").sum())
    city = areas_km2(atlas, "cities").get("city-hangzhou")
    base = Check("areas", "delta_share", subject="city-hangzhou", unit="percent", clause=table["clause"])
    if city is None:
        yield base.closed(False, "absent")
        return
    shares = {
        "with_sea": _with_sea(float(city), "city-hangzhou") / _with_sea(whole, "delta"),
        "without_sea": float(city) / whole,
    }
    for about, share in shares.items():
        yield compared(replace(base, about=about), table["percent"], 100 * share, table["within"], "share")


def hangzhou_area(atlas: Atlas) -> Iterator[Check]:
    """Hangzhou's area in units of 10 000 km2, to the digits that the report gives."""
    table, areas = declared()["hangzhou"], areas_km2(atlas, "cities")
    base = Check("areas", "report_area", subject="city-hangzhou", unit="ten_thousand_km2", clause=table["clause"])
    city = areas.get("city-hangzhou")
    yield (
        base.closed(False, "absent")
        if city is None
        else compared(
            base, table["ten_thousand_km2"], _with_sea(float(city), "city-hangzhou") / 1e4, table["within"], "area"
        )
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
    """Lines against their stated length, in km; one that is drawn as indicative in a part may be farther from it."""
    table = declared()
    for ident, stated in table["lengths"].items():
        base = Check("lines", "line_length", subject=ident, unit="km", expected=stated["km"])
        frame = next((frame for frame in atlas.frames.values() if ident in frame.index and "line" in frame), None)
        if frame is None:
            yield base.open("not_there")
            continue
        parts = frame[frame["line"] == ident]
        drawn = (parts["evidence"] == "indicative").any()
        percent = table["tolerance"]["indicative_length_percent" if drawn else "length_percent"]
        length = float(parts.geometry.map(geodesic_length_km).sum())
        yield compared(base, stated["km"], length, stated["km"] * percent / 100, "length")
