"""The composer: a figure, a series or data from a map, and back from a file.

In: the Scene one comes from. Out: elements on the page, files to take.

Imports: layers.atlas, layers.errors, layers.measures, maps.datasets, maps.export, maps.origin, maps.paper, maps.plan,
maps.scene, maps.storyboard, maps.words, text, ui.kit, ui.orders, ui.server, ui.session.
"""
