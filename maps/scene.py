"""A Scene: everything that says what is shown. Every renderer draws the same Scene."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.atlas import Atlas
from text import DEFAULT, LANGUAGES

THEMES = ("light", "dark")


@dataclass(frozen=True)
class View:
    """Centre in EPSG:4326 degrees and Leaflet zoom."""

    lat: float
    lng: float
    zoom: float


HOME = View(30.05, 119.55, 8.0)


@dataclass(frozen=True)
class Scene:
    """What is shown: a page, the layers that are on, the view, the selected feature, language and theme."""

    page: str = "overview"
    layers: tuple[str, ...] = ()
    view: View = HOME
    selected: str | None = None
    lang: str = DEFAULT
    theme: str = "light"

    def checked(self, atlas: Atlas) -> Scene:
        """The same Scene with every value that does not exist in the atlas replaced by its default."""
        selected = self.selected if self.selected and atlas.home(self.selected) else None
        return replace(
            self,
            layers=atlas.known(self.layers),
            selected=selected,
            lang=self.lang if self.lang in LANGUAGES else DEFAULT,
            theme=self.theme if self.theme in THEMES else THEMES[0],
        )
