"""What a map shows, in words: made from the same Scene and the same data that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
from shapely.geometry import Point

from layers.atlas.atlas import Atlas
from layers.atlas.naming import name_at, names_at
from layers.catalogue.legend import EVIDENCE
from layers.measures.geodesic import areas_km2, lengths_km
from maps.scene.drawing import ALL
from maps.scene.scene import HOME, Scene, View, layers_shown
from maps.words.filtering import kept
from maps.words.grammar import listed, number, number_of, sentences, shortened
from maps.words.thematic import told
from maps.words.touching import selected_reach, touching
from text import say


def _frame(atlas: Atlas, layer: str, date: str | None, hidden: tuple[str, ...]) -> pd.DataFrame:
    """The features of a layer that the legend has not put away."""
    frame = atlas.frames[layer]
    return frame[frame.index.isin(kept(atlas, layer, date, hidden))]


def _kinds(atlas: Atlas, layer: str, lang: str, frame: pd.DataFrame) -> str:
    counts = frame["kind"].value_counts()
    names = atlas.class_names(layer, lang)
    if len(counts) == 1:
        return names[counts.index[0]]
    parts = [say(lang, "summary.kind", kind=name, count=counts[kind]) for kind, name in names.items() if kind in counts]
    return listed(parts, lang)


def _extremes(atlas: Atlas, layer: str, lang: str, date: str | None, frame: pd.DataFrame) -> str:
    """The largest and the smallest area, or the longest and the shortest line, of those that are measured."""
    for most, least, values in (("largest", "smallest", areas_km2), ("longest", "shortest", lengths_km)):
        known = values(atlas, layer).reindex(frame.index).dropna()
        if len(known) > 1:
            ends = ((most, known.idxmax(), known.max()), (least, known.idxmin(), known.min()))
            names = names_at(frame, lang, date)
            said = [
                say(lang, f"summary.{key}", name=names[str(end)], value=number(value, lang)) for key, end, value in ends
            ]
            return sentences(said, lang)
    return ""


@lru_cache(maxsize=128)
def _layer(atlas: Atlas, layer: str, lang: str, date: str | None, hidden: tuple[str, ...]) -> str:
    """A layer's paragraph; nothing where all of it is put away."""
    declared, frame = atlas.catalogue.layer(layer), _frame(atlas, layer, date, hidden)
    if frame.empty:
        return ""
    count = number_of(len(frame), "features", lang)
    key = "layer" if len(set(frame["kind"])) > 1 else "layer_alike"
    head = say(
        lang, f"summary.{key}", layer=getattr(declared, lang), count=count, kinds=_kinds(atlas, layer, lang, frame)
    )
    touched = touching(atlas, layer, lang, date, frozenset(map(str, frame.index)))
    return sentences([head, _extremes(atlas, layer, lang, date, frame), touched], lang)


def _evidence(frames: Sequence[pd.DataFrame], lang: str) -> str:
    """How sure what is shown is; nothing where nothing is shown."""
    grades = pd.concat([frame["evidence"] for frame in frames]).value_counts()
    if grades.empty:
        return ""
    return say(lang, "summary.evidence", **{grade: int(grades.get(grade, 0)) for grade in EVIDENCE})


def _drawing(atlas: Atlas, scene: Scene) -> str:
    """Which layers on the map are not whole, and whose names are not written; nothing where all is as usual."""
    lang, on = scene.lang, atlas.known(scene.layers)
    names = {ident: str(getattr(atlas.catalogue.layer(ident), lang)) for ident in on}
    pale = [percent_of(names[ident], scene.share(ident), lang) for ident in on if scene.share(ident) < 1]
    quiet = [names[ident] for ident in on if ident in scene.unnamed]
    said = [say(lang, "summary.opacity", layers=listed(pale, lang))] if pale else []
    if ALL in scene.unnamed:
        said.append(say(lang, "summary.unnamed_all"))
    elif quiet:
        said.append(say(lang, "summary.unnamed", layers=listed(quiet, lang)))
    return sentences(said, lang)


def percent_of(layer: str, share: float, lang: str) -> str:
    """A layer's name and how opaque it is."""
    return say(lang, "summary.opacity_of", layer=layer, percent=round(share * 100))


