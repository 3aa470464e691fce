"""总览 overview: the circle, its cities, and the report's key figures."""

from ui import panels, parts

panels.page("overview", parts.key_figures)
