"""What one reader's session remembers.

In: addresses, and what map and widgets tell. Out: the Scene of a page, commands for the map.

Imports: layers.atlas, maps.scene, text.
"""
