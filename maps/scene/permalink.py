"""Permalinks: a Scene as a short address and back. Every value of an address is hostile until it is checked.

    /transport?v=1&lang=zh&theme=light&layers=cities,rail&view=30.05,119.55,8.5,960x600&date=2019-07

What a page opens with anyway is left out, so a page as it opens has a short address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from urllib.parse import parse_qsl, urlencode, urlsplit

from layers.atlas.atlas import Atlas
from maps.scene.codec import Notice, decode, encode
from maps.scene.pages import PAGES
from maps.scene.scene import Scene, opening

VERSION = "1"
LONGEST = 14_000
"""Characters of an address: the longest title and note find room, a sign of them as up to twelve (`%F0%9F%97%BA`), and
as many features as may be selected."""
NAMES = (
    "v", "lang", "theme", "layers", "view", "selected", "date", "indicator", "hidden", "opacity", "unnamed", "clause",
    "filter", "named", "title", "note",
)  # fmt: skip
"""The parameters in the order in which an address has them."""
FOREIGN = ("embed", "embed_options", "fbclid", "gclid", "from", "isappinstalled")
"""What Streamlit, search engines and messengers add to an address of their own accord; all of `utm_…`, too."""
ALIKE = 0.75
"""From what share of common letters a name is taken for another: `layer` for `layers`, but not `time` for `title`."""
MOST_UNKNOWN = 3
"""How many unknown parameters are told of: an address may have any number."""


def parameters(scene: Scene, atlas: Atlas) -> dict[str, str]:
    """A Scene's address as parameters, without the page, which is the address's path."""
    said = encode(scene)
    del said["page"]
    if scene.layers == opening(atlas, scene.page).layers:
        del said["layers"]
    return {name: text for name in NAMES if (text := said.get(name, VERSION if name == "v" else None)) is not None}


def permalink(scene: Scene, atlas: Atlas) -> str:
    """The address of a Scene: path and query, to stand behind the server's own address."""
    path = "" if scene.page == PAGES[0] else scene.page
    return f"/{path}?{urlencode(parameters(scene, atlas), safe=',')}"


def _split(text: str) -> tuple[str, dict[str, str]]:
    """Page and parameters of an address, a path with a query, or a bare query; `ValueError` for none of them."""
    parts = urlsplit(text.strip())
    query = parts.query if parts.query or "=" not in parts.path else parts.path
    named = dict(reversed(parse_qsl(query, keep_blank_values=True, max_num_fields=40)))
    path = "" if query is parts.path else parts.path.rstrip("/").rpartition("/")[2]
    return path or named.pop("page", ""), named


def from_parameters(page: str, named: Mapping[str, str], atlas: Atlas) -> tuple[Scene, tuple[Notice, ...]]:
    """The Scene of a page and its parameters, and a notice for each that was not understood. Never raises."""
    scene, notices = decode({**named, "page": page}, atlas)
    version = named.get("v", VERSION)
    return scene, (*notices, *([] if version == VERSION else [Notice("v", version[:40])]), *_unknown(named))


def _unknown(names: Iterable[str]) -> list[Notice]:
    """A notice of each of the first parameters that no address has, with the name of the one that is nearest."""
    lost = [name for name in names if name not in {*NAMES, *FOREIGN, "page"} and not name.startswith("utm_")]
    near = [get_close_matches(name[:40].lower(), NAMES, 1, ALIKE) for name in lost[:MOST_UNKNOWN]]
    return [Notice("key", name[:40], kept=True, near="".join(found)) for name, found in zip(lost, near, strict=False)]


def from_permalink(text: str, atlas: Atlas) -> tuple[Scene, tuple[Notice, ...]]:
    """The Scene of an address, and a notice for each part that fell back to its default. Never raises."""
    try:
        page, named = _split(text[:LONGEST])
    except ValueError:
        return opening(atlas, PAGES[0]), (Notice("address", text[:40]),)
    return from_parameters(page, named, atlas)
