"""Everything the web map needs to know, as plain JSON data: layers, features, styles, words, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names, short_names
from layers.atlas.sources import said_by
from layers.atlas.timeline import FIRST_MONTH, REPORT_DATE
from layers.catalogue.catalogue import Layer, LayerClass
from layers.catalogue.legend import COURSES, EVIDENCE, Entry, legend
from layers.catalogue.style import BADGE, HELD_OPACITY, Style, bare_style, key_style, status_style
from layers.measures.geodesic import areas_km2, lengths_km
from maps.scene.drawing import OPACITY_PERCENT
from maps.scene.scene import HOME, MAX_BOUNDS
from maps.web.anchors import anchor, badge_point, ranks_of
from maps.web.courses import courses
from maps.web.deltas import encode
from maps.web.thematics import thematics
from text import LANGUAGES, table

SELDOM = ("hatch", "held", "badge")
"""What most styles have not."""


def _figure(value: Any) -> float | None:
    return None if pd.isna(value) else round(float(value), 1)


def _former(row: pd.Series) -> dict[str, Any]:
    """What the feature was called before, where it was called otherwise."""
    named = [
        {"until": name.until, "zh": name.name_zh, "en": name.name_en,
         "reason": {"zh": name.reason_zh, "en": name.reason_en}}
        for name in former_names(row)
    ]  # fmt: skip
    return {"former": named} if named else {}


def _badge(layer: Layer, row: pd.Series) -> dict[str, Any]:
    """Where the mark stands that says that the shape is no true one, longitude before latitude."""
    if row["evidence"] != "indicative" or not layer.panel or layer.geometry == "image":
        return {}
    point = badge_point(row["geometry"])
    return {"badge": [round(point.x, 5), round(point.y, 5)]}


def _feature(atlas: Atlas, layer: Layer, row: pd.Series, rank: int | None) -> dict[str, Any]:
    point = anchor(row["geometry"])
    return (
        {
            "id": row["id"],
            "zh": row["name_zh"],
            "en": row["name_en"],
            "kind": layer.kinds().index(row["kind"]),
            "evidence": EVIDENCE.index(row["evidence"]),
            "accuracy_m": row["accuracy_m"],
            "clauses": row["clauses"],
            "source": row["source"],
            "area_km2": None if layer.geometry == "image" else _figure(row["area_km2"]),
            "length_km": _figure(row["length_km"]),
            "at": [round(point.x, 5), round(point.y, 5)],
            "rank": rank,
            "line": row.get("line") or None,
            "lines": row.get("lines") or None,
            "shape": encode(row["geometry"]),
        }
        | _former(row)
        | _look(layer, row["kind"], row["id"])
        | _badge(layer, row)
        | {name: row[name] for name in ("image", "ref") if layer.fields.get(name)}
        | _along(atlas, layer, row)
    )


def _along(atlas: Atlas, layer: Layer, row: pd.Series) -> dict[str, Any]:
    """What is written of the feature, where that is not its name, and along which line, where it is an area."""
    if not layer.label:
        return {}
    short = short_names(atlas.catalogue, layer, row)
    line = courses(atlas, layer.id).get(row["id"]) if layer.label.along else None
    return ({"short": short} if short else {}) | ({"course": encode(line)} if line else {})


def _looks(layer: Layer) -> list[tuple[LayerClass, str]]:
    """The classes in their order, then the features that have a colour of their own, each with its class."""
    own = [(cls, ident) for cls in layer.classes for ident in cls.hues]
    return [*((cls, "") for cls in layer.classes), *own]


def _styles(layer: Layer) -> list[list[dict[str, Any]]]:
    """The styles of each look by evidence grade, whatever the status: its dashes are the browser's."""
    return [[_style(bare_style(cls, grade, ident)) for grade in EVIDENCE] for cls, ident in _looks(layer)]


def _look(layer: Layer, kind: str, ident: str) -> dict[str, int]:
    """The place of a feature's own colour among the looks of its layer, where it has one."""
    own = (layer.class_of(kind), ident)
    return {"look": _looks(layer).index(own)} if own in _looks(layer) else {}


def _style(style: Style) -> dict[str, Any]:
    """A style as data; what few have is said only where it is so."""
    return {name: value for name, value in asdict(style).items() if name not in SELDOM or value}


def _layer(atlas: Atlas, layer: Layer) -> dict[str, Any]:
    frame = atlas.frames[layer.id]
    ranks = ranks_of(atlas, layer.id)
    measured = frame.assign(area_km2=areas_km2(atlas, layer.id), length_km=lengths_km(atlas, layer.id))
    return {
        **_declaration(layer),
        "styles": _styles(layer),
        "kinds": [
            {"id": cls.kind, "zh": cls.zh, "en": cls.en} | ({"named": True} if cls.named else {})
            for cls in layer.classes
        ],
        "min_zooms": [cls.min_zoom for cls in layer.classes],
        "dashes": [cls.dash for cls in layer.classes],
        "legend": [] if layer.geometry == "image" else _legend(atlas, layer),
        "count": len(frame),
        "features": [_feature(atlas, layer, row, ranks.get(ident)) for ident, row in measured.iterrows()],
    }


