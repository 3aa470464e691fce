"""A Scene as the map's host takes it: the same for the page that starts the map and for the component that joins it."""

from __future__ import annotations

from typing import Any

from layers.atlas.atlas import Atlas
from maps.scene.pages import TIMED
from maps.scene.permalink import parameters
from maps.scene.scene import Scene


def shown(scene: Scene, atlas: Atlas) -> dict[str, Any]:
    """What the map is to show of a checked Scene; the view apart, which the reader's hand may have changed since."""
    return {
        "page": scene.page,
        "layers": list(scene.layers),
        "selected": scene.selected,
        "lang": scene.lang,
        "theme": scene.theme,
        "time": scene.page in TIMED,
        "date": scene.date,
        "focus": list(scene.focus(atlas)),
        "address": parameters(scene, atlas),
    }
