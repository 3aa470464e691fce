"""The web map: one self-sufficient HTML document, built by Folium once per content.

No data value passes through a Folium template: values travel as inert JSON and reach the page by `textContent`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from layers.atlas.atlas import Atlas, current_atlas
from layers.atlas.images import MEDIA_TYPE
from maps.scene.scene import HOME, MAX_BOUNDS
from maps.web.bundle import text_of
from maps.web.payload import bare, parts_of, payload, shapes_of
from maps.web.safe import inert_json

WEB = Path(__file__).parent
STYLES = ("map.css", "panel.css", "time.css", "alone.css", "briefing.css", "bar.css", "print.css", "contrast.css")


TITLE = "Hangzhou Circle Atlas"
_RENDERING = Lock()


@dataclass(frozen=True)
class Part:
    """What the map asks for when it is first drawn: features of a layer, or a picture."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Document:
    """A rendered map document and the hash of its content, which is its address; `parts` lie beside it, by name."""

    html: str
    digest: str
    parts: Mapping[str, Part] = field(default_factory=dict, hash=False)


class Inline(Element):  # type: ignore[misc]  # branca is untyped
    """A script, style or data element whose text is printed as it is, never compiled as a template."""

    _template = Template("<{{ this.tag }}{{ this.attributes }}>{{ this.text }}</{{ this.tag }}>")

    def __init__(self, tag: str, text: str, attributes: str = "") -> None:
        super().__init__()
        self.tag, self.text, self.attributes = tag, text, attributes


class LayerSlot(MacroElement):  # type: ignore[misc]  # branca is untyped
    """One catalogue layer on the Folium map: its id, an ascii name, is in the template; its data are in the payload."""

    _template = Template("{% macro script(this, kwargs) %}AtlasMap.add({{ this.layer | tojson }});{% endmacro %}")

    def __init__(self, layer: str) -> None:
        super().__init__()
        self._name, self._id, self.layer = "layer", layer, layer


class Start(MacroElement):  # type: ignore[misc]  # branca is untyped
    """Hands Folium's map to our scripts before the layers, and finishes after them."""

    _template = Template(
        "{% macro script(this, kwargs) %}AtlasMap.{{ this.step }}({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self, step: str) -> None:
        super().__init__()
        self._name, self._id, self.step = "step", step, step


def _name(element: Element, name: str) -> None:
    """Folium names elements by chance; a fixed name gives the same document each time."""
    element._id = name  # noqa: SLF001  # there is no other way to set it


def _palette_css(atlas: Atlas) -> str:
    rules = []
    for theme, colors in atlas.catalogue.palette.items():
        names = "".join(f"--c-{name}:{value};" for name, value in colors.items())
        rules.append(f':root[data-theme="{theme}"]{{{names}color-scheme:{theme}}}')
    return "\n".join(rules)


def _empty_map() -> folium.Map:
    web_map = folium.Map(
        location=(HOME.lat, HOME.lng), zoom_start=HOME.zoom, tiles=None, control_scale=False, zoom_control=False,
        min_zoom=6, max_zoom=15, zoom_snap=0.5, max_bounds_viscosity=0.8, attribution_control=False, max_bounds=True,
        min_lat=MAX_BOUNDS[0][0], min_lon=MAX_BOUNDS[0][1], max_lat=MAX_BOUNDS[1][0], max_lon=MAX_BOUNDS[1][1],
    )  # fmt: skip
    _name(web_map, "atlas")
    web_map.default_js, web_map.default_css = [], []
    return web_map


def _parts(data: Mapping[str, Any]) -> dict[str, Part]:
    """The context layers, by layer."""
    texts = {layer: inert_json(told, plain=True) for layer, told in parts_of(data).items()}
    return {layer: Part(text.encode(), "application/json") for layer, text in texts.items()}


def _part_name(layer: str, part: Part) -> str:
    return f"{layer}-{hashlib.sha256(part.content).hexdigest()[:16]}.json"


def _add_data(head: Element, data: Mapping[str, Any], parts: Mapping[str, str]) -> None:
    """The document is plain ASCII: one character beyond it has a browser read all of it as wide characters."""
    text = inert_json(bare(data, parts), plain=True)
    head.add_child(Inline("script", text, ' type="application/json" id="atlas-data"'), name="data")
    for layer, told in shapes_of(data).items():
        attributes = f' type="application/json" id="atlas-shapes-{layer}"'
        head.add_child(Inline("script", inert_json(told), attributes), name=f"shapes-{layer}")


def style_of(name: str) -> str:
    """The text of one of the document's styles, also for a page that lies over it."""
    return (WEB / name).read_text(encoding="utf-8")


def _add_head(web_map: folium.Map, atlas: Atlas, data: Mapping[str, Any], parts: Mapping[str, str]) -> None:
    head = web_map.get_root().header
    style = [text_of("leaflet.css"), _palette_css(atlas)]
    style += [style_of(name) for name in STYLES]
    head.add_child(Inline("style", "\n".join(style)), name="style")
    _add_data(head, data, parts)
    head.add_child(Inline("script", text_of("map.js")), name="script")


def render(atlas: Atlas) -> Document:
    """The map document of an atlas. The same content gives the same bytes and so the same address."""
    web_map, data = _empty_map(), payload(atlas)
    parts = _parts(data)
    names = {layer: _part_name(layer, part) for layer, part in parts.items()}
    _name(web_map.get_root(), "figure")
    web_map.get_root().title = TITLE
    _add_head(web_map, atlas, data, names)
    web_map.add_child(Start("begin"), name="begin")
    for layer in sorted(atlas.catalogue.layers, key=lambda item: item.order):
        web_map.add_child(LayerSlot(layer.id), name=layer.id)
    web_map.add_child(Start("finish"), name="finish")
    html = web_map.get_root().render()
    beside = {names[layer]: part for layer, part in parts.items()}
    beside |= {name: Part(content, MEDIA_TYPE) for name, content in atlas.images.items()}
    return Document(html, hashlib.sha256(html.encode()).hexdigest()[:20], beside)


@lru_cache(maxsize=2)
def _rendered(atlas: Atlas) -> Document:
    return render(atlas)


def document_of(atlas: Atlas) -> Document:
    """The document of an atlas, rendered once per content; the text is cached, never the Folium map.

    Who asks while it is being rendered waits for it.
    """
    with _RENDERING:
        return _rendered(atlas)


def current_document() -> Document:
    """The document of the data as they are now."""
    return document_of(current_atlas())
