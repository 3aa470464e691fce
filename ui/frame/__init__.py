"""The frame around every page: navigation, the map's host, search, theme.

In: the address. Out: the page.

Imports: layers.atlas, layers.catalogue, layers.errors, layers.report, layers.search, maps.scene, maps.web, maps.words,
text, ui.briefing, ui.kit, ui.panels, ui.report, ui.rooms, ui.server, ui.session.
"""
