"""The text beside the data: what they are, whose they are, in which datum, and what the fields mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from shapely.geometry import Point

from layers.atlas.atlas import Atlas
from layers.atlas.sources import licence_of, said_by
from layers.catalogue.legend import EVIDENCE
from layers.measures.datum import shift_m
from maps.datasets.cells import tidy
from maps.datasets.parts import Note, Part
from maps.datasets.tables import JOINT
from maps.origin.provenance import version
from maps.scene.pages import pages
from maps.scene.permalink import permalink
from maps.scene.scene import Scene
from text import LANGUAGES, say, table

INDENT = "    "


def _other(lang: str) -> str:
    return next(name for name in LANGUAGES if name != lang)


def _both(names: dict[str, str], lang: str) -> str:
    """A name in the reader's language and, where it differs, in the other one."""
    return " / ".join(dict.fromkeys([names[lang], names[_other(lang)]]))


def _title(scene: Scene, lang: str) -> str:
    return f"{say(lang, 'app.title')} · {scene.title or pages()[scene.page].title(lang)}"


def _head(atlas: Atlas, scene: Scene, made: str, *, selected_only: bool) -> list[str]:
    lang = scene.lang
    titles = {name: _title(scene, name) for name in LANGUAGES}
    return [
        _both(titles, lang),
        say(lang, "data.scope_selected" if selected_only else "data.scope_shown"),
        *([say(lang, "data.status_date", date=scene.date)] if scene.date else []),
        *([say(lang, "data.made", date=made)] if made else []),
        say(lang, "data.version", version=version(), digest=atlas.digest or "-"),
        say(lang, "data.address", address=permalink(scene, atlas)),
    ]


def _layers(parts: Sequence[Part], lang: str) -> list[str]:
    titles = [_both({name: getattr(part.layer, name) for name in LANGUAGES}, lang) for part in parts]
    return [
        say(lang, "data.table", name=part.name, title=title, count=len(part.frame))
        for part, title in zip(parts, titles, strict=True)
    ]


def _centre(atlas: Atlas, parts: Sequence[Part]) -> Point:
    """The middle of the exported features' bounds, in EPSG:4326."""
    bounds = np.array([atlas.frames[part.layer.id].loc[part.frame.index].total_bounds for part in parts])
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return Point((west + east) / 2, (south + north) / 2)


def _system(atlas: Atlas, parts: Sequence[Part], lang: str) -> list[str]:
    datum, centre = parts[0].datum, _centre(atlas, parts)
    place = {"lat": f"{centre.y:.2f}", "lng": f"{centre.x:.2f}", "metres": round(shift_m(centre))}
    key = "data.shift_inside" if datum == "gcj02" else "data.shift_beside"
    return [say(lang, f"data.datum.{datum}"), say(lang, key, **place)]


def _counted(part: Part) -> list[list[str]]:
    """Sources of the values of a thematic map."""
    cited = part.frame.get("indicator_source")
    return [] if cited is None else [text.split(JOINT) for text in cited.dropna()]


def _cited(atlas: Atlas, parts: Iterable[Part]) -> dict[str, list[Part]]:
    """Sources of the exported features, each with the tables that use it."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        lists = [*atlas.frames[part.layer.id].loc[part.frame.index, "source"], *_counted(part)]
        for ident in set(chain.from_iterable(lists)):
            found.setdefault(ident, []).append(part)
    return found


def _source(atlas: Atlas, ident: str, parts: Sequence[Part], lang: str) -> Iterator[str]:
    """One source: its title, then what is known of it, a line each."""
    entry = atlas.sources[ident]
    titles = {name: str(entry.get(f"title_{name}", ident)) for name in LANGUAGES}
    facts = {
        "publisher": said_by(entry, "publisher", lang),
        "licence": licence_of(entry, lang),
        "address": entry.get("address") or entry.get(f"no_address_{lang}", ""),
        "version": said_by(entry, "version", lang),
        "datum": said_by(entry, "datum", lang),
        "steps": entry.get(f"steps_{lang}", ""),
        "used_by": say(lang, "summary.listed").join(part.name for part in parts),
    }
    yield f"[{ident}] {_both(titles, lang)}"
    for name, fact in facts.items():
        if fact:
            yield INDENT + say(lang, "data.fact", term=say(lang, f"sources.{name}"), value=fact)


def _sources(atlas: Atlas, parts: Sequence[Part], lang: str) -> list[str]:
    cited = _cited(atlas, parts)
    return [line for ident in atlas.sources if ident in cited for line in _source(atlas, ident, cited[ident], lang)]


def _grades(lang: str) -> list[str]:
    words = {grade: (say(lang, f"evidence.{grade}"), say(lang, f"evidence.{grade}_means")) for grade in EVIDENCE}
    return [say(lang, "data.grade", grade=grade, name=name, means=means) for grade, (name, means) in words.items()]


def meaning(column: str, lang: str) -> str:
    """What a column holds; a field that only the catalogue knows is said to be its layer's own."""
    return str(table(lang)["data"]["field"].get(column) or say(lang, "data.own_field"))


def _fields(parts: Sequence[Part], lang: str) -> list[str]:
    """The field dictionary; a field that the format renames stands under its new name, with the old one behind."""
    named = {(part.renamed.get(name, name), name): None for part in parts for name in part.frame if name != "geometry"}
    return [
        say(lang, "data.fact", term=new if new == old else f"{new} ({old})", value=meaning(old, lang))
        for new, old in named
    ]


def attribution(
    atlas: Atlas, scene: Scene, parts: Sequence[Part], notes: Sequence[Note], *, made: str, selected_only: bool
) -> list[str]:
    """The attribution of an export, line by line, in the Scene's language with the titles in the other one too."""
    lang = scene.lang
    said = dict.fromkeys(say(lang, f"data.note.{note.key}", **note.values) for note in notes)
    sections = {
        "files": _layers(parts, lang),
        "system": _system(atlas, parts, lang),
        "notes": list(said),
        "sources": _sources(atlas, parts, lang),
        "evidence": _grades(lang),
        "fields": _fields(parts, lang),
    }
    lines = _head(atlas, scene, made, selected_only=selected_only)
    for name, section in sections.items():
        lines += ["", say(lang, f"data.heading.{name}"), *section] if section else []
    return [" ".join(tidy(line).splitlines()) for line in lines]
