"""The whole atlas in memory: every layer that loads, and the faults of those that do not."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd

from layers.atlas.controls import Control, load_controls
from layers.atlas.images import read_images
from layers.atlas.load import GEODATA, load_layer
from layers.atlas.sources import load_sources
from layers.atlas.statistics import NAME, load_statistics, no_statistics
from layers.atlas.timeline import Timeline, last_month_of, load_timelines
from layers.atlas.unlocated import Unlocated, load_unlocated
from layers.catalogue.catalogue import Catalogue, Layer, load_catalogue
from layers.errors import Fault, LayerError

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]
KINDS = (".geojson", ".toml", ".csv", ".webp")
"""How the names of data files end."""
_BUILDING = RLock()


@dataclass(frozen=True, eq=False)
class Atlas:
    """Read-only: `frames` by layer id (EPSG:4326, indexed by feature id), `faults` by layer id, `sources` by id.

    `images` are the bytes of the pictures that features name, `controls` what the checks compare with; `statistics` has
    a row a place, indicator and year. `digest` names the content that is drawn, as `digest_of` makes it.
    """

    catalogue: Catalogue
    frames: Mapping[str, gpd.GeoDataFrame]
    faults: Mapping[str, Sequence[Fault]]
    sources: Mapping[str, Mapping[str, Any]]
    unlocated: Sequence[Unlocated]
    timelines: Mapping[str, Timeline]
    digest: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)
    controls: Sequence[Control] = ()
    statistics: pd.DataFrame = field(default_factory=no_statistics)

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        """Layer by feature id; what several layers hold belongs to the first, so the later ones are entered before."""
        return {str(ident): name for name in reversed(list(self.frames)) for ident in self.frames[name].index}

    @cached_property
    def last_month(self) -> str:
        """The last month that the timelines speak of or were looked up in: what came after it is not known here."""
        return last_month_of(self.timelines)

    def home(self, ident: str) -> str | None:
        """The first layer, in panel order, that holds a feature; None when no layer does."""
        return self._homes.get(ident)

    def feature(self, ident: str) -> pd.Series:
        """One feature's row; `KeyError` when there is none."""
        layer = self.home(ident)
        if layer is None:
            raise KeyError(ident)
        return self.frames[layer].loc[ident]

    def timeline(self, ident: str) -> Timeline | None:
        """What is known of a feature's progress: its own timeline, or that of the line it is a part of."""
        if ident in self.timelines:
            return self.timelines[ident]
        line = self.feature(ident).get("line")
        return self.timelines.get(line) if isinstance(line, str) else None

    def known(self, layers: Sequence[str]) -> tuple[str, ...]:
        """Those of the given layer ids that exist and load, in panel order."""
        return tuple(ident for ident in self.catalogue.ids() if ident in layers and ident in self.frames)

    def subjects(self, layers: Sequence[str]) -> tuple[str, ...]:
        """Those of the given layers that lists and words are about: no context, and no picture."""
        declared = map(self.catalogue.layer, self.known(layers))
        return tuple(layer.id for layer in declared if not layer.context and layer.geometry != "image")

    def class_names(self, layer: str, lang: str) -> dict[str, str]:
        """Kind -> its name in a language."""
        return {cls.kind: getattr(cls, lang) for cls in self.catalogue.layer(layer).classes}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.endswith(KINDS))


def stamp(folder: Path = GEODATA) -> Stamp:
    """What identifies the present content of the data folder without reading it: names, change times, sizes.

    Asked several times in every run of the script: one look at each file, no more.
    """
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(KINDS)]
    except OSError:
        return ()
    return tuple(sorted((name, seen.st_mtime_ns, seen.st_size) for name, seen in found))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def digest_of(folder: Path, catalogue: Catalogue) -> str:
    """12 hex digits of the SHA-256 of what is drawn: the data files' names and bytes, and the catalogue.

    The same in any folder and on any day. A file that cannot be read counts as empty: its layer's faults tell of it.
    """
    parts = [*((path.name, _read(path)) for path in _files(folder)), ("", catalogue.model_dump_json().encode())]
    lines = (f"{sha256(content).hexdigest()} {name!a}\n" for name, content in parts)
    return sha256("".join(lines).encode()).hexdigest()[:12]


def build_atlas(folder: Path = GEODATA, catalogue: Catalogue | None = None) -> Atlas:
    """Load every layer; a broken or missing file costs that layer only and is kept as its faults."""
    catalogue = catalogue or load_catalogue()
    sources = load_sources(folder)
    frames: dict[str, gpd.GeoDataFrame] = {}
    faults: dict[str, Sequence[Fault]] = {}
    images: dict[str, bytes] = {}
    for layer in catalogue.layers:
        if loaded := _or_none(layer.id, partial(_loaded, layer, folder, sources), faults):
            frames[layer.id] = loaded[0]
            images |= loaded[1]
    _refuse_repeated_ids(catalogue, frames, faults)
    unlocated = _or_none("unlocated", partial(load_unlocated, folder), faults)
    timelines = _or_none("status", partial(load_timelines, folder), faults)
    controls = _or_none("controls", partial(load_controls, sources, folder), faults)
    # Where a layer is off, its places are missing: that is its fault and not one of each row.
    places = None if faults else {ident for frame in frames.values() for ident in frame.index}
    known = None if places is None else places | {entry.id for entry in unlocated or ()}
    statistics = _or_none(NAME, partial(load_statistics, sources, known, folder), faults)
    return Atlas(
        catalogue, frames, faults, sources, unlocated or (), timelines or {}, digest_of(folder, catalogue), images,
        controls or (), no_statistics() if statistics is None else statistics,
    )  # fmt: skip


def _refuse_repeated_ids(
    catalogue: Catalogue, frames: dict[str, gpd.GeoDataFrame], faults: dict[str, Sequence[Fault]]
) -> None:
    """An id names one feature in the whole atlas: a later file that uses it again is off."""
    owner: dict[str, str] = {}
    for layer in catalogue.layers:
        ids = frames[layer.id].index if layer.id in frames else ()
        file = f"{layer.file}.geojson"
        repeated = [ident for ident in ids if owner.setdefault(ident, file) != file]
        if repeated:
            faults[layer.id] = [LayerError.fault("duplicate_id", file=file, where=ident) for ident in repeated]
            del frames[layer.id]


def _or_none(name: str, load: Callable[[], T], faults: dict[str, Sequence[Fault]]) -> T | None:
    try:
        return load()
    except LayerError as error:
        faults[name] = error.faults
        return None


def _loaded(layer: Layer, folder: Path, sources: Mapping[str, Any]) -> tuple[gpd.GeoDataFrame, dict[str, bytes]]:
    """A layer's features, and its pictures by name."""
    frame = load_layer(layer, sources, folder)
    return frame, read_images(layer, frame, folder)


@lru_cache(maxsize=4)
def _atlas_at(folder: Path, _content: Stamp) -> Atlas:
    return build_atlas(folder)


def current_atlas(folder: Path = GEODATA) -> Atlas:
    """The atlas of the files as they are now: built once per content, shared by all sessions; never change it.

    Who asks while it is being built waits for it.
    """
    with _BUILDING:
        return _atlas_at(folder, stamp(folder))
