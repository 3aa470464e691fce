"""Parts that every page uses: markup, tables, notices, scripts.

In: plain data and texts. Out: elements on the page.

Imports: layers.atlas, layers.errors, maps.scene, maps.web, text, ui.session.
"""
