"""Tables of features: rows select on the map, and the map's selection marks the rows."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # comes with Streamlit; it has no types
import streamlit as st

from maps.lettering.fonts import width_of
from maps.scene.scene import Scene
from text import say
from ui.kit import markup
from ui.session.door import Slot, session, set_widget, widget

ROW_PX = 66
"""Room for three lines: Streamlit's table breaks lines in rows over 64 px only, and what is cut cannot be read."""
LINES = 3
LINE_PX, CELL_PX = 20, 6
"""Of a row of more lines: each of them, and what the cell has above and below; all rows of a table are equally high."""
PADDING_PX = 16
TYPE_PX = 13.2
"""The size of type in which a table writes the typeface that paper has, too."""
LONG_PX = 210
"""Of names that need more than three lines: English ones would be eight, and of rows as high a laptop shows three."""
WIDTHS_PX = (104, 95, 97)
"""Of a feature's name, kind and status, and of what a plan is about, the status then and the one now: what a panel of
the usual width has room for; the rest is to the right. A column that is pinned would be grey, and would leave no room
for the others."""
BROAD_PX = (150, 146)
"""Of name and kind where no feature has a status."""
NARROW_PX = (104, 106)
"""Of name and kind beside a text."""
UNSAID = "—"
"""What a cell says that has nothing to say: an indicative corridor has no area."""
ECHO_S = 2.0
OFTEN = 4
"""From so many rows a text on, it is cheaper to send the text once and say which rows have it."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A table ready to be sent: the features' ids, a row each, and the columns as the browser takes them."""

    idents: tuple[str, ...]
    columns: pa.Table


def rows_of(frame: pd.DataFrame) -> Rows:
    """The rows of a frame that is indexed by feature id; columns without any value are left out.

    The ids stay here, and texts go with short offsets: with them the table would be half as long again.
    """
    columns = pa.Table.from_pandas(frame.dropna(axis="columns", how="all"), preserve_index=False)
    short = [pa.field(field.name, pa.string() if pa.types.is_large_string(field.type) else field.type)
             for field in columns.schema]  # fmt: skip
    return Rows(tuple(map(str, frame.index)), _repeated(columns.cast(pa.schema(short))).combine_chunks())


def _repeated(columns: pa.Table) -> pa.Table:
    """The same columns; a text that stands in many rows is sent once."""
    for place, name in enumerate(columns.column_names):
        column = columns.column(place)
        if pa.types.is_string(column.type) and len(column.unique()) * OFTEN <= len(column):
            columns = columns.set_column(place, name, column.dictionary_encode())
    return columns


@dataclass
class Marks:
    """What we have marked in a table: the browser's table is behind with several selections in quick succession, and
    its answer looks like a click.
    """

    told: set[tuple[int, ...]] = field(default_factory=set)
    marked_at: float = -math.inf

    def mark(self, rows: Sequence[int], now: float) -> None:
        """Remember rows that we mark, at a time in seconds."""
        self.told.add(tuple(sorted(rows)))
        self.marked_at = now

    def is_echo(self, rows: Sequence[int], now: float) -> bool:
        """Whether the browser only sends back what we marked a moment ago."""
        return now - self.marked_at < ECHO_S and tuple(sorted(rows)) in self.told


def _marks(key: str) -> Marks:
    return Slot(f"{key}_marks", Marks).get()


def _marked(key: str) -> list[int]:
    """The rows that the table has marked, as far as the server knows."""
    return list(widget(key, {"selection": {"rows": []}})["selection"]["rows"])


def _on_select(key: str, idents: tuple[str, ...], hidden: tuple[str, ...] | None) -> None:
    """Tell the session what the reader has marked; `hidden` are selected rows that a filter hides, None for a table in
    which one row is marked at most.
    """
    rows = _marked(key)
    if _marks(key).is_echo(rows, time.monotonic()):
        return
    marked = [idents[row] for row in rows if row < len(idents)]
    if hidden is None:
        session().reveal(marked[0] if marked else None)
    else:
        session().select((*hidden, *marked))


def _mark(key: str, rows: list[int]) -> None:
    """Set the table's marked row, and remember that it was us.

    The browser's table loses its cell cursor with it, and keys do nothing until it is entered anew: only where needed.
    """
    set_widget(key, {"selection": {"rows": rows, "columns": [], "cells": []}})
    _marks(key).mark(rows, time.monotonic())


