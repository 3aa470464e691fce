"""The same layers and the same switches by other libraries: a Streamlit script that runs in an environment of its own.

`streamlit run peer.py -- WAY`; beside it stand `layers.json` and, for what asks for Leaflet by address, `static/`.
Each way is the one its documentation shows. Tiles are off and Leaflet is at hand, as nothing is fetched from outside;
jQuery, Bootstrap and icon fonts, which Folium's pages load besides, are spared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import streamlit as st

AT, ZOOM, HEIGHT = (30.05, 119.55), 8, 700
LAYERS = Path(__file__).parent / "layers.json"
NO_GROUND = "/app/static/style.json"
SCRIPT, STYLE = [("leaflet", "/app/static/leaflet.js")], [("leaflet_css", "/app/static/leaflet.css")]


@st.cache_data
def loaded() -> dict[str, Any]:
    """The layers, read once."""
    return dict(json.loads(LAYERS.read_text(encoding="utf-8")))


def chosen() -> dict[str, Any]:
    """The layers whose boxes are ticked."""
    columns = st.columns(len(loaded()))
    return {
        name: data
        for column, (name, data) in zip(columns, loaded().items(), strict=True)
        if column.checkbox(name, value=True)
    }


def folium_anew(layers: dict[str, Any]) -> None:
    """streamlit-folium, a new map at every rerun."""
    import folium  # noqa: PLC0415  # a process loads its own way alone
    from streamlit_folium import st_folium  # noqa: PLC0415  # a process loads its own way alone

    folium.Map.default_js, folium.Map.default_css = SCRIPT, STYLE
    web_map = folium.Map(AT, zoom_start=ZOOM, tiles=None)
    for name, data in layers.items():
        folium.GeoJson(data, name=name, marker=folium.CircleMarker(radius=4)).add_to(web_map)
    st_folium(web_map, key="map", height=HEIGHT, use_container_width=True, returned_objects=[])


def folium_group(layers: dict[str, Any]) -> None:
    """streamlit-folium, one map and `feature_group_to_add`."""
    import folium  # noqa: PLC0415  # a process loads its own way alone
    from streamlit_folium import st_folium  # noqa: PLC0415  # a process loads its own way alone

    folium.Map.default_js, folium.Map.default_css = SCRIPT, STYLE
    web_map = folium.Map(AT, zoom_start=ZOOM, tiles=None)
    group = folium.FeatureGroup("layers")
    for name, data in layers.items():
        group.add_child(folium.GeoJson(data, name=name, marker=folium.CircleMarker(radius=4)))
    st_folium(
        web_map, key="map", height=HEIGHT, use_container_width=True, returned_objects=[], feature_group_to_add=group
    )


def leafmap_static(layers: dict[str, Any]) -> None:
    """Leafmap's folium backend, as its own page says: `to_streamlit()`."""
    import folium  # noqa: PLC0415  # a process loads its own way alone
    from leafmap import foliumap  # noqa: PLC0415  # a process loads its own way alone

    web_map = foliumap.Map(center=AT, zoom=ZOOM, tiles=None, fullscreen_control=False)
    web_map.default_js, web_map.default_css = SCRIPT, STYLE
    for name, data in layers.items():
        folium.GeoJson(data, name=name, marker=folium.CircleMarker(radius=4)).add_to(web_map)
    web_map.to_streamlit(height=HEIGHT)


def pydeck_chart(layers: dict[str, Any]) -> None:
    """Pydeck."""
    import pydeck  # noqa: PLC0415  # a process loads its own way alone

    drawn = [
        pydeck.Layer(
            "GeoJsonLayer", data, id=name, get_fill_color=[51, 136, 255, 50], get_line_color=[51, 136, 255],
            line_width_min_pixels=3, point_radius_min_pixels=4, get_point_radius=4,
        )
        for name, data in layers.items()
    ]  # fmt: skip
    view = pydeck.ViewState(latitude=AT[0], longitude=AT[1], zoom=ZOOM - 1)
    deck = pydeck.Deck(drawn, initial_view_state=view, map_style=NO_GROUND)
    st.pydeck_chart(deck, height=HEIGHT)


WAYS = {"anew": folium_anew, "group": folium_group, "leafmap": leafmap_static, "pydeck": pydeck_chart}

if __name__ == "__main__":
    st.set_page_config(layout="wide")
    WAYS[sys.argv[1]](chosen())
