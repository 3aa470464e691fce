"""Draws a Plan.

In: a Plan, a Cover. Out: the bytes of a PNG, an SVG or a PDF; of a Scene alone a thumbnail.

Imports: layers.atlas, layers.catalogue, maps.covers, maps.lettering, maps.origin, maps.plan, maps.scene,
maps.words, text.
"""
