"""The report the atlas is about, and any other text.

In: the Atlas, and the bytes of a document. Out: outline, figures, names, and a `Reading`: which names stand where.

Imports: layers.atlas, layers.errors, layers.measures.
"""
