"""The picture of a scene in the list: made when a browser asks for it, by the scene's permalink, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.permalink import LONGEST, from_permalink, permalink
from maps.storyboard.storyboard import Step, scene_of
from maps.web.document import current_document
from text import DEFAULT
from ui.server.assets import prefix
from ui.server.compressed import FOR_EVER, TYPES, Content, answer

KEPT = 512
NAME = "thumbnail"


@lru_cache(maxsize=KEPT)
def _content(atlas: Atlas, address: str) -> Content:
    from maps.paper.thumbnail import thumbnail  # noqa: PLC0415  # it brings what draws on paper: a map waits for none

    return Content(thumbnail(from_permalink(address, atlas)[0], atlas), TYPES[".svg"])


def _thumbnail(request: Request) -> Response:
    """The picture that a permalink shows; what is not understood in it falls back to its default."""
    address = request.query_params.get("address", "")[:LONGEST]
    return answer(_content(current_atlas(), address), request.headers, cache_control=FOR_EVER)


def route() -> Route:
    """The route of all thumbnails."""
    return Route(f"{prefix()}/{NAME}", _thumbnail)


def address_of(step: Step, atlas: Atlas, theme: str) -> str:
    """The address of a scene's picture; other data have another one."""
    shown = replace(scene_of(step, atlas, DEFAULT, theme), title="", note="")
    said = quote(permalink(shown, atlas), safe="")
    return f"{prefix()}/{NAME}?of={current_document().digest}&address={said}"


def styles(steps: Sequence[Step], atlas: Atlas, theme: str) -> str:
    """The rule of a stylesheet for each scene of a list, which hangs its picture before the title."""
    rules = [
        f'.st-key-scene_{place} button {{ --atlas-thumbnail: url("{address_of(step, atlas, theme)}"); }}'
        for place, step in enumerate(steps)
    ]
    return f"<style>{''.join(rules)}</style>"
