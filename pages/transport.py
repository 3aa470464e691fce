"""交通 transport: railways, stations, motorways, waterways, airports and ports."""

from ui.panels import panels

panels.page("transport")