def feature_columns(lang: str, there: Collection[str], *, narrow: bool = False) -> dict[str, Any]:
    """Column settings of the table of visible features, for a panel or, `narrow`, for a column beside a text.

    `there` are the names of the table's columns: of those without a value there is none.
    """
    column, room = st.column_config, WIDTHS_PX if "status" in there else BROAD_PX
    name_px, kind_px, *status_px = NARROW_PX if narrow else room
    return {
        "name": column.TextColumn(say(lang, "field.name"), width=name_px),
        "kind": column.TextColumn(say(lang, "field.kind"), width=kind_px),
        "status": column.TextColumn(say(lang, "filter.status"), width=status_px[0] if status_px else "small"),
        "length": column.NumberColumn(f"{say(lang, 'field.length')} {say(lang, 'unit.km')}", format="localized"),
        "area": column.NumberColumn(f"{say(lang, 'field.area')} {say(lang, 'unit.km2')}", format="localized"),
        "city": column.TextColumn(say(lang, "filter.city"), width="small"),
        # What it opens is no address: the page leads to the clause (ui/frame/clauses.js).
        "clauses": column.LinkColumn(say(lang, "field.clauses"), width="small"),
        "evidence": column.TextColumn(say(lang, "field.evidence"), width="small"),
    }


def outcome_columns(lang: str) -> dict[str, Any]:
    """Column settings of the table of plan and outcome."""
    column = st.column_config
    subject_px, then_px, now_px = WIDTHS_PX
    widths = {"subject": subject_px, "then": then_px, "now": now_px}
    texts = {
        name: column.TextColumn(say(lang, f"progress.{name}"), width=widths.get(name))
        for name in ("subject", "then", "now", "opened", "note", "source", "looked_up")
    }
    return texts | {
        "planned_year": column.NumberColumn(say(lang, "progress.planned_year"), format="%d"),
        "delay": column.NumberColumn(say(lang, "progress.delay"), format="%+d"),
    }


def lines(text: str, width_px: int) -> int:
    """How many lines a text has at most in a column of a width: broken behind spaces and between Chinese characters."""
    room, count, filled = width_px - PADDING_PX, 1, 0.0
    for word in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*", text):
        needed = width_of(word.rstrip(), TYPE_PX)
        if filled and filled + needed > room:
            count, filled = count + 1, 0.0
        more = max(0, math.ceil(needed / room) - 1)  # of a word that no line has room for
        count, filled = count + more, filled + width_of(word, TYPE_PX) - more * room
    return count


@lru_cache(maxsize=256)
def _most_lines(rows: Rows, column: str, width_px: int) -> int:
    texts = rows.columns.column(column).unique().to_pylist() if column in rows.columns.column_names else ()
    return max((lines(text, width_px) for text in texts if isinstance(text, str)), default=1)


def readable(rows: Rows, columns: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Column settings in which the first column, what a row is about, is wide enough for its texts, and the height of a
    row in px in which no text of a column of a set width is cut.
    """
    widths = {name: settings["width"] for name, settings in columns.items() if isinstance(settings["width"], int)}
    first = next(iter(columns))
    if first in widths and _most_lines(rows, first, widths[first]) > LINES:
        widths[first] = LONG_PX
        columns = columns | {first: columns[first] | {"width": LONG_PX}}
    most = max((_most_lines(rows, name, width) for name, width in widths.items()), default=1)
    return columns, ROW_PX if most <= LINES else most * LINE_PX + CELL_PX


def show(
    rows: Rows, scene: Scene, name: str, columns: dict[str, Any], *, hidden: tuple[str, ...] | None = None
) -> None:  # fmt: skip
    """Show a table of features, of which the marked ones are shown on the map; `name` tells a page's tables apart.

    One row at most can be marked, or several where `hidden` says which selected features a filter keeps from the table.
    """
    if not rows.idents:
        markup.show("empty", scene.lang, text=say(scene.lang, "panel.no_rows"))
        return
    key = f"table_{name}_{scene.page}_{scene.lang}"
    idents = rows.idents
    marks = scene.selection if hidden is not None else scene.selection[:1]
    chosen = sorted(idents.index(ident) for ident in marks if ident in idents)
    if sorted(_marked(key)) != chosen:
        _mark(key, chosen)
    settings, row_px = readable(rows, columns)
    st.dataframe(
        rows.columns,
        key=key,
        height="stretch",
        row_height=row_px,
        hide_index=True,
        column_config=settings,
        placeholder=UNSAID,
        selection_mode="single-row" if hidden is None else "multi-row",
        on_select=lambda: _on_select(key, idents, hidden),
    )
