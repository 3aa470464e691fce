"""Whatever the data say: every format holds it as text, no spreadsheet runs it, and nothing is lost without a word."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from layers.atlas.atlas import Atlas
from maps.datasets.cells import cut, disarmed, starts_formula, text_columns, tidy
from maps.datasets.dataset import ATTRIBUTION, Dataset, dataset
from maps.datasets.parts import FORMATS
from maps.datasets.shapefile import MOST_BYTES, short_names
from maps.datasets.spreadsheet import MOST_UNITS
from maps.datasets.tables import parts_of
from maps.scene.scene import Scene
from tests.maps.datasets.datafiles import about, files_of, read, rows_of_csv
from tests.maps.web.test_hostile import ALL, FIXED, hostile_atlas, with_text
from text import say

LONG = "名a" * 20_000
HOSTILE = (
    '=HYPERLINK("http://x.example","y")', "+1", "-1", "@SUM(1)", "  =1+1", "\u3000=1", "\u200b=1", "\t=1", "\r\n=1",
    "＝1＋1", "－2", "＠x", "﹢3", "\u22122", "<script>alert(1)</script>", "a\nb\r\nc\rd", "\"'`,;|", "]]><x/>&amp;",
    "\x00", "a\x00b", "\x1b[31m", "\ufffe", "𠮷😀", "#N/A", "_x003D_1", "{{7*7}}", "%s{0}", "\\", "../../x",
    "NULL", LONG, "\"'; DROP TABLE x; --", "<r><t>x</t></r>", "<r>=1</r>", "<r>",
)  # fmt: skip
FORMULAS = HOSTILE[:14]
LAYERS = ("cities", "rail")
KML = "{http://www.opengis.net/kml/2.2}"


def _with_texts(frame: gpd.GeoDataFrame, texts: Sequence[str]) -> gpd.GeoDataFrame:
    """The first feature of a layer once for each text, with that text in every field but id, kind and grade."""
    ids = [f"x-{number}" for number in range(len(texts))]
    spoilt = pd.concat([frame.head(1)] * len(texts)).assign(id=ids).set_index("id", drop=False)
    for name in set(frame.columns) - FIXED - {"kind"}:
        spoilt[name] = [with_text(value, text) for value, text in zip(spoilt[name], texts, strict=True)]
    return spoilt


@lru_cache(maxsize=8)
def spoilt_atlas(atlas: Atlas, texts: tuple[str, ...]) -> Atlas:
    """An atlas of a layer of areas and one of lines, whose features and sources say these texts."""
    frames = {layer: _with_texts(atlas.frames[layer], texts) for layer in LAYERS}
    facts = ("title_zh", "title_en", "publisher", "licence", "licence_note_zh", "address", "steps_zh")
    return replace(atlas, frames=frames, sources={text: dict.fromkeys(facts, text) for text in texts})


@lru_cache(maxsize=40)
def export(atlas: Atlas, file_format: str, title: str = "") -> Dataset:
    """A data set of both layers."""
    return dataset(atlas, Scene("overview", LAYERS, title=title, note=title), file_format=file_format, datum="wgs84")


def tables_of(data: Dataset, file_format: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table as a user's program has them, missing texts as empty ones."""
    if file_format == "kml":
        files = {name.removesuffix("_wgs84.kml"): content for name, content in files_of(data).items()}
        return {name: rows_of_kml(content) for name, content in files.items() if name != ATTRIBUTION}
    if file_format == "geojson":
        files = files_of(data)
        parsed = [json.loads(content) for name, content in files.items() if name != ATTRIBUTION]
        rows = {part["name"]: [feature["properties"] for feature in part["features"]] for part in parsed}
        return {name.removesuffix("_wgs84"): found for name, found in rows.items()}
    return {name: table.drop(columns="geometry").to_dict("records") for name, table in read(data).items()}


def rows_of_kml(content: bytes) -> list[dict[str, Any]]:
    """The extended data of every placemark; an XML reader that knows nothing of KML."""
    root = ET.fromstring(content)
    marks = root.iter(f"{KML}Placemark")
    return [{str(item.get("name")): item.text or "" for item in mark.iter(f"{KML}SimpleData")} for mark in marks]


def kept(text: str, file_format: str) -> str:
    """What a format keeps of a tidy text."""
    match file_format:
        case "shp":
            return cut(text, MOST_BYTES, "utf-8")
        case "csv":
            return disarmed(text)
        case "xlsx":
            return cut(disarmed(text), 2 * MOST_UNITS, "utf-16-le")
    return text


def bare(value: Any, file_format: str) -> str:
    """A text as it is compared: GDAL takes the blanks round it away, writing KML and reading dBASE."""
    text = value if isinstance(value, str) else ""
    return text.strip() if file_format in ("kml", "shp") else text


