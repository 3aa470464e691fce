"""GeoPackage and KML by their GDAL drivers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pyogrio

from layers.errors import DatasetError
from maps.datasets.cells import tidy
from maps.datasets.parts import Fitted, Format, Job, Part

STAMP = "1980-01-01T00:00:00.000Z"
"""The time that stands in every file instead of that of its making, so that equal data make equal files."""


def _as_it_is(part: Part) -> Fitted:
    return [part], []


def _add_table(path: Path, part: Part) -> None:
    described = {"DESCRIPTION": tidy(f"{part.layer.zh} / {part.layer.en}"), "IDENTIFIER": part.name}
    pyogrio.write_dataframe(
        part.frame, path, layer=part.name, driver="GPKG", append=path.exists(), layer_options=described
    )


def settle(path: Path, rows: dict[str, int]) -> None:
    """Put one time for all in place of the real one, and see that every table has its rows.

    Raises `DatasetError` ("incomplete") where one has not: a full disk may be noticed late.
    """
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE gpkg_contents SET last_change = ?", (STAMP,))
        counts = dict(base.execute("SELECT table_name, feature_count FROM gpkg_ogr_contents"))
        (state,) = base.execute("PRAGMA quick_check").fetchone()
    if counts != rows or state != "ok":
        raise DatasetError("incomplete", file=path.name)


def _write_gpkg(job: Job) -> dict[str, bytes]:
    with TemporaryDirectory(prefix="atlas-") as folder:
        path = Path(folder) / f"{job.name}.gpkg"
        for part in job.parts:
            _add_table(path, part)
        settle(path, {part.name: len(part.frame) for part in job.parts})
        return {path.name: path.read_bytes()}


def _fit_kml(part: Part) -> Fitted:
    """KML numbers its placemarks under the name `id`, so ours is called otherwise."""
    return [replace(part, renamed={"id": "atlas_id"})], []


def _kml(part: Part, lang: str) -> bytes:
    # GDAL's newer driver, LIBKML, lets a "]]>" in a value end its CDATA section; this one escapes.
    memory = BytesIO()
    named = part.named().assign(Name=part.frame[f"name_{lang}"])
    pyogrio.write_dataframe(named, memory, layer=part.name, driver="KML")
    return memory.getvalue()


def _write_kml(job: Job) -> dict[str, bytes]:
    return {f"{part.name}.kml": _kml(part, job.lang) for part in job.parts}


GPKG = Format(_as_it_is, _write_gpkg)
KML = Format(_fit_kml, _write_kml)
