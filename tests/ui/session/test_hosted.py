"""What the map's host is told of a Scene, written out."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import Atlas
from maps.scene.scene import Scene
from ui.session.hosted import hosted


@pytest.mark.parametrize(
    ("lang", "theme", "title"), [("zh", "light", "交通"), ("en", "dark", "Transport")], ids=["zh", "en"]
)
def test_the_host_hears_the_page_its_language_theme_and_title(atlas: Atlas, lang: str, theme: str, title: str) -> None:
    scene = Scene(page="transport", lang=lang, theme=theme, layers=("rail",)).checked(atlas)
    told = hosted(scene, atlas, {"layers": "rail"})
    address = told.pop("address")
    assert told == {"page": "transport", "lang": lang, "theme": theme, "title": title, "open": {"layers": "rail"}}
    assert (address["lang"], address["theme"], address["layers"]) == (lang, theme, "rail")
