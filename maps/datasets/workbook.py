"""Workbooks in memory that are equal when their contents are, and in which every text is a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from maps.datasets.pack import zipped

MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # openpyxl knows naive times only
WIDTH, WIDE = 16, 110
"""Columns of tables and of the attribution, in characters of the standard font."""


class _InMemory(ExcelWriter):
    """openpyxl's writer without its temporary files, which it would leave behind when the disk is full."""

    def __init__(self, workbook: Workbook, archive: ZipFile) -> None:
        super().__init__(workbook, archive)
        self.archive = archive

    def write_worksheet(self, ws: Worksheet) -> None:
        memory = BytesIO()
        WorksheetWriter(ws, out=memory).write()
        self.archive.writestr(ws.path[1:], memory.getvalue())
        self.manifest.append(ws)


def _put(sheet: Worksheet, row: int, values: Iterable[Any]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            # openpyxl itself would take "=1+1" for a formula and "#N/A" for an error.
            cell.data_type = "s"


def _table(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    _put(sheet, 1, header)
    for number, row in enumerate(rows, 2):
        _put(sheet, number, row)
    for column in range(1, len(header) + 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _lines(sheet: Worksheet, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines, 1):
        _put(sheet, number, [line])
    sheet.column_dimensions["A"].width = WIDE


def _saved(workbook: Workbook) -> bytes:
    memory = BytesIO()
    workbook.properties.created = workbook.properties.modified = MADE
    with ZipFile(memory, "w") as archive:
        _InMemory(workbook, archive).write_data()
        return zipped({name: archive.read(name) for name in archive.namelist()})


def workbook_of(
    titles: tuple[str, str], header: Sequence[str], rows: Iterable[Sequence[Any]], lines: Iterable[str]
) -> bytes:
    """A workbook of two sheets: a table with its header frozen, and lines of text. Texts are disarmed by the caller."""
    workbook = Workbook()
    table, about = workbook.worksheets[0], workbook.create_sheet()
    table.title, about.title = titles
    _table(table, header, rows)
    _lines(about, lines)
    return _saved(workbook)
