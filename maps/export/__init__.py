"""One door out.

In: Scenes, a Sheet, and the name of a format. Out: bytes, or a file that appears whole.

Imports: layers.atlas, layers.errors, layers.measures, maps.covers, maps.datasets, maps.lettering, maps.origin,
maps.paper, maps.plan, maps.scene, maps.slides, maps.verification, maps.web, maps.words, text.
"""
