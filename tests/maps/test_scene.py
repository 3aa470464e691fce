"""A Scene keeps what exists and replaces what does not."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import Atlas
from maps.payload import MAX_BOUNDS
from maps.scene import HOME, THEMES, Scene
from tests import samples
from text import DEFAULT, LANGUAGES

HOSTILE = ["", "<script>", "{{7*7}}", "x" * 10_000, "\u2028", "../..", "ZH"]


def test_a_sound_scene_is_unchanged(atlas: Atlas) -> None:
    scene = Scene("zones", samples.CATALOGUE.opening("zones"), HOME, "city-hangzhou", "en", "dark")
    assert scene.checked(atlas) == scene
    assert scene.checked(atlas).checked(atlas) == scene


@pytest.mark.parametrize("value", HOSTILE)
def test_what_does_not_exist_is_replaced(value: str, atlas: Atlas) -> None:
    checked = Scene(layers=(value,), selected=value, lang=value, theme=value).checked(atlas)
    assert checked == Scene()


@given(values=st.fixed_dictionaries({"lang": st.text(), "theme": st.text(), "selected": st.none() | st.text()}))
def test_any_text_gives_a_sound_scene(atlas: Atlas, values: dict[str, Any]) -> None:
    checked = Scene(**values).checked(atlas)
    assert checked.lang in LANGUAGES
    assert checked.theme in THEMES
    assert checked.selected is None or atlas.home(checked.selected)


def test_layers_come_in_panel_order_and_once(atlas: Atlas) -> None:
    ids = samples.CATALOGUE.ids()
    assert Scene(layers=(*reversed(ids), *ids)).checked(atlas).layers == ids


def test_a_scene_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Scene().lang = "en"  # type: ignore[misc]  # that is the point


def test_the_home_view_is_on_the_map() -> None:
    (south, west), (north, east) = MAX_BOUNDS
    assert south < HOME.lat < north
    assert west < HOME.lng < east
    assert Scene().lang == DEFAULT
