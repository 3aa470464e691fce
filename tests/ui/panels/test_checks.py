"""The page of checks: its rows in words, its filter, and what a row does to the map."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from layers.checks.check import Check
from layers.checks.checks import FAMILIES, GROUPS, STATES, checks, totals
from maps.words.grammar import SHOWN
from tests import samples
from tests.ui.frame.test_pages import assert_sound, html, run
from text import LANGUAGES, say, table
from ui.panels import checks as page

BASE = Check("areas", "city_area", "differs", subject="city-huangshan", unit="km2")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_has_its_words(lang: str, atlas: Atlas) -> None:
    for item in checks(atlas):
        told = page.row(atlas, item, lang)
        assert told["title"]
        assert told["question"].startswith(say(lang, f"checks.kind.{item.kind}"))
        assert bool(told["reason"]) == (item.state != "pass")
        assert not [text for text in samples.texts(told) if re.search(r"[{}]|\bnan\b|None", text)]
        assert told["target"] == "" or atlas.home(told["target"])


def test_states_are_told_by_symbol_and_word() -> None:
    assert len({page.SYMBOLS[name] for name in STATES}) == len(STATES)
    for lang in LANGUAGES:
        assert len({say(lang, f"checks.{name}") for name in STATES}) == len(STATES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_group_and_kind_has_a_name(lang: str) -> None:
    assert list(table(lang)["checks"]["group"]) == list(GROUPS)
    assert {family.kind for family in FAMILIES} == set(table(lang)["checks"]["kind"])


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (None, "km2", ""), (9807.0, "km2", "9\u2009807\u2009km²"), (0.7264, "km2", "0.73\u2009km²"), (6, "count", "6"),
        (4.7525, "percent", "4.75\u2009%"), ("4+2", "cities", "4+2\u2009cities"),
        (-133.8, "km2", "\u2212134\u2009km²"), (158.2, "m", "158\u2009m"), (0.0, "km2", "0\u2009km²"),
        (1.682, "ten_thousand_km2", "1.68\u2009× 10\u2009000 km²"),
    ],
)  # fmt: skip
def test_figures_have_their_unit(value: Any, unit: str, told: str) -> None:
    assert page.figure(value, unit, "en") == told


def test_a_difference_has_its_sign(atlas: Atlas) -> None:
    less = page.row(atlas, replace(BASE, difference=-133.8), "en")
    more = page.row(atlas, replace(BASE, difference=133.8), "en")
    assert [cells["cells"][-1][1][0] for cells in (less, more)] == ["\u2212", "+"]
    assert page.row(atlas, replace(BASE, difference=0.0), "en")["cells"] == []


def test_long_lists_are_cut(atlas: Atlas) -> None:
    many = replace(BASE, missing=tuple(atlas.frames["cities"].index))
    told = page.row(atlas, many, "en")["names"]
    assert told.count(",") == SHOWN - 2
    assert str(len(many.missing)) in told


def test_unknown_ids_are_shown_as_they_are(atlas: Atlas) -> None:
    told = page.row(atlas, replace(BASE, subject="<b>", missing=("{0}",)), "en")
    assert told["title"] == "<b>"
    assert "{0}" in told["names"]
    assert told["target"] == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_runs(lang: str, atlas: Atlas) -> None:
    session = run("pages/checks.py", lang=lang)
    assert_sound(session)
    for name, count in totals(checks(atlas)).items():
        assert f'<li class="{name}"><b>{count}</b>' in html(session)


@pytest.mark.parametrize("chosen", [*STATES, page.EVERY])
def test_the_filter_keeps_what_is_asked_for(chosen: str, atlas: Atlas) -> None:
    rows = [row for group in page._groups(atlas, chosen, "zh") for row in group["rows"]]
    expected = [item.id for item in checks(atlas) if chosen in (page.EVERY, item.state)]
    assert [row["id"] for row in rows] == expected
    assert all(group["rows"] for group in page._groups(atlas, chosen, "zh"))


def test_what_differs_comes_first(atlas: Atlas) -> None:
    for group in page._groups(atlas, page.EVERY, "en"):
        ranks = [STATES.index(row["state"]) for row in group["rows"]]
        assert ranks == sorted(ranks)
