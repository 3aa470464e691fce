"""A Scene keeps what exists and replaces what does not."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas
from maps.scene.pages import pages
from maps.scene.scene import HOME, MAX_BOUNDS, THEMES, Scene
from tests import samples
from text import DEFAULT, LANGUAGES

HOSTILE = ["", "<script>", "{{7*7}}", "x" * 10_000, "\u2028", "../..", "ZH"]


def test_a_sound_scene_is_unchanged(atlas: Atlas) -> None:
    scene = Scene("zones", pages()["zones"].layers, HOME, "city-hangzhou", "en", "dark")
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
    ids = [ident for ident in samples.CATALOGUE.ids() if ident != "districts_2021"]
    assert Scene(layers=(*reversed(ids), *ids)).checked(atlas).layers == tuple(ids)


def test_of_editions_that_exclude_each_other_one_stays_and_the_date_says_which(atlas: Atlas) -> None:
    both = ("districts_2019", "districts_2021")
    assert Scene(layers=both).checked(atlas).layers == both[:1]
    assert Scene(layers=both[:1], date="2022-01").checked(atlas).layers == both[1:]
    assert Scene(layers=both[1:], date="2019-07").checked(atlas).layers == both[:1]


def test_a_scene_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Scene().lang = "en"  # type: ignore[misc]  # that is the point


def test_the_home_view_is_on_the_map() -> None:
    (south, west), (north, east) = MAX_BOUNDS
    assert south < HOME.lat < north
    assert west < HOME.lng < east
    assert Scene().lang == DEFAULT
