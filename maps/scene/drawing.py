"""How the layers of a Scene are drawn where not as usual: how opaque they are, and whose names are not written.

A key of `opacity` is `rail.60` (a layer and a share in per cent); one of `unnamed` is a layer's id, or `all`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from layers.atlas.atlas import Atlas

ALL = "all"
"""In place of a layer: no name is written at all."""
OPACITY_PERCENT = (10, 90)
"""The least and the greatest share that is said; a layer of which nothing is said is whole."""
_OPACITY = re.compile(r"([a-z][a-z0-9_]*)\.([1-9][0-9])", re.ASCII)


def _shares(asked: Iterable[str]) -> dict[str, str]:
    """The first key of each layer that a list says, as far as they can be read."""
    least, most = OPACITY_PERCENT
    found: dict[str, str] = {}
    for key in asked:
        said = _OPACITY.fullmatch(key)
        if said and least <= int(said[2]) <= most:
            found.setdefault(said[1], key)
    return found


def opacity_of(atlas: Atlas, asked: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that are of layers with a switch, one a layer, in the order of the catalogue."""
    found = _shares(asked)
    return tuple(found[layer.id] for layer in atlas.catalogue.layers if layer.panel and layer.id in found)


def nameless(atlas: Atlas) -> tuple[str, ...]:
    """Every key of `unnamed`: all names, then the layers with a switch that have names."""
    return (ALL, *(layer.id for layer in atlas.catalogue.layers if layer.panel and layer.label))


def unnamed_of(atlas: Atlas, asked: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that exist, each once, in the order of the catalogue."""
    wanted = set(asked)
    return tuple(key for key in nameless(atlas) if key in wanted)


def shares(opacity: Iterable[str]) -> dict[str, float]:
    """How opaque each layer is (0 to 1) of which checked keys say it."""
    return {layer: int(percent) / 100 for layer, _, percent in (key.partition(".") for key in opacity)}
