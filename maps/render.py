"""Every renderer of a Scene by the name of its format, and the command `python -m maps.render`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layers.atlas import Atlas
from layers.errors import ExportError
from maps import review, slides, standalone
from maps.content import content_code
from maps.paper import formats
from maps.paper.plan import Plan, plan
from maps.provenance import Provenance, provenance
from maps.scene import Scene
from maps.sheet import Sheet
