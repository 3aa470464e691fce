"""What paper shows, decided.

In: a Scene on a Sheet. Out: a `Plan`: every shape, name, row and line of the page with its place in mm.

Imports: layers.atlas, layers.catalogue, layers.errors, layers.measures, layers.report, maps.lettering, maps.origin,
maps.scene, maps.web, maps.words, text.
"""
