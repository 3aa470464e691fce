"""The small picture of a scene: a sound SVG of what the scene shows, in its theme, and no larger than a picture is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from layers.atlas.atlas import Atlas
from maps.paper.thumbnail import SIZE_PX, SVG, thumbnail
from maps.scene.scene import Scene, opening
from maps.storyboard.file import builtin
from maps.storyboard.presentation import scenes

MOST_BYTES = 120_000


def drawn(scene: Scene, atlas: Atlas) -> etree._Element:
    return etree.fromstring(thumbnail(scene.checked(atlas), atlas))


def inks(root: etree._Element) -> set[str]:
    return {node.get(name) for node in root.iter() for name in ("fill", "stroke") if node.get(name)}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_a_small_sound_picture_in_the_theme_s_colours(theme: str, atlas: Atlas) -> None:
    scene = replace(opening(atlas, "transport"), theme=theme).checked(atlas)
    assert len(thumbnail(scene, atlas)) < MOST_BYTES
    root = drawn(scene, atlas)
    assert (root.tag, root.get("width"), root.get("height")) == (f"{{{SVG}}}svg", *map(str, SIZE_PX))
    assert inks(root) - {"none"} <= set(atlas.catalogue.palette["dark" if theme == "dark" else "light"].values())


def test_it_shows_the_layers_that_are_on(atlas: Atlas) -> None:
    bare, railed = (Scene("transport", layers) for layers in (("cities",), ("cities", "rail")))
    rail = atlas.catalogue.palette["light"]["ink"]
    more = len(drawn(railed, atlas)) - len(drawn(bare, atlas))
    assert more >= 20
    assert rail
    assert len(drawn(Scene("zones", ("cities", "gateways")), atlas).findall(f"{{{SVG}}}circle")) == 4


def test_what_a_scene_names_stands_out(atlas: Atlas) -> None:
    named = Scene("transport", ("cities", "rail"), named=("rail-hangqu",))
    dimmed = [node for node in drawn(named, atlas) if node.get("opacity")]
    assert len(dimmed) > 5
    assert not [node for node in drawn(replace(named, named=()), atlas) if node.get("opacity")]


def test_every_scene_of_the_atlas_has_one(atlas: Atlas) -> None:
    shown = [scene for board in builtin(atlas) for scene in scenes(board, atlas, "zh")]
    pictures = {thumbnail(scene, atlas) for scene in shown}
    assert len(pictures) >= len(shown) - 2
    assert all(len(picture) < MOST_BYTES for picture in pictures)
