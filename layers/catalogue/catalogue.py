"""The catalogue: what each layer is, read once from `catalogue.toml` and the tables beside it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from layers.catalogue.declared import Declared, Ident
from layers.catalogue.indicators import Indicators
from layers.errors import CatalogueError

HERE = Path(__file__).parent
FURNITURE = ("paper", "ink", "muted", "halo", "sea", "circle", "pilot", "select")
Color = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Outline = Annotated[str, Field(pattern=r"^[MLCZ0-9 .]+$")]
DELTA = (112.0, 25.0, 126.0, 37.5)
"""Degrees west, south, east, north: the Delta and a margin. What lies outside has swapped axes or another datum."""
_ASIDE = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$")
INDICATIVE_GLYPH = "indicative"
"""The glyph that says that a shape is no true one."""
STRESSED_PX, STRESSED_WEIGHT = 14.0, 600
"""The least size and weight of the name of what stands out."""
ENDLESS = 99.0
"""No map can be zoomed so far."""
Pattern = Literal[
    "solid", "double", "railway", "cased", "border_province", "border_city", "border_county", "relief",
]  # fmt: skip


class LayerClass(Declared):
    """How the features of one `kind` look and what the legend calls them. Colours are names in `palette.toml`.

    They are drawn from the zoom `min_zoom` on (Leaflet's), before that only while they are selected or stand out.
    `hues` are colours of single features, by id, each with a row of its own in the legend. An area that is `held` is
    filled while it is pointed at or selected. `dash` is that of the status which the class is called by. Where there is
    no room for the names of what is `named`, they stand beside it.
    """

    kind: str
    zh: str
    en: str
    color: str
    pattern: Pattern = "solid"
    width: float = 1.0
    fill: str = ""
    fill_opacity: float = 0.0
    glyph: str = ""
    size: float = 14.0
    glow: bool = False
    min_zoom: float = 0.0
    held: bool = False
    named: bool = False
    dash: tuple[float, ...] = ()
    hues: dict[str, str] = Field(default={})

    def colors(self) -> set[str]:
        """The palette names of its lines, glyphs and fills, the casings of cased lines among them."""
        lines = {self.color, *self.hues.values()}
        return {name for name in (*lines, self.fill) if name} | (
            {f"{name}_case" for name in lines} if self.pattern == "cased" else set()
        )


class Label(Declared):
    """When and how a layer's names are written: `rank` 1 is placed first; sizes in pixels.

    `along`: they run along lines and long areas, in their short form, in which those of a `short` layer are, too. From
    `max_zoom` on they are away: a map of a small part of an area would show its name where the place of it is not.
    """

    min_zoom: float
    max_zoom: float = ENDLESS
    along: bool = False
    short: bool = False
    rank: int
    size: float = 12.0
    weight: int = 400
    color: str = "ink"

    @property
    def shortens(self) -> bool:
        """Whether names are written in their short form."""
        return self.along or self.short

    def stressed(self) -> Label:
        """How the names of what stands out are written: large and heavy enough, and none in grey."""
        color = "ink" if self.color == "muted" else self.color
        bold = {"size": max(self.size, STRESSED_PX), "weight": max(self.weight, STRESSED_WEIGHT), "color": color}
        return self.model_copy(update=bold)


class Layer(Declared):
    """One declared layer: a file (or the part of it that `where` selects), its schema, its look, its place.

    It is drawn from `min_zoom` on (Leaflet's zoom). A `context` layer is what lies around the report's subjects: the
    report and readers' documents are not searched for its names, lists and words leave it out, and it comes to the
    browser when it is first drawn. It is looked for by its name, those of its classes, and its `aliases`. The features
    of an `image` are what pictures cover, in Web Mercator between the bounds of each; a picture is seen less and less
    between the zooms of `fade`.
    """

    id: Ident
    file: Ident
    group: Ident
    geometry: Literal["point", "line", "polygon", "mixed", "image"]
    order: int
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    where: dict[str, str | list[str]] = Field(default={})
    extent: tuple[float, float, float, float] = DELTA
    min_zoom: float = 0.0
    context: bool = False
    fade: tuple[float, float] = (ENDLESS, ENDLESS)
    fields: dict[str, Literal["text", "number", "list", "any"]] = Field(default={})
    label: Label | None = None
    panel: bool = True
    selectable: bool = True
    exclusive: str = ""
    since: str = ""
    until: str = ""
    timed: bool = False
    classes: tuple[LayerClass, ...]

    def strength(self, zoom: float) -> float:
        """How much of an image is seen at a zoom: 1 up to where it begins to fade, 0 from where it is away."""
        whole, away = self.fade
        return 1.0 if zoom <= whole else max(0.0, (away - zoom) / (away - whole))

    def names_at(self, zoom: float) -> bool:
        """Whether the layer's names are written at a zoom (Leaflet's)."""
        return self.label is not None and self.label.min_zoom <= zoom < self.label.max_zoom

    def kinds(self) -> tuple[str, ...]:
        """The declared kinds, in legend order."""
        return tuple(item.kind for item in self.classes)

    def colors(self) -> set[str]:
        """Every palette name the layer uses, the casings of cased lines and the label's colour among them."""
        names = {name for cls in self.classes for name in cls.colors()}
        return names | ({self.label.color} if self.label else set())

    def holds(self, month: str) -> bool:
        """Whether the layer is true in a month (`2019-07`): layers that say nothing of it always are."""
        return (not self.since or month >= self.since) and (not self.until or month < self.until)

    def class_of(self, kind: str) -> LayerClass:
        """The class of a kind; `KeyError` when the layer does not declare it."""
        return {item.kind: item for item in self.classes}[kind]


class StatusStyle(Declared):
    """How a status is drawn when the map shows a date: by the dashes of lines and of the rims of symbols."""

    id: Ident
    zh: str
    en: str
    dash: tuple[float, ...] = ()


class Group(Declared):
    """A group of the layer panel."""

    id: Ident
    zh: str
    en: str


class Catalogue(Declared):
    """All groups and layers, in panel order, and what thematic maps can show.

    `abbreviations` say, by language, what the map and its legend write for the words of a long name.
    """

    groups: tuple[Group, ...]
    layers: tuple[Layer, ...]
    statuses: tuple[StatusStyle, ...] = ()
    abbreviations: dict[Annotated[str, Field(pattern="^(zh|en)$")], dict[str, str]] = Field(default={})
    thematic: Indicators = Indicators()
    palette: dict[Literal["light", "dark"], dict[Ident, Color]]
    glyphs: dict[Ident, Outline]

    def layer(self, ident: str) -> Layer:
        """The layer of that id; `KeyError` when there is none."""
        return {item.id: item for item in self.layers}[ident]

    def ids(self) -> tuple[str, ...]:
        """All layer ids in panel order."""
        return tuple(item.id for item in self.layers)

    def abbreviated(self, name: str, lang: str) -> str:
        """A name in its short form: without what stands in brackets at its end, long words short."""
        short = _ASIDE.sub("", name)
        for words, letters in self.abbreviations.get(lang, {}).items():
            short = short.replace(words, letters)
        return short

    @model_validator(mode="after")
    def _names_exist(self) -> Catalogue:
        faults = [*self._unknown_groups(), *self._unknown_colors(), *self._unknown_glyphs(), *self._unknown_places()]
        faults += self._unknown_dashes()
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _unknown_groups(self) -> list[str]:
        known = {group.id for group in self.groups}
        return [f"layer {item.id}: unknown group {item.group!r}" for item in self.layers if item.group not in known]

    def _unknown_colors(self) -> list[str]:
        used = {(item.id, name) for item in self.layers for name in item.colors()}
        used |= {("map", name) for name in FURNITURE}
        used |= self.thematic.colors()
        return [
            f"layer {ident}: colour {name!r} is not in palette.toml [{theme}]"
            for theme, colors in self.palette.items() for ident, name in sorted(used) if name not in colors
        ]  # fmt: skip

    def _unknown_glyphs(self) -> list[str]:
        used = {(item.id, cls.glyph) for item in self.layers for cls in item.classes if cls.glyph} | {
            ("map", INDICATIVE_GLYPH)
        }
        unknown = sorted((ident, name) for ident, name in used if name not in self.glyphs)
        return [f"layer {ident}: glyph {name!r} is not in glyphs.toml" for ident, name in unknown]

    def _unknown_dashes(self) -> list[str]:
        """Dashes say a status and nothing else."""
        known = {(), *(item.dash for item in self.statuses)}
        used = [(item.id, cls) for item in self.layers for cls in item.classes]
        return [f"layer {ident}: the dash of {cls.kind} is no status's" for ident, cls in used if cls.dash not in known]

    def _unknown_places(self) -> list[str]:
        unknown = [name for name in self.thematic.places if name not in self.ids()]
        return [f"places of indicators: unknown layer {name!r}" for name in unknown]


def _toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError("unreadable", file=name, detail=str(error)) from error


def _named(tables: Any) -> list[Any]:
    """The tables of a section, each with its name as `id`; what is no table is left for the model to refuse."""
    if not isinstance(tables, dict):
        return [tables]
    return [table | {"id": ident} if isinstance(table, dict) else table for ident, table in tables.items()]


def parse_catalogue(
    declared: dict[str, Any], palette: dict[str, Any], glyphs: dict[str, Any], indicators: dict[str, Any] | None = None
) -> Catalogue:
    """A catalogue from its parsed tables.

    Raises `CatalogueError` that lists every unknown key, missing field, colour, glyph or group at once.
    """
    parts = {name: _named(declared.get(name, {})) for name in ("groups", "layers", "statuses")}
    told = {name: _named(table) if isinstance(table, dict) else table for name, table in (indicators or {}).items()}
    short = {"abbreviations": declared.get("abbreviations", {})}
    try:
        return Catalogue.model_validate({**parts, **short, "palette": palette, "glyphs": glyphs, "thematic": told})
    except ValidationError as error:
        lines = (f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise CatalogueError(faults=[CatalogueError.fault("wrong", detail=line) for line in lines]) from error


@cache
def load_catalogue() -> Catalogue:
    """The atlas's own catalogue; raises `CatalogueError` (see `parse_catalogue`)."""
    names = ("catalogue", "palette", "glyphs", "indicators")
    return parse_catalogue(*(_toml(f"{name}.toml") for name in names))
