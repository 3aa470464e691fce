"""What is read out when the map changes: each news once, the latest few, in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from layers.atlas.atlas import Atlas
from maps.scene.scene import Scene, opening
from ui.frame.host import Voice


def test_nothing_is_read_out_at_the_first_look_and_when_nothing_changes(atlas: Atlas) -> None:
    voice, scene = Voice(), opening(atlas, "overview")
    assert voice.hear(("overview", scene)) == ()
    assert voice.hear(("overview", scene)) == ()


def test_a_page_and_a_layer_are_news_of_their_own_number(atlas: Atlas) -> None:
    voice, scene = Voice(), replace(opening(atlas, "overview"), lang="en")
    voice.hear(("overview", scene))
    (first,) = voice.hear(("zones", scene))
    assert (first["number"], first["text"]) == (1, "Page: Zones.")
    fewer = replace(scene, layers=tuple(name for name in scene.layers if name != "rail"))
    told = voice.hear(("zones", fewer))
    assert [one["number"] for one in told] == [1, 2]
    assert told[0] is first
    assert "Page" not in told[1]["text"]
    assert "ailway" in told[1]["text"]


def test_of_many_news_the_latest_eight_are_kept_and_their_numbers_go_on(atlas: Atlas) -> None:
    voice, scene = Voice(), opening(atlas, "overview")
    for turn in range(12):
        said = voice.hear((("overview", "zones")[turn % 2], scene))
    assert [one["number"] for one in said] == [4, 5, 6, 7, 8, 9, 10, 11]


def test_two_sessions_are_known_by_two_names() -> None:
    names = {Voice().session for _ in range(20)}
    assert len(names) == 20
    assert {len(name) for name in names} == {8}


def test_a_scene_says_who_it_was_of(atlas: Atlas) -> None:
    voice, scene = Voice(), Scene(page="zones")
    voice.hear(("zones", scene))
    assert voice.of == ("zones", scene)
