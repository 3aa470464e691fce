"""Files become the Atlas.

In: the folder `geodata/` and the catalogue. Out: one read-only `Atlas` of frames in EPSG:4326, sources, timelines,
what has no place and what other sources have, with the faults of every file that could not be read.

Imports: layers.catalogue, layers.errors.
"""
