"""What is shown, and how that is written down.

In: addresses, of which nothing is trusted. Out: a checked `Scene`, a `Sheet` for paper, and their addresses.

Imports: layers.atlas, layers.catalogue, layers.measures, layers.report, text.
"""