def lost(atlas: Atlas, file_format: str, title: str = "", like: str = "") -> list[tuple[str, str, Any, str]]:
    """Every text of an atlas that a format does not give back as it, or one like it, should: layer, field, both."""
    tables = tables_of(export(atlas, file_format, title), file_format)
    found = []
    for part in parts_of(atlas, Scene("overview", LAYERS), "wgs84", selected_only=False):
        shorter = short_names(list(part.frame.columns)) if file_format == "shp" else {}
        for name in text_columns(part.frame.drop(columns="id")):
            cells = [row.get(shorter.get(name, name)) for row in tables[part.layer.id]]
            for cell, text in zip(cells, part.frame[name], strict=True):
                wanted = kept(text or "", like or file_format)
                if bare(cell, file_format) != bare(wanted, file_format):
                    found.append((part.layer.id, name, cell, wanted))
    return found


@pytest.mark.parametrize("file_format", FORMATS)
def test_hostile_texts_stay_texts(file_format: str, atlas: Atlas) -> None:
    spoilt = spoilt_atlas(atlas, HOSTILE)
    parts = parts_of(spoilt, Scene("overview", LAYERS), "wgs84", selected_only=False)
    assert [list(part.frame["name_zh"]) for part in parts] == [[tidy(text) or None for text in HOSTILE]] * 2
    assert lost(spoilt, file_format) == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_wholly_hostile_atlas_stays_text(file_format: str, atlas: Atlas) -> None:
    spoilt = hostile_for(atlas)
    assert lost(spoilt, file_format, ALL) == []
    assert tidy(ALL).splitlines()[0] in about(export(spoilt, file_format, ALL))


@lru_cache(maxsize=1)
def hostile_for(atlas: Atlas) -> Atlas:
    """An atlas in which names of layers and kinds are hostile too."""
    return hostile_atlas(replace(atlas, frames={layer: atlas.frames[layer].head(1) for layer in LAYERS}), ALL)


def test_a_lost_text_would_be_found(atlas: Atlas) -> None:
    spoilt = spoilt_atlas(atlas, HOSTILE)
    changed = {(layer, text) for layer, name, _, text in lost(spoilt, "csv", like="geojson") if name == "name_en"}
    assert changed == {(layer, tidy(text)) for layer in LAYERS for text in FORMULAS}


def test_no_cell_of_a_csv_is_a_formula(atlas: Atlas) -> None:
    tables = [content for name, content in files_of(export(spoilt_atlas(atlas, HOSTILE), "csv")).items()
              if name != ATTRIBUTION]  # fmt: skip
    for content in tables:
        assert content.startswith(b"\xef\xbb\xbf")
        rows = rows_of_csv(content)
        assert len(rows) == len(HOSTILE) + 1
        assert len({len(row) for row in rows}) == 1
        assert [cell for row in rows for cell in row if starts_formula(cell)] == []


def test_no_cell_of_a_workbook_is_a_formula(atlas: Atlas) -> None:
    for name, content in files_of(export(spoilt_atlas(atlas, HOSTILE), "xlsx", HOSTILE[0])).items():
        if name.endswith(".xlsx"):
            sheets = load_workbook(BytesIO(content)).worksheets
            cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert {cell.data_type for cell in cells} == {"s", "n"}
            assert [cell.value for cell in cells if cell.data_type == "s" and starts_formula(str(cell.value))] == []
            with ZipFile(BytesIO(content)) as archive:
                assert not any(re.search(rb"<f[ >]", archive.read(part)) for part in archive.namelist())


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_cut_is_told(file_format: str, atlas: Atlas) -> None:
    told = about(export(spoilt_atlas(atlas, (LONG, "short")), file_format))
    for layer in LAYERS:
        note = say("zh", "data.note.cut", table=f"{layer}_wgs84", field="name_zh", ids="x-0")
        assert (note in told) is (file_format in ("shp", "xlsx"))


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_disarmed_is_told(file_format: str, atlas: Atlas) -> None:
    told = about(export(spoilt_atlas(atlas, ("=1", "harmless = text", "\t1")), file_format))
    for layer in LAYERS:
        note = say("zh", "data.note.disarmed", table=f"{layer}_wgs84", ids="x-0, x-2")
        assert (note in told) is (file_format in ("csv", "xlsx"))


@given(st.lists(st.text("abc_", min_size=1, max_size=14).filter(lambda name: name.strip("_")), max_size=8, unique=True))
def test_short_names_are_short_and_differ(columns: list[str]) -> None:
    names = short_names(columns)
    assert list(names) == columns
    assert len(set(names.values())) == len(columns)
    assert all(0 < len(name) <= 10 for name in names.values())


def test_short_names_of_the_shipped_fields_are_not_laundered(atlas: Atlas) -> None:
    data = dataset(atlas, Scene("overview", ("cities", "rail")), file_format="shp", datum="wgs84")
    columns = {name for table in read(data).values() for name in table.columns}
    assert {"published", "accuracy_m", "id", "speed_kmh"} <= columns
    assert "published (published_area_km2)" in about(data)
