"""Shapefile: one for each table and kind of geometry, with what dBASE III can hold of the attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyogrio

from layers.errors import DatasetError
from maps.datasets.cells import cut, differing, map_texts, replaced
from maps.datasets.parts import Fitted, Format, Job, Note, Part, cuts

LONGEST_NAME = 10
MOST_BYTES = 254
HEADER_BYTES = 100
"""Of .shp and .shx, which state their length in 16-bit words from byte 24 on (ESRI Shapefile Technical Description)."""
DAY = "1980-01-01"
"""Stands in the dBASE table instead of the day it was made, so that equal data make equal files."""
SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
FAMILIES = {"Point": "point", "LineString": "line", "Polygon": "polygon"}


def short_names(columns: Sequence[str]) -> dict[str, str]:
    """Column -> a name of at most ten characters, each once: cut, and numbered where the cut one is taken."""
    names: dict[str, str] = {}
    for column in columns:
        tried = [
            column[:LONGEST_NAME].rstrip("_"),
            *(f"{column[: LONGEST_NAME - 2]}_{number}" for number in range(1, 10)),
        ]
        names[column] = next(name for name in tried if name not in names.values())
    return names


def _families(part: Part) -> Mapping[str, pd.Index]:
    kinds = part.frame.geom_type.str.removeprefix("Multi").map(FAMILIES)
    return {family: part.frame.index[kinds == family] for family in FAMILIES.values() if (kinds == family).any()}


def _fit(part: Part) -> Fitted:
    """Split by kind of geometry, fields renamed, texts cut to 254 bytes; which, and what is lost, is noted."""
    written = map_texts(part.frame, partial(replaced, encoding=part.encoding))
    frame = map_texts(written, partial(cut, most=MOST_BYTES, encoding=part.encoding))
    lost = {ident for ids in differing(part.frame, written).values() for ident in ids}
    names = {old: new for old, new in short_names([c for c in frame if c != "geometry"]).items() if old != new}
    parts = [
        replace(part, name=f"{part.name}_{family}", frame=frame.loc[ids], renamed=names)
        for family, ids in _families(part).items()
    ]
    said = [Note("shapefile", {"encoding": part.encoding.upper()}), *cuts(part.name, differing(written, frame))]
    return parts, [*said, Note("lost", {"table": part.name, "ids": ", ".join(sorted(lost))})] if lost else said


def whole(suffix: str, data: bytes, rows: int) -> bool:
    """Whether a file of a Shapefile is as long as its own header and the number of rows say."""
    if suffix in (".shp", ".shx"):
        return HEADER_BYTES < len(data) == 2 * int.from_bytes(data[24:28], "big")
    if suffix == ".dbf":
        count, head, row = (int.from_bytes(data[start:end], "little") for start, end in ((4, 8), (8, 10), (10, 12)))
        return count == rows and len(data) >= head + count * row
    return bool(data)


def _files(folder: Path, part: Part) -> dict[str, bytes]:
    path = folder / f"{part.name}.shp"
    options = {"DBF_DATE_LAST_UPDATE": DAY}
    encoding = part.encoding.upper()  # the driver names it in the .cpg as it is called here
    pyogrio.write_dataframe(part.named(), path, driver="ESRI Shapefile", encoding=encoding, layer_options=options)
    files = {suffix: path.with_suffix(suffix).read_bytes() for suffix in SUFFIXES}
    # The driver says nothing when the disk is full as it closes its files.
    if not all(whole(suffix, data, len(part.frame)) for suffix, data in files.items()):
        raise DatasetError("incomplete", file=path.name)
    return {f"{part.name}{suffix}": data for suffix, data in files.items()}


def _write(job: Job) -> dict[str, bytes]:
    with TemporaryDirectory(prefix="atlas-") as folder:
        return {name: data for part in job.parts for name, data in _files(Path(folder), part).items()}


SHAPEFILE = Format(_fit, _write)
