"""Pictures that lie on the map: read, and checked against the content that their names promise."""

from __future__ import annotations

import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import geopandas as gpd
from PIL import Image

from layers.catalogue.catalogue import Layer
from layers.errors import LayerError

MEDIA_TYPE = "image/webp"
MOST_BYTES = 300_000
NAME = re.compile(r"[a-z0-9-]{1,60}-[0-9a-f]{16}\.webp", re.ASCII)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LayerError("file_missing", file=path.name) from error


def _checked(path: Path) -> bytes:
    """The bytes of a WebP picture that is what its name says: `<anything>-<16 hex digits of its SHA-256>.webp`."""
    content = _content(path)
    if len(content) > MOST_BYTES:
        raise LayerError("file_too_large", file=path.name, bytes=MOST_BYTES)
    if path.stem.rpartition("-")[2] != sha256(content).hexdigest()[:16]:
        raise LayerError("image_changed", file=path.name)
    try:
        with Image.open(BytesIO(content), formats=["WEBP"]) as image:
            image.load()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise LayerError("file_unreadable", file=path.name, detail=type(error).__name__) from error
    return content


def read_images(layer: Layer, frame: gpd.GeoDataFrame, folder: Path) -> dict[str, bytes]:
    """The pictures of a layer's features by name; none for a layer that has no pictures.

    Raises `LayerError` for one that is missing, too large, no WebP, or of another content than its
    name says, and for a name that is none of a picture.
    """
    if layer.geometry != "image":
        return {}
    wrong = {str(ident): str(name) for ident, name in frame["image"].items() if not NAME.fullmatch(str(name))}
    if wrong:
        file = f"{layer.file}.geojson"
        faults = [
            LayerError.fault("bad_value", file=file, where=ident, detail=name[:60]) for ident, name in wrong.items()
        ]
        raise LayerError(faults=faults)
    return {name: _checked(folder / name) for name in sorted(set(frame["image"]))}
