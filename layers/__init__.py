"""Layers: load, validate, measure, style and annotate the atlas's data. No folium, no streamlit."""
