"""The map said in words.

In: a Scene and the Atlas. Out: sentences, rows and tables in the reader's language.

Imports: layers.atlas, layers.catalogue, layers.checks, layers.errors, layers.measures, layers.report, layers.search,
maps.scene, text.
"""
