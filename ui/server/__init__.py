"""What the server answers besides Streamlit.

In: HTTP requests. Out: the shell of each page, map documents by their hash, health, security headers.

Imports: layers.atlas, layers.errors, maps.scene, maps.web, text, ui.kit, ui.session.
"""
