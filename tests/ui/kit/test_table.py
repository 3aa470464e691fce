"""What the table of features remembers of its own marks, and what of a frame it sends."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from maps.scene.scene import Scene
from text import LANGUAGES
from ui.kit import markup, table
from ui.kit.table import Marks, feature_columns, outcome_columns, rows_of

EVERY = ("name", "kind", "status", "length", "area", "city", "clauses", "evidence")


@pytest.mark.parametrize(
    ("rows", "now", "echo"),
    [
        ([3], 10.0, True),
        ([3], 11.9, True),
        ([3], 12.0, False),
        ([4], 10.1, False),
        ([], 10.1, False),
        ([3, 4], 10.1, False),
    ],
)
def test_what_we_marked_comes_back_within_two_seconds(rows: list[int], now: float, *, echo: bool) -> None:
    marks = Marks()
    assert not marks.is_echo([3], 10.0)
    marks.mark([3], 10.0)
    assert marks.is_echo(rows, now) is echo


def test_of_several_marks_in_quick_succession_each_may_come_back() -> None:
    marks = Marks()
    for number, at in ((1, 0.0), (2, 1.5), (3, 3.0)):
        marks.mark([number], at)
    assert [marks.is_echo([number], 4.9) for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert not Marks().is_echo([1], 4.9), "another table's marks are its own"


def test_the_ids_stay_and_columns_without_a_value_are_left_out() -> None:
    frame = pd.DataFrame(
        {"name": ["西站", "机场"], "area": [None, None], "length": [1.5, None]},
        index=["station-hangzhou-xi", "gateway-xiaoshan-airport"],
    )
    rows = rows_of(frame)
    assert rows.idents == ("station-hangzhou-xi", "gateway-xiaoshan-airport")
    assert rows.columns.to_pydict() == {"name": ["西站", "机场"], "length": [1.5, None]}
    assert [str(kind) for kind in rows.columns.schema.types] == ["string", "double"]


@pytest.mark.parametrize(
    ("lang", "name", "area", "length"),
    [("zh", "名称", "面积 km²", "长度 km"), ("en", "Name", "Area km²", "Length km")],
)
def test_columns_say_what_they_hold_and_in_which_unit(lang: str, name: str, area: str, length: str) -> None:
    columns = feature_columns(lang, EVERY)
    assert [columns[key]["label"] for key in ("name", "area", "length")] == [name, area, length]
    assert list(columns) == ["name", "kind", "status", "length", "area", "city", "clauses", "evidence"]
    assert set(outcome_columns(lang)) == {
        "subject", "planned_year", "delay", "then", "now", "opened", "note", "source", "looked_up",
    }  # fmt: skip
    assert outcome_columns(lang)["delay"]["type_config"]["format"] == "%+d"


@pytest.mark.parametrize(
    ("rows", "echoed", "revealed"),
    [([1], False, ["b"]), ([0], False, ["a"]), ([], False, [None]), ([2], False, [None]), ([1], True, [])],
)
def test_a_row_that_the_reader_marks_is_revealed_and_an_echo_is_not(
    monkeypatch: pytest.MonkeyPatch, rows: list[int], revealed: list[str | None], *, echoed: bool
) -> None:
    marks, seen = Marks(), list[object]()
    if echoed:
        marks.mark(rows, time.monotonic())
    monkeypatch.setattr(table, "_marks", {"rows": marks}.__getitem__)
    monkeypatch.setattr(table, "_marked", {"rows": rows}.__getitem__)
    monkeypatch.setattr(table, "session", lambda: SimpleNamespace(reveal=seen.append))
    table._on_select("rows", ("a", "b"), None)
    assert seen == revealed


@pytest.mark.parametrize(
    ("rows", "hidden", "selected"),
    [([0, 2], (), [("a", "c")]), ([1], ("x",), [("x", "b")]), ([], ("x",), [("x",)]), ([], (), [()])],
)
def test_marked_rows_are_selected_with_those_that_a_filter_hides(
    monkeypatch: pytest.MonkeyPatch, rows: list[int], hidden: tuple[str, ...], selected: list[tuple[str, ...]]
) -> None:
    seen = list[object]()
    monkeypatch.setattr(table, "_marks", {"rows": Marks()}.__getitem__)
    monkeypatch.setattr(table, "_marked", {"rows": rows}.__getitem__)
    monkeypatch.setattr(table, "session", lambda: SimpleNamespace(select=seen.append))
    table._on_select("rows", ("a", "b", "c"), hidden)
    assert seen == selected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_name_kind_and_status_fit_the_panel_and_what_is_beside_a_text(lang: str) -> None:
    def taken(there: tuple[str, ...], *, narrow: bool = False) -> int:
        columns = feature_columns(lang, there, narrow=narrow)
        return sum(columns[name]["width"] for name in there if isinstance(columns[name]["width"], int))

    assert 290 < taken(("name", "kind", "status")) <= 333 - 37, "what a panel of 386 px leaves beside the marks"
    assert 290 < taken(("name", "kind")) <= 333 - 37
    assert taken(("name", "kind", "status"), narrow=True) <= 245 - 33, "what the column beside a text leaves"
    outcomes = outcome_columns(lang)
    assert 290 < sum(outcomes[name]["width"] for name in ("subject", "then", "now")) <= 333 - 37


@pytest.mark.parametrize(
    "columns", [feature_columns("zh", EVERY), feature_columns("en", EVERY, narrow=True), outcome_columns("zh")]
)
def test_no_column_is_pinned_which_would_be_grey(columns: dict[str, Any]) -> None:
    assert [name for name, column in columns.items() if column["pinned"]] == []


def test_an_empty_table_is_a_sentence_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str, str]] = []
    monkeypatch.setattr(markup, "show", lambda name, lang, *, text: shown.append((name, lang, text)))
    for lang in ("zh", "en"):
        table.show(rows_of(pd.DataFrame()), Scene(page="zones", lang=lang), "features", {})
    assert [(name, lang) for name, lang, _ in shown] == [("empty", "zh"), ("empty", "en")]
    assert [text for *_, text in shown] == [
        "当前没有可列出的要素。请在图层面板中打开一个图层,或恢复图例中隐去的行。",
        "There is nothing to list. Switch a layer on in the layer panel, or bring back a row of the legend.",
    ]


def test_a_text_that_stands_in_many_rows_is_sent_once_and_reads_the_same() -> None:
    names, statuses = [f"甲{row}" for row in range(40)], ["在建", "已开通或已设立", None, "在建"] * 10
    rows = rows_of(pd.DataFrame({"name": names, "status": statuses}))
    assert rows.columns.to_pydict() == {"name": names, "status": statuses}
    assert [str(kind) for kind in rows.columns.schema.types] == [
        "string", "dictionary<values=string, indices=int32, ordered=0>",
    ]  # fmt: skip
    assert rows.columns.column("status").nbytes < sum(len(text.encode()) for text in statuses if text)


def test_names_are_readable_whole_and_rows_no_higher_than_they_need() -> None:
    long = "Huzhou–Hangzhou High-Speed Railway (south of Hangzhou West, indicative)"
    for names, width, row_px in (
        (["湖杭高铁(杭州西以南,示意)"], table.WIDTHS_PX[0], table.ROW_PX),
        (["Hangzhou West", "Hangzhou East"], table.WIDTHS_PX[0], table.ROW_PX),
        (["Hangzhou West", long], table.LONG_PX, table.ROW_PX),
        (["Hangzhou West", f"{long} with its other part"], table.LONG_PX, 4 * table.LINE_PX + table.CELL_PX),
    ):
        rows = rows_of(pd.DataFrame({"name": names, "kind": "Station", "status": "Open"}, index=[*names]))
        columns, found = table.readable(rows, feature_columns("en", rows.columns.column_names))
        assert (columns["name"]["width"], found) == (width, row_px), names
    free = {"name": {"width": None}}
    assert table.readable(rows, free) == (free, table.ROW_PX), "a column that finds its width itself"
    assert table.lines("", table.LONG_PX) == 1
    assert 12 < table.lines("x" * 100, 66) < 16, "a word that no line has room for is broken"
