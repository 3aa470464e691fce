"""The verification sheet as a workbook: one sheet a part, numbers as numbers, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maps.verification.rows import COLUMNS, Part, Row, Verification
from text import say

MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # the same sheet gives the same bytes; its day stands in it
WIDTHS = {
    "clause": 7, "what": 30, "expected": 12, "found": 12, "difference": 11, "unit": 12, "result": 10, "side": 10,
    "reason": 60, "method": 36,
}  # fmt: skip
"""In characters of the standard font."""
NUMBER = "#,##0.###"
A4 = 9
INK = {"differs": "#A8371F", "pass": "#17635F", "unknown": "#5A6B6D", "definition": "#5A6B6D"}


def _columns() -> Iterator[str]:
    """The columns of the sheet, with the unit as one of its own behind the numbers."""
    for name in COLUMNS:
        yield name
        if name == "difference":
            yield "unit"


def _value(row: Row, name: str) -> str | float:
    if name == "unit":
        return row.unit
    if name == "what":
        return "\n".join(text for text in (row.title, row.question) if text)
    return row.figures[name] if name in row.figures else row.cells[name]


def _write(sheet: Worksheet, place: tuple[int, int], value: str | float, form: Format) -> None:
    # Each by its type: what the library guesses from a text could be a formula, a link or a number.
    if value == "":
        sheet.write_blank(*place, None, form)
    elif isinstance(value, str):
        sheet.write_string(*place, value, form)
    else:
        sheet.write_number(*place, value, form)


def _printed(sheet: Worksheet, lang: str, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C" + say(lang, "verification.page", page="&P", pages="&N"))


def _part(book: Workbook, told: Verification, part: Part, lang: str) -> None:
    sheet = book.add_worksheet(part.title[:31])
    plain = {"valign": "top", "text_wrap": True}
    title, head = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({**plain, "bold": True, "bottom": 1}),
    )
    body = book.add_format({**plain, "num_format": NUMBER, "bottom": 4, "bottom_color": "#B9C4C5"})
    marks = {
        state: book.add_format({**plain, "bold": True, "font_color": ink, "bottom": 4}) for state, ink in INK.items()
    }
    lines = [f"{told.title} · {part.title}", part.lead, part.totals, *(": ".join(fact) for fact in told.facts)]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, title if number == 0 else None)
    first = len(lines) + 1
    for column, name in enumerate(_columns()):
        _write(sheet, (first, column), told.columns.get(name) or say(lang, "verification.column.unit"), head)
        sheet.set_column(column, column, WIDTHS[name])
        for number, row in enumerate(part.rows, first + 1):
            _write(sheet, (number, column), _value(row, name), marks[row.state] if name == "result" else body)
    sheet.freeze_panes(first + 1, 2)
    sheet.autofilter(first, 0, first + len(part.rows), len(WIDTHS) - 1)
    _printed(sheet, lang, first)


def xlsx(told: Verification, lang: str) -> bytes:
    """The sheet as a workbook; texts are written as texts, whatever they begin with."""
    memory = BytesIO()
    with Workbook(memory, {"in_memory": True}) as book:
        book.set_properties({"created": MADE, "title": told.title})
        for part in told.parts:
            _part(book, told, part, lang)
    return memory.getvalue()
