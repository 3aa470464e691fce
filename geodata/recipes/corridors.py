"""The report's policy corridors and belts, as declared in `corridors.toml`."""

from __future__ import annotations

from geodata.recipes.declared import declared_layer
from geodata.recipes.io import Feature


def build() -> dict[str, list[Feature]]:
    """Build the layer `corridors`; EPSG:4326."""
    return {"corridors": declared_layer("corridors")}
