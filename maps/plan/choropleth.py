"""A thematic map on paper: the places of a layer filled by the class of their value, and the legend of the classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.catalogue.indicators import Thematic
from layers.catalogue.style import themed_style, unthemed_style
from layers.measures.classes import classes_of
from layers.measures.people import sources_of, values_of
from maps.plan.legend import Row
from maps.plan.shapes import Drawn
from maps.scene.scene import Scene
from maps.words.thematic import entry, heading, ranges
from text import say

ROWS = "indicator"
"""What stands in the place of a layer's id in the rows of a thematic map."""
NO_VALUE = "no_value"


def _filled(atlas: Atlas, thematic: Thematic, own: Sequence[Drawn]) -> list[Drawn]:
    """The places once more, with nothing but the fill of their class."""
    values, classes = values_of(atlas, thematic), classes_of(atlas, thematic)
    source = sources_of(atlas, thematic)
    styles = [themed_style(color) for color in classes.colors]
    return [
        replace(
            item,
            style=unthemed_style() if pd.isna(values[item.id]) else styles[classes.number(values[item.id])],
            source=source,
        )
        for item in own
    ]


def _quiet(item: Drawn, panels: set[str]) -> Drawn:
    """A feature without what would lie over the classes: its fill, its soft edge."""
    lies_over = (item.style.fill or item.style.glow) and item.layer in panels
    return replace(item, style=replace(item.style, fill="", glow=False)) if lies_over else item


def coloured(atlas: Atlas, scene: Scene, layers: Sequence[Sequence[Drawn]]) -> list[list[Drawn]]:
    """The layers as they are, or below all but the land the places of the thematic map in the colours of their classes.

    Fills of other areas give way, so that no more than one lies over the ground; their borders stay.
    """
    thematic = scene.thematic(atlas)
    if thematic is None:
        return [list(features) for features in layers]
    orders = {layer.id: layer.order for layer in atlas.catalogue.layers}
    panels = {layer.id for layer in atlas.catalogue.layers if layer.panel}
    own = next((part for part in layers if part and part[0].layer == thematic.layer), ())
    below = [part for part in layers if part and orders[part[0].layer] < atlas.catalogue.thematic.order]
    above = [[_quiet(item, panels) for item in part] for part in layers if part and part not in below]
    return [*map(list, below), _filled(atlas, thematic, own), *above]


def class_rows(atlas: Atlas, scene: Scene) -> list[Row]:
    """The heading of a thematic map, a row a class from the highest with how many places it has, and what has no value."""
    thematic = scene.thematic(atlas)
    if thematic is None:
        return []
    classes, lang = classes_of(atlas, thematic), scene.lang
    entries = list(zip(ranges(classes), classes.colors, classes.counts, strict=True))
    rows = [
        Row(entry(text, count, lang), ROWS, color, "polygon", themed_style(color))
        for text, color, count in entries[::-1]
    ]
    if classes.missing:
        said = entry(say(lang, "thematic.unknown"), classes.missing, lang)
        rows.append(Row(said, ROWS, NO_VALUE, "polygon", unthemed_style()))
    return [Row(heading(thematic, lang), ROWS), *rows]


def quieted(atlas: Atlas, scene: Scene, rows: Sequence[Row]) -> list[Row]:
    """The other rows, their samples without the fills that have given way."""
    if scene.thematic(atlas) is None:
        return list(rows)
    return [
        replace(row, style=replace(row.style, fill="", glow=False)) if row.style and row.shape == "polygon" else row
        for row in rows
    ]
