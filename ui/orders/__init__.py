"""Files that take a while: asked for by a click, made one after another, handed over when they are made.

In: what makes a file, and its name. Out: elements on the page that asked, files to take.

Imports: layers.errors, maps.export, maps.words, text, ui.kit, ui.server, ui.session.
"""
