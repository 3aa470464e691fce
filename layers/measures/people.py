"""Figures of the people of places: what is counted of them, and what follows from it.

Values keep the index of the layer's frame; one that is not known is missing, never estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.catalogue.indicators import Thematic
from layers.measures.geodesic import areas_km2

RESIDENTS, TO = "residents", "-"


def counted(atlas: Atlas, indicator: str, year: str, layer: str) -> pd.Series:
    """What the statistics say of each place of a layer, in their own unit; missing where they say nothing."""
    table = atlas.statistics
    rows = table[(table["indicator"] == indicator) & (table["year"] == int(year))].set_index("place_id")
    return rows["value"].reindex(atlas.frames[layer].index).astype(float).rename(indicator)


def density_per_km2(atlas: Atlas, year: str, layer: str) -> pd.Series:
    """Residents a km2 of each place: of the land and inland water in its border as the atlas has it, without the sea.

    The area is geodesic (`layers.measures.geodesic`), and so a little smaller than a published one that counts water
    or tidal land which the atlas leaves out.
    """
    return (counted(atlas, RESIDENTS, year, layer) / areas_km2(atlas, layer)).rename("density")


def gain_persons(atlas: Atlas, years: str, layer: str) -> pd.Series:
    """By how many persons the residents of each place changed from one year to the other of `2010-2020`."""
    before, after = (counted(atlas, RESIDENTS, year, layer) for year in years.split(TO))
    return (after - before).rename("gain")


def growth_percent(atlas: Atlas, years: str, layer: str) -> pd.Series:
    """The same change in percent of the earlier year."""
    before = counted(atlas, RESIDENTS, years.split(TO)[0], layer)
    return (100 * gain_persons(atlas, years, layer) / before).rename("growth")


MEASURES: dict[str, Callable[[Atlas, str, str], pd.Series]] = {
    "density": density_per_km2,
    "gain": gain_persons,
    "growth": growth_percent,
}
"""What is no row of the statistics but follows from them, by the id of its indicator."""


CITY, DELTA = "city-hangzhou", "place-changsanjiao"
CENSUSES = (2010, 2020)


def residents_shares_percent(atlas: Atlas) -> dict[int, float]:
    """Hangzhou's residents as a share of the Delta's at each census, in percent.

    `KeyError` where one of them is not known.
    """
    table = atlas.statistics
    rows = table[table["indicator"] == RESIDENTS].set_index(["year", "place_id"])["value"]
    return {year: 100 * float(rows[year, CITY]) / float(rows[year, DELTA]) for year in CENSUSES}


def said_shares(shares: Mapping[int, float]) -> str:
    """Shares with their years, in signs that both languages have."""
    return " – ".join(f"{share:.2f}% ({year})" for year, share in shares.items())


@lru_cache(maxsize=128)
def values(atlas: Atlas, ident: str, year: str, layer: str, decimals: int) -> pd.Series:
    """An indicator of each place, rounded as it is shown; missing where it is not known.

    Made once for each content; never change it. `KeyError` when the layer is off.
    """
    measure = MEASURES.get(ident)
    found = measure(atlas, year, layer) if measure else counted(atlas, ident, year, layer)
    return found.round(decimals)


def values_of(atlas: Atlas, thematic: Thematic) -> pd.Series:
    """The values that a thematic map shows, by feature id."""
    indicator = thematic.indicator
    return values(atlas, indicator.id, thematic.year, thematic.layer, indicator.decimals)


@lru_cache(maxsize=128)
def sources_by_place(atlas: Atlas, ident: str, year: str) -> dict[str, tuple[str, ...]]:
    """Ids of the sources of an indicator's values, in the order of the file, by place. Never change it."""
    table = atlas.statistics
    name = RESIDENTS if ident in MEASURES else ident
    used = table[(table["indicator"] == name) & table["year"].isin([int(part) for part in year.split(TO)])]
    found: dict[str, tuple[str, ...]] = {}
    for place, source in zip(used["place_id"], used["source"], strict=True):
        known = found.get(place, ())
        found[place] = known if source in known else (*known, source)
    return found


def sources_of(atlas: Atlas, thematic: Thematic, ident: str | None = None) -> tuple[str, ...]:
    """Ids of the sources of a thematic map's values, or of one place's."""
    found = sources_by_place(atlas, thematic.indicator.id, thematic.year)
    places = [ident] if ident else map(str, atlas.frames[thematic.layer].index)
    return tuple(dict.fromkeys(source for place in places for source in found.get(place, ())))
