"""Slides of native shapes: what `maps/slides.py` puts a Plan together from."""
