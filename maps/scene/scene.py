"""A Scene: everything that says what is shown. Every renderer draws the same Scene."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.atlas.timeline import FIRST_MONTH
from layers.catalogue.indicators import Thematic
from layers.measures.adjacency import in_the_circle
from layers.report.outline import features_of
from maps.scene.drawing import ALL, opacity_of, shares, unnamed_of
from maps.scene.hidden import hidden_of
from maps.scene.pages import PAGES, pages
from text import DEFAULT, LANGUAGES

THEMES = ("light", "dark")
FILTERS = ("pass", "differs", "unknown", "definition")
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
MAX_BOUNDS = ((25.5, 112.5), (36.5, 125.5))
"""South-west and north-east corner of what the map may show: latitude and longitude in EPSG:4326 degrees."""
ZOOMS = (6.0, 15.0)
SIZES_PX = (100, 8000)
CIRCLE = "circle"
"""The layer that every map opens on."""
LONGEST_TITLE, LONGEST_NOTE = 80, 600
MOST_SELECTED = 120
"""Features that may be selected together: all stations are."""
MOST_NAMED = 24


@dataclass(frozen=True)
class View:
    """Centre in EPSG:4326 degrees, Leaflet zoom, and the size in CSS px of the map that nothing covers."""

    lat: float
    lng: float
    zoom: float
    width: int = 960
    height: int = 600

    def checked(self) -> View:
        """The same view, or the one every map opens with where a number is impossible."""
        (south, west), (north, east) = MAX_BOUNDS
        good = south <= self.lat <= north and west <= self.lng <= east and ZOOMS[0] <= self.zoom <= ZOOMS[1]
        return self if good and all(SIZES_PX[0] <= side <= SIZES_PX[1] for side in (self.width, self.height)) else HOME


HOME = View(30.05, 119.55, 8.0)
"""Stands for the view that a map opens with: what it is about (the clause's features, else the circle) fitted."""


def month_of(atlas: Atlas, text: str | None) -> str | None:
    """The month (2019-07) that a text says, of those that the time control reaches; else None."""
    return text if text and MONTH.fullmatch(text) and FIRST_MONTH <= text <= atlas.last_month else None


@dataclass(frozen=True)
class Scene:
    """What is shown: page, layers that are on, view, selected features, language, theme, a month or none.

    `selected` is the feature whose details are read, `besides` those that are selected with it.

    `indicator` is what a thematic map shows, as `Indicators.thematic` says it in full; the layer that it colours is on.
    `hidden` is what the legend has put away (`maps.scene.hidden`), `opacity` says which layers are not drawn whole,
    `unnamed` whose names are not written (`maps.scene.drawing`).
    `clause` is a locator of the report whose features stand out, `filter` a result of the checks page; `title` and
    `note` are what a briefing says of it, in one language; `named` are the features that it names, which stand out.
    """

    page: str = "overview"
    layers: tuple[str, ...] = ()
    view: View = HOME
    selected: str | None = None
    lang: str = DEFAULT
    theme: str = "light"
    date: str | None = None
    clause: str | None = None
    filter: str | None = None
    title: str = ""
    note: str = ""
    indicator: str | None = None
    besides: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    opacity: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of all features that are selected, the one whose details are read first."""
        return (self.selected, *self.besides) if self.selected else ()

    def checked(self, atlas: Atlas) -> Scene:
        """The same Scene with every value that does not exist in the atlas replaced by its default."""
        selected, *besides = _selectable(atlas, self.selection) or (None,)
        date = month_of(atlas, self.date)
        shown = thematic_of(atlas, self.indicator)
        return replace(
            self,
            page=self.page if self.page in PAGES else PAGES[0],
            layers=_layers(atlas, self.layers, date, shown),
            view=self.view.checked(),
            selected=selected,
            besides=tuple(besides),
            lang=self.lang if self.lang in LANGUAGES else DEFAULT,
            theme=self.theme if self.theme in THEMES else THEMES[0],
            date=date,
            indicator=str(shown) if shown else None,
            hidden=hidden_of(atlas, self.hidden),
            opacity=opacity_of(atlas, self.opacity),
            unnamed=unnamed_of(atlas, self.unnamed),
            clause=self.clause if self.clause in LOCATORS else None,
            filter=self.filter if self.filter in FILTERS else None,
            title=plain(self.title, LONGEST_TITLE),
            note=plain(self.note, LONGEST_NOTE),
            named=tuple(dict.fromkeys(ident for ident in self.named if atlas.home(ident)))[:MOST_NAMED],
        )

    def thematic(self, atlas: Atlas) -> Thematic | None:
        """What the thematic map shows; None where it is none."""
        return thematic_of(atlas, self.indicator)

    def share(self, layer: str | None) -> float:
        """How opaque a layer is, between 0 and 1; what is no layer is whole."""
        return shares(self.opacity).get(layer or "", 1.0)

    def names(self, layer: str) -> bool:
        """Whether the names of a layer may be written."""
        return not {ALL, layer} & set(self.unnamed)

    def focus(self, atlas: Atlas) -> tuple[str, ...]:
        """Ids of the features that stand out while the rest is dimmed, the first to be named first: those that the
        briefing names, else those of the clause.
        """
        return self.named or (features_of(atlas, self.clause) if self.clause else ())

    def framed(self, atlas: Atlas) -> tuple[str, ...]:
        """Ids of what is seen whole where the Scene has no view of its own: what a briefing names; of what the clause
        names that which lies in the circle, else the circle's layer. One place far away would make all others small.
        """
        return self.named or in_the_circle(atlas, self.focus(atlas)) or (CIRCLE,)


def thematic_of(atlas: Atlas, text: str | None) -> Thematic | None:
    """What a text says of a thematic map; None where it is not declared, or its layer or the statistics are off."""
    found = atlas.catalogue.thematic.thematic(text) if text else None
    return found if found and found.layer in atlas.frames and len(atlas.statistics) else None


def layers_shown(atlas: Atlas, scene: Scene, zoom: float = ZOOMS[0]) -> tuple[str, ...]:
    """Layers that are on and whose zoom has come, at the zoom of a figure or where the Scene looks, if that is nearer.

    `HOME` looks nowhere. Context is that of today: at a date it is not shown.
    """
    near = zoom if scene.view == HOME else max(zoom, scene.view.zoom)
    on = map(atlas.catalogue.layer, atlas.known(scene.layers))
    return tuple(layer.id for layer in on if near >= layer.min_zoom and not (scene.date and layer.context))


def opening(atlas: Atlas, page: str) -> Scene:
    """The Scene that a page opens with."""
    return Scene(page, atlas.known(pages()[page].layers if page in pages() else ()))


def revealed(scene: Scene, ident: str, atlas: Atlas) -> Scene:
    """A Scene with a feature selected and seen: the first layer that holds it is on, what excludes that one off, and no
    date at which it is not drawn.

    A Scene that shows the feature already keeps its layers. `KeyError` for a feature that no layer holds.
    """
    holders = [name for name, frame in atlas.frames.items() if ident in frame.index]
    if not holders:
        raise KeyError(ident)
    chosen = replace(scene, selected=ident, besides=())
    if set(holders) & set(scene.layers) or not atlas.catalogue.layer(holders[0]).panel:
        return chosen
    return _switched(chosen, holders[0], atlas)


def _switched(scene: Scene, layer: str, atlas: Atlas) -> Scene:
    """A Scene with a layer on, what excludes that one off, and no date at which it is not drawn."""
    declared, date = atlas.catalogue.layer(layer), scene.date
    undated = date and (declared.context or not declared.holds(date))
    layers, shown = atlas.known(apart(atlas, (layer, *scene.layers))), scene.thematic(atlas)
    if shown and shown.layer not in layers:  # another edition: the thematic map is of that one now
        shown = replace(shown, layer=layer) if layer in atlas.catalogue.thematic.places else None
    return replace(scene, layers=layers, date=None if undated else date, indicator=str(shown) if shown else None)


def seen(scene: Scene, layer: str, atlas: Atlas) -> Scene:
    """A Scene with a layer on, none of its classes put away, what excludes it off, no date at which it is not drawn."""
    hidden = tuple(key for key in scene.hidden if not key.startswith(f"{layer}."))
    return replace(_switched(scene, layer, atlas), hidden=hidden)


def _selectable(atlas: Atlas, idents: Iterable[str]) -> tuple[str, ...]:
    """Those that exist, each once, and no more than may be selected together."""
    return tuple(dict.fromkeys(ident for ident in idents if atlas.home(ident)))[:MOST_SELECTED]


def selecting(scene: Scene, idents: Iterable[str]) -> Scene:
    """A Scene with these features selected: a single new one is read, else the one that is read already stays."""
    wanted = tuple(dict.fromkeys(idents))
    new = [ident for ident in wanted if ident not in scene.selection]
    read = new[0] if len(new) == 1 else scene.selected
    first = read if read in wanted else next(iter(wanted), None)
    return replace(scene, selected=first, besides=tuple(ident for ident in wanted if ident != first))


def plain(value: str, longest: int) -> str:
    """A text on one line, without control characters, cut to its longest."""
    spaced = "".join(sign for sign in value if sign.isprintable() or sign.isspace())
    return " ".join(spaced.split())[:longest].rstrip()


def _layers(atlas: Atlas, asked: Iterable[str], date: str | None, shown: Thematic | None) -> tuple[str, ...]:
    """Layers that can be on together: those of the date, and what a thematic map colours before all."""
    found = apart(atlas, _editions(atlas, atlas.known(tuple(asked)), date))
    return atlas.known(apart(atlas, (shown.layer, *found))) if shown else found


def _editions(atlas: Atlas, layers: tuple[str, ...], date: str | None) -> tuple[str, ...]:
    """Of layers that hold for a period only, those of the date take the place of the others."""
    if date is None:
        return layers
    shown = [atlas.catalogue.layer(ident) for ident in layers]
    keys = {layer.exclusive for layer in shown if layer.exclusive and not layer.holds(date)}
    stay = [layer.id for layer in shown if layer.exclusive not in keys]
    others = [layer.id for layer in atlas.catalogue.layers if layer.exclusive in keys and layer.holds(date)]
    return atlas.known([*stay, *others])


def apart(atlas: Atlas, layers: Iterable[str]) -> tuple[str, ...]:
    """Of layers that exclude each other (the two county editions) the first one stays; who adds one puts it first."""
    first: dict[str, str] = {}
    keyed = [(ident, atlas.catalogue.layer(ident).exclusive or ident) for ident in layers]
    return tuple(ident for ident, key in keyed if first.setdefault(key, ident) == ident)
