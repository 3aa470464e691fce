"""What nothing of its kind can be faster than: an empty Streamlit page, and plain Leaflet with the same layers."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from layers.atlas.atlas import Atlas
from maps.scene.pages import pages
from maps.web.bundle import ROOT

EMPTY = "import streamlit as st\n\nst.title('empty')\n"
EMPTY_DRAWN = """document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning'] h1")"""
TOGGLED = "rail"
"""The layer that is switched everywhere."""
LEAFLET = ROOT / "node_modules" / "leaflet" / "dist"
"""Where `make web` puts what the map is drawn with."""
PLAIN = """<!doctype html><html><head><meta charset="utf-8"><title>plain</title><style>{style}
html, body, #map {{ margin: 0; width: 100%; height: 100% }}</style>
<script type="application/json" id="data">{layers}</script><script>{script}</script></head><body><div id="map"></div>
<script>
const map = L.map("map", {{ zoomSnap: 0.5 }});
const layers = JSON.parse(document.getElementById("data").textContent);
map.fitBounds(L.geoJSON(layers.{about}).getBounds());
const point = (feature, at) => L.circleMarker(at, {{ radius: 6 }});
const make = (data) => L.geoJSON(data, {{ pointToLayer: point, style: {{ weight: 2 }} }});
const drawn = new Map(Object.entries(layers).map(([name, data]) => [name, make(data).addTo(map)]));
window.drawn = true;
</script></body></html>"""
"""Opens on the layer that the atlas opens on, so that both draw the same part of the same shapes."""
ABOUT = "circle"
Layers = Mapping[str, Mapping[str, Any]]


def shown(atlas: Atlas) -> Layers:
    """The layers that the overview opens with, in drawing order, as GeoJSON in EPSG:4326: id and geometry alone."""
    wanted = pages()["overview"].layers
    layers = sorted(atlas.catalogue.layers, key=lambda layer: layer.order)
    frames = {layer.id: atlas.frames[layer.id] for layer in layers if not layer.panel or layer.id in wanted}
    return {name: json.loads(frame[["id", "geometry"]].to_json()) for name, frame in frames.items()}


def features(layers: Layers) -> dict[str, int]:
    """How many features each layer has; plain Leaflet draws one path for each."""
    return {name: len(data["features"]) for name, data in layers.items()}


@dataclass(frozen=True)
class Leaflet:
    """Leaflet's own files, from the peers' environment."""

    script: str
    style: str


def leaflet() -> Leaflet:
    """Leaflet as the atlas's own map has it."""
    return Leaflet(*((LEAFLET / name).read_text(encoding="utf-8") for name in ("leaflet.js", "leaflet.css")))


def plain(layers: Layers, library: Leaflet) -> str:
    """A page with a Leaflet map of the layers and nothing else, all in one file."""
    data = json.dumps(layers, separators=(",", ":")).replace("<", "\\u003c")
    return PLAIN.format(style=library.style, script=library.script, layers=data, about=ABOUT)


def _handler(pages: Mapping[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("cache-control", "public, max-age=31536000, immutable")
            if body is not None:
                self.send_header("content-encoding", "gzip")
            self.send_header("content-length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def answering(pages: Mapping[str, str]) -> Iterator[str]:
    """The address of a server of single pages, compressed beforehand, as our own server sends the map."""
    packed = {path: gzip.compress(html.encode(), 6) for path, html in pages.items()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(packed))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
