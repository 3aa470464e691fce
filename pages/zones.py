"""先行区 zones: pilot and cooperation zones, over the counties they are built from."""

from ui.panels import panels

panels.page("zones")
