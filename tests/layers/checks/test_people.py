"""The report's share of the Delta's residents lies between two censuses; a wrong figure, or none, is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.atlas.atlas import Atlas
from layers.checks.people import delta_residents
from layers.measures.people import residents_shares_percent


def test_the_shares_are_those_of_the_published_totals(atlas: Atlas) -> None:
    assert residents_shares_percent(atlas) == pytest.approx(
        {2010: 100 * 8700373 / 215607448, 2020: 100 * 11936010 / 235213670}
    )


def test_the_report_s_figure_lies_between_and_both_years_are_said(atlas: Atlas) -> None:
    (row,) = delta_residents(atlas)
    assert (row.state, row.expected, row.clause) == ("pass", 4.3, "1.1")
    assert row.found == "4.04% (2010) – 5.07% (2020)"


@pytest.mark.parametrize("factor", [0.5, 2])
def test_a_share_that_does_not_enclose_it_differs(factor: float, atlas: Atlas) -> None:
    table = atlas.statistics
    wrong = table.assign(value=table["value"].where(table["place_id"] != "city-hangzhou", table["value"] * factor))
    (row,) = delta_residents(replace(atlas, statistics=wrong))
    assert (row.state, row.reason) == ("differs", "outside_censuses")


def test_without_statistics_it_is_not_known(atlas: Atlas) -> None:
    (row,) = delta_residents(replace(atlas, statistics=atlas.statistics.iloc[:0]))
    assert (row.state, row.reason) == ("unknown", "no_statistics")
