"""Maps: one Scene, several renderers. No streamlit.

    scene, words, origin, web, storyboard, lettering, plan, covers, paper, slides, datasets, verification, export

A room imports what its face names, and that stands above it in this list, or in `layers`.
"""
