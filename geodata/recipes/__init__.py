"""Recipes: how each GeoJSON file is derived from the source geometry."""
