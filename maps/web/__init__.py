"""The document that draws the map in a browser.

In: the Atlas. Out: one HTML text and its hash; values travel in it as inert JSON.

Imports: layers.atlas, layers.catalogue, layers.measures, maps.scene, text.
"""
