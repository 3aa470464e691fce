"""The search box as a session runs it: what it is given, and what a pick does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.atlas.atlas import Atlas
from layers.search.search import MOST_SIGNS, index_of
from layers.search.search import search as look_up
from layers.search.spellings import Entry
from text import LANGUAGES, say
from ui.frame import search

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
    groups = search.grouped(hits, "en")
    assert sorted(hit["id"] for group in groups for hit in group["hits"]) == sorted(hit.id for hit in hits)
    assert groups[0]["hits"][0]["id"] == hits[0].id
    assert len({group["name"] for group in groups}) == len(groups)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_finds_clauses_alone_and_words_find_them_after_places(given: Given, lang: str) -> None:
    (group,) = given(lang, {"text": "2.6.1", "number": 1})["groups"]
    assert group["name"] == say(lang, "search.clauses")
    assert [(hit["clause"], hit["kind"]) for hit in group["hits"]] == [
        ("2.6.1", say(lang, "search.clause", clause="2.6.1"))
    ]
    groups = given(lang, {"text": "先行区", "number": 2})["groups"]
    assert len(groups) > 1
    assert "2.4.2" in [hit["clause"] for hit in groups[-1]["hits"]]
    assert not any("clause" in hit for other in groups[:-1] for hit in other["hits"])
