"""The places that the report names and no other layer holds, as declared in the toml files by theme."""

from __future__ import annotations

from geodata.recipes.declared import declared_layer
from geodata.recipes.io import Feature


def build() -> dict[str, list[Feature]]:
    """Build the layer `places`; EPSG:4326."""
    return {"places": declared_layer("places_towns", "places_nature", "places_institutions", "places_beyond")}
