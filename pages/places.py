"""名城古镇 places: old towns, heritage, lakes, mountains, institutions."""

from ui.panels import panels

panels.page("places")
