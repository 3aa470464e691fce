"""Workbooks in memory that are equal when their contents are, and in which every text is a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from maps.datasets.parts import Table

MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # a workbook says no time zone
WIDTH, WIDE = 16, 110
"""Columns of tables and of the attribution, in characters of the standard font."""


def _put(sheet: Worksheet, row: int, values: Iterable[Any]) -> None:
    # Each by its type: what the library guesses from a text could be a formula, a link or a number.
    for column, value in enumerate(values):
        if isinstance(value, str) and value.startswith("<r>"):
            # The library would copy such a text into the file as ready-made markup; in pieces it is escaped.
            sheet.write_rich_string(row, column, *value[:2], value[2:])
        elif isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write_number(row, column, value)


def _fill(sheet: Worksheet, table: Table) -> None:
    for number, row in enumerate(table.rows, 1):
        _put(sheet, number, row)
    _put(sheet, 0, table.header)
    sheet.set_column(0, len(table.header) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)


def workbook_of(tables: Sequence[Table], about: str, lines: Iterable[str]) -> bytes:
    """A workbook of a sheet for each table, with its header frozen, and a last one of that title with lines of text.

    Texts are disarmed by the caller, titles are as sheets can have them.
    """
    memory = BytesIO()
    with Workbook(memory, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": MADE})
        bold = workbook.add_format({"bold": True})
        for table in tables:
            sheet = workbook.add_worksheet(table.title)
            sheet.set_row(0, None, bold)
            _fill(sheet, table)
        last = workbook.add_worksheet(about)
        for number, line in enumerate(lines):
            _put(last, number, [line])
        last.set_column(0, 0, WIDE)
    return memory.getvalue()
