"""The visible features as a table."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.measures.geodesic import area_km2
from maps.scene.pages import PAGES, pages
from maps.scene.scene import opening
from maps.words.tabulate import COLUMNS, own_first, tabulate
from tests import samples
from text import LANGUAGES, say

SELECTABLE = tuple(ident for ident in samples.SUBJECTS if samples.CATALOGUE.layer(ident).selectable)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", SELECTABLE)
def test_a_row_a_feature(layer: str, lang: str, atlas: Atlas) -> None:
    frame = atlas.frames[layer]
    table = tabulate(atlas, [layer], lang)
    assert list(table.index) == list(frame.index)
    assert tuple(table.columns) == COLUMNS
    assert list(table["name"]) == list(frame[f"name_{lang}"])
    assert table[["name", "kind", "evidence", "clauses"]].notna().all(axis=None)
    assert set(table["evidence"]) <= {say(lang, f"evidence.{grade}") for grade in samples.EVIDENCE}
    assert table["area"].equals(area_km2(frame).astype(float).rename("area"))


@pytest.mark.parametrize("layer", [layer.id for layer in samples.LAYERS if layer.id not in SELECTABLE])
def test_context_and_what_cannot_be_selected_are_not_listed(layer: str, atlas: Atlas) -> None:
    table = tabulate(atlas, [layer], "zh")
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_no_layers_give_an_empty_table(atlas: Atlas) -> None:
    assert tabulate(atlas, [], "en").empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feature_of_two_layers_is_listed_once(lang: str, atlas: Atlas) -> None:
    table = tabulate(atlas, SELECTABLE, lang)
    assert table.index.is_unique
    assert set(table.index) == {ident for layer in SELECTABLE for ident in atlas.frames[layer].index}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_something_to_list(page: str, lang: str, atlas: Atlas) -> None:
    assert len(tabulate(atlas, pages()[page].layers, lang))


@pytest.mark.parametrize("page", ["transport", "corridors", "zones", "places"])
def test_the_table_of_a_page_begins_with_what_the_page_is_about(page: str, atlas: Atlas) -> None:
    first = tabulate(atlas, own_first(atlas, opening(atlas, page)), "zh").index[0]
    home = atlas.home(first)
    assert home
    assert atlas.catalogue.layer(home).group == page


@pytest.mark.parametrize("layer", SELECTABLE)
def test_the_chinese_table_is_chinese(layer: str, atlas: Atlas) -> None:
    table = tabulate(atlas, [layer], "zh")
    words = [*table["kind"], *table["evidence"], *table["clauses"]]
    assert [word for text in words for word in samples.latin_words(text)] == []


@pytest.mark.parametrize("layer", SELECTABLE)
def test_indicative_features_have_no_figures(layer: str, atlas: Atlas) -> None:
    table = tabulate(atlas, [layer], "en")
    indicative = table["evidence"] == say("en", "evidence.indicative")
    assert table.loc[indicative, ["area", "length"]].isna().all(axis=None)


def test_a_row_says_what_a_reader_reads(atlas: Atlas) -> None:
    ids = ["a", "b"]
    data = {
        "id": ids, "name_zh": ["甲", "乙"], "name_en": ["A", "B"], "kind": ["core_city", "partner_city"],
        "evidence": ["surveyed", "indicative"], "clauses": [["1.1", "2.6.1"], []], "aliases": [[], []],
    }  # fmt: skip
    square = shapely.box(119, 30, 120, 31)
    frame = gpd.GeoDataFrame(data, geometry=[square, square], crs="EPSG:4326", index=ids)
    table = tabulate(replace(atlas, frames={"cities": frame}), ["cities", "cities"], "en")
    kinds = atlas.class_names("cities", "en")
    assert list(table.columns) == ["name", "kind", "status", "length", "area", "city", "clauses", "evidence"]
    assert (table.loc["a", "city"], table.loc["a", "status"]) == ("A, B", None), "both lie in both, and are not timed"
    assert list(table.loc["a", ["name", "kind", "evidence", "clauses"]]) == [
        "A", kinds["core_city"], "Surveyed", "1.1 · 2.6.1",
    ]  # fmt: skip
    assert list(table.loc["b", ["name", "kind", "evidence", "clauses"]]) == [
        "B", kinds["partner_city"], "Indicative", "",
    ]  # fmt: skip
    assert table.loc["a", "area"] == pytest.approx(10_650, rel=0.002)
    assert table.loc["b", ["area", "length"]].isna().all()
    assert table["length"].isna().all()
    assert list(table.index) == ids


def test_names_are_those_of_the_date(atlas: Atlas) -> None:
    def named(date: str | None) -> str:
        return str(tabulate(atlas, ["stations"], "zh", date)["name"]["station-shangyu-bei"])

    assert [named(date) for date in ("2014-06", "2016-11", "2016-12", None)] == ["上虞北站"] * 2 + ["绍兴东站"] * 2
