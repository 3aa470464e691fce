"""Plan against outcome as a table: what the report planned, what came of it, and the delay where it can be computed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.timeline import Outcome, outcome_of
from text import say

COLUMNS = ("subject", "then", "now", "opened", "planned_year", "delay", "note", "source", "looked_up")


def _names(atlas: Atlas, files: Sequence[str], lang: str) -> dict[str, str]:
    """Names of the subjects of these files, those without a position among them."""
    layers = [layer.id for layer in atlas.catalogue.layers if layer.file in files and layer.id in atlas.frames]
    named = {ident: name for layer in layers for ident, name in atlas.frames[layer][f"name_{lang}"].items()}
    return named | {entry.id: entry.names[lang] for entry in atlas.unlocated if entry.layer in files}


def _row(outcome: Outcome, name: str, statuses: dict[str, str], lang: str) -> dict[str, Any]:
    source = say(lang, "progress.report") if outcome.source == "report-2019" else outcome.source
    return {
        "subject": name,
        "then": statuses[outcome.then],
        "now": statuses[outcome.now],
        "opened": outcome.opened,
        "planned_year": outcome.planned_year,
        "delay": outcome.delay_years,
        "note": outcome.note[lang],
        "source": source,
        "looked_up": outcome.looked_up,
    }


def outcomes(atlas: Atlas, layers: Sequence[str], lang: str) -> pd.DataFrame:
    """One row a subject of the given timed layers that has a timeline, indexed by feature id.

    Made once for each content and shared by all sessions: never change it.
    """
    return _table(atlas, tuple(layers), lang)


@lru_cache(maxsize=64)
def _table(atlas: Atlas, layers: tuple[str, ...], lang: str) -> pd.DataFrame:
    files = [atlas.catalogue.layer(ident).file for ident in layers if atlas.catalogue.layer(ident).timed]
    names = _names(atlas, files, lang)
    statuses = {status.id: getattr(status, lang) for status in atlas.catalogue.statuses}
    found = {ident: outcome_of(ident, timeline) for ident, timeline in atlas.timelines.items() if ident in names}
    rows = {ident: _row(outcome, names[ident], statuses, lang) for ident, outcome in found.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
