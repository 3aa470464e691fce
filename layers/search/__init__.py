"""A name looked up.

In: the Atlas and what a reader types. Out: features, unplaced entries and clauses of the report, the best first.

Imports: layers.atlas, layers.catalogue, layers.report.
"""
