"""The search box as a session runs it: what it is given, and what a pick does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas, current_atlas
from layers.search.search import MOST_SIGNS, Hit, index_of
from layers.search.search import search as look_up
from layers.search.spellings import Entry
from maps.scene.pages import pages
from maps.storyboard.file import builtin
from text import LANGUAGES, say
from ui.briefing import boards
from ui.frame import destinations, search
from ui.session.session import Session

SECONDS = 60
Given = Callable[..., dict[str, Any]]


def show(lang: str) -> None:
    from ui.frame import search  # noqa: PLC0415  # AppTest takes the function's source for a script of its own

    search.box(lang)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What the box hands to the browser when the browser has told something."""

    def run(lang: str, told: Any) -> dict[str, Any]:
        handed: list[dict[str, Any]] = []
        monkeypatch.setattr(search, "_told", lambda name: told if name == "query" else {})
        monkeypatch.setattr(search, "component", lambda *_, **__: lambda **given: handed.append(given))
        session = AppTest.from_function(show, args=(lang,), default_timeout=SECONDS).run()
        assert not session.exception
        return handed[-1]["data"]

    return run


def entry(atlas: Atlas, ident: str) -> Entry:
    return next(entry for entry in index_of(atlas).entries if entry.id == ident)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_box_runs(lang: str) -> None:
    assert not AppTest.from_function(show, args=(lang,), default_timeout=SECONDS).run().exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hits_are_grouped_by_layer_the_best_first(given: Given, atlas: Atlas, lang: str) -> None:
    data = given(lang, {"text": "tangqi", "number": 3})
    assert data["number"] == 3
    assert [group["name"] for group in data["groups"]] == [
        getattr(atlas.catalogue.layer(layer), lang) for layer in ("places", "zones", "towns")
    ]
    (hit,) = data["groups"][0]["hits"]
    assert (hit["id"], hit["located"]) == ("place-tangqi", True)
    assert hit["kind"] == atlas.class_names("places", lang)["ancient_town"]
    assert data["words"]["placeholder"] == say(lang, "search.placeholder")
    assert "coordinates" not in json.dumps(data)


def test_an_unlocated_hit_carries_its_reason(given: Given, atlas: Atlas) -> None:
    item = atlas.unlocated[0]
    groups = given("zh", {"text": item.names["zh"], "number": 1})["groups"]
    hit = next(hit for group in groups for hit in group["hits"] if hit["id"] == item.id)
    assert (hit["located"], hit["reason"]) == (False, item.reasons["zh"])


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"text": 5},
        {"text": None, "number": "x"},
        {"number": 2.5},
        {"text": ["塘栖"]},
        {"text": "<>", "number": True},
    ],
    ids=repr,
)
def test_nonsense_from_the_browser_asks_nothing(given: Given, told: Any) -> None:
    assert given("zh", told)["groups"] == []


def test_a_long_question_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_told", lambda _: {"text": "x" * 10_000, "number": 1})
    assert len(search.asked()[0]) == MOST_SIGNS


def test_grouping_keeps_every_hit(atlas: Atlas) -> None:
    hits = look_up(index_of(atlas), "hangzhou", "en", 50)
    groups = [group for _, group in search._features(hits, "en")]
    assert sorted(hit["id"] for group in groups for hit in group["hits"]) == sorted(hit.id for hit in hits)
    assert groups[0]["hits"][0]["id"] == hits[0].id
    assert len({group["name"] for group in groups}) == len(groups)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_finds_clauses_alone_and_words_find_them_after_places(given: Given, lang: str) -> None:
    (group,) = given(lang, {"text": "2.6.1", "number": 1})["groups"]
    assert group["name"] == say(lang, "search.clauses")
    assert [(hit["id"], hit["kind"]) for hit in group["hits"]] == [
        ("2.6.1", say(lang, "search.clause", clause="2.6.1"))
    ]
    groups = given(lang, {"text": "先行区", "number": 2})["groups"]
    assert len(groups) > 1
    assert ("clause", "2.4.2") in [(hit["to"], hit["id"]) for hit in groups[-1]["hits"]]
    assert not any(hit["to"] == "clause" for other in groups[:-1] for hit in other["hits"])


