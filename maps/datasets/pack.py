"""Zip archives that are equal when their contents are."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of contents by name; every member bears the first time that a zip can say, 1980-01-01."""
    memory = BytesIO()
    with ZipFile(memory, "w") as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return memory.getvalue()
