"""总览 overview: the circle, its cities, and the report's key figures."""

from ui.panels import cards, panels, starters

panels.page("overview", cards.key_figures, first=starters.opening)
