"""廊带 corridors: the corridors and belts that the report proposes or joins."""

from ui.panels import panels

panels.page("corridors")
