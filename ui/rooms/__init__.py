"""Rooms: others follow a presenter's place through a link.

In: HTTP requests. Out: what a room is, where it is kept, and its routes.

Imports: layers.errors, maps.scene, maps.words, text.
"""
