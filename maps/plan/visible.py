"""What a frame on paper shows of a Scene: the layers with what stands out, and the rows of its legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.report.outline import home_layers
from maps.plan.extent import Extent, Projection, at_scale, extent_of, on_paper, projection, zoom_of
from maps.plan.legend import Row, class_rows, evidence_rows, layer_rows, paled, quieted, spoken, status_rows
from maps.plan.shapes import DIMMED, Drawn, Framing, coloured, drawn_layer
from maps.scene.hidden import keys_of
from maps.scene.scene import ZOOMS, Scene, layers_shown
from maps.scene.sheet import Sheet


@dataclass(frozen=True, eq=False)
class Visible:
    """What a frame of some width/height shows."""

    projection: Projection
    extent: Extent
    layers: tuple[tuple[Drawn, ...], ...]
    rows: tuple[Row, ...]


def layers_of(atlas: Atlas, scene: Scene, zoom: float = ZOOMS[0]) -> list[Layer]:
    """The layers to draw from the lowest: those without a switch always, and those that are on and whose zoom has come.

    `zoom` is the figure's. A layer that the screen shows where the Scene looks is on the figure, too, however small.
    """
    on = layers_shown(atlas, scene, zoom)
    declared = [layer for layer in atlas.catalogue.layers if layer.id in atlas.frames]
    return sorted((layer for layer in declared if not layer.panel or layer.id in on), key=lambda layer: layer.order)


def _dimmed(item: Drawn) -> Drawn:
    """A feature beside what stands out: paler, and without a soft edge, which would only muddy what lies below."""
    return replace(item, opacity=DIMMED * item.opacity, style=replace(item.style, glow=False))


def _focused(layers: Sequence[Sequence[Drawn]], declared: Sequence[Layer], above: Sequence[Drawn]) -> list[list[Drawn]]:
    """The layers dimmed, and what stands out drawn once more above them."""
    panels = {layer.id for layer in declared if layer.panel}
    dimmed = [[_dimmed(item) if item.layer in panels else item for item in features] for features in layers]
    return [*dimmed, list(above)]


def _standing_out(atlas: Atlas, scene: Scene, framing: Framing) -> list[Drawn]:
    """The features in focus, from layers that are on and from those that are off, each once."""
    focus = scene.focus(atlas)
    layers = sorted(map(atlas.catalogue.layer, home_layers(atlas, focus)), key=lambda layer: layer.order)
    parts = (_paled(scene, layer, drawn_layer(atlas, layer, scene.date, framing)) for layer in layers)
    found = chain.from_iterable(parts)
    return list({item.id: item for item in found if item.id in focus}.values())


def _keys(atlas: Atlas, item: Drawn) -> frozenset[str]:
    return keys_of(atlas.catalogue.layer(item.layer), item.id, item.kind, item.evidence, item.status)


def _near(scene: Scene, layer: Layer, drawn: list[Drawn], zoom: float) -> list[Drawn]:
    """Those features of a layer whose class has come at the figure's zoom, and what is selected."""
    return [item for item in drawn if zoom >= layer.class_of(item.kind).min_zoom or item.id in scene.selection]


def _kept(atlas: Atlas, scene: Scene, layer: Layer, drawn: list[Drawn]) -> list[Drawn]:
    """Those features of a layer that the legend has not put away; the ground is not in it."""
    away = set(scene.hidden)
    return [item for item in drawn if not away & _keys(atlas, item)] if away and layer.panel else drawn


def _paled(scene: Scene, layer: Layer, drawn: list[Drawn]) -> list[Drawn]:
    """The features of a layer as opaque as the Scene says."""
    share = scene.share(layer.id)
    return drawn if share == 1 else [replace(item, share=share) for item in drawn]


def _legend(atlas: Atlas, scene: Scene, drawn: Sequence[Drawn], lang: str) -> tuple[Row, ...]:
    """The rows of the layers that are drawn, in the order of the panel, and the keys to dashes and to evidence."""
    rows: list[Row] = []
    for layer in atlas.catalogue.layers:
        features = {item.id: item for item in drawn if item.layer == layer.id}
        if layer.panel and layer.geometry != "image":
            rows += layer_rows(atlas, layer, list(features.values()), lang, dated=bool(scene.date))
    listed = {layer.id for layer in atlas.catalogue.layers if layer.panel and layer.geometry != "image"}
    once = list({(item.layer, item.id): item for item in drawn if item.layer in listed}.values())
    return (*rows, *status_rows(atlas, once, lang), *evidence_rows(once, lang))


def visible(atlas: Atlas, scene: Scene, sheet: Sheet, aspect: float, width_mm: float) -> Visible:
    """What the frame of a Sheet shows: all of the Scene's view, or around its centre what has room at the scale asked.

    Layers of features in focus are drawn whether they are on or not.
    """
    fitted = projection(extent_of(atlas, scene))
    extent = on_paper(atlas, scene, fitted.crs, aspect)
    if sheet.scale:
        extent = at_scale(extent, fitted.crs, sheet.scale, width_mm)
    zoom = zoom_of(extent, fitted, width_mm)
    declared = layers_of(atlas, scene, zoom)
    framing = Framing(fitted.crs, extent, (extent[2] - extent[0]) / width_mm)
    found = ((layer, _near(scene, layer, drawn_layer(atlas, layer, scene.date, framing), zoom)) for layer in declared)
    drawn = [_paled(scene, layer, _kept(atlas, scene, layer, features)) for layer, features in found]
    out = _standing_out(atlas, scene, framing)
    layers = _focused(drawn, declared, out) if scene.focus(atlas) else drawn
    lang = spoken(sheet, scene.lang)
    # As in a briefing on the screen, the legend is about what the scene names: the rest is dimmed.
    rows = _legend(atlas, scene, out if scene.named else list(chain.from_iterable(layers)), lang)
    legend = paled(scene, (*class_rows(atlas, scene, lang), *quieted(atlas, scene, rows)))
    return Visible(fitted, extent, tuple(map(tuple, coloured(atlas, scene, layers))), tuple(legend))
