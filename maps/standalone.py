"""The interactive map as one HTML file with everything inside: it opens from a USB stick, without any network."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from layers.atlas import Atlas
from maps import review
from maps.document import TITLE, document_of
from maps.paper import words
from maps.provenance import Provenance, html_meta, small_line
from maps.safe import inert_json
from maps.scene import HOME, Scene
from maps.sheet import Sheet

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"


def opening(scene: Scene, atlas: Atlas) -> dict[str, str]:
    """What the map document opens with, as `docs/bridge.md` says it: the same keys as behind the # of its address."""
    found = {"lang": scene.lang, "theme": scene.theme, "layers": ",".join(scene.layers)}
    focus = scene.focus(atlas)
    if scene.view != HOME:
        view = scene.view
        found["view"] = f"{view.lat},{view.lng},{view.zoom},{view.width}x{view.height}"
    found |= {name: value for name in ("selected", "date") if (value := getattr(scene, name))}
    found |= {"time": "1"} if scene.date else {}
    return found | ({"focus": ",".join(focus)} if focus else {})


def _head(scene: Scene, sheet: Sheet, origin: Provenance) -> str:
    title = escape(words.title(scene, sheet))
    metas = "".join(f'<meta name="{escape(name)}" content="{escape(value)}">' for name, value in html_meta(origin))
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f'<meta charset="utf-8">{metas}{policy}<title>{title}</title>'


def html(
    scene: Scene, sheet: Sheet, atlas: Atlas, origin: Provenance, deck: Mapping[str, Any] | None = None
) -> bytes:  # fmt: skip
    """The map document of a checked Scene as a file: title, time, marks and provenance in a line above the map.

    With a `deck` (see `maps.briefing`) the file presents it, from its first scene.
    """
    lines = {
        "title": words.title(scene, sheet),
        "time": words.time(atlas, scene),
        "mark": review.mark(sheet, scene.lang),
        "imprint": review.imprint(sheet, scene.lang),
        "small": small_line(origin, scene.lang),
    }
    start = inert_json({"open": opening(scene, atlas), "said": lines, "deck": deck})
    said = f'<script type="application/json" id="atlas-opening">{start}</script>'
    text = document_of(atlas).html.replace(f"<title>{TITLE}</title>", "", 1)
    before, after = text.split("<head>", 1)
    return f"{before}<head>{_head(scene, sheet, origin)}{said}{after}".encode()
