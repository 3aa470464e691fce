"""The first page of a series, decided.

In: what a series is called, and its Plans. Out: a `Cover`: every text and shape of the page with its place in mm.

Imports: layers.atlas, maps.lettering, maps.origin, maps.plan, maps.scene, maps.words, text.
"""
