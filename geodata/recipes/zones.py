"""The report's zones, new areas, parks and towns built by policy, as declared in `zones.toml`."""

from __future__ import annotations

from geodata.recipes.declared import declared_layer
from geodata.recipes.io import Feature


def build() -> dict[str, list[Feature]]:
    """Build the layer `zones`; EPSG:4326."""
    return {"zones": declared_layer("zones")}
