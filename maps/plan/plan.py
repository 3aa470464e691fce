"""The Plan of a figure: everything a Scene shows on a Sheet, resolved to plain data. What draws it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.report.outline import home_layers
from maps.lettering.boxes import Rect
from maps.lettering.fonts import check
from maps.plan import wording
from maps.plan.extent import Extent, Projection, denominator, extent_of, in_degrees, needed, projection, zoom_of
from maps.plan.furniture import (
    UNPLACED,
    Degree,
    Furniture,
    GridLine,
    ScaleBar,
    degrees,
    furnished,
    graticule,
    north_degrees,
    scale_bar,
    spots,
)
from maps.plan.labels import Frame, candidates, sight
from maps.plan.layout import MM_PER_PX, PX_PER_PT, Layout, Type, type_of
from maps.plan.legend import Legend
from maps.plan.page import Words, arrange
from maps.plan.placing import Candidate, Placed, place
from maps.plan.shapes import Drawn
from maps.plan.symbols import GLYPH_PX
from maps.plan.visible import Visible, layers_of, visible
from maps.scene.scene import ZOOMS, Scene
from maps.scene.sheet import Sheet

ROUNDS = 4
SETTLED = 1e-6
NOMINAL = 1e6
ORIENTATION = ("cities",)
"""Layers that keep their names while a clause's features stand out, so that one knows where one is."""


@dataclass(frozen=True, eq=False)
class Plan:
    """A figure before it is drawn.

    `extent` in metres of `projection`; `layers` from the lowest to the highest, the features in focus last; `labels`
    in px of the frame (96 to the inch); `colors` the theme's palette by name; `seen` the extent in EPSG:4326 degrees.
    """

    scene: Scene
    sheet: Sheet
    colors: Mapping[str, str]
    type: Type
    layout: Layout
    projection: Projection
    extent: Extent
    seen: Extent
    denominator: float
    zoom: float
    layers: tuple[tuple[Drawn, ...], ...]
    selected: tuple[Drawn, ...]
    labels: tuple[Placed, ...]
    degrees: tuple[Degree, ...]
    legend: Legend
    words: Words
    bar: ScaleBar
    furniture: Furniture
    north_degrees: float
    grid: tuple[GridLine, ...]

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Every feature that is drawn, those in focus once more at the end."""
        return tuple(chain.from_iterable(self.layers))

    @property
    def metres_per_mm(self) -> float:
        """Metres of the projection for one millimetre of paper."""
        return (self.extent[2] - self.extent[0]) / self.layout.frame.w

    def to_px(self, x: float, y: float) -> tuple[float, float]:
        """Metres of the projection as px of the frame, from its top left corner."""
        step = self.metres_per_mm * MM_PER_PX
        return (x - self.extent[0]) / step, (self.extent[3] - y) / step


def _guess(atlas: Atlas, scene: Scene, sheet: Sheet) -> tuple[float, float]:
    """The frame's width/height and its width in mm, as if the legend were short: most often that is the frame."""
    fitted = projection(extent_of(atlas, scene))
    listed = chain.from_iterable(atlas.frames[layer.id]["source"] for layer in layers_of(atlas, scene))
    sources = set(chain.from_iterable(listed))
    said = wording.around(atlas, scene, sheet, projection=fitted, denominator=NOMINAL, sources=sources)
    frame = arrange(sheet, said, ())[0].frame
    return frame.w / frame.h, frame.w


def _proportions(atlas: Atlas, scene: Scene, sheet: Sheet) -> float | None:
    """Width/height of what the map is about; None where the scale is given, at which nothing makes it larger."""
    if sheet.scale:
        return None
    west, south, east, north = needed(atlas, scene, projection(extent_of(atlas, scene)).crs)
    return (east - west) / (north - south)


def _settle(atlas: Atlas, scene: Scene, sheet: Sheet) -> tuple[Visible, Layout, Legend, Words]:
    """View and layout that agree: what the frame shows says how large the legend is, and the legend the frame."""
    aspect, width = _guess(atlas, scene, sheet)
    about = _proportions(atlas, scene, sheet)
    for _ in range(ROUNDS):
        view = visible(atlas, scene, sheet, aspect, width)
        said = wording.around(
            atlas, scene, sheet, projection=view.projection,
            denominator=denominator(view.extent, view.projection, width),
            sources={ident for item in chain.from_iterable(view.layers) for ident in item.source},
        )  # fmt: skip
        layout, legend = arrange(sheet, said, view.rows, about)
        now = layout.frame.w / layout.frame.h
        if abs(now - aspect) < SETTLED and abs(layout.frame.w - width) < SETTLED:
            break
        aspect, width = now, layout.frame.w
    else:
        view = visible(atlas, scene, sheet, aspect, width)
    return view, layout, legend, said


