"""A Scene: everything that says what is shown. Every renderer draws the same Scene."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from layers.atlas import Atlas
from text import DEFAULT, LANGUAGES

THEMES = ("light", "dark")
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class View:
    """Centre in EPSG:4326 degrees and Leaflet zoom."""

    lat: float
    lng: float
    zoom: float


HOME = View(30.05, 119.55, 8.0)


@dataclass(frozen=True)
class Scene:
    """What is shown: page, layers that are on, view, selected feature, language, theme, and a month or none."""

    page: str = "overview"
    layers: tuple[str, ...] = ()
    view: View = HOME
    selected: str | None = None
    lang: str = DEFAULT
    theme: str = "light"
    date: str | None = None

    def checked(self, atlas: Atlas) -> Scene:
        """The same Scene with every value that does not exist in the atlas replaced by its default."""
        selected = self.selected if self.selected and atlas.home(self.selected) else None
        return replace(
            self,
            layers=atlas.known(self.layers),
            selected=selected,
            lang=self.lang if self.lang in LANGUAGES else DEFAULT,
            theme=self.theme if self.theme in THEMES else THEMES[0],
            date=self.date if self.date and MONTH.fullmatch(self.date) else None,
        )