LEADS = [
    ("高铁", "layer", "rail"), ("铁路", "layer", "rail"), ("motorways", "layer", "roads"), ("高速", "layer", "roads"),
    ("ditie", "layer", "metro"), ("出图", "page", "export"), ("export", "page", "export"), ("chutu", "page", "export"),
    ("sources", "page", "sources"), ("来源", "page", "sources"),
    ("故事板", "page", "briefing"), ("常住人口", "theme", "residents"), ("residents", "theme", "residents"),
    ("十分钟", "board", "circle-in-ten-minutes"),
]  # fmt: skip
"""What is typed, and what is offered first."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("text", "to", "ident"), LEADS)
def test_layers_pages_themes_and_storyboards_are_found_under_the_name_of_their_kind(
    given: Given, lang: str, text: str, to: str, ident: str
) -> None:
    first = given(lang, {"text": text, "number": 1})["groups"][0]
    assert first["name"] == say(lang, f"search.{to}")
    assert (first["hits"][0]["to"], first["hits"][0]["id"], first["hits"][0]["located"]) == (to, ident, True)


def test_what_a_feature_is_called_comes_before_them_and_a_part_of_its_name_after(given: Given) -> None:
    """Among equals, what begins with the text, features are first; 铁路 stands in the names of many railways."""
    for text, leads in (
        ("杭州都市圈", ["feature", "layer"]),
        ("铁路", ["layer", "feature"]),
        ("chu", ["feature", "page"]),
    ):
        groups = given("zh", {"text": text, "number": 1})["groups"]
        assert list(dict.fromkeys(group["hits"][0]["to"] for group in groups))[: len(leads)] == leads, text


def test_the_answer_stays_small(given: Given) -> None:
    for text in ("t", "铁路", "hangzhou", "高速"):
        assert len(json.dumps(given("zh", {"text": text, "number": 1})["groups"], ensure_ascii=False).encode()) < 6000


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session without Streamlit, on the overview's map."""
    found = Session(page="overview")
    for room in (search, destinations, boards):
        monkeypatch.setattr(room, "session", lambda: found, raising=False)
    monkeypatch.setattr(search, "PICKED", Remembered())
    return found


class Remembered:
    """What a slot remembers, of no session."""

    value = False

    def set(self, value: bool) -> None:
        self.value = value


def pick(monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]) -> bool:
    monkeypatch.setattr(search, "_told", lambda name: told if name == "picked" else {})
    search._on_picked()
    return bool(search.PICKED.value)  # type: ignore[attr-defined]  # `Remembered`


def test_a_picked_layer_is_on_whole_and_seen(monkeypatch: pytest.MonkeyPatch, now: Session) -> None:
    now.set_layers("overview", ["cities", "districts_2019"])
    now.set_hidden("overview", ["rail.maglev", "cities.pilot"])
    assert pick(monkeypatch, {"to": "layer", "id": "rail"})
    assert "rail" in now.scene().layers
    assert not [key for key in now.scene().hidden if key.startswith("rail.")]
    assert now.commands[-1]["fit"] == "rail"
    assert pick(monkeypatch, {"to": "layer", "id": "districts_2021"})
    assert "districts_2019" not in now.scene().layers, "it excludes the other edition"
    assert pick(monkeypatch, {"to": "layer", "id": "metro"})
    assert "metro" in now.scene().layers
    assert now.commands[-1]["near"] == "metro"
    lat, lng, zoom = map(float, now.commands[-1]["closer"].split(","))
    assert (round(lat, 1), round(lng, 1), zoom) == (30.3, 120.2, 10), "in Hangzhou, as near as it is drawn from"


def test_a_picked_theme_colours_the_map_and_keeps_its_places(monkeypatch: pytest.MonkeyPatch, now: Session) -> None:
    assert pick(monkeypatch, {"to": "theme", "id": "residents"})
    assert now.scene().indicator == "residents.2020.districts_2019.natural_breaks"
    now.set_indicator("overview", "density.2010.cities.quantiles")
    assert pick(monkeypatch, {"to": "theme", "id": "growth"})
    assert now.scene().indicator == "growth.2010-2020.cities.quantiles"


