"""A storyboard as the map document presents it: each scene as what the map opens with, and its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from layers.atlas.atlas import Atlas
from maps.scene.codec import fragment
from maps.scene.permalink import permalink
from maps.scene.scene import Scene
from maps.storyboard.fit import shapes_of
from maps.storyboard.storyboard import Step, Storyboard, scene_of
from maps.words.summarise import describe
from text import LANGUAGES

FIELDS = ("title", "line", "notes")


def scenes(board: Storyboard, atlas: Atlas, lang: str, theme: str = "light") -> list[Scene]:
    """The Scenes of a storyboard, in the presenter's language and theme."""
    return [scene_of(step, atlas, lang, theme) for step in board.scenes]


def _step(step: Step, atlas: Atlas) -> dict[str, Any]:
    shown = {lang: scene_of(step, atlas, lang) for lang in LANGUAGES}
    first = shown[LANGUAGES[0]]
    kept = {key: value for key, value in fragment(first, atlas).items() if key not in ("lang", "theme", "time")}
    if seen := [ident for ident in step.fit if shapes_of(atlas, ident)]:
        # A view is that of a page of one size: every screen fits these features itself, as large as it can.
        kept = {key: value for key, value in kept.items() if key != "view"} | {"fit": ",".join(seen)}
    return {
        **{field: {lang: step.said(field, lang) for lang in LANGUAGES} for field in FIELDS},
        "words": {lang: " ".join(describe(replace(scene, title="", note=""), atlas)) for lang, scene in shown.items()},
        "clause": step.clause,
        "duration_s": step.duration_s,
        "open": kept,
        "address": permalink(replace(first, title="", note=""), atlas),
    }


def briefing(board: Storyboard, atlas: Atlas) -> dict[str, Any]:
    """A storyboard as plain data for `present.js`: texts by language, scenes by the keys of docs/bridge.md."""
    return {
        "id": board.id,
        "title": {lang: board.said("title", lang) for lang in LANGUAGES},
        "steps": [_step(step, atlas) for step in board.scenes],
    }
