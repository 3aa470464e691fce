"""A data set: what a Scene shows, or what is selected in it, as a zip of one format with its attribution."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from layers.atlas.atlas import Atlas
from layers.errors import DatasetError
from layers.measures.datum import DATUMS
from maps.datasets.attribution import attribution
from maps.datasets.geojson import GEOJSON
from maps.datasets.pack import zipped
from maps.datasets.parts import ENCODINGS, FORMATS, Format, Job, Note, Part
from maps.datasets.shapefile import SHAPEFILE
from maps.datasets.spreadsheet import CSV, XLSX
from maps.datasets.tables import chosen, parts_of
from maps.datasets.vector import GPKG, KML
from maps.scene.scene import Scene, plain

WRITERS = dict(zip(FORMATS, (GEOJSON, GPKG, SHAPEFILE, KML, CSV, XLSX), strict=True))
ATTRIBUTION = "ATTRIBUTION.txt"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LONGEST_REASON = 160
_FOLDER = re.compile(r"""[^\s'"]*[/\\]""")


@dataclass(frozen=True)
class Dataset:
    """A file to be saved: its name, ASCII, and its bytes, a zip."""

    name: str
    data: bytes


def file_name(atlas: Atlas, scene: Scene, *, file_format: str, datum: str, selected_only: bool = False) -> str:
    """The name of the file that `dataset` makes of a checked Scene, known before anything is made.

    Raises `DatasetError`: unknown_format, unknown_datum, kml_is_wgs84, no_features.
    """
    _check(file_format, datum)
    if not chosen(atlas, scene, selected_only=selected_only):
        raise DatasetError("no_features")
    return f"{_name(scene, datum, selected_only=selected_only)}-{file_format}.zip"


def _name(scene: Scene, datum: str, *, selected_only: bool) -> str:
    return "-".join(["hangzhou-circle", scene.page, *(["selected"] if selected_only else []), datum])


def _check(file_format: str, datum: str) -> None:
    if file_format not in FORMATS:
        raise DatasetError("unknown_format", format=plain(file_format, 40), known=", ".join(FORMATS))
    if datum not in DATUMS:
        raise DatasetError("unknown_datum", datum=plain(datum, 40), known=", ".join(DATUMS))
    if file_format == "kml" and datum != "wgs84":
        raise DatasetError("kml_is_wgs84", datum=datum)


def _reason(error: Exception) -> str:
    """What a library says, without the folders of this computer."""
    return plain(_FOLDER.sub("", str(error)), LONGEST_REASON) or type(error).__name__


def _written(file_format: str, job: Job) -> dict[str, bytes]:
    """The files of a format; whatever its library or the disk refuses becomes an `DatasetError`."""
    try:
        return WRITERS[file_format].write(job)
    except (OSError, RuntimeError, sqlite3.Error) as error:
        full = isinstance(error, OSError) and error.errno in FULL
        raise DatasetError("disk_full" if full else "not_made", format=file_format, reason=_reason(error)) from error


def _fitted(style: Format, parts: Sequence[Part]) -> tuple[list[Part], list[Note]]:
    fits = [style.fit(part) for part in parts]
    return [part for found, _ in fits for part in found], [note for _, notes in fits for note in notes]


def _text(lines: Sequence[str]) -> bytes:
    """UTF-8 with a byte order mark and Windows line ends, which every editor reads."""
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def dataset(
    atlas: Atlas, scene: Scene, *, file_format: str, datum: str, selected_only: bool = False, made: str = "",
    encoding: str = ENCODINGS[0],
) -> Dataset:  # fmt: skip
    """The features of a Scene's layers as one zip: data files of one of `FORMATS`, and `ATTRIBUTION.txt`.

    Every layer is a file (in a GeoPackage a table, in a workbook a sheet). `selected_only` takes the selected features,
    without any those in focus. `datum` is one of `layers.measures.datum.DATUMS`; `made` is the day that the attribution
    gives, `encoding` one of `ENCODINGS` for the texts of a Shapefile. The same Scene, data and day give the same bytes.

    Raises `DatasetError`: unknown_format, unknown_datum, unknown_encoding, kml_is_wgs84, no_features (nothing is shown
    or selected), disk_full, not_made, incomplete. Nothing is left on the disk.
    """
    scene = scene.checked(atlas)
    if encoding not in ENCODINGS:
        raise DatasetError("unknown_encoding", encoding=plain(encoding, 40), known=", ".join(ENCODINGS))
    title = file_name(atlas, scene, file_format=file_format, datum=datum, selected_only=selected_only)
    shown = parts_of(atlas, scene, datum, selected_only=selected_only, encoding=encoding)
    parts, notes = _fitted(WRITERS[file_format], shown)
    about = attribution(atlas, scene, parts, notes, made=plain(made, 40), selected_only=selected_only)
    job = Job(_name(scene, datum, selected_only=selected_only), parts, about, scene.lang)
    return Dataset(title, zipped({**_written(file_format, job), ATTRIBUTION: _text(about)}))
