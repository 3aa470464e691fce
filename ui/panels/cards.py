"""What single pages add to the side panel."""

from __future__ import annotations

from typing import Any

from layers.atlas.atlas import Atlas
from layers.atlas.sources import licence_of, said_by
from layers.report.figures import figures
from maps.scene.scene import Scene
from text import say
from ui.kit import markup


def key_figures(atlas: Atlas, scene: Scene) -> None:
    """The report's figures as cards, beside our own geometry's."""
    markup.show("cards", scene.lang, figures=[item for item in figures(atlas) if item.card])


def _layers_using(atlas: Atlas, source: str, lang: str) -> str:
    used = [
        getattr(atlas.catalogue.layer(ident), lang)
        for ident, frame in atlas.frames.items()
        if any(source in cited for cited in frame["source"])
    ]
    return say(lang, "summary.listed").join(dict.fromkeys(used))


def _entry(atlas: Atlas, ident: str, lang: str) -> dict[str, Any]:
    source = atlas.sources[ident]
    return {
        "id": ident,
        "title": source.get(f"title_{lang}", ident),
        "licence": licence_of(source, lang),
        "layers": _layers_using(atlas, ident, lang),
        "steps": source.get(f"steps_{lang}", ""),
        "files": source.get("files", []),
        "address": source.get("address") or source.get(f"no_address_{lang}", ""),
        **{name: said_by(source, name, lang) for name in ("publisher", "version", "datum")},
    }


def source_list(atlas: Atlas, scene: Scene) -> None:
    """Every source with its publisher, licence, datum, steps and file hashes, and the layers that use it."""
    markup.show("sources", scene.lang, sources=[_entry(atlas, ident, scene.lang) for ident in atlas.sources])
