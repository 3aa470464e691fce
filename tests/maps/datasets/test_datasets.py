"""Data sets: what goes in comes back out of every format in every datum, and the same input gives the same bytes."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pyogrio
import pytest
from geopandas.testing import assert_geodataframe_equal
from openpyxl import load_workbook
from pyproj.exceptions import ProjError

from layers.atlas.atlas import Atlas
from layers.errors import DatasetError
from layers.measures.datum import CRS_OF, DATUMS, GCJ02_CRS
from layers.measures.geodesic import area_km2, length_km
from maps.datasets.dataset import Dataset, dataset
from maps.datasets.parts import FORMATS
from maps.datasets.tables import SYSTEMS, _column, parts_of
from maps.scene.scene import Scene
from maps.words.faults import sentences
from tests.maps.datasets.datafiles import files_of, grid, off_grid, read, rows_of_xlsx, wgs84
from text import LANGUAGES, say
from text import table as words

LAYERS = ("cities", "zones", "rail", "stations")
"""Areas, areas and points together, lines of one and of several parts, points."""
SCENE = Scene("transport", LAYERS, lang="zh", date="2021-06")
THEN = {"station-linping-nan": ("余杭站", "Yuhang"), "station-nanxun": ("南浔站", "Nanxun")}
"""What had another name in June 2021."""
PAIRS = [(name, datum) for name in FORMATS for datum in DATUMS if name != "kml" or datum == "wgs84"]


@lru_cache(maxsize=60)
def export(atlas: Atlas, scene: Scene = SCENE, file_format: str = "geojson", datum: str = "wgs84") -> Dataset:
    return dataset(atlas, scene, file_format=file_format, datum=datum, made="2026-11-20")


def refusal(atlas: Atlas, scene: Scene = SCENE, /, **asked: Any) -> DatasetError:
    """The error of an export that is refused; its sentence can be said in both languages."""
    with pytest.raises(DatasetError) as caught:
        dataset(atlas, scene, **{"file_format": "geojson", "datum": "wgs84"} | asked)
    for lang in LANGUAGES:
        assert sentences(caught.value.faults, lang)
    return caught.value


@pytest.mark.parametrize(("file_format", "datum"), PAIRS)
def test_a_round_trip(file_format: str, datum: str, atlas: Atlas) -> None:
    tables = read(export(atlas, file_format=file_format, datum=datum))
    assert set(tables) == set(LAYERS)
    for layer, table in tables.items():
        frame = atlas.frames[layer]
        assert sorted(table.index) == sorted(frame.index)
        ours = frame.loc[table.index]
        for name in ("kind", "evidence"):
            assert list(table[name]) == list(ours[name])
        today = zip(ours.index, ours["name_zh"], ours["name_en"], strict=True)
        named = [THEN.get(ident, names) for ident, *names in today]
        assert [tuple(names) for names in named] == list(zip(table["name_zh"], table["name_en"], strict=True))
        assert list(table["kind_zh"]) == list(ours["kind"].map(atlas.class_names(layer, "zh")))
        assert [float(value) for value in table["accuracy_m"]] == list(ours["accuracy_m"])
        assert list(table["clauses"].fillna("")) == ["; ".join(clauses) for clauses in ours["clauses"]]
        assert set(table["datum"]) == {SYSTEMS[datum]}
        shapes = wgs84(table, datum)
        assert off_grid(shapes) < 2e-7
        assert [grid(shape) for shape in shapes] == [grid(shape) for shape in ours.geometry]


@pytest.mark.parametrize(("file_format", "datum"), [pair for pair in PAIRS if pair[0] not in ("csv", "xlsx")])
def test_every_table_says_its_crs(file_format: str, datum: str, atlas: Atlas) -> None:
    for table in read(export(atlas, file_format=file_format, datum=datum)).values():
        if datum == "gcj02":
            assert table.crs.to_epsg() is None
            assert "GCJ-02" in table.crs.name
            with pytest.raises(ProjError):
                table.to_crs(4326)
        else:
            assert table.crs.to_epsg() == CRS_OF[datum].to_epsg()
    assert GCJ02_CRS.to_epsg() is None


@pytest.mark.parametrize("datum", DATUMS)
def test_the_datum_stands_in_every_name(datum: str, atlas: Atlas) -> None:
    data = export(atlas, file_format="shp", datum=datum)
    assert data.name == f"hangzhou-circle-transport-{datum}-shp.zip"
    assert all(datum in name for name in files_of(data) if name != "ATTRIBUTION.txt")


def test_gcj02_is_where_it_should_be_and_wgs84_is_not(atlas: Atlas) -> None:
    ours = atlas.frames["stations"]
    for datum, near in (("gcj02", 0), ("wgs84", len(ours))):
        table = read(export(atlas, file_format="gpkg", datum=datum))["stations"].loc[ours.index]
        apart = [one.distance(other) for one, other in zip(table.geometry, ours.geometry, strict=True)]
        assert sum(distance < 1e-6 for distance in apart) == near
        assert all(distance < 0.01 for distance in apart)


@pytest.mark.parametrize(("file_format", "datum"), PAIRS)
def test_the_same_input_gives_the_same_bytes(file_format: str, datum: str, atlas: Atlas) -> None:
    small = replace(SCENE, layers=("zones",))
    # Another atlas of the same content: nothing that was made for the one is taken for the other.
    first, again = (dataset(one, small, file_format=file_format, datum=datum) for one in (atlas, replace(atlas)))
    assert again == first
    assert dataset(atlas, replace(small, date=None), file_format=file_format, datum=datum) != first


def test_no_file_tells_when_it_was_made(atlas: Atlas) -> None:
    for file_format in FORMATS:
        with ZipFile(BytesIO(export(atlas, file_format=file_format).data)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    table = files_of(export(atlas, file_format="shp"))["cities_wgs84_polygon.dbf"]
    assert tuple(table[1:4]) == (80, 1, 1)
    book = files_of(export(atlas, file_format="xlsx"))["hangzhou-circle-transport-wgs84.xlsx"]
    with ZipFile(BytesIO(book)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb">(\d{4})-\d\d-\d\dT", archive.read("docProps/core.xml"))) == {b"1980"}


def test_a_geopackage_has_a_table_a_layer(atlas: Atlas, tmp_path: Path) -> None:
    (name, content), *_ = files_of(export(atlas, file_format="gpkg", datum="epsg4549")).items()
    (tmp_path / name).write_bytes(content)
    base = sqlite3.connect(tmp_path / name)
    rows = base.execute("SELECT table_name, srs_id, last_change, description FROM gpkg_contents ORDER BY 1").fetchall()
    base.close()
    assert [row[0] for row in rows] == sorted(f"{layer}_epsg4549" for layer in LAYERS)
    assert {row[1:3] for row in rows} == {(4549, "1980-01-01T00:00:00.000Z")}
    assert "都市圈城市 / Cities" in {row[3] for row in rows}


def test_a_shapefile_has_one_kind_of_geometry(atlas: Atlas) -> None:
    files = files_of(export(atlas, file_format="shp"))
    assert {name for name in files if name.endswith(".shp")} == {
        "cities_wgs84_polygon.shp", "zones_wgs84_polygon.shp", "zones_wgs84_point.shp", "rail_wgs84_line.shp",
        "stations_wgs84_point.shp",
    }  # fmt: skip
    assert {content for name, content in files.items() if name.endswith(".cpg")} == {b"UTF-8"}
    assert all(content for name, content in files.items() if name.endswith(".prj"))


def test_geojson_in_wgs84_is_as_the_standard_has_it(atlas: Atlas) -> None:
    standard = json.loads(files_of(export(atlas))["cities_wgs84.geojson"])
    other = json.loads(files_of(export(atlas, datum="cgcs2000"))["cities_cgcs2000.geojson"])
    assert "crs" not in standard
    assert other["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::4490"
    rings = [ring for feature in standard["features"] if feature["geometry"]["type"] == "Polygon"
             for ring in feature["geometry"]["coordinates"][:1]]  # fmt: skip
    areas = [sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) for ring in rings]
    assert rings
    assert min(areas) > 0


def test_a_workbook_has_a_frozen_header_and_the_attribution(atlas: Atlas) -> None:
    files = files_of(export(atlas, file_format="xlsx"))
    book = load_workbook(BytesIO(files["hangzhou-circle-transport-wgs84.xlsx"]))
    *tables, about = book.worksheets
    assert [table.title for table in tables] == [atlas.catalogue.layer(layer).zh for layer in atlas.known(LAYERS)]
    assert {table.freeze_panes for table in tables} == {"A2"}
    assert about.title == say("zh", "data.sheet")
    lines = [row[0] for row in about.iter_rows(values_only=True)]
    text = files["ATTRIBUTION.txt"].decode("utf-8-sig")
    assert [line or "" for line in lines] == text.splitlines()


def test_geometry_too_long_for_a_cell_stands_beside_the_workbook(atlas: Atlas) -> None:
    files = files_of(export(atlas, file_format="xlsx", datum="gcj02"))
    assert "cities_gcj02.geojson" in files
    assert "stations_gcj02.geojson" not in files
    header, *rows = rows_of_xlsx(files["hangzhou-circle-transport-gcj02.xlsx"], "都市圈城市")
    left_out = [row[0] for row in rows if row[header.index("WKT")] is None]
    assert left_out == ["city-hangzhou"]
    assert all(row[header.index("x_min")] < row[header.index("x")] < row[header.index("x_max")] for row in rows)
    text = files["ATTRIBUTION.txt"].decode("utf-8-sig")
    assert say("zh", "data.note.beside", table="cities_gcj02", ids="city-hangzhou") in text
    assert say("zh", "data.note.geojson_crs") in text
    beside = pyogrio.read_dataframe(BytesIO(files["cities_gcj02.geojson"]))
    assert not {"WKT", "x_min"} & set(beside.columns)


def test_numbers_stay_numbers(atlas: Atlas) -> None:
    files = files_of(export(atlas, file_format="xlsx"))
    header, first, *_ = rows_of_xlsx(files["hangzhou-circle-transport-wgs84.xlsx"], "都市圈城市")
    for name in ("accuracy_m", "area_km2", "published_area_km2", "x", "y_max"):
        assert isinstance(first[header.index(name)], int | float)
    assert isinstance(first[header.index("adcode")], str)


def test_measures_stand_only_where_something_is_measured(atlas: Atlas) -> None:
    tables = read(export(atlas, file_format="gpkg"))
    for layer, name, measure in (("zones", "area_km2", area_km2), ("rail", "length_km", length_km)):
        table, expected = tables[layer], measure(atlas.frames[layer])
        assert table[name].sub(expected.round(1)).abs().max() < 1e-9
        assert table.loc[table["evidence"] == "indicative", name].isna().all()
        assert table[name].notna().any()
    assert "area_km2" not in tables["stations"]
    assert "length_km" not in tables["cities"]


def test_the_report_s_wordings_stay_here(atlas: Atlas) -> None:
    assert any("wordings" in atlas.frames[layer] for layer in LAYERS)
    for table in read(export(atlas)).values():
        assert "wordings" not in table


def test_a_status_is_that_of_the_scene_s_date(atlas: Atlas) -> None:
    def status(date: str | None) -> dict[str, str]:
        table = read(export(atlas, replace(SCENE, date=date), "gpkg"))["rail"]
        return dict(table["status_zh"]) if "status_zh" in table else {}

    assert status("2021-06")["rail-huhang"] == "在建"
    assert status("2023-06")["rail-huhang"] == "已开通或已设立"
    assert status(None) == {}
    assert "status" not in read(export(atlas))["cities"]


def test_the_atlas_is_not_changed(atlas: Atlas) -> None:
    before = {layer: frame.copy(deep=True) for layer, frame in atlas.frames.items()}
    for file_format in FORMATS:
        dataset(atlas, replace(SCENE, layers=("zones",)), file_format=file_format, datum="wgs84")
    for layer, frame in atlas.frames.items():
        assert_geodataframe_equal(frame, before[layer])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2.5, None], [1.0, 2.5, None]),
        (["HGH", 5.0, None], ["HGH", "5", None]),
        ([["a", "b"], [], ()], ["a; b", None, None]),
        ([float("nan"), None, ""], [None, None, None]),
    ],
)
def test_a_column_is_of_one_type(values: list[Any], expected: list[Any]) -> None:
    index = pd.Index(["x", "y", "z"])
    column = _column(values, index)
    assert list(column.astype(object).where(column.notna(), None)) == expected
    assert list(column.index) == list(index)


def chosen(atlas: Atlas, scene: Scene, *, selected_only: bool = True) -> dict[str, list[str]]:
    found = parts_of(atlas, scene.checked(atlas), "wgs84", selected_only=selected_only)
    return {part.layer.id: list(part.frame.index) for part in found}


def test_what_is_shown(atlas: Atlas) -> None:
    shown = chosen(atlas, SCENE, selected_only=False)
    assert shown == {layer: list(atlas.frames[layer].index) for layer in LAYERS}


def test_what_is_selected(atlas: Atlas) -> None:
    assert chosen(atlas, replace(SCENE, selected="rail-huhang")) == {"rail": ["rail-huhang"]}
    assert chosen(atlas, replace(SCENE, selected="place-tangqi")) == {"places": ["place-tangqi"]}
    assert chosen(atlas, replace(SCENE, selected="rail-huhang", clause="2.4")) == {"rail": ["rail-huhang"]}


def test_what_is_in_focus(atlas: Atlas) -> None:
    scene = replace(SCENE, clause="2.4.2")
    found = chosen(atlas, scene)
    assert sorted(ident for ids in found.values() for ident in ids) == sorted(scene.focus(atlas))


def test_a_county_of_two_editions_is_taken_from_the_one_that_is_shown(atlas: Atlas) -> None:
    (ident, *_) = atlas.frames["districts_2019"].index.intersection(atlas.frames["districts_2021"].index)
    for layer in ("districts_2019", "districts_2021"):
        assert chosen(atlas, Scene("zones", (layer,), selected=ident)) == {layer: [ident]}
    assert list(chosen(atlas, Scene("zones", (), selected=ident))) == ["districts_2019"]


def test_an_empty_choice_is_refused(atlas: Atlas) -> None:
    assert refusal(atlas, Scene("overview", ())).code == "no_features"
    assert refusal(atlas, SCENE, selected_only=True).code == "no_features"
    assert refusal(atlas, replace(SCENE, selected="<script>"), selected_only=True).code == "no_features"
    assert refusal(atlas, replace(SCENE, layers=("nothing",))).code == "no_features"


@pytest.mark.parametrize("hostile", ["", "GeoJSON", "exe", "../../etc", "<script>", "\0", "x" * 10_000, "{0}"])
def test_what_is_not_known_is_refused(hostile: str, atlas: Atlas) -> None:
    for field, code in (("file_format", "unknown_format"), ("datum", "unknown_datum")):
        error = refusal(atlas, **{field: hostile})
        assert error.code == code
        assert len(str(error)) < 200


def test_a_folder_of_a_kml_file_is_called_as_its_table(atlas: Atlas) -> None:
    files = files_of(export(atlas, file_format="kml"))
    for layer in LAYERS:
        (folder,) = pyogrio.list_layers(BytesIO(files[f"{layer}_wgs84.kml"]))[:, 0]
        assert folder == f"{layer}_wgs84"


@pytest.mark.parametrize("datum", [datum for datum in DATUMS if datum != "wgs84"])
def test_kml_is_wgs84(datum: str, atlas: Atlas) -> None:
    assert refusal(atlas, file_format="kml", datum=datum).code == "kml_is_wgs84"


REFUSED = {"no_features", "unknown_format", "unknown_datum", "unknown_encoding", "kml_is_wgs84"}
FAILED: dict[str, dict[str, str]] = {
    "disk_full": {"format": "gpkg", "reason": "no space"}, "not_made": {"format": "shp", "reason": "x"},
    "incomplete": {"file": "a.shp"},
}  # fmt: skip


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert set(words(lang)["fault"]["dataset"]) == REFUSED | set(FAILED)
        for code, values in FAILED.items():
            sentence = say(lang, f"fault.dataset.{code}", **values)
            assert all(value in sentence for value in values.values())


THEMATIC = Scene(
    "overview", ("cities", "districts_2021"), lang="en", indicator="growth.2010-2020.districts_2021.quantiles"
)


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_values_of_a_thematic_map_go_along_with_their_sources(file_format: str, atlas: Atlas) -> None:
    made = export(atlas, THEMATIC, file_format)
    table = read(made)["districts_2021"]
    value = "indicator_value" if file_format != "shp" else "indicato_3"
    found = pd.to_numeric(table[value], errors="coerce")
    assert found["district-330182"] == pytest.approx(2.8)
    assert found.isna()["district-330114-2021"]
    said = files_of(made)["ATTRIBUTION.txt"].decode("utf-8-sig")
    assert "[census-yearbook]" in said


def test_only_the_layer_that_is_coloured_has_values(atlas: Atlas) -> None:
    parts = {
        part.layer.id: part.frame for part in parts_of(atlas, THEMATIC.checked(atlas), "wgs84", selected_only=False)
    }
    assert "indicator_value" not in parts["cities"]
    table = parts["districts_2021"]
    assert table.loc["district-330182", ["indicator", "indicator_class", "indicator_unit"]].tolist() == [
        "growth",
        4,
        "%",
    ]
    assert table.loc["district-330112", "indicator_source"] == "census-2010-counties; census-yearbook"
    assert table["indicator_class"].isna()["district-330602-2021"]
