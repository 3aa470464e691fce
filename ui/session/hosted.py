"""A Scene as the map's host takes it: the same for the page that starts the map and for the component that joins it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.atlas.atlas import Atlas
from maps.scene.pages import pages
from maps.scene.permalink import parameters
from maps.scene.scene import Scene


def hosted(scene: Scene, atlas: Atlas, fragment: Mapping[str, str]) -> dict[str, Any]:
    """What the map is to show of a checked Scene (`open`, the keys of docs/bridge.md), what the address says of it, and
    what the page calls it.
    """
    return {
        "page": scene.page,
        "lang": scene.lang,
        "theme": scene.theme,
        "title": pages()[scene.page].title(scene.lang),
        "open": dict(fragment),
        "address": parameters(scene, atlas),
    }
