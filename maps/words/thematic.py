"""A thematic map in words: what it shows, its classes, and the values of places."""

from __future__ import annotations

import math
from itertools import pairwise

from layers.atlas.atlas import Atlas
from layers.catalogue.indicators import Thematic
from layers.measures.classes import Classes, classes_of
from layers.measures.people import TO, sources_of, values_of
from maps.words.grammar import THIN_SPACE, THOUSANDS, listed, number_of, sentences
from text import say

MOST_DECIMALS = 2


def figure(value: float, lang: str) -> str:
    """A figure with thousands apart, a true minus, and as many decimals as it has, two at most."""
    text = f"{abs(value):,.{MOST_DECIMALS}f}".rstrip("0").rstrip(".").replace(",", THOUSANDS[lang])
    return f"\N{MINUS SIGN}{text}" if value < 0 and text != "0" else text


def year_of(thematic: Thematic, lang: str) -> str:
    """The year, or the years of a change."""
    first, _, last = thematic.year.partition(TO)
    return say(lang, "thematic.span", first=first, last=last) if last else say(lang, "thematic.year", year=first)


def unit_of(thematic: Thematic, lang: str) -> str:
    """The unit of the values."""
    return say(lang, f"unit.{thematic.indicator.unit}")


def title_of(thematic: Thematic, lang: str) -> str:
    """What is shown, with its year."""
    names = {"name": getattr(thematic.indicator, lang), "year": year_of(thematic, lang)}
    return say(lang, "thematic.title", **names)


def heading(thematic: Thematic, lang: str) -> str:
    """The heading of the legend: indicator, year, unit, scheme."""
    said = {"title": title_of(thematic, lang), "unit": unit_of(thematic, lang)}
    return say(lang, "thematic.heading", **said, scheme=getattr(thematic.scheme, lang))


def value_text(value: float, thematic: Thematic, lang: str) -> str:
    """A value with its unit; what is not known is said so."""
    if math.isnan(value):
        return say(lang, "thematic.unknown")
    return figure(value, lang) + THIN_SPACE + unit_of(thematic, lang)


def ranges(classes: Classes, lang: str) -> list[str]:
    """What each class holds, from the lowest: a cut belongs to the class above it."""
    if not classes.cuts:
        return ["0\N{EN DASH}"] * len(classes.colors)
    cuts = [figure(cut, lang) for cut in classes.cuts]
    between = [f"{low}{THIN_SPACE}\N{EN DASH}{THIN_SPACE}{high}" for low, high in pairwise(cuts)]
    return [f"<{THIN_SPACE}{cuts[0]}", *between, f"\N{GREATER-THAN OR EQUAL TO}{THIN_SPACE}{cuts[-1]}"]


def entry(text: str, count: int, lang: str) -> str:
    """A line of the legend: what a class holds, and how many places it has."""
    return say(lang, "thematic.class", range=text, count=count)


def source_titles(atlas: Atlas, thematic: Thematic, lang: str, ident: str | None = None) -> str:
    """The sources of the values, or of one place's."""
    found = sources_of(atlas, thematic, ident)
    return say(lang, "thematic.between").join(str(atlas.sources[source][f"title_{lang}"]) for source in found)


def place_row(atlas: Atlas, thematic: Thematic, ident: str, lang: str) -> tuple[str, str] | None:
    """The row of a place's value, with year and source; None for what the thematic map does not colour."""
    values = values_of(atlas, thematic)
    if ident not in values.index:
        return None
    said = value_text(values[ident], thematic, lang)
    source = source_titles(atlas, thematic, lang, ident)
    known = source and not math.isnan(values[ident])
    return title_of(thematic, lang), say(lang, "thematic.sourced", value=said, source=source) if known else said


def _extremes(atlas: Atlas, thematic: Thematic, lang: str) -> str:
    known = values_of(atlas, thematic).dropna()
    if len(known) < 2:  # noqa: PLR2004  # one place is no range
        return ""
    names = atlas.frames[thematic.layer][f"name_{lang}"]
    ends = (("highest", known.idxmax(), known.max()), ("lowest", known.idxmin(), known.min()))
    said = [
        say(lang, f"thematic.{key}", name=names[ident], value=value_text(value, thematic, lang))
        for key, ident, value in ends
    ]
    return sentences(said, lang)


def told(atlas: Atlas, thematic: Thematic, lang: str) -> str:
    """A thematic map as a paragraph: what it shows of which places, its classes with their counts, the extremes."""
    classes, frame = classes_of(atlas, thematic), atlas.frames[thematic.layer]
    parts = [entry(text, count, lang) for text, count in zip(ranges(classes, lang), classes.counts, strict=True)]
    head = say(
        lang, "thematic.told", heading=heading(thematic, lang), places=number_of(len(frame), "features", lang),
        layer=getattr(atlas.catalogue.layer(thematic.layer), lang), classes=listed(parts, lang),
    )  # fmt: skip
    lacking = say(lang, "thematic.missing", count=classes.missing) if classes.missing else ""
    return sentences([head, lacking, _extremes(atlas, thematic, lang)], lang)
