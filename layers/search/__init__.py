"""A name looked up.

In: the Atlas and what a reader types. Out: features and unplaced entries, the best first.

Imports: layers.atlas, layers.catalogue.
"""
