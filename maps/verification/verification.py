"""The door: the verification sheet of an atlas as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from layers.atlas.atlas import Atlas
from layers.errors import ExportError
from maps.origin.provenance import provenance
from maps.scene.scene import opening
from maps.scene.sheet import Sheet
from maps.verification import pages, workbook
from maps.verification.rows import verification_rows

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def verification(atlas: Atlas, lang: str, file_format: str, made: date) -> bytes:
    """The sheet as `pdf` or `xlsx`, with the day on which it was made.

    Raises `ExportError` ("unknown_format") for any other format, and for what the typeface cannot write.
    """
    if file_format not in MEDIA_TYPES:
        raise ExportError("unknown_format", format=file_format[:20], known=", ".join(MEDIA_TYPES))
    told = verification_rows(atlas, lang, made.isoformat())
    if file_format == "xlsx":
        return workbook.xlsx(told, lang)
    scene = replace(opening(atlas, "checks"), lang=lang)
    origin = provenance(scene, Sheet.model_validate({"made": made.isoformat()}), atlas)
    return pages.pdf(told, origin, lang)


def file_name(file_format: str, lang: str, made: date) -> str:
    """A name for the file, in letters that every system takes."""
    return f"hangzhou-circle-verification-{lang}-{made.isoformat()}.{file_format}"
