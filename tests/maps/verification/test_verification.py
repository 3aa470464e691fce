"""The verification sheet: every figure and every check stands in it, on paper as in the workbook, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pypdfium2
import pytest

from layers.atlas.atlas import Atlas, current_atlas
from layers.checks.checks import checks
from layers.errors import ExportError
from layers.report.figures import figures
from maps.origin.snapshot import read
from maps.verification import pages, verification, workbook
from maps.verification.rows import COLUMNS, Part, Row, Verification, verification_rows
from maps.words.checks import told
from text import LANGUAGES, say

MADE = date(2026, 11, 27)
A4_PT = (841.89, 595.28)


@cache
def made(lang: str, kind: str) -> bytes:
    return verification.verification(current_atlas(), lang, kind, MADE)


def text_of(lang: str) -> list[str]:
    """The text of each page, without the spaces that lines are broken at."""
    document = pypdfium2.PdfDocument(made(lang, "pdf"))
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def book(lang: str) -> Any:
    return openpyxl.load_workbook(BytesIO(made(lang, "xlsx")))


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if all(row))
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_figure_of_the_report_stands_in_it_and_each_check_once(lang: str, atlas: Atlas) -> None:
    first, *others = verification_rows(atlas, lang, MADE.isoformat()).parts
    assert [row.title for row in first.rows] == [figure.names[lang] for figure in figures(atlas)]
    assert len(first.rows) + sum(len(part.rows) for part in others) == len(checks(atlas))
    assert {row.cells["side"] for row in others[0].rows} == {say(lang, "verification.side.world")}
    assert {row.cells["side"] for row in others[1].rows} == {say(lang, "verification.side.itself")}


def test_a_figure_says_the_report_s_and_ours_with_difference_reason_and_method(atlas: Atlas) -> None:
    rows = {row.title: row for row in verification_rows(atlas, "en", "").parts[0].rows}
    share, people = rows["Share of the Delta's area"], rows["Share of its residents"]
    assert share.figures["expected"] == 4.7
    assert share.figures["found"] == pytest.approx(4.699, abs=0.002)
    assert share.figures["difference"] == pytest.approx(-0.001, abs=0.002)
    assert (share.unit, share.cells["clause"], share.cells["result"]) == ("%", "1.1", "Passes")
    assert share.cells["method"] == "ratio of areas on the ellipsoid"
    assert people.figures == {"expected": 4.3}
    assert people.cells["found"].startswith("4.04% (2010) – 5.07% (2020)")
    assert people.cells["result"] == "Passes"
    unknown = next(row for row in rows.values() if row.cells["result"] == "Unknown")
    assert unknown.cells["reason"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_paper_says_hash_and_day_and_every_row_with_its_page_number(lang: str, atlas: Atlas) -> None:
    said = text_of(lang)
    whole = "".join(said)
    assert "".join(say(lang, "verification.title").split()) in said[0]
    for value in (atlas.digest, MADE.isoformat()):
        assert value in said[0]
    for number, page in enumerate(said, 1):
        assert "".join(say(lang, "verification.page", page=number, pages=len(said)).split()) in page
    for check in checks(atlas):
        row = told(atlas, check, lang)
        assert "".join(row.question.split()) in whole or check.kind == "figure"
        assert "".join(row.reason.split()) in whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_paper_is_a4_across_and_nothing_runs_over_its_edges(lang: str) -> None:
    document = pypdfium2.PdfDocument(made(lang, "pdf"))
    assert len(document) > 5
    for page in document:
        assert page.get_size() == pytest.approx(A4_PT, abs=0.5)
        words = page.get_textpage()
        boxes = [words.get_rect(index) for index in range(words.count_rects())]
        assert min(box[0] for box in boxes) > 36
        assert max(box[2] for box in boxes) < A4_PT[0] - 36
        assert min(box[1] for box in boxes) > 28


def test_no_row_is_cut_by_the_end_of_a_page(atlas: Atlas) -> None:
    sheet = verification_rows(atlas, "en", "")
    for page in pages._pages(sheet):
        below = [y + block.height for y, block in page]
        assert max(below) <= pages.BOTTOM_MM
        assert [y for y, _ in page[1:]] == pytest.approx(below[:-1])
    heads = [page[0][1] for page in pages._pages(sheet)[1:]]
    assert all(block.keep for block in heads), "a page begins with the names of the columns or a heading"


def test_a_row_that_needs_many_lines_is_as_high_as_they_are() -> None:
    cells = dict.fromkeys(COLUMNS, "")
    short = Row("pass", "a", "", cells, {}, "")
    long = Row("pass", "a", "", {**cells, "reason": "word " * 200}, {}, "")
    assert pages._row(long).height > 5 * pages._row(short).height


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_has_a_sheet_a_part_with_numbers_as_numbers(lang: str, atlas: Atlas) -> None:
    sheets = book(lang).worksheets
    first, world, itself = map(table, sheets)
    column = {name: say(lang, f"verification.column.{name}") for name in (*COLUMNS, "unit")}
    assert len(first) == len(figures(atlas))
    assert len(first) + len(world) + len(itself) == len(checks(atlas))
    shift = next(row for row in world if str(row[column["what"]]).endswith(say(lang, "checks.kind.shift")))
    assert isinstance(shift[column["found"]], float)
    assert shift[column["unit"]] == say(lang, "checks.metre")
    assert str(next(row for row in first if row[column["expected"]] == 4.3)[column["found"]]).startswith("4.04% (2010)")
    assert any(row[column["found"]] is None for row in first)
    assert [cell.value for cell in sheets[0]["A"]][3:7] == [
        ": ".join(fact) for fact in verification_rows(atlas, lang, MADE.isoformat()).facts
    ]
    assert all(sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9 for sheet in sheets)


def test_a_text_that_looks_like_a_formula_stays_a_text(atlas: Atlas) -> None:
    row = Row("pass", "=1+1", "", {**dict.fromkeys(COLUMNS, ""), "reason": "@SUM(A1)"}, {}, "")
    sheet = Verification("t", (), (Part("p", "=2", "", (row,)),), {name: name for name in COLUMNS})
    (found,) = openpyxl.load_workbook(BytesIO(workbook.xlsx(sheet, "en"))).worksheets
    values: Mapping[Any, str] = {cell.value: cell.data_type for line in found.iter_rows() for cell in line}
    assert {values["=1+1"], values["@SUM(A1)"], values["=2"]} == {"s"}


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_same_atlas_and_day_give_the_same_bytes(kind: str, atlas: Atlas) -> None:
    assert verification.verification(atlas, "zh", kind, MADE) == made("zh", kind)
    assert verification.verification(atlas, "zh", kind, date(2026, 11, 28)) != made("zh", kind)


def test_the_paper_says_where_it_comes_from_and_leads_back() -> None:
    origin = read("sheet.pdf", made("zh", "pdf"))
    assert origin.permalink.startswith("/checks?")
    assert origin.data == current_atlas().digest


def test_a_mutated_atlas_is_told_on_its_sheet(atlas: Atlas) -> None:
    frame = atlas.frames["stations"].copy()
    frame.loc["station-qianmei", "name_zh"] = "钱清站"
    mutated = replace(atlas, frames={**atlas.frames, "stations": frame})
    (row,) = [
        row for row in verification_rows(mutated, "zh", "").parts[1].rows
        if row.question == say("zh", "checks.kind.names") and row.state == "differs"
    ]  # fmt: skip
    assert "钱清站" in row.cells["reason"]


def test_other_formats_are_refused_and_a_name_is_plain(atlas: Atlas) -> None:
    with pytest.raises(ExportError) as caught:
        verification.verification(atlas, "zh", "docx", MADE)
    assert caught.value.code == "unknown_format"
    assert verification.file_name("pdf", "zh", MADE) == "hangzhou-circle-verification-zh-2026-11-27.pdf"
