"""Layers: what the atlas holds, measures and finds. No folium, no streamlit.

    errors, catalogue, atlas, measures, report, search, checks

A room imports what its face names, and that stands above it in this list.
"""
