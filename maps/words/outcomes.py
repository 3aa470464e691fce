"""Plan against outcome as a table: what the report planned, what came of it, and the delay where it can be computed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.timeline import Outcome, outcome_of
from maps.words.filtering import kept
from maps.words.grammar import sentences
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


def outcomes(
    atlas: Atlas, layers: Sequence[str], lang: str, date: str | None = None, hidden: tuple[str, ...] = ()
) -> pd.DataFrame:
    """One row a subject of the given timed layers that has a timeline, indexed by feature id.

    What the legend has put away (`hidden`), at a date, a month, or without one, is left out.
    """
    table = _table(atlas, tuple(layers), lang)
    on = [ident for ident in layers if atlas.catalogue.layer(ident).timed and ident in atlas.frames]
    away = {ident for layer in on for ident in set(atlas.frames[layer].index) - kept(atlas, layer, date, hidden)}
    return table[~table.index.isin(away)]


@lru_cache(maxsize=64)
def _table(atlas: Atlas, layers: tuple[str, ...], lang: str) -> pd.DataFrame:
    files = [atlas.catalogue.layer(ident).file for ident in layers if atlas.catalogue.layer(ident).timed]
    names = _names(atlas, files, lang)
    statuses = {status.id: getattr(status, lang) for status in atlas.catalogue.statuses}
    found = {ident: outcome_of(ident, timeline) for ident, timeline in atlas.timelines.items() if ident in names}
    rows = {ident: _row(outcome, names[ident], statuses, lang) for ident, outcome in found.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))


@lru_cache(maxsize=8)
def finding(atlas: Atlas, lang: str) -> tuple[str, str]:
    """What came of the projects with a planned year of opening, in a sentence, and what is not known, in another.

    Both are empty where no project has one. Whole years: the year it opened less the year that was planned.
    """
    planned = [item for ident, line in atlas.timelines.items() if (item := outcome_of(ident, line)).planned_year]
    if not planned:
        return "", ""
    delays = [item.delay_years for item in planned if item.delay_years is not None]
    late = [delay for delay in delays if delay > 0]
    counts = {"planned": len(planned), "opened": len(delays), "late": len(late), "rest": len(planned) - len(delays)}
    said = say(lang, "finding.late", **counts, years=_years(max(late), lang)) if late else say(
        lang, "finding.in_time", **counts
    )  # fmt: skip
    rest = say(lang, "finding.rest", **counts) if counts["rest"] else ""
    as_of = say(lang, "finding.as_of", date=max(item.looked_up for item in planned))
    return said, sentences([rest, as_of], lang)


def _years(count: int, lang: str) -> str:
    return say(lang, "finding.years_one") if count == 1 else say(lang, "finding.years_many", count=count)
