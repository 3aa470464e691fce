"""A briefing as data.

In: a TOML file of a reader, or one beside this. Out: a checked `Storyboard`, and what a presentation needs of it.

Imports: layers.atlas, layers.errors, layers.report, maps.scene, maps.words, text.
"""
