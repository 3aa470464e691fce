"""Maps: one Scene, several renderers. No streamlit."""