def _symbols(drawn: Sequence[Drawn], plan: Plan, focus: Sequence[str]) -> list[Rect]:
    """The boxes of the point symbols, which no name but a city's may cover; those that are dimmed may be covered."""
    boxes = []
    for item in drawn:
        if item.geometry.geom_type == "Point" and (not focus or item.id in focus):
            (x, y), r = plan.to_px(item.geometry.x, item.geometry.y), (item.style.size or GLYPH_PX) / 2 - 1
            boxes.append(Rect(x - r, y - r, 2 * r, 2 * r))
    return boxes


def _nameable(atlas: Atlas, plan: Plan, focus: tuple[str, ...]) -> list[Layer]:
    """The layers that are drawn, and those of the features in focus."""
    on = atlas.known([*plan.scene.layers, *home_layers(atlas, focus)])
    return layers_of(atlas, replace(plan.scene, layers=on), plan.zoom)


def _named(atlas: Atlas, plan: Plan, size: tuple[float, float]) -> list[Candidate]:
    """The names that may be written on a frame of this size in px: of layers and kinds whose zoom has come.

    In focus those of the features that stand out. A small figure of a large area counts as the least zoom, at which a
    screen would show it.
    """
    language, zoom = plan.sheet.labels or plan.scene.lang, max(plan.zoom, ZOOMS[0])
    focus, layers = plan.scene.focus(atlas), _nameable(atlas, plan, plan.scene.focus(atlas))
    seen = sight(atlas, plan.drawn, Frame(size, plan.projection.crs, plan.to_px))
    found: list[Candidate] = []
    for layer in layers:
        shown = [item for item in plan.drawn if item.layer == layer.id]
        if focus:
            oriented = layer.id in ORIENTATION and layer.names_at(zoom)
            shown = [item for item in shown if item.id in focus or oriented]
        if layer.label and plan.scene.names(layer.id) and (focus or layer.names_at(zoom)):
            once = {item.id: item for item in shown}.values()
            found += candidates(
                atlas, layer, list(once), language=language, date=plan.scene.date, seen=seen, focus=focus,
                spoken=plan.scene.named,
            )  # fmt: skip
    return found


def _furnished(atlas: Atlas, bare: Plan) -> Plan:
    """A Plan with its furniture where it hides nothing small of a layer that the panel lists."""
    panels = {layer.id for layer in atlas.catalogue.layers if layer.panel}
    small = list(spots((item for item in bare.drawn if item.layer in panels), bare.to_px))
    layout, stands = furnished(bare.layout, bare.bar, small)
    return replace(bare, layout=layout, furniture=stands)


def _colors(atlas: Atlas, theme: str) -> dict[str, str]:
    return atlas.catalogue.palette["dark" if theme == "dark" else "light"]


def plan(atlas: Atlas, scene: Scene, sheet: Sheet) -> Plan:
    """The Plan of a checked Scene on a Sheet.

    `ExportError` when a character has no glyph, or when there is no room for the legend.
    """
    view, layout, legend, said = _settle(atlas, scene, sheet)
    width, crs = layout.frame.w, view.projection.crs
    scale = denominator(view.extent, view.projection, width)
    drawn = list(chain.from_iterable(view.layers))
    unfurnished = Plan(
        scene=scene, sheet=sheet, colors=_colors(atlas, scene.theme), type=type_of(sheet), layout=layout,
        projection=view.projection, extent=view.extent, seen=in_degrees(view.extent, crs), denominator=scale,
        zoom=zoom_of(view.extent, view.projection, width), layers=view.layers,
        selected=tuple({item.id: item for item in drawn if item.id in scene.selection}.values()), labels=(),
        degrees=(), legend=legend, words=said, bar=scale_bar(scale / 1000, width * 0.3), furniture=UNPLACED,
        north_degrees=north_degrees(view.extent, crs), grid=graticule(view.extent, crs) if sheet.graticule else (),
    )  # fmt: skip
    bare, size = _furnished(atlas, unfurnished), layout.frame_px
    taken, names = bare.furniture.boxes, _named(atlas, bare, size)
    check(chain.from_iterable(name.lines for name in names))
    numbers = degrees(bare.grid, bare.type.small * PX_PER_PT, bare.to_px, size, taken)
    labels = place(
        names,
        size,
        [*taken, *(number.box for number in numbers)],
        _symbols(drawn, bare, scene.focus(atlas)),
        scene.named,
    )
    return replace(bare, labels=labels, degrees=numbers)
