"""Parts that every page uses: markup, tables, notices, scripts.

In: plain data and texts. Out: elements on the page.

Imports: layers.atlas, layers.errors, maps.lettering, maps.scene, maps.web, maps.words, text, ui.session.
"""
