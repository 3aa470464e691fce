"""What a file says of itself, and whether it may leave.

In: a Scene, a Sheet and the Atlas; or a file that comes back. Out: a `Provenance`, a content code, the gate's faults,
a `Snapshot`.

Imports: layers.atlas, layers.errors, maps.scene, maps.words, text.
"""
