"""Checks of the people of places against what the report says of them."""

from __future__ import annotations

from collections.abc import Iterator

from layers.atlas.atlas import Atlas
from layers.checks.check import Check
from layers.measures.people import RESIDENTS
from layers.report.figures import figures

CITY, DELTA, FIGURE = "city-hangzhou", "place-changsanjiao", "population_share"
YEARS = (2010, 2020)
ROUNDING = 0.05
"""The report gives one decimal."""


def share_percent(atlas: Atlas, year: int) -> float | None:
    """Hangzhou's residents as a share of the Delta's at a census, in percent; None where one of them is not known."""
    table = atlas.statistics
    rows = table[(table["indicator"] == RESIDENTS) & (table["year"] == year)].set_index("place_id")["value"]
    return None if not {CITY, DELTA} <= set(rows.index) else 100 * float(rows[CITY]) / float(rows[DELTA])


def delta_residents(atlas: Atlas) -> Iterator[Check]:
    """Hangzhou's part of the Delta's residents: the report, of 2019, lies between the censuses before and after it."""
    for figure in figures(atlas):
        if figure.id != FIGURE:
            continue
        base = Check(
            "figures", "people_share", subject=CITY, unit="percent", clause=figure.clause, expected=figure.value
        )
        shares = {year: share for year in YEARS if (share := share_percent(atlas, year)) is not None}
        if len(shares) < len(YEARS):
            yield base.open("not_there")
            continue
        least, most = min(shares.values()) - ROUNDING, max(shares.values()) + ROUNDING
        said = " – ".join(f"{share:.2f} ({year})" for year, share in shares.items())
        yield base.closed(least <= float(figure.value) <= most, "share", found=said)
