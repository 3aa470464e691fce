"""CSV and XLSX: tables with the geometry as well-known text, in which no cell is ever a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import geopandas as gpd
import pandas as pd

from maps.datasets import geojson
from maps.datasets.cells import cut, differing, disarmed, map_texts
from maps.datasets.parts import Fitted, Format, Job, Note, Part, Table, cuts
from text import say, table

WKT = "WKT"
"""GDAL and QGIS know a column of that name as the geometry."""
PLACES = ("x", "y", "x_min", "y_min", "x_max", "y_max")
MOST_UNITS = 32_767
"""What a cell of Excel holds, in UTF-16 code units of two bytes."""
MOST_TITLE = 31
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet may not hold."""
_cut = partial(cut, most=2 * MOST_UNITS, encoding="utf-16-le")


def _disarmed(part: Part) -> tuple[gpd.GeoDataFrame, list[Note]]:
    frame = map_texts(part.frame, disarmed)
    found = sorted({ident for ids in differing(part.frame, frame).values() for ident in ids})
    return frame, [Note("disarmed", {"table": part.name, "ids": ", ".join(found)})] if found else []


def _wkt(part: Part) -> pd.Series:
    return part.frame.geometry.to_wkt(rounding_precision=geojson.decimals(part.datum)).astype(object)


def _fit_csv(part: Part) -> Fitted:
    frame, notes = _disarmed(part)
    return [replace(part, frame=frame.assign(**{WKT: _wkt(part)}))], [Note("csv"), *notes]


def _csv(part: Part) -> bytes:
    rows = pd.DataFrame(part.frame.drop(columns="geometry"))
    return str(rows.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")


def _write_csv(job: Job) -> dict[str, bytes]:
    return {f"{part.name}.csv": _csv(part) for part in job.parts}


def _located(part: Part) -> pd.DataFrame:
    """Where each feature is, in the part's datum: a point on it, its bounds, and its WKT where a cell can hold it."""
    points, wkt = part.frame.representative_point(), _wkt(part)
    places = part.frame.bounds.assign(x=points.x, y=points.y)[["x", "y", "minx", "miny", "maxx", "maxy"]]
    named = places.round(geojson.decimals(part.datum)).set_axis(PLACES, axis=1)
    return named.assign(**{WKT: wkt.where(wkt.str.len() <= MOST_UNITS, None)})


def _besides(part: Part, located: pd.DataFrame) -> list[Note]:
    missing = located.index[located[WKT].isna()]
    if not len(missing):
        return []
    return [Note("beside", {"table": part.name, "ids": ", ".join(missing)}), *geojson.notes(part.datum)]


def _fit_xlsx(part: Part) -> Fitted:
    """Texts disarmed and cut to what a cell holds; notes of both, and of geometry that stands beside the workbook."""
    armed, notes = _disarmed(part)
    frame, located = map_texts(armed, _cut), _located(part)
    notes = [Note("xlsx"), *notes, *cuts(part.name, differing(armed, frame)), *_besides(part, located)]
    placed = frame.join(located)
    return [replace(part, frame=placed, renamed=headers(list(placed.columns), part.lang))], notes


def headers(columns: Sequence[str], lang: str) -> dict[str, str]:
    """What the columns are called in a language; one that only the catalogue knows keeps its name."""
    known = table(lang)["data"]["header"]
    return {name: known[name] for name in columns if name in known}


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    known = frame.astype(object).where(frame.notna(), None)
    return known.itertuples(index=False, name=None)


def titles(names: Sequence[str]) -> list[str]:
    """Names as sheets can have them: without some signs, of 31 at most, each once in whatever case."""
    found: list[str] = []
    for name in names:
        whole = _NO_TITLE.sub(" ", name).strip("' ")
        tried = [whole[:MOST_TITLE], *(f"{whole[: MOST_TITLE - 3]} {number}" for number in range(2, 100))]
        taken = {title.casefold() for title in found}
        found.append(next(title for title in tried if title.casefold() not in taken))
    return found


def _table(part: Part, title: str) -> Table:
    frame = pd.DataFrame(part.named().drop(columns="geometry"))
    return Table(title, list(frame.columns), list(_rows(frame)))


def _beside(part: Part) -> dict[str, bytes]:
    """The table as GeoJSON, if a cell of it cannot hold its geometry."""
    if part.frame[WKT].notna().all():
        return {}
    return geojson.encoded(replace(part, frame=part.frame.drop(columns=[*PLACES, WKT]), renamed={}))


def _write_xlsx(job: Job) -> dict[str, bytes]:
    from maps.datasets.workbook import workbook_of  # noqa: PLC0415  # a library for one of six formats

    *named, about = titles([*(getattr(part.layer, job.lang) for part in job.parts), say(job.lang, "data.sheet")])
    tables = [_table(part, title) for part, title in zip(job.parts, named, strict=True)]
    book = workbook_of(tables, about, (_cut(disarmed(line)) for line in job.about))
    return {f"{job.name}.xlsx": book} | {name: data for part in job.parts for name, data in _beside(part).items()}


CSV = Format(_fit_csv, _write_csv)
XLSX = Format(_fit_xlsx, _write_xlsx)
