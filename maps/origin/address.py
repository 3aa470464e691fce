"""What the small code on a page holds: the map's address, or its content code where there is none or it is long."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from layers.errors import ExportError
from maps.origin.provenance import Provenance
from maps.scene.scene import plain

SETTING = "ATLAS_ADDRESS"
"""The variable that says under which address readers of a page find the atlas, such as https://atlas.example.cn/circle."""
LONGEST_CODED = 180
"""Characters of an address; a longer one makes a code too fine for a page."""
_LONGEST_SAID = 60


def public_address() -> str:
    """The atlas's public address without a slash at its end, or an empty text; `ExportError` when it is none."""
    said = os.environ.get(SETTING, "").strip()
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        sound = sound and said.isascii() and said.isprintable() and " " not in said
        sound = sound and parts.username is None and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise ExportError("bad_address_setting", setting=SETTING, value=plain(said, _LONGEST_SAID))
    return said.rstrip("/")


def coded(prov: Provenance) -> str:
    """What the code of a page holds: the map's public address where there is one that is short enough, else its content
    code, if it has one.
    """
    base = public_address()
    address = f"{base}{prov.permalink}"
    return address if base and len(address) <= LONGEST_CODED else prov.content
