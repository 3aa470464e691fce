"""A Scene as a picture of a few centimetres: land, water and what is shown, without names, as an SVG.

A figure of the usual kind takes seconds, a thumbnail a tenth of one: it draws the same features with the first of
their lines, and neither relief nor symbols.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

import shapely
from lxml import etree
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from maps.plan.extent import Extent
from maps.plan.shapes import Drawn
from maps.plan.visible import visible
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet

SIZE_PX = (128, 72)
WIDTH_MM = 34.0
"""What the shapes are thinned for: the width of the picture on the screen."""
SVG = "http://www.w3.org/2000/svg"
THINNEST_PX, WIDEST_PX, POINT_PX, THINNED_PX = 0.5, 1.6, 2.2, 0.4


class _Pencil:
    """Metres of an extent as px of the picture."""

    def __init__(self, extent: Extent) -> None:
        self.west, _, east, self.north = extent
        self.metres = (east - self.west) / SIZE_PX[0]

    def at(self, x: float, y: float) -> str:
        return f"{(x - self.west) / self.metres:.1f} {(self.north - y) / self.metres:.1f}"

    def path(self, shape: BaseGeometry) -> str:
        """The lines of a shape, and the rings of its areas, as fine as the picture."""
        thin = shapely.simplify(shape, self.metres * THINNED_PX, preserve_topology=False)
        lines: Iterable[BaseGeometry] = shapely.get_parts(thin.boundary if thin.geom_type.endswith("Polygon") else thin)
        return "".join("M" + "L".join(self.at(x, y) for x, y, *_ in line.coords) for line in lines)


def _strokes(item: Drawn, colors: Mapping[str, str]) -> dict[str, str]:
    stroke = item.style.strokes[0] if item.style.strokes else None
    if stroke is None:
        return {}
    width = min(max(stroke.width / 2, THINNEST_PX), WIDEST_PX)
    return {"stroke": colors[stroke.color], "stroke-width": f"{width:g}", "stroke-opacity": f"{stroke.opacity:g}"}


def _draw(item: Drawn, root: etree._Element, pencil: _Pencil, colors: Mapping[str, str]) -> None:
    opacity = item.opacity * item.share
    said = {} if opacity == 1 else {"opacity": f"{opacity:g}"}
    if item.geometry.geom_type == "Point":
        x, y = pencil.at(item.geometry.x, item.geometry.y).split()
        color = colors[item.style.glyph_color] if item.style.glyph_color else colors["ink"]
        etree.SubElement(root, f"{{{SVG}}}circle", cx=x, cy=y, r=f"{POINT_PX:g}", fill=color, **said)
        return
    fill = {"fill": colors[item.style.fill], "fill-opacity": f"{item.style.fill_opacity:g}"} if item.style.fill else {}
    drawn = fill | _strokes(item, colors)
    if drawn:
        etree.SubElement(root, f"{{{SVG}}}path", {"d": pencil.path(item.geometry), "fill": "none", **drawn, **said})


def thumbnail(scene: Scene, atlas: Atlas) -> bytes:
    """The SVG of a checked Scene, 128 x 72 px, in the Scene's theme."""
    width, height = SIZE_PX
    view = visible(atlas, scene, Sheet(), width / height, WIDTH_MM)
    colors: Mapping[str, str] = atlas.catalogue.palette["dark" if scene.theme == "dark" else "light"]
    size = {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)}
    root = etree.Element(f"{{{SVG}}}svg", size, nsmap={None: SVG})
    etree.SubElement(root, f"{{{SVG}}}rect", width="100%", height="100%", fill=colors["sea"])
    pencil = _Pencil(view.extent)
    for item in chain.from_iterable(view.layers):
        _draw(item, root, pencil, colors)
    return bytes(etree.tostring(root))
