"""The side panel of every page.

In: the Atlas and a Scene. Out: elements on the page.

Imports: layers.atlas, layers.checks, layers.measures, layers.report, maps.export, maps.scene,
maps.verification, maps.words, text, ui.kit, ui.orders, ui.report, ui.server, ui.session.
"""
