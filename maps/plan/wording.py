"""The words around a map on paper: title, what it is of and when, projection, scale, sources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from layers.atlas.atlas import Atlas
from layers.atlas.sources import said_by
from layers.report.outline import title as clause_title
from maps.origin.address import coded
from maps.origin.content import content_code
from maps.origin.provenance import provenance
from maps.origin.review import imprint, mark
from maps.plan.extent import Projection
from maps.plan.legend import said, spoken
from maps.plan.page import Words
from maps.scene.pages import pages
from maps.scene.scene import LONGEST_NOTE, LONGEST_TITLE, Scene, plain
from maps.scene.sheet import LONGEST_REMARKS, Sheet
from maps.words.grammar import number
from maps.words.thematic import title_of
from text import say

NEARLY = 1e-3
"""By how much, as a share, a scale may miss the one that was asked for and still be called by it."""


MOST_NOTE_LINES = 6
"""So many lines of a note leave room for a map on every sheet."""


def subject(scene: Scene) -> str:
    """What a Scene is about: its own title, the clause's, or the page's."""
    if scene.title:
        return scene.title
    return clause_title(scene.clause, scene.lang) if scene.clause else pages()[scene.page].title(scene.lang)


def title(scene: Scene, sheet: Sheet) -> str:
    """The title: what the user wrote, else place and subject."""
    if own := plain(sheet.title, LONGEST_TITLE):
        return own
    return say(scene.lang, "paper.title", place=say(scene.lang, "paper.place"), subject=subject(scene))


def time(atlas: Atlas, scene: Scene) -> str:
    """The time a map is of, and before it what a thematic map shows of which year."""
    thematic = scene.thematic(atlas)
    month = _month(atlas, scene)
    return say(scene.lang, "paper.thematic", shown=title_of(thematic, scene.lang), time=month) if thematic else month


def _month(atlas: Atlas, scene: Scene) -> str:
    """The month a map shows, else the report's date and the last month the data speak of."""
    if scene.date:
        year, month = scene.date.split("-")
        return say(scene.lang, "paper.at_date", year=year, month=str(int(month)) if scene.lang == "zh" else month)
    return say(scene.lang, "paper.as_of", report=say(scene.lang, "paper.report"), today=atlas.last_month)


def note(scene: Scene, sheet: Sheet) -> str:
    """What stands beneath the title: a line for each that was written, those after the last that fits joined to it."""
    lines = [line for raw in sheet.note.splitlines() if (line := plain(raw, LONGEST_NOTE))]
    first, rest = lines[: MOST_NOTE_LINES - 1], lines[MOST_NOTE_LINES - 1 :]
    return "\n".join([*first, *([" ".join(rest)] if rest else [])]) or scene.note


def _degrees(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def projection_words(projection: Projection, lang: str) -> str:
    """The projection and datum in words."""
    if projection.parallels is None:
        return say(lang, "paper.gauss", lng=_degrees(projection.lng))
    south, north = projection.parallels
    return say(lang, "paper.lambert", lng=_degrees(projection.lng), south=_degrees(south), north=_degrees(north))


def rounded(denominator: float, lang: str) -> str:
    """A scale's denominator with three significant digits, thousands apart."""
    digits = len(str(int(denominator))) - 3
    return number(round(denominator, -digits) if digits > 0 else denominator, lang)


def basis(projection: Projection, denominator: float, sheet: Sheet, lang: str) -> str:
    """Projection, datum, the scale at the centre (about, or as asked for), and the size of print it holds for."""
    size = {"width": f"{sheet.width_mm:g}", "height": f"{sheet.height_mm:g}"}
    known = sheet.scale and abs(denominator / sheet.scale - 1) < NEARLY
    scale = say(lang, "paper.scale_exact" if known else "paper.scale", denominator=rounded(denominator, lang))
    printed = say(lang, "paper.printed", **size)
    return say(lang, "paper.joined", projection=projection_words(projection, lang), scale=scale, printed=printed)


def source_words(atlas: Atlas, idents: Collection[str], lang: str) -> str:
    """The sources with their licences as one text, in the order of the register."""
    named = [
        say(lang, "paper.source", title=source[f"title_{lang}"], licence=said_by(source, "licence", lang))
        for ident, source in atlas.sources.items()
        if ident in idents
    ]
    return say(lang, "paper.sources", sources=" · ".join(named))


def around(
    atlas: Atlas, scene: Scene, sheet: Sheet, *, projection: Projection, denominator: float, sources: Collection[str]
) -> Words:
    """Everything that is written around the map; `sources` are the ids of those that it uses.

    Where the names are in both languages, what it is of and when, the projection and the sources are, too.
    """
    lang, spoke = scene.lang, spoken(sheet, scene.lang)
    made = provenance(scene, sheet, atlas, content_code(scene, sheet, atlas))
    return Words(
        title=title(scene, sheet),
        time=said(lambda one: time(atlas, replace(scene, lang=one)), spoke, "\n"),
        note=note(scene, sheet),
        basis=said(partial(basis, projection, denominator, sheet), spoke, "\n"),
        sources=said(partial(source_words, atlas, sources), spoke, "\n"),
        small=say(lang, "snapshot.line.made", value=made.made) if made.made else "",
        code=coded(made),
        content=made.content,
        remarks="\n".join(plain(line, LONGEST_REMARKS) for line in sheet.remarks.splitlines()),
        mark=mark(sheet, lang),
        imprint=imprint(sheet, lang),
        page=say(lang, "paper.page_of", page=sheet.page, pages=sheet.pages) if sheet.pages > 1 else "",
    )
