"""Draws a Plan.

In: a Plan. Out: the bytes of a PNG, an SVG or a PDF.

Imports: layers.atlas, layers.catalogue, maps.lettering, maps.origin, maps.plan, maps.words, text.
"""
