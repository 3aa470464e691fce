"""The report's figures and ours."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.clauses import LOCATORS
from layers.atlas.load import GEODATA
from layers.report.figures import MEASURES, Figure, figures
from tests import samples
from text import LANGUAGES, say

TABLE = tomllib.loads((GEODATA / "figures.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("ident", TABLE)
def test_a_figure_has_its_clause_unit_and_words(ident: str) -> None:
    row = TABLE[ident]
    assert set(row) <= {"value", "unit", "clause", "ours", "zh", "en", "kind", "features", "card", "sea_km2", "by"}
    assert row["kind"] in {"share", "area", "count", "target", "year", "duration", "rank"}
    assert row["clause"] in LOCATORS
    assert row.get("ours") is None or row["ours"] in MEASURES
    for lang in LANGUAGES:
        assert row[lang].strip()
        assert row["unit"] == "none" or say(lang, f"unit.{row['unit']}")


def test_every_measure_is_used() -> None:
    assert {row["ours"] for row in TABLE.values() if "ours" in row} == set(MEASURES)


def test_our_geometry_confirms_the_report(atlas: Atlas) -> None:
    found = {figure.id: figure for figure in figures(atlas)}
    assert list(found) == list(TABLE)
    assert found["area"].ours == found["area"].value
    assert found["area_share"].ours == found["area_share"].value == 4.7
    assert found["cities"].ours == "4+2"
    assert [found[ident].ours for ident in ("population", "gdp_share", "revenue_share")] == [None] * 3


def test_a_census_before_and_one_after_enclose_the_report_s_share_of_residents(atlas: Atlas) -> None:
    found = {figure.id: figure for figure in figures(atlas)}
    assert (found["population_share"].ours, found["population_share"].by) == ("4.04% (2010) – 5.07% (2020)", "census")
    assert {figure.by for figure in found.values() if figure.id != "population_share"} == {"geometry"}
    without = replace(atlas, statistics=atlas.statistics.iloc[:0])
    assert {figure.id: figure.ours for figure in figures(without)}["population_share"] is None


@pytest.mark.parametrize("stem", ["cities", "regions"])
def test_without_its_layer_geometry_cannot_tell(stem: str, folder: Path) -> None:
    (folder / f"{stem}.geojson").unlink()
    broken = build_atlas(folder)
    assert {figure.id: figure.ours for figure in figures(broken)}["area_share"] is None


def test_figures_of_a_folder_are_read_from_it(folder: Path) -> None:
    (figure,) = figures(build_atlas(folder), folder)
    assert (figure.id, figure.value, figure.clause) == ("cities", "4+2", "1.2.3")


def test_a_figure_says_all_that_stands_of_it(folder: Path) -> None:
    (folder / "figures.toml").write_text(
        '[a]\nvalue = 2\nunit = "cities"\nclause = "1.2"\nzh = "甲"\nen = "A"\ncard = true\n'
        '[b]\nvalue = "4+2"\nunit = "none"\nclause = "1.3"\nzh = "乙"\nen = "B"\nours = "cities_of_circle"\n',
        encoding="utf-8",
    )
    first, second = figures(build_atlas(folder), folder)
    assert first == Figure("a", {"zh": "甲", "en": "A"}, 2, "cities", "1.2", card=True, ours=None)
    assert second == Figure("b", {"zh": "乙", "en": "B"}, "4+2", "none", "1.3", card=False, ours=None)
    assert (first.card, second.card) == (True, False)


def test_one_kind_of_city_alone_makes_no_sum(folder: Path) -> None:
    layer = samples.CATALOGUE.layer("cities")
    samples.write(folder, "cities", [samples.feature(layer, "a", kind="core_city")])
    (figure,) = figures(build_atlas(folder), folder)
    assert figure.ours is None
