"""The table of visible features: a row selects on the map, and the map's selection marks the row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from maps.scene import Scene
from text import say
from ui import markup, state

HEIGHT_PX = 440


def _on_select(key: str, idents: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    state.select(idents[rows[0]] if rows and rows[0] < len(idents) else None, tell_map=True)


def _columns(lang: str) -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn(say(lang, "field.name"), width="medium"),
        "kind": column.TextColumn(say(lang, "field.kind"), width="small"),
        "evidence": column.TextColumn(say(lang, "field.evidence"), width="small"),
        "clauses": column.TextColumn(say(lang, "field.clauses"), width="small"),
        "area": column.NumberColumn(f"{say(lang, 'field.area')} {say(lang, 'unit.km2')}", format="localized"),
        "length": column.NumberColumn(f"{say(lang, 'field.length')} {say(lang, 'unit.km')}", format="localized"),
    }


def show(rows: pd.DataFrame, scene: Scene) -> None:
    """Show a table of features indexed by id; columns without a value are left out."""
    if rows.empty:
        markup.show("empty", scene.lang, text=say(scene.lang, "panel.no_rows"))
        return
    key = f"table_{scene.page}_{scene.lang}"
    idents = list(rows.index)
    chosen = [idents.index(scene.selected)] if scene.selected in idents else []
    st.session_state[key] = {"selection": {"rows": chosen, "columns": [], "cells": []}}
    st.caption(say(scene.lang, "panel.visible", count=len(rows)))
    st.dataframe(
        rows.dropna(axis="columns", how="all").round({"area": 0, "length": 1}),
        key=key,
        height=HEIGHT_PX,
        hide_index=True,
        column_config=_columns(scene.lang),
        selection_mode="single-row",
        on_select=lambda: _on_select(key, idents),
    )
