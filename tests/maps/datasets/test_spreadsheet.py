"""CSV and XLSX of a table, compared whole: where a feature is, what is disarmed, cut, or put beside."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from openpyxl import load_workbook

from maps.datasets.parts import Job, Note, Part
from maps.datasets.spreadsheet import CSV, XLSX, titles
from tests import samples

LONG = shapely.LineString([(120 + n / 1_000_003, 30) for n in range(3_000)])


def part(**texts: list[Any]) -> Part:
    ids = ["a", "b"]
    shapes = [shapely.box(120, 30, 121, 32), shapely.Point(120.123_456_789, 30)]
    told = pd.DataFrame({"id": ids, **texts}, index=ids, dtype=object)
    told = told.astype({"size": float} if "size" in texts else {})
    frame = gpd.GeoDataFrame(told, geometry=shapes, crs="EPSG:4326")
    return Part("cities_wgs84", samples.CATALOGUE.layer("cities"), "wgs84", frame, lang="en")


def written(made: Any, fit: Part) -> dict[str, bytes]:
    parts, _ = made.fit(fit)
    files: dict[str, bytes] = made.write(Job("all", parts, ["=one", "two"], "en"))
    return files


def test_a_csv_has_every_text_disarmed_and_the_geometry_last() -> None:
    given = part(name=["=1", "甲"], note=["a,b", None])
    assert CSV.fit(given)[1] == [Note("csv"), Note("disarmed", {"table": "cities_wgs84", "ids": "a"})]
    ((name, data),) = written(CSV, given).items()
    assert (name, data[:3]) == ("cities_wgs84.csv", b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        "id,name,note,WKT", "a,\'=1,\"a,b\",\"POLYGON ((121 30, 121 32, 120 32, 120 30, 121 30))\"",
        "b,甲,,POINT (120.1234568 30)", "",
    ]  # fmt: skip
    assert CSV.fit(part(name=["a", "b"]))[1] == [Note("csv")]


def test_a_workbook_says_where_each_feature_is_by_a_point_its_bounds_and_its_shape() -> None:
    given = part(name=["=1", "甲" * 32_768], size=[1.5, None])
    assert XLSX.fit(given)[1] == [
        Note("xlsx"), Note("disarmed", {"table": "cities_wgs84", "ids": "a"}),
        Note("cut", {"table": "cities_wgs84", "field": "name", "ids": "b"}),
    ]  # fmt: skip
    ((name, data),) = written(XLSX, given).items()
    assert name == "all.xlsx"
    table, about = load_workbook(BytesIO(data)).worksheets
    assert [[cell.value for cell in row] for row in table.iter_rows()] == [
        ["Id", "name", "size", "X", "Y", "Least X", "Least Y", "Greatest X", "Greatest Y", "WKT"],
        ["a", "\'=1", 1.5, 120.5, 31, 120, 30, 121, 32, "POLYGON ((121 30, 121 32, 120 32, 120 30, 121 30))"],
        ["b", "甲" * 32_767, None, *[120.123_456_8, 30] * 3, "POINT (120.1234568 30)"],
    ]  # fmt: skip
    assert [cell.value for cell in about["A"]] == ["'=one", "two"]
    assert (table.title, about.title) == ("Cities", "Attribution")


def test_a_shape_too_long_for_a_cell_stands_beside_the_workbook_as_geojson() -> None:
    given = part(name=["甲", "乙"])
    given.frame.loc["b", "geometry"] = LONG
    assert XLSX.fit(given)[1] == [Note("xlsx"), Note("beside", {"table": "cities_wgs84", "ids": "b"})]
    files = written(XLSX, given)
    assert list(files) == ["all.xlsx", "cities_wgs84.geojson"]
    table, _ = load_workbook(BytesIO(files["all.xlsx"])).worksheets
    assert [table.cell(row, 9).value is None for row in (2, 3)] == [False, True]
    assert b'"properties":{"id":"b","name":"\xe4\xb9\x99"}' in files["cities_wgs84.geojson"]


def test_sheets_are_called_by_names_that_a_workbook_can_have_each_once() -> None:
    assert titles(["x" * 40, "X" * 33, "a/b:c", "'a'", "a b c", "Roads", "roads"]) == [
        "x" * 31, "X" * 28 + " 2", "a b c", "a", "a b c 2", "Roads", "roads 2",
    ]  # fmt: skip


def test_a_workbook_has_a_sheet_a_layer_and_its_headers_in_the_language() -> None:
    one = part(name_zh=["甲", "乙"])
    two = Part("rail_wgs84", samples.CATALOGUE.layer("rail"), "wgs84", one.frame)
    for lang, wanted in (("zh", ("要素编号", "名称(中文)")), ("en", ("Id", "Name (Chinese)"))):
        fitted = [XLSX.fit(replace(given, lang=lang))[0][0] for given in (one, two)]
        (data,) = XLSX.write(Job("all", fitted, ["about"], lang)).values()
        book = load_workbook(BytesIO(data))
        layers = [getattr(samples.CATALOGUE.layer(name), lang) for name in ("cities", "rail")]
        assert book.sheetnames == [*layers, {"zh": "来源与许可", "en": "Attribution"}[lang]]
        assert all((book[name]["A1"].value, book[name]["B1"].value) == wanted for name in layers)
        assert [cell.value for cell in book[layers[1]]["A"]][1:] == ["a", "b"]
