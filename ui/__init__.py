"""The user interface: everything that knows Streamlit.

    session, kit, rooms, server, orders, report, panels, export, briefing, frame

A room imports what its face names, and that stands above it in this list, or in `layers` and `maps`.
"""
