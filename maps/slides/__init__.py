"""A Plan as slides of native shapes.

In: Plans, a Cover. Out: the bytes of a PPTX.

Imports: layers.atlas, layers.catalogue, maps.covers, maps.lettering, maps.origin, maps.paper, maps.plan, maps.words,
text.
"""
