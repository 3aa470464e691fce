"""What the web map needs to know of thematic maps: values, classes and sources of every indicator, year and layer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from layers.atlas.atlas import Atlas
from layers.catalogue.indicators import Indicator, Thematic
from layers.catalogue.style import themed_style, unthemed_style
from layers.measures.classes import classes_of
from layers.measures.people import sources_of, values_of
from text import LANGUAGES, say

RADIX = 36
Sources = dict[tuple[str, ...], int]
"""Places in a list of those who say a value, by their ids."""


def _number(value: float) -> float | int | None:
    """A number as short as it can be said."""
    return None if math.isnan(value) else int(value) if float(value).is_integer() else float(value)


def _classes(atlas: Atlas, shown: Thematic, colors: Sequence[str]) -> list[Any]:
    made = classes_of(atlas, shown)
    return [[_number(cut) for cut in made.cuts], "".join(str(colors.index(color)) for color in made.colors)]


def _measured(atlas: Atlas, every: Sequence[Thematic], colors: Sequence[str], known: Sources) -> dict[str, Any]:
    """The values of a layer's places, their classes by each scheme, and who says them."""
    values = values_of(atlas, every[0])
    cited = [known.setdefault(sources_of(atlas, every[0], str(ident)), len(known)) for ident in values.index]
    return {
        "values": [_number(value) for value in values],
        "classes": {shown.scheme.id: _classes(atlas, shown, colors) for shown in every},
        "by": "".join(np.base_repr(place, RADIX) for place in cited),
    }


def _by_layer(atlas: Atlas, indicator: Indicator, year: str, known: Sources) -> Iterator[tuple[str, Any]]:
    colors = colors_of(atlas, indicator)
    declared = atlas.catalogue.thematic
    for layer in declared.places:
        every = [Thematic(indicator, year, layer, scheme) for scheme in declared.schemes]
        if layer in atlas.frames:
            yield layer, _measured(atlas, every, colors, known)


def colors_of(atlas: Atlas, indicator: Indicator) -> tuple[str, ...]:
    """The names of an indicator's colours, from those below zero to the highest."""
    ramp = atlas.catalogue.thematic.ramp(indicator.ramp)
    return (*ramp.below, *ramp.above)


def _indicator(atlas: Atlas, indicator: Indicator, known: Sources) -> dict[str, Any]:
    return {
        **{name: getattr(indicator, name) for name in ("id", "zh", "en", "years")},
        "unit": {lang: say(lang, f"unit.{indicator.unit}") for lang in LANGUAGES},
        "colors": colors_of(atlas, indicator),
        "measured": {year: dict(_by_layer(atlas, indicator, year, known)) for year in indicator.years},
    }


def thematics(atlas: Atlas) -> dict[str, Any]:
    """All thematic maps as JSON data; none where there are no statistics."""
    declared, known = atlas.catalogue.thematic, Sources()
    shown = declared.indicators if len(atlas.statistics) else ()
    indicators = [_indicator(atlas, item, known) for item in shown]
    return {
        "order": declared.order,
        "places": [layer for layer in declared.places if layer in atlas.frames],
        "schemes": [scheme.model_dump() for scheme in declared.schemes],
        "indicators": indicators,
        "sources": list(known),
        "styles": [asdict(themed_style("")), asdict(unthemed_style())],
    }