def test_a_picked_page_is_gone_to(monkeypatch: pytest.MonkeyPatch, now: Session) -> None:
    assert pick(monkeypatch, {"to": "page", "id": "sources"})
    assert now.going() == ("sources", {})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_shown_already_is_said_and_led_to(monkeypatch: pytest.MonkeyPatch, now: Session, lang: str) -> None:
    now.lang, now.place = lang, "overview"
    catalogue, page = current_atlas().catalogue, pages()["overview"]
    layer = getattr(catalogue.layer("rail"), lang)
    theme = next(getattr(item, lang) for item in catalogue.thematic.indicators if item.id == "residents")
    for to, ident, name, stressed in (
        ("layer", "rail", layer, "rail"), ("theme", "residents", theme, ""),
        ("page", "overview", page.title(lang), None),
    ):  # fmt: skip
        now.set_layers("overview", ["cities"])
        if to != "page":
            pick(monkeypatch, {"to": to, "id": ident})
            assert "notice" not in now.commands[-1], "it has come"
        assert pick(monkeypatch, {"to": to, "id": ident})
        assert now.commands[-1]["notice"] == say(lang, "search.shown", name=name)
        assert now.commands[-1].get("stress") == stressed


def open_board(ident: str) -> None:
    import streamlit as st  # noqa: PLC0415  # AppTest takes the function's source for a script of its own

    from layers.atlas.atlas import current_atlas  # noqa: PLC0415
    from ui.briefing import boards  # noqa: PLC0415
    from ui.frame import destinations  # noqa: PLC0415
    from ui.session.door import session  # noqa: PLC0415

    known = destinations.GO["board"](ident)
    st.text(f"{known} {boards.chosen(current_atlas()).id} {session().going()}")


def test_a_picked_storyboard_is_chosen_on_its_page(atlas: Atlas) -> None:
    first, *_, last = builtin(atlas)
    for ident, said in (
        (last.id, f"True {last.id} ('briefing', {{}})"),
        ("nobody", f"False {first.id} None"),
    ):
        session = AppTest.from_function(open_board, args=(ident,), default_timeout=SECONDS).run()
        assert not session.exception
        assert session.text[0].value == said


@pytest.mark.parametrize(
    "told",
    [{}, {"to": "layer"}, {"to": "layer", "id": "ground"}, {"to": "theme", "id": "x"}, {"to": "page", "id": 5},
     {"to": "nowhere", "id": "rail"}, {"to": "feature", "id": "nobody"}, {"to": [], "id": []}],
    ids=repr,
)  # fmt: skip
def test_a_pick_of_nothing_changes_nothing(monkeypatch: pytest.MonkeyPatch, now: Session, told: dict[str, Any]) -> None:
    assert not pick(monkeypatch, told)
    assert (now.commands, now.going()) == ((), None)


def test_a_layer_that_could_not_be_read_is_neither_offered_nor_switched_on(
    monkeypatch: pytest.MonkeyPatch, now: Session, atlas: Atlas
) -> None:
    offered = {hit.id for hit in destinations.destinations("地铁", "zh")}
    less = replace(atlas, frames={name: frame for name, frame in atlas.frames.items() if name != "metro"})
    monkeypatch.setattr(destinations, "current_atlas", lambda: less)
    assert offered - {hit.id for hit in destinations.destinations("地铁", "zh")} == {"metro"}
    assert not pick(monkeypatch, {"to": "layer", "id": "metro"})
    assert now.commands == ()


@pytest.mark.parametrize(("lang", "scenes", "said"), [("en", 1, "1 scene"), ("en", 2, "2 scenes"), ("zh", 1, "1 幕")])
def test_beside_a_storyboard_stands_how_long_it_is(
    monkeypatch: pytest.MonkeyPatch, lang: str, scenes: int, said: str
) -> None:
    monkeypatch.setattr(boards, "all_boards", lambda _: {"one": SimpleNamespace(scenes=range(scenes))})
    hit = Hit("one", "", "board", "", "", "", 100, located=True)
    assert destinations.about(hit, lang) == said
