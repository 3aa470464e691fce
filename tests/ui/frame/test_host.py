"""What is read out when the map changes: each news once, the latest few, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from maps.scene.permalink import from_permalink
from maps.scene.scene import Scene, View, opening
from ui.frame import host
from ui.frame.host import Voice
from ui.session.session import Session


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


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> tuple[Session, dict[str, Any]]:
    """A session, and what the map's component says to it."""
    now, said = Session(page="transport", place="transport"), dict[str, Any]()
    monkeypatch.setattr(host, "session", lambda: now)
    monkeypatch.setattr(host, "told", lambda key, name: said[f"{key}.{name}"])
    return now, said


def test_what_the_map_says_is_kept(heard: tuple[Session, dict[str, Any]]) -> None:
    now, _ = heard
    host._on_selected("city-hangzhou")
    host._on_date("2022-05")
    host._of_page("visible", {"page": "zones", "layers": ["cities", "zones"]})
    assert (now.selected, now.date, set(now.layers["zones"])) == ("city-hangzhou", "2022-05", {"cities", "zones"})


def test_a_telling_is_heard_once(heard: tuple[Session, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    now, said = heard
    known: dict[str, int] = {}
    monkeypatch.setattr(host, "HEARD", SimpleNamespace(get=lambda: dict(known), set=known.update))
    listen = host._once("selected", host._on_selected)
    for number, told, then in (
        (3, "city-hangzhou", "city-hangzhou"),
        (3, "city-huzhou", "city-hangzhou"),
        (4, None, None),
    ):
        said["atlas_map.selected"] = {"number": number, "value": told}
        listen()
        assert now.selected == then
    for nonsense in (None, "city-huzhou", {"number": "9", "value": "city-huzhou"}, {"value": "city-huzhou"}):
        said["atlas_map.selected"] = nonsense
        listen()
        assert now.selected is None


@pytest.mark.parametrize("nonsense", [None, "zones", ["zones"], 7])
def test_nonsense_of_a_map_changes_nothing(heard: tuple[Session, dict[str, Any]], nonsense: object) -> None:
    now, said = heard
    said["atlas_map.export"] = nonsense
    host._of_page("visible", nonsense)
    host._on_export()
    assert (now.layers, now.wish) == ({}, None)


def test_the_maps_own_button_takes_its_scene_and_its_view_to_the_composer(
    heard: tuple[Session, dict[str, Any]], atlas: Atlas
) -> None:
    now, said = heard
    looked = {"lat": 30.2, "lng": 120.1, "zoom": 9.5, "width": 900, "height": 600}
    said["atlas_map.export"] = {**looked, "page": "zones"}
    host._on_export()
    assert now.wish is not None
    place, query = now.wish
    scene, notices = from_permalink(query["scene"], atlas)
    assert (place, scene.page, scene.view, notices) == ("export", "zones", View(30.2, 120.1, 9.5, 900, 600), ())


def test_a_page_that_is_none_is_not_taken_to_the_composer(heard: tuple[Session, dict[str, Any]]) -> None:
    now, said = heard
    said["atlas_map.export"] = {"page": "nowhere", "lat": 30, "lng": 120, "zoom": 9}
    host._on_export()
    assert now.wish is None


@pytest.mark.parametrize(("place", "covered"), [("transport", False), ("export", True), ("briefing", False)])
def test_the_composers_page_lies_over_the_map_and_no_other(
    monkeypatch: pytest.MonkeyPatch, atlas: Atlas, place: str, *, covered: bool
) -> None:
    voice = Voice()
    monkeypatch.setattr(host, "VOICE", SimpleNamespace(get=lambda: voice))
    told = host._beside(Session(page="transport", place=place), replace(opening(atlas, "transport"), lang="en"))
    assert (told["covered"], told["session"], told["said"]) == (covered, voice.session, [])
    assert set(told["words"]) >= {"skip", "to_map", "to_side", "side_shut", "tab_map"}
    assert told["words"]["to_map"] == "Go to the map"


def test_the_component_is_mounted_with_the_scene_and_hears_all_that_the_map_can_say(
    monkeypatch: pytest.MonkeyPatch, atlas: Atlas
) -> None:
    made: list[Any] = []

    def component(*given: str, **further: Any) -> Any:
        made.append((given, further))
        return lambda **mounted: made.append(mounted)

    monkeypatch.setattr(host, "component", component)
    monkeypatch.setattr(host, "VOICE", SimpleNamespace(get=Voice))
    now = Session(page="transport", place="transport", lang="en", selected="city-hangzhou")
    now.command(fit="rail-huhang")
    host.mount(now)
    ((key, script, html), further), mounted = made
    assert (key, script, further) == ("atlas_map", "host.js", {"isolated": False})
    assert 'class="atlas-host" tabindex="0"' in html
    data = mounted["data"]
    assert (data["page"], data["lang"], data["open"]["selected"]) == ("transport", "en", "city-hangzhou")
    assert [{name: value for name, value in one.items() if name != "number"} for one in data["commands"]] == [
        {"fit": "rail-huhang"}
    ]
    assert data["url"].startswith("/atlas/map/")
    assert "Hangzhou" in data["description"]
    for name in ("export", "capture", "clause", "restored"):
        assert mounted[f"on_{name}_change"] is getattr(host, f"_on_{name}")
    for name in ("selected", "visible", "date", "indicator", "hidden", "opacity", "unnamed"):
        assert callable(mounted[f"on_{name}_change"])
    assert (mounted["key"], mounted["height"]) == ("atlas_map", "stretch")
