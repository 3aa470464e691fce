"""名城古镇 places: old towns, heritage, lakes, mountains, institutions."""

from ui import panels

panels.page("places")
