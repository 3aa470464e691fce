"""A workbook: a table under a bold header that stays, lines beside it, and every text a text."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from maps.datasets.parts import Table
from maps.datasets.workbook import workbook_of

ROWS: list[list[Any]] = [["甲", 1, None], ["=1+1", 2.5, "<r>a</r>"], ["https://x.y", "007", ""]]
MADE = workbook_of([Table("表", ("a", "b", "c"), ROWS)], "说明", ["one", "<r>", "=two"])


def test_each_value_is_of_its_own_type() -> None:
    table, about = load_workbook(BytesIO(MADE)).worksheets
    assert (table.title, about.title) == ("表", "说明")
    assert [[cell.value for cell in row] for row in table.iter_rows()] == [
        ["a", "b", "c"], ["甲", 1, None], ["=1+1", 2.5, "<r>a</r>"], ["https://x.y", "007", ""],
    ]  # fmt: skip
    kinds = [[cell.data_type for cell in row] for row in table.iter_rows(min_row=2)]
    assert [row[0] for row in kinds] == ["s", "s", "s"]
    assert [row[1] for row in kinds] == ["n", "n", "s"]
    assert not [cell for row in table.iter_rows() for cell in row if cell.hyperlink]
    assert [(row[0].value, row[0].data_type) for row in about.iter_rows()] == [
        ("one", "s"), ("<r>", "s"), ("=two", "s"),
    ]  # fmt: skip


def test_the_header_is_bold_and_stays_and_columns_can_be_filtered_and_read() -> None:
    table, about = load_workbook(BytesIO(MADE)).worksheets
    assert table.freeze_panes == "A2"
    assert table.auto_filter.ref == "A1:C4"
    assert [cell.font.bold for cell in table[1]] == [True, True, True]
    assert not [cell for row in table.iter_rows(min_row=2) for cell in row if cell.font.bold]
    # Excel adds to a width what stands at either side of a text.
    widths = {name: round(table.column_dimensions[name].width) for name in table.column_dimensions}
    assert widths == {"A": 17}
    assert (table.column_dimensions["A"].min, table.column_dimensions["A"].max) == (1, 3)
    assert round(about.column_dimensions["A"].width) == 111
    assert (about.column_dimensions["A"].min, about.column_dimensions["A"].max) == (1, 1)


def test_a_table_without_rows_has_its_header() -> None:
    table, about = load_workbook(BytesIO(workbook_of([Table("a", ("x", "y"), [])], "b", []))).worksheets
    assert [[cell.value for cell in row] for row in table.iter_rows()] == [["x", "y"]]
    assert (table.auto_filter.ref, about.max_row) == ("A1:B1", 1)


def test_a_workbook_does_not_tell_when_it_was_made() -> None:
    assert load_workbook(BytesIO(MADE)).properties.created == datetime(1980, 1, 1)  # noqa: DTZ001  # as it says it
    assert workbook_of([Table("表", ("a", "b", "c"), ROWS)], "说明", ["one", "<r>", "=two"]) == MADE
