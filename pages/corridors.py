"""廊带 corridors: the corridors and belts that the report proposes or joins."""

from ui import panels

panels.page("corridors")
