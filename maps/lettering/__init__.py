"""Names set along lines and on areas.

In: lines and letters, areas and names in px of a frame. Out: how wide a text is, where each letter or name may stand,
and the boxes that it takes.

Imports: layers.errors, maps.web.
"""
