"""The content code of a map: what a review number is given for, one unchanged map, as twelve digits."""

from __future__ import annotations

import hashlib
import json

from layers.atlas.atlas import Atlas
from maps.origin.provenance import version
from maps.scene.permalink import permalink
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet

FORM = {"mode", "review_number", "author", "reviewed_content", "made", "page", "pages", "dpi"}
"""What may differ between the draft that was sent to review and the sheet that is published."""


def content_code(scene: Scene, sheet: Sheet, atlas: Atlas) -> str:
    """Twelve hex digits of what is shown and how: Scene, layout, data and version; not of who, when and the number."""
    said = [permalink(scene, atlas), sheet.model_dump(exclude=FORM), atlas.digest, version()]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
