"""The user interface: state, the map's host, panels. Everything that knows Streamlit."""
