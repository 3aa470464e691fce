"""The relief where a figure shows it: the grey that its picture has at a place, and the pictures that files carry."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from lxml import etree
from numpy.typing import NDArray
from PIL import Image
from pyproj import Transformer

from layers.atlas.atlas import current_atlas
from maps.plan.layout import MM_PER_PX
from maps.plan.plan import Plan
from maps.plan.shapes import Drawn
from tests.maps.inks import NUMBER, PT_PER_PX, SVG

Array = NDArray[Any]

HREF = "{http://www.w3.org/1999/xlink}href"
PNG = "data:image/png;base64,"
FLAT, NOISE, STEEPEST = 128, 2, 127
"""Grey where nothing is to be seen, by how much it may be missed, and how far from it a grey can be."""


def reliefs(made: Plan) -> list[Drawn]:
    """The features of a Plan that are pictures."""
    return [item for item in made.drawn if item.style.relief]


def opacity_of(item: Drawn, made: Plan) -> float:
    """How opaque a slope can be on a figure."""
    return item.style.fill_opacity * current_atlas().catalogue.layer(item.layer).strength(made.zoom) * item.opacity


def _in_picture(item: Drawn, made: Plan, places: Array, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Columns and rows, from the corner of a picture of a shape, of places in px of the frame."""
    step, (west, _, _, north) = made.metres_per_mm * MM_PER_PX, made.extent
    to_mercator = Transformer.from_crs(made.projection.crs, 3857, always_xy=True)
    x, y = to_mercator.transform(west + places[:, 0] * step, north - places[:, 1] * step)
    bounds = current_atlas().feature(item.id)["geometry"].bounds
    (left, right), (low, high) = Transformer.from_crs(4326, 3857, always_xy=True).transform(bounds[::2], bounds[1::2])
    return (x - left) / (right - left) * shape[1], (high - y) / (high - low) * shape[0]


def greys(item: Drawn, made: Plan, places: Array) -> Array:
    """The grey of a feature's picture at places in px of the frame: straight between the middles of its pixels."""
    row = current_atlas().feature(item.id)
    grey = np.asarray(Image.open(BytesIO(current_atlas().images[row["image"]])).convert("L"), dtype=float)
    columns, rows = _in_picture(item, made, places, grey.shape)
    x, y = np.clip(columns - 0.5, 0, grey.shape[1] - 1.001), np.clip(rows - 0.5, 0, grey.shape[0] - 1.001)
    left, top = x.astype(int), y.astype(int)
    upper, lower = (grey[line, left] * (1 - (x - left)) + grey[line, left + 1] * (x - left) for line in (top, top + 1))
    return np.asarray(upper * (1 - (y - top)) + lower * (y - top))


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture of a file: its name, its edges in px of the frame (left, top, right, bottom), its pixels (RGBA)."""

    name: str
    bounds: tuple[float, float, float, float]
    pixels: Array

    def at(self, places: Array) -> Array:
        """The pixels at places in px of the frame."""
        left, top, right, bottom = self.bounds
        lines, columns = self.pixels.shape[:2]
        share = (places - [left, top]) / [right - left, bottom - top]
        column, line = np.floor(share * [columns, lines]).astype(int).T
        return np.asarray(self.pixels[line, column])


def _picture(node: Any, made: Plan) -> Picture:
    pixels = np.asarray(Image.open(BytesIO(b64decode(node.get(HREF).removeprefix(PNG)))).convert("RGBA"), dtype=int)
    across, _, _, down, x, y = (float(number) for number in NUMBER.findall(node.get("transform")))
    left, top = x / PT_PER_PX - made.layout.frame.x / MM_PER_PX, y / PT_PER_PX - made.layout.frame.y / MM_PER_PX
    right = left + across * float(node.get("width")) / PT_PER_PX
    return Picture(node.get("id"), (left, top, right, top + down * float(node.get("height")) / PT_PER_PX), pixels)


def svg_pictures(data: bytes, made: Plan) -> list[Picture]:
    """The pictures of an SVG."""
    return [_picture(node, made) for node in etree.fromstring(data).iter(f"{SVG}image")]


def svg_below(data: bytes, name: str) -> set[str]:
    """The layers of an SVG's map that lie below a picture; all where it has none of that name."""
    found: set[str] = set()
    for node in etree.fromstring(data).iter():
        if node.get("id") == name:
            break
        if node.tag == f"{SVG}g" and node.get("id", "").count(".") > 1:
            found.add(node.get("id").split(".")[0])
    return found


def apart(data: bytes) -> tuple[bytes, int]:
    """The first page of a PDF without its pictures, and how many it had."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        page = file.pages[0]
        pictures = {name for name, item in page.Resources.XObject.items() if item.Subtype == "/Image"}
        told = list(pikepdf.parse_content_stream(page))
        kept = [one for one in told if str(one.operator) != "Do" or str(one.operands[0]) not in pictures]
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(kept))
        file.save(out)
    return out.getvalue(), len(told) - len(kept)


def page_png(data: bytes, dpi: int) -> bytes:
    """The first page of a PDF as a reader shows it that had no part in writing it."""
    out = BytesIO()
    with pypdfium2.PdfDocument(data) as file:
        file[0].render(scale=dpi / 72).to_pil().save(out, "PNG")
    return out.getvalue()
