"""The report page: clauses, a document, and what stands out on the map.

In: the Atlas and a Scene. Out: elements on the page, commands for the map.

Imports: layers.atlas, layers.report, maps.scene, text, ui.kit, ui.server, ui.session.
"""
