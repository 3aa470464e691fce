"""The interactive map as one HTML file with everything inside: it opens from a USB stick, without any network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from layers.atlas.atlas import Atlas
from maps.origin import review
from maps.origin.provenance import Provenance, html_meta, small_line
from maps.scene.codec import fragment
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet
from maps.web.document import TITLE, Document, document_of
from maps.web.safe import inert_json
from text import LANGUAGES, say

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'"
)


def _head(title: str, origin: Provenance) -> str:
    metas = "".join(f'<meta name="{escape(name)}" content="{escape(value)}">' for name, value in html_meta(origin))
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f'<meta charset="utf-8">{metas}{policy}<title>{escape(title)}</title>'


def _carried(document: Document) -> str:
    """What a server has beside the document, within it: JSON as it is, a picture as a text in Base64."""
    texts = {
        name: part.content.decode()
        if part.media_type == "application/json"
        else inert_json(b64encode(part.content).decode())
        for name, part in document.parts.items()
    }
    scripts = (
        f'<script type="application/json" id="atlas-part-{name}">{text}</script>' for name, text in texts.items()
    )
    return "".join(scripts)


def _said(scene: Scene, sheet: Sheet, atlas: Atlas, origin: Provenance) -> dict[str, str]:
    """What stands above and below the map in the language of a Scene; month and indicator are filled in where it opens,
    for they follow their choosers there.
    """
    from maps.plan import wording  # noqa: PLC0415  # it brings all that draws on paper; `opening` is asked for without

    return {
        "title": wording.title(scene, sheet),
        "as_of": wording.time(atlas, replace(scene, date=None, indicator=None)),
        "at_date": say(scene.lang, "paper.at_date", year="{year}", month="{month}"),
        "thematic": say(scene.lang, "paper.thematic", shown="{shown}", time="{time}"),
        "mark": review.mark(sheet, scene.lang),
        "imprint": review.imprint(sheet, scene.lang),
        "small": small_line(origin, scene.lang),
    }


def html(
    scene: Scene, sheet: Sheet, atlas: Atlas, origin: Provenance, briefing: Mapping[str, Any] | None = None
) -> bytes:  # fmt: skip
    """The map document of a checked Scene as a file: title, time, marks and provenance around it, in both languages.

    With a `briefing` (see `maps.storyboard.presentation`) the file presents it, from its first scene.
    """
    said = {lang: _said(replace(scene, lang=lang), sheet, atlas, origin) for lang in LANGUAGES}
    start = inert_json({"open": fragment(scene, atlas), "said": said, "briefing": briefing})
    carried = f'<script type="application/json" id="atlas-opening">{start}</script>'
    document = document_of(atlas)
    text = document.html.replace(f"<title>{TITLE}</title>", "", 1)
    before, after = text.split("<head>", 1)
    head = _head(said[scene.lang]["title"], origin)
    return f"{before}<head>{head}{carried}{_carried(document)}{after}".encode()
