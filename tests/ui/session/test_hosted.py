"""A Scene as the map's host takes it: what is shown, what the address says of it, and what the page is called."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import Atlas
from maps.scene.scene import Scene
from ui.session.hosted import hosted


@pytest.mark.parametrize(("lang", "title"), [("zh", "交通"), ("en", "Transport")])
def test_the_host_is_told_the_page_its_title_the_address_and_what_to_show(lang: str, title: str, atlas: Atlas) -> None:
    scene = Scene("transport", ("cities", "rail"), lang=lang, theme="dark", date="2019-07")
    fragment = {"layers": "cities,rail", "view": "30,120,9,960x600"}
    told = hosted(scene, atlas, fragment)
    assert told == {
        "page": "transport", "lang": lang, "theme": "dark", "title": title, "open": fragment,
        "address": {"v": "1", "lang": lang, "theme": "dark", "layers": "cities,rail", "date": "2019-07"},
    }  # fmt: skip
    assert told["open"] is not fragment
