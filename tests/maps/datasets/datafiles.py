"""Read exported data sets back, as the programs of their users do."""

from __future__ import annotations

import csv
import re
import tempfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray
from openpyxl import load_workbook
from shapely.geometry.base import BaseGeometry

from layers.measures.datum import CRS_OF, wgs84_from_gcj02
from maps.datasets.dataset import ATTRIBUTION, Dataset
from maps.datasets.pack import zipped
from maps.datasets.shapefile import SUFFIXES
from text import table as texts

Tables = dict[str, gpd.GeoDataFrame]
ENDING = re.compile(r"_(wgs84|cgcs2000|epsg4549|gcj02).*")
"""What follows the layer's id in the name of a table."""


def files_of(data: Dataset) -> dict[str, bytes]:
    """Contents of a zip by name."""
    with ZipFile(BytesIO(data.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def about(data: Dataset) -> str:
    """The attribution."""
    return files_of(data)[ATTRIBUTION].decode("utf-8-sig")


def rows_of_csv(content: bytes) -> list[list[str]]:
    """The cells of a CSV file, header first."""
    csv.field_size_limit(10_000_000)
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def ids_of(header: list[Any], lang: str) -> list[Any]:
    """The names of the fields that a header in a language stands for."""
    known = {name: ident for ident, name in texts(lang)["data"]["header"].items()}
    return [known.get(name, name) for name in header]


def rows_of_xlsx(content: bytes, sheet: str, lang: str = "zh") -> list[list[Any]]:
    """The cells of a sheet of a workbook, the names of the fields first."""
    header, *rows = load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True)
    return [ids_of(list(header), lang), *map(list, rows)]


def _book(content: bytes, files: dict[str, bytes], datum: str) -> Tables:
    """Every table of a workbook; what a cell could not hold is taken from the GeoJSON beside."""
    found = {}
    for sheet in load_workbook(BytesIO(content)).worksheets[:-1]:
        lang = "zh" if sheet["A1"].value == texts("zh")["data"]["header"]["id"] else "en"
        rows = rows_of_xlsx(content, sheet.title, lang)
        stem = f"{rows[1][rows[0].index('layer')]}_{datum}"
        near = files.get(f"{stem}.geojson")
        found[stem] = _spread(rows, datum, {"": pyogrio.read_dataframe(BytesIO(near))} if near else {})
    return found


def _spread(rows: list[list[Any]], datum: str, beside: Tables) -> gpd.GeoDataFrame:
    """Rows with WKT as features; what a cell could not hold is taken from the GeoJSON beside."""
    told = pd.DataFrame(rows[1:], columns=rows[0]).replace("", None)
    shapes = [
        shapely.from_wkt(wkt) if isinstance(wkt, str) else next(iter(beside.values())).set_index("id").geometry[ident]
        for ident, wkt in zip(told["id"], told["WKT"], strict=True)
    ]
    return gpd.GeoDataFrame(told.drop(columns="WKT"), geometry=shapes, crs=CRS_OF[datum])


def _from_disk(data: bytes, ending: str) -> Tables:
    """Every table of a file that is read from a disk: a zip of Shapefiles or a GeoPackage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"data{ending}"
        path.write_bytes(data)
        return {str(name): pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)}


def _read(name: str, files: dict[str, bytes]) -> Tables:
    """What stands in one file of an archive."""
    stem, _, ending = name.rpartition(".")
    datum = next((known for known in CRS_OF if known in stem), "")
    match ending:
        case "gpkg":
            return _from_disk(files[name], ".gpkg")
        case "csv":
            return {stem: _spread(rows_of_csv(files[name]), datum, {})}
        case "xlsx":
            return _book(files[name], files, datum)
        case "kml":
            return {
                stem: pyogrio.read_dataframe(BytesIO(files[name])).drop(columns="id").rename(columns={"atlas_id": "id"})
            }
        case "geojson":
            return {stem: pyogrio.read_dataframe(BytesIO(files[name]))}
    return {}


def read(data: Dataset) -> Tables:
    """The tables of a data set by layer id, each indexed by feature id, files of one layer put together."""
    files = files_of(data)
    books = any(name.endswith(".xlsx") for name in files)
    names = [name for name in files if not (books and name.endswith(".geojson"))]
    shapefiles = {name: files[name] for name in files if name.endswith(SUFFIXES)}
    found = _from_disk(zipped(shapefiles), ".shp.zip") if shapefiles else {}
    for name in names:
        found |= _read(name, files)
    parts: dict[str, list[gpd.GeoDataFrame]] = {}
    for name, table in found.items():
        parts.setdefault(ENDING.sub("", name), []).append(table)
    return {layer: pd.concat(tables).set_index("id", drop=False) for layer, tables in parts.items()}


def wgs84(frame: gpd.GeoDataFrame, datum: str) -> NDArray[Any]:
    """The shapes of a table in WGS84 again."""
    if datum == "gcj02":
        return shapely.transform(frame.geometry.array, wgs84_from_gcj02)
    return np.asarray(frame.geometry.to_crs(4326).array)


def grid(shape: BaseGeometry) -> BaseGeometry:
    """A shape on the grid of the data, 5 decimals, in one form whatever its direction, start and number of parts."""
    parts = shapely.get_parts(shapely.force_2d(shape))
    snapped = shapely.transform(parts, lambda pairs: np.round(pairs, 5))
    return shapely.normalize(shapely.geometrycollections(snapped))


def off_grid(shapes: NDArray[Any]) -> float:
    """How far, in degrees, vertices are from the grid of the data at most."""
    pairs = shapely.get_coordinates(shapes)
    return float(np.abs(pairs - np.round(pairs, 5)).max())
