"""One feature in the reader's words: rows of (term, value) for the details panel and for notes under a figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from layers.atlas.atlas import Atlas
from layers.catalogue.indicators import Thematic
from layers.measures.annotation import Annotation, annotate
from layers.search.spellings import syllables
from maps.words.grammar import THIN_SPACE, number
from maps.words.thematic import place_row
from text import LANGUAGES, say


@dataclass(frozen=True)
class Details:
    """A feature in words: names, kind, grade and its meaning, clauses, rows of (term, value).

    `plan` is what the report planned, `events` what came: (date, status, note, source address); `progress_note` says
    what is not known of it, `looked_up` on which day it was last looked for.
    """

    id: str
    name: str
    other_name: str
    kind: str
    grade: str
    evidence: str
    evidence_means: str
    clauses: tuple[str, ...]
    note: str
    rows: tuple[tuple[str, str], ...]
    plan: str
    events: tuple[tuple[str, str, str, str], ...]
    progress_note: str
    looked_up: str


def _with_unit(value: float | None, unit: str, lang: str, decimals: int = 0) -> str:
    return "" if value is None else number(value, lang, decimals) + THIN_SPACE + say(lang, f"unit.{unit}")


def _measure(known: Annotation, lang: str) -> tuple[str, str]:
    if not known.dimension:
        return "", ""
    value = _with_unit(known.area_km2, "km2", lang) or _with_unit(known.length_km, "km", lang, 1)
    return say(lang, f"field.{known.dimension}"), value or say(lang, "field.not_measured")


def _title(atlas: Atlas, source: str, lang: str) -> str:
    return str(atlas.sources.get(source, {}).get(f"title_{lang}", source))


def _titles(atlas: Atlas, sources: tuple[str, ...], lang: str) -> str:
    return "; ".join(_title(atlas, source, lang) for source in sources)


def _former(known: Annotation, lang: str) -> str:
    """What the thing was called before, until when and why."""
    said = [
        say(lang, "field.former_name", name=getattr(name, f"name_{lang}"), date=name.until,
            reason=getattr(name, f"reason_{lang}"))
        for name in known.former_names
    ]  # fmt: skip
    return "; ".join(said)


def _aliases(known: Annotation, lang: str) -> str:
    """Other names; those it had before are said with their dates."""
    former = {name.name_zh for name in known.former_names}
    return say(lang, "summary.listed").join(name for name in known.aliases if name not in former)


def _rows(atlas: Atlas, known: Annotation, lang: str, thematic: Thematic | None) -> list[tuple[str, str]]:
    metres = say(lang, "field.accuracy_value", metres=number(known.accuracy_m, lang))
    return [
        (say(lang, "field.pinyin"), " ".join(syllables(known.names["zh"])).title()),
        (say(lang, "field.layer"), getattr(atlas.catalogue.layer(known.layer), lang)),
        (thematic and place_row(atlas, thematic, known.id, lang)) or ("", ""),
        _measure(known, lang),
        (say(lang, "field.published_area"), _with_unit(known.published_area_km2, "km2", lang)),
        (say(lang, "field.accuracy"), metres),
        (say(lang, "field.basis"), known.basis[lang]),
        (say(lang, "field.former_names"), _former(known, lang)),
        (say(lang, "field.aliases"), _aliases(known, lang)),
        (say(lang, "field.source"), _titles(atlas, known.source, lang)),
        (say(lang, "field.name_source"), _titles(atlas, known.name_source, lang)),
    ]


def _progress(atlas: Atlas, known: Annotation, lang: str) -> dict[str, Any]:
    timeline = known.timeline
    if timeline is None:
        return {"plan": "", "events": (), "progress_note": "", "looked_up": ""}
    names = {status.id: getattr(status, lang) for status in atlas.catalogue.statuses}
    events = [
        (event.date, names[event.status], getattr(event, f"note_{lang}"), "; ".join((event.source, *event.also)))
        for event in timeline.events
    ]
    lost = say(lang, "progress.lost", date=timeline.unknown_since) if timeline.unknown_since else ""
    alone = say(lang, "progress.not_sourced") if timeline.not_sourced else ""
    note = " ".join(part for part in (getattr(timeline, f"note_{lang}") or lost, alone) if part)
    looked_up = say(lang, "progress.looked_up_on", date=timeline.looked_up)
    plan = getattr(timeline, f"plan_{lang}")
    return {"plan": plan, "events": tuple(events), "progress_note": note, "looked_up": looked_up}


@lru_cache(maxsize=512)
def details(atlas: Atlas, ident: str, lang: str, date: str | None = None, thematic: Thematic | None = None) -> Details:
    """The details of a feature, with its value where a thematic map colours it; rows without a value are left out.

    Its names are those of the date, a month (`2016-12`); today's without one. `KeyError` for an unknown id.
    """
    known = annotate(atlas, ident, date)
    other = next(name for name in LANGUAGES if name != lang)
    return Details(
        id=ident,
        name=known.names[lang],
        other_name=known.names[other],
        kind=atlas.class_names(known.layer, lang)[known.kind],
        grade=known.evidence,
        evidence=say(lang, f"evidence.{known.evidence}"),
        evidence_means=say(lang, f"evidence.{known.evidence}_means"),
        clauses=known.clauses,
        note=known.notes[lang],
        rows=tuple((term, value) for term, value in _rows(atlas, known, lang, thematic) if value),
        **_progress(atlas, known, lang),
    )
