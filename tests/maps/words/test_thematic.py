"""A thematic map said in both languages."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import Atlas
from layers.catalogue.indicators import Thematic
from layers.measures.classes import Classes, classes_of
from maps.scene.scene import Scene
from maps.words.changes import changes
from maps.words.details import details
from maps.words.summarise import describe
from maps.words.thematic import figure, heading, place_row, ranges, title_of, told

THIN = "\u2009"


def shown(atlas: Atlas, text: str) -> Thematic:
    found = atlas.catalogue.thematic.thematic(text)
    assert found
    return found


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234567, f"1{THIN}234{THIN}567"),
        (12.5, "12.5"),
        (15.05, "15.05"),
        (-2.09, "\u22122.09"),
        (-0.001, "0"),
        (0, "0"),
    ],
)
def test_a_figure_is_as_short_as_it_can_be(value: float, said: str) -> None:
    assert figure(value, "zh") == said
    assert figure(value, "en") == said.replace(THIN, ",")


def test_a_class_is_said_by_its_cuts() -> None:
    made = Classes((-5.0, 0.0, 1000.0), ("a", "b", "c", "d"), (1, 2, 3, 4), 0)
    assert ranges(made, "zh") == [
        f"<{THIN}\u22125",
        f"\u22125{THIN}–{THIN}0",
        f"0{THIN}–{THIN}1{THIN}000",
        f"≥{THIN}1{THIN}000",
    ]


def test_the_heading_says_indicator_year_unit_and_scheme(atlas: Atlas) -> None:
    density, growth = (
        shown(atlas, "density.2010.cities.quantiles"),
        shown(atlas, "growth.2010-2020.cities.natural_breaks"),
    )
    assert heading(density, "zh") == "人口密度(2010年),人/km²,分位数"
    assert heading(density, "en") == "Population density, 2010 (per km²; Quantiles)"
    assert title_of(growth, "zh") == "人口增减率(2010至2020年)"
    assert title_of(growth, "en") == "Relative change of residents, 2010 to 2020"


def test_the_details_of_a_place_say_value_year_and_source(atlas: Atlas) -> None:
    density = shown(atlas, "density.2020.cities.quantiles")
    assert place_row(atlas, density, "city-hangzhou", "zh") == (
        "人口密度(2020年)",
        f"710{THIN}人/km²。来源:第六、七次人口普查分县资料",
    )
    assert place_row(atlas, density, "rail-huhang", "zh") is None
    assert ("Population density, 2020", f"710{THIN}per km². Source: Census of 2010 and 2020 by county") in details(
        atlas, "city-hangzhou", "en", None, density
    ).rows
    assert not any("density" in term for term, _ in details(atlas, "city-hangzhou", "en").rows)


def test_what_is_not_known_of_a_place_is_said_so(atlas: Atlas) -> None:
    urban = shown(atlas, "urban_share.2020.districts_2021.quantiles")
    assert place_row(atlas, urban, "district-330113-2021", "zh") == ("城镇化率(2020年)", "未查到")
    assert place_row(atlas, urban, "district-330113-2021", "en") == ("Urban share, 2020", "Not known")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_in_words_counts_every_place(lang: str, atlas: Atlas) -> None:
    growth = shown(atlas, "growth.2010-2020.districts_2019.quantiles")
    said, made = told(atlas, growth, lang), classes_of(atlas, growth)
    assert heading(growth, lang) in said
    assert all(
        f"{text}({count})" in said or f"{text} ({count})" in said
        for text, count in zip(ranges(made, lang), made.counts, strict=True)
    )
    assert {"zh": "另有2处未查到", "en": "Not known and hatched: 2 more."}[lang] in said
    scene = Scene(layers=("cities",), lang=lang, indicator=str(growth)).checked(atlas)
    assert describe(scene, atlas)[1] == said


def test_a_change_of_the_thematic_map_is_read_out(atlas: Atlas) -> None:
    before = Scene(layers=("cities",), lang="en").checked(atlas)
    after = Scene(layers=("cities",), lang="en", indicator="density.2020.cities.quantiles").checked(atlas)
    assert changes(before, after, atlas) == "Coloured by Population density, 2020 (per km²; Quantiles)."
    assert changes(after, before, atlas) == "No longer coloured by an indicator."
    assert changes(after, after, atlas) == ""
