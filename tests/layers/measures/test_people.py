"""Density, change and shares of places, against figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from layers.atlas.atlas import Atlas
from layers.measures.geodesic import areas_km2
from layers.measures.people import counted, density_per_km2, gain_persons, growth_percent, sources_of, values_of


def test_density_is_residents_on_the_area_that_the_map_has(atlas: Atlas) -> None:
    found = density_per_km2(atlas, "2020", "cities")
    assert found["city-hangzhou"] == pytest.approx(11936010 / 16821, rel=1e-3)
    assert found.index.equals(atlas.frames["cities"].index)
    assert areas_km2(atlas, "cities")["city-hangzhou"] == pytest.approx(16850, rel=0.005)


def test_change_is_the_later_less_the_earlier(atlas: Atlas) -> None:
    assert gain_persons(atlas, "2010-2020", "cities")["city-hangzhou"] == 3235637
    assert growth_percent(atlas, "2010-2020", "cities")["city-hangzhou"] == pytest.approx(37.19, abs=0.005)
    assert growth_percent(atlas, "2010-2020", "cities")["city-huangshan"] == pytest.approx(-2.09, abs=0.005)


def test_what_is_not_counted_is_missing_in_all_that_follows(atlas: Atlas) -> None:
    for measure, year in ((density_per_km2, "2010"), (gain_persons, "2010-2020"), (growth_percent, "2010-2020")):
        found = measure(atlas, year, "districts_2021")
        assert found.isna()["district-330114-2021"]
        assert found.notna()["district-330122"]


def test_values_are_rounded_as_they_are_shown(atlas: Atlas) -> None:
    declared = atlas.catalogue.thematic
    growth = declared.thematic("growth.2010-2020.cities.quantiles")
    density = declared.thematic("density.2020.cities.quantiles")
    assert growth
    assert density
    assert values_of(atlas, growth)["city-hangzhou"] == 37.2
    assert values_of(atlas, density)["city-hangzhou"] == 710


def test_sources_are_those_of_the_rows_that_are_used(atlas: Atlas) -> None:
    shown = atlas.catalogue.thematic.thematic("density.2020.districts_2021.quantiles")
    assert shown
    assert sources_of(atlas, shown) == ("census-bulletin-hangzhou", "census-yearbook")
    assert sources_of(atlas, shown, "district-330113-2021") == ("census-bulletin-hangzhou",)
    assert sources_of(atlas, shown, "district-330602-2021") == ()


def test_nothing_is_changed(atlas: Atlas) -> None:
    before = atlas.statistics.copy()
    counted(atlas, "residents", "2020", "cities")
    values = gain_persons(atlas, "2010-2020", "regions")
    pd.testing.assert_frame_equal(atlas.statistics, before)
    assert values.notna().sum() == 37


def test_without_statistics_nothing_is_known(atlas: Atlas) -> None:
    bare = replace(atlas, statistics=atlas.statistics.iloc[:0])
    assert counted(bare, "residents", "2020", "cities").isna().all()
