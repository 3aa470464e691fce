"""The atlas's data: GeoJSON layers, their provenance, and the recipes that derive them."""