def _around(atlas: Atlas, scene: Scene) -> str:
    """What lies around and below the subjects, by name alone; nothing where nothing does."""
    subjects = atlas.subjects(scene.layers)
    declared = (atlas.catalogue.layer(ident) for ident in layers_shown(atlas, scene) if ident not in subjects)
    names = [getattr(layer, scene.lang) for layer in declared]
    return say(scene.lang, "summary.background", layers=listed(names, scene.lang)) if names else ""


def _degrees(view: View, lang: str) -> dict[str, str]:
    lat = say(lang, "summary.lat", degrees=number(view.lat, lang, 2))
    lng = say(lang, "summary.lng", degrees=number(view.lng, lang, 2))
    return {"lat": lat, "lng": lng, "zoom": number(view.zoom, lang)}


def _view(atlas: Atlas, view: View, lang: str) -> str:
    """Where the map's centre is; nothing for the view that every map opens with."""
    if view == HOME:
        return ""
    point = Point(view.lng, view.lat)
    for layer in ("districts_2019", "regions"):
        frame = atlas.frames.get(layer)
        hits = [] if frame is None else frame[f"name_{lang}"][frame.intersects(point)].tolist()
        if hits:
            place = hits[0]
            return say(lang, "summary.view", place=place, **_degrees(view, lang))
    return say(lang, "summary.view_outside", **_degrees(view, lang))


def _selected(atlas: Atlas, ident: str, lang: str, date: str | None) -> str:
    row, home = atlas.feature(ident), str(atlas.home(ident))
    kind = atlas.class_names(home, lang)[row["kind"]]
    said = say(lang, "summary.selected", name=name_at(row, lang, date), kind=kind)
    return sentences([said, selected_reach(atlas, home, ident, lang)], lang)


def _besides(atlas: Atlas, scene: Scene) -> str:
    """What is selected besides, by name, the first few of them."""
    lang, others = scene.lang, [ident for ident in scene.selection[1:] if atlas.home(ident)]
    names = [name_at(atlas.feature(ident), lang, scene.date) for ident in others]
    return say(lang, "summary.besides", count=len(names), names=shortened(names, lang)) if names else ""


@lru_cache(maxsize=128)
def unlisted(scene: Scene, atlas: Atlas) -> int:
    """How many of the features that the words count are in no list: those that cannot be selected."""
    mute = [ident for ident in atlas.subjects(scene.layers) if not atlas.catalogue.layer(ident).selectable]
    return sum(len(_frame(atlas, ident, scene.date, scene.hidden)) for ident in mute)


@lru_cache(maxsize=128)
def describe(scene: Scene, atlas: Atlas) -> tuple[str, ...]:
    """A Scene as paragraphs: what is shown and where, each layer, its evidence, what lies around, what is selected.

    What the legend has put away is not counted, and said to be away. A thematic map comes before the layers. A layer's
    paragraph counts its kinds, names the extremes of what is measured, and says what touches what.
    """
    lang, layers = scene.lang, atlas.subjects(scene.layers)
    if not layers:
        return (say(lang, "summary.empty"),)
    frames = [_frame(atlas, ident, scene.date, scene.hidden) for ident in layers]
    seen = sum(map(len, frames))
    away = sum(len(atlas.frames[ident]) for ident in layers) - seen
    drawn = number_of(sum(not frame.empty for frame in frames), "layers", lang)
    head = say(lang, "summary.head", layers=drawn, features=number_of(seen, "features", lang)) if seen else ""
    put_away = say(lang, "summary.put_away", features=number_of(away, "features", lang)) if away else ""
    known, thematic = scene.selected and atlas.home(scene.selected), scene.thematic(atlas)
    paragraphs = [
        sentences([head, put_away, _view(atlas, scene.view, lang)], lang),
        told(atlas, thematic, lang) if thematic else "",
        *(_layer(atlas, ident, lang, scene.date, scene.hidden) for ident in layers),
        _evidence(frames, lang),
        _around(atlas, scene),
        _drawing(atlas, scene),
        _selected(atlas, scene.selected, lang, scene.date) if scene.selected and known else "",
        _besides(atlas, scene),
    ]
    return tuple(part for part in paragraphs if part)
