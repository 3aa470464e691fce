"""Names set along lines.

In: lines and letters in px of a frame. Out: where each letter may stand, and the boxes that it takes.
"""
