"""Figures of shapes and of time.

In: the Atlas and its frames. Out: areas in km2, lengths in km, shapes in metres, neighbours, datums, and what a
feature was at a date; nothing is changed.

Imports: layers.atlas, layers.catalogue, layers.errors.
"""