def _legend(atlas: Atlas, layer: Layer) -> list[dict[str, Any]]:
    return [_entry(atlas, layer, entry) for entry in legend(layer, atlas.frames[layer.id].itertuples())]


def _entry(atlas: Atlas, layer: Layer, entry: Entry) -> dict[str, Any]:
    """What has a colour of its own is called by its name, in short and `whole`, the others by their class."""
    named: dict[str, Any] = {"zh": entry.zh, "en": entry.en}
    if entry.ident:
        row = atlas.frames[layer.id].loc[entry.ident]
        whole = {lang: row[f"name_{lang}"] for lang in LANGUAGES}
        named = {lang: atlas.catalogue.abbreviated(name, lang) for lang, name in whole.items()} | {"whole": whole}
    return named | {
        "key": entry.ident or entry.kind, "shape": entry.shape, "kind": layer.kinds().index(entry.kind),
        "look": _looks(layer).index((layer.class_of(entry.kind), entry.ident)),
        "evidence": EVIDENCE.index(entry.evidence), "count": entry.count,
    }  # fmt: skip


def _declaration(layer: Layer) -> dict[str, Any]:
    names = (
        "id", "group", "zh", "en", "order", "selectable", "exclusive", "panel", "timed", "since", "until",
        "min_zoom", "context", "fade",
    )  # fmt: skip
    looks = {"label": layer.label, "stressed": layer.label.stressed() if layer.label else None}
    written = {name: look.model_dump() if look else None for name, look in looks.items()}
    return {name: getattr(layer, name) for name in names} | written


def _broken(atlas: Atlas, layer: Layer) -> dict[str, Any]:
    files = sorted({str(fault.given["file"]) for fault in atlas.faults[layer.id]})
    return {**_declaration(layer), "broken": ", ".join(files), "count": 0, "legend": [], "features": []}


def _source(entry: Mapping[str, Any]) -> dict[str, str]:
    said = {name: str(entry.get(name, "")) for name in ("title_zh", "title_en", "licence")}
    return said | {f"publisher_{lang}": said_by(entry, "publisher", lang) for lang in LANGUAGES}


def _share_shapes(layers: Sequence[dict[str, Any]]) -> None:
    """A feature that several layers show (a county alike in both editions) has its shape where it is drawn first."""
    seen: set[str] = set()
    for layer in sorted(layers, key=lambda item: item["order"]):
        for feature in layer["features"]:
            if feature["id"] in seen:
                feature["shape"] = None
            seen.add(feature["id"])


def payload(atlas: Atlas) -> dict[str, Any]:
    """The atlas as JSON data for the scripts: shapes in EPSG:4326 (`maps.web.deltas`), areas in km2, lengths in km."""
    layers = [
        _layer(atlas, layer) if layer.id in atlas.frames else _broken(atlas, layer) for layer in atlas.catalogue.layers
    ]
    _share_shapes(layers)
    return {
        "home": asdict(HOME),
        "bounds": MAX_BOUNDS,
        "glyphs": atlas.catalogue.glyphs,
        "groups": [group.model_dump() for group in atlas.catalogue.groups],
        "sources": {ident: _source(entry) for ident, entry in atlas.sources.items()},
        "evidence": EVIDENCE,
        "evidence_keys": [_style(key_style(grade)) | {"course": COURSES[grade]} for grade in EVIDENCE],
        "statuses": [
            status.model_dump() | {"key": _style(status_style(status.dash))} for status in atlas.catalogue.statuses
        ],
        "badge": _style(BADGE),
        "held_opacity": HELD_OPACITY,
        "opacity_percent": OPACITY_PERCENT,
        "timelines": {ident: timeline.changes() for ident, timeline in atlas.timelines.items()},
        "looked_up": {ident: timeline.looked_up for ident, timeline in atlas.timelines.items()},
        "report_date": REPORT_DATE[:7],
        "first_month": FIRST_MONTH,
        "today": atlas.last_month,
        "text": {lang: table(lang)["map"] for lang in LANGUAGES},
        "thematic": thematics(atlas),
        "layers": layers,
    }


def _bare(feature: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in feature.items() if key != "shape"}


def _shapes(layer: Mapping[str, Any]) -> list[Any]:
    return [feature["shape"] for feature in layer["features"]]


def _features(layer: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_bare(feature) for feature in layer["features"]]


def shapes_of(data: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The shapes by layer, in the order of its features; not those of context layers."""
    return {layer["id"]: _shapes(layer) for layer in data["layers"] if not layer["context"]}


def parts_of(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Of the context layers, by layer: features without shapes, and their shapes in the same order."""
    return {
        layer["id"]: {"features": _features(layer), "shapes": _shapes(layer)}
        for layer in data["layers"]
        if layer["context"]
    }


def bare(data: Mapping[str, Any], parts: Mapping[str, str]) -> dict[str, Any]:
    """A payload without shapes; a context layer has the name of its part, by layer, instead of features."""
    layers = [
        layer | ({"part": parts[layer["id"]], "features": []} if layer["context"] else {"features": _features(layer)})
        for layer in data["layers"]
    ]
    return {**data, "layers": layers}
