"""What touches what on the map, in words: neighbours, cities that lines and areas reach, points counted by city."""

from __future__ import annotations

from collections import Counter

from layers.atlas.atlas import Atlas
from layers.atlas.naming import names_at
from layers.measures.adjacency import CITIES, cities_reached, neighbours
from maps.words.grammar import listed, shortened
from text import say

GROUND = ("ground", "circle")
"""Layers that every map has under the others: that they touch everything says nothing."""
REGIONS, CIRCLE = "regions", "circle-hangzhou"


def _names(atlas: Atlas, layer: str, lang: str, date: str | None = None) -> dict[str, str]:
    return {str(ident): str(name) for ident, name in names_at(atlas.frames[layer], lang, date).items()}


def _neighbours(atlas: Atlas, lang: str, of: frozenset[str]) -> str:
    """Which cities of the circle adjoin which."""
    names, beside = _names(atlas, CITIES, lang), neighbours(atlas, CITIES, CITIES)
    own = atlas.frames[CITIES]["kind"] != "partner_city"
    there = {
        ident: [names[other] for other in others if other in of] for ident, others in beside.items() if ident in of
    }
    said = [
        say(lang, "summary.neighbour", name=names[ident], others=listed(others, lang))
        for ident, others in there.items()
        if others and own[ident]
    ]
    return say(lang, "summary.neighbours", pairs=shortened(said, lang)) if said else ""


def _around(atlas: Atlas, lang: str, of: frozenset[str]) -> str:
    """Which prefectures adjoin the circle."""
    if "circle" not in atlas.frames:
        return ""
    names = _names(atlas, REGIONS, lang)
    beside = [names[other] for other in neighbours(atlas, "circle", REGIONS).get(CIRCLE, ()) if other in of]
    return say(lang, "summary.around", names=listed(beside, lang)) if beside else ""


def _by_city(atlas: Atlas, layer: str, lang: str, of: frozenset[str]) -> str:
    """How many features lie in which city."""
    names = _names(atlas, CITIES, lang)
    found = {ident: cities for ident, cities in cities_reached(atlas, layer).items() if ident in of}
    counts = Counter(cities[0] for cities in found.values() if cities)
    said = [say(lang, "summary.located_in", city=names[city], count=count) for city, count in counts.most_common()]
    other = len(found) - sum(counts.values())
    said += [say(lang, "summary.located_elsewhere", count=other)] if other and said else []
    return say(lang, "summary.located", counts=listed(said, lang)) if said else ""


def _reached(atlas: Atlas, layer: str, lang: str, date: str | None, of: frozenset[str]) -> str:
    """Which cities each line or area runs through, the first few of them."""
    mine, cities = _names(atlas, layer, lang, date), _names(atlas, CITIES, lang)
    said = [
        say(lang, "summary.reach", name=mine[ident], others=listed([cities[city] for city in reached], lang))
        for ident, reached in cities_reached(atlas, layer).items()
        if reached and ident in of
    ]
    return say(lang, "summary.reached", pairs=shortened(said, lang)) if said else ""


def touching(atlas: Atlas, layer: str, lang: str, date: str | None = None, of: frozenset[str] | None = None) -> str:
    """What a layer's features touch, all or those `of` some ids, named as at a date; empty where the cities are off or
    nothing is to be said.
    """
    if CITIES not in atlas.frames or layer in GROUND:
        return ""
    frame = atlas.frames[layer]
    told = frozenset(map(str, frame.index)) if of is None else of
    if layer == CITIES:
        return _neighbours(atlas, lang, told)
    if layer == REGIONS:
        return _around(atlas, lang, told)
    points = bool((frame.geom_type == "Point").all())
    return _by_city(atlas, layer, lang, told) if points or "city" in frame else _reached(atlas, layer, lang, date, told)


def selected_reach(atlas: Atlas, layer: str, ident: str, lang: str) -> str:
    """Which cities the selected feature reaches; of a city, which it adjoins."""
    if CITIES not in atlas.frames:
        return ""
    names = _names(atlas, CITIES, lang)
    if layer == CITIES:
        beside, key = neighbours(atlas, CITIES, CITIES)[ident], "summary.selected_adjoins"
    else:
        beside, key = cities_reached(atlas, layer)[ident], "summary.selected_reaches"
    return say(lang, key, names=listed([names[other] for other in beside], lang)) if beside else ""
