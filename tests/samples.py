"""Small valid data for any declared layer, and what the tests count with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import shapely
from PIL import Image
from shapely.geometry import mapping

from layers.atlas.load import GEODATA
from layers.catalogue.catalogue import Catalogue, Layer, LayerClass, load_catalogue

CATALOGUE: Catalogue = load_catalogue()
LAYERS: tuple[Layer, ...] = CATALOGUE.layers
CLASSES: list[tuple[str, LayerClass]] = [
    (layer.id, cls) for layer in LAYERS if layer.geometry != "image" for cls in layer.classes
]
SUBJECTS = tuple(layer.id for layer in LAYERS if not layer.context and layer.geometry != "image")
"""Layers that lists and words are about, the ground's among them."""
EVIDENCE = ("surveyed", "generalised", "indicative")
SOURCE = "sample"
SOURCES_TOML = """[sample]
title_zh = "样本"
title_en = "Sample"
publisher = "us"
address = "-"
version = "1"
licence = "MIT"
datum = "WGS84"
steps_zh = "无"
steps_en = "none"
"""
FIGURES_TOML = """
[cities]
value = "4+2"
unit = "cities"
clause = "1.2.3"
ours = "cities_of_circle"
zh = "市"
en = "cities"
kind = "count"
"""
SHAPES: dict[str, dict[str, Any]] = {
    "point": {"type": "Point", "coordinates": [120.0, 30.0]},
    "line": {"type": "LineString", "coordinates": [[119.0, 30.0], [120.0, 30.0], [120.0, 31.0]]},
    "polygon": {"type": "Polygon", "coordinates": [[[119, 30], [120, 30], [120, 31], [119, 31], [119, 30]]]},
}
SHAPE_OF = {"mixed": "polygon", "image": "polygon"}
"""The shape that a sample of a layer has, where it is not called as the layer's geometry."""
_OWN: dict[str, Any] = {"text": "x", "number": 1.0, "list": [], "any": None}


def picture(grey: int = 128) -> bytes:
    """A small WebP of one grey."""
    file = BytesIO()
    Image.new("L", (4, 4), grey).save(file, "WEBP", lossless=True)
    return file.getvalue()


def image_name(content: bytes) -> str:
    """By which name a layer knows a picture."""
    return f"sample-{sha256(content).hexdigest()[:16]}.webp"


IMAGE = image_name(picture())


def ids(layer: Layer) -> str:
    """A layer's id, for parametrised tests."""
    return layer.id


def of_type(geometry: str) -> Layer:
    """The first declared layer of a geometry type."""
    return next(layer for layer in LAYERS if layer.geometry == geometry)


def _wanted(layer: Layer) -> dict[str, Any]:
    """Properties that the layer's `where` selects."""
    first = {name: value if isinstance(value, str) else value[0] for name, value in layer.where.items()}
    return {name: [value] if layer.fields.get(name) == "list" else value for name, value in first.items()}


def feature(layer: Layer, ident: str = "", **changes: Any) -> dict[str, Any]:
    """A feature that the layer accepts, with some properties changed; `geometry` replaces the shape."""
    shape = changes.pop("geometry", SHAPES[SHAPE_OF.get(layer.geometry, layer.geometry)])
    own = {name: _OWN[kind] for name, kind in layer.fields.items()}
    if layer.geometry == "image":
        own["image"] = IMAGE
    properties = {
        "id": ident or f"sample-{layer.id.replace('_', '-')}", "name_zh": "样本", "name_en": "Sample",
        "kind": layer.kinds()[0], "evidence": "generalised", "accuracy_m": 50, "source": [SOURCE], "clauses": ["2.6.1"],
        "aliases": [],
    }  # fmt: skip
    return {"type": "Feature", "properties": properties | own | _wanted(layer) | changes, "geometry": shape}


def write(folder: Path, stem: str, features: Iterable[Any]) -> Path:
    """A FeatureCollection on disk."""
    path = folder / f"{stem}.geojson"
    collection = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


def write_all(folder: Path) -> Path:
    """A whole geodata folder with one feature for each declared layer."""
    for stem in {layer.file for layer in LAYERS}:
        write(folder, stem, [feature(layer) for layer in LAYERS if layer.file == stem])
    (folder / IMAGE).write_bytes(picture())
    write(folder, "unlocated", [])
    write(folder, "controls", [])
    (folder / "sources.toml").write_text(SOURCES_TOML, encoding="utf-8")
    (folder / "status.toml").write_text("", encoding="utf-8")
    (folder / "statistics.csv").write_text("place_id,indicator,year,value,unit,source\n", encoding="utf-8")
    (folder / "figures.toml").write_text(FIGURES_TOML, encoding="utf-8")
    return folder


def shipped(stem: str) -> list[dict[str, Any]]:
    """The raw features of a file in geodata/."""
    collection = json.loads((GEODATA / f"{stem}.geojson").read_text(encoding="utf-8"))
    features: list[dict[str, Any]] = collection["features"]
    return features


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle as GeoJSON."""
    return dict(mapping(shapely.box(west, south, east, north)))


def texts(value: Any) -> Iterator[str]:
    """Every text inside plain data, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def latin_words(text: str) -> list[str]:
    """Words of a text that are made of Latin letters alone and are no unit."""
    return [
        word for word in re.findall(r"[^\W\d_]+|\d", text) if word.isascii() and word.isalpha() and word not in UNITS
    ]


UNITS = {"km", "m"}
