"""The shipped files, each by the catalogue entries that show it, and all of them together."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import geopandas as gpd
import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS, in_reading_order
from layers.atlas.load import GEODATA, load_layer, read_features, selects
from layers.atlas.sources import load_sources
from layers.catalogue.catalogue import Layer
from tests import samples

MAX_BYTES = 6_000_000
STEMS = sorted(path.stem for path in GEODATA.glob("*.geojson"))
LOCATED = [stem for stem in STEMS if stem != "unlocated"]
OF_A_LINE_M = 250


@cache
def items(stem: str) -> list[dict[str, Any]]:
    return samples.shipped(stem)


def numbers(value: Any) -> Iterator[Any]:
    """Every number of nested coordinates."""
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    else:
        yield value


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_a_layer_loads_without_faults(layer: Layer) -> None:
    frame = load_layer(layer, load_sources())
    assert len(frame)
    assert frame.index.is_unique
    assert frame.geometry.is_valid.all()


@pytest.mark.parametrize("stem", LOCATED)
def test_every_feature_is_shown_by_a_layer(stem: str) -> None:
    layers = [layer for layer in samples.LAYERS if layer.file == stem]
    hidden = [item["properties"]["id"] for item in items(stem) if not any(selects(layer, item) for layer in layers)]
    assert hidden == []


def test_files_and_layers_name_each_other() -> None:
    assert {layer.file for layer in samples.LAYERS} == set(LOCATED)


def test_an_id_is_used_once_in_the_whole_atlas() -> None:
    idents = Counter(item["properties"]["id"] for stem in STEMS for item in items(stem))
    assert [ident for ident, count in idents.items() if count > 1] == []


def test_layers_share_a_feature_only_within_a_file() -> None:
    files: dict[str, set[str]] = {}
    for layer in samples.LAYERS:
        for item in read_features(layer):
            files.setdefault(item["properties"]["id"], set()).add(layer.file)
    assert [ident for ident, found in files.items() if len(found) > 1] == []


def test_all_files_together_are_small() -> None:
    assert sum(path.stat().st_size for path in GEODATA.glob("*.geojson")) <= MAX_BYTES


@pytest.mark.parametrize("stem", LOCATED)
def test_coordinates_have_five_decimals_at_most(stem: str) -> None:
    text = (GEODATA / f"{stem}.geojson").read_text(encoding="utf-8")
    collection = json.loads(text, parse_float=str)
    long = {
        number for item in collection["features"] for number in numbers(item["geometry"]["coordinates"])
        if isinstance(number, str) and (len(number.partition(".")[2]) > 5 or "e" in number.lower())
    }  # fmt: skip
    assert long == set()


@pytest.mark.parametrize("stem", LOCATED)
def test_one_feature_stands_on_a_line(stem: str) -> None:
    text = (GEODATA / f"{stem}.geojson").read_text(encoding="utf-8")
    assert len(re.findall(r'^\{"type":"Feature",', text, re.MULTILINE)) == len(items(stem))
    assert not text.startswith("\ufeff")
    assert "\r" not in text


@pytest.mark.parametrize("stem", STEMS)
def test_clauses_exist_and_are_in_reading_order(stem: str) -> None:
    wrong = [
        item["properties"]["id"] for item in items(stem)
        if not set(item["properties"]["clauses"]) <= set(LOCATORS)
        or item["properties"]["clauses"] != in_reading_order(item["properties"]["clauses"])
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("stem", STEMS)
def test_names_are_in_their_language(stem: str) -> None:
    for item in items(stem):
        row = item["properties"]
        assert re.search(r"[\u3400-\u9fff]", row["name_zh"]), row["id"]
        assert not re.search(r"[\u3400-\u9fff]", row["name_en"]), row["id"]
        assert row["name_zh"] == row["name_zh"].strip()
        assert row["name_en"] == row["name_en"].strip()
        assert row["name_zh"] not in row["aliases"]


@pytest.mark.parametrize("stem", LOCATED)
def test_indicative_features_cite_the_atlas_and_say_how(stem: str) -> None:
    for item in items(stem):
        row = item["properties"]
        if row["evidence"] == "indicative":
            assert row["basis_zh"], row["id"]
            assert row["basis_en"], row["id"]
            assert row["accuracy_m"] > 0, row["id"]


def test_what_has_no_position_says_why() -> None:
    for item in items("unlocated"):
        row = item["properties"]
        assert item["geometry"] is None
        assert row["evidence"] == "unlocated"
        assert row["layer"] in LOCATED
        assert row["reason_zh"]
        assert row["reason_en"]
        assert row["name_zh"]
        assert row["name_en"]


@pytest.mark.parametrize("stem", ["rail", "roads", "waterways"])
def test_a_line_in_parts_has_a_part_that_bears_its_name(stem: str) -> None:
    idents = {item["properties"]["id"] for item in items(stem)}
    lines = {item["properties"]["line"] for item in items(stem)} - {None}
    assert lines <= idents


def test_a_station_stands_on_a_line_it_names(atlas: Atlas) -> None:
    stations = atlas.frames["stations"].to_crs("EPSG:4549")
    rail = atlas.frames["rail"].to_crs("EPSG:4549")
    far = {ident: round(near) for ident, near in _distances(stations, rail).items() if near > OF_A_LINE_M}
    assert far == {}


def _distances(stations: gpd.GeoDataFrame, rail: gpd.GeoDataFrame) -> dict[str, float]:
    """Metres from each station to the nearest of the lines it names (all parts of each)."""
    return {
        str(ident): rail[rail["line"].isin(row["lines"]) | rail.index.isin(row["lines"])]
        .distance(row["geometry"])
        .min()
        for ident, row in stations.iterrows()
        if row["lines"]
    }


def test_a_station_names_lines_that_exist(atlas: Atlas) -> None:
    known = set(atlas.frames["rail"].index)
    unknown = {
        ident: set(lines) - known for ident, lines in atlas.frames["stations"]["lines"].items() if set(lines) - known
    }
    assert unknown == {}


def test_both_editions_of_the_counties_cover_the_same_cities(atlas: Atlas) -> None:
    old, new = (set(atlas.frames[f"districts_{year}"]["city"]) for year in (2019, 2021))
    assert old == new
    assert old <= set(atlas.frames["cities"].index)
