"""Checks of the people of places against what the report says of them."""

from __future__ import annotations

from collections.abc import Iterator

from layers.atlas.atlas import Atlas
from layers.checks.check import Check
from layers.measures.people import CITY, residents_shares_percent, said_shares
from layers.report.figures import figures

FIGURE = "population_share"
ROUNDING = 0.05
"""The report gives one decimal."""


def delta_residents(atlas: Atlas) -> Iterator[Check]:
    """Hangzhou's part of the Delta's residents: the report, of 2019, lies between the censuses before and after it."""
    for figure in (item for item in figures(atlas) if item.id == FIGURE):
        base = Check(
            "figures", "people_share", subject=CITY, unit="percent", clause=figure.clause, expected=figure.value
        )
        try:
            shares = residents_shares_percent(atlas)
        except KeyError:
            yield base.open("no_statistics")
            continue
        least, most = min(shares.values()) - ROUNDING, max(shares.values()) + ROUNDING
        yield base.closed(least <= float(figure.value) <= most, "outside_censuses", found=said_shares(shares))
