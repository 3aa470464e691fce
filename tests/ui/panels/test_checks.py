"""The page of checks: its rows in words, its filter, and what a row does to the map."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from layers.atlas.atlas import Atlas
from layers.checks.check import Check
from layers.checks.checks import FAMILIES, GROUPS, STATES, checks
from layers.errors import ExportError
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
        assert bool(told["method"]) == (item.found is not None)
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


def test_a_difference_has_its_sign(atlas: Atlas) -> None:
    less = page.row(atlas, replace(BASE, difference=-133.8), "en")
    more = page.row(atlas, replace(BASE, difference=133.8), "en")
    assert [cells["cells"][-1][1][0] for cells in (less, more)] == ["\u2212", "+"]
    assert page.row(atlas, replace(BASE, difference=0.0), "en")["cells"] == []


def test_long_lists_are_cut(atlas: Atlas) -> None:
    many = replace(BASE, missing=tuple(atlas.frames["cities"].index))
    told = page.row(atlas, many, "en")["names"]
    assert told.count(",") == SHOWN - 2 + 1
    assert str(len(many.missing)) in told


def test_unknown_ids_are_shown_as_they_are(atlas: Atlas) -> None:
    told = page.row(atlas, replace(BASE, subject="<b>", missing=("{0}",)), "en")
    assert told["title"] == "<b>"
    assert "{0}" in told["names"]
    assert told["target"] == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_page_runs_and_makes_the_sheet_when_it_is_asked_for(lang: str, kind: str) -> None:
    session = run("pages/checks.py", lang=lang)
    assert_sound(session)
    assert not session.get("download_button")
    session.button(key=f"order_verification_{kind}").click().run()
    assert_sound(session)
    (taken,) = session.get("download_button")
    assert getattr(taken, "label", "") == say(lang, "export.made", name=kind.upper())


def test_a_sheet_that_cannot_be_made_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise ExportError("no_font", package="p", file="f")

    session = run("pages/checks.py", lang="en")
    monkeypatch.setattr(page, "verification", refused)
    session.button(key="order_verification_pdf").click().run()
    assert say("en", "fault.export.no_font", package="p", file="f") in html(session)
    assert not session.get("download_button")


@pytest.mark.parametrize("chosen", [*STATES, page.EVERY])
def test_the_filter_keeps_what_is_asked_for(chosen: str, atlas: Atlas) -> None:
    parts = page._parts(atlas, chosen, "zh")
    rows = [row for part in parts for group in part["groups"] for row in group["rows"]]
    expected = [item.id for item in checks(atlas) if chosen in (page.EVERY, item.state)]
    assert [row["id"] for row in rows] == expected
    assert all(group["rows"] for part in parts for group in part["groups"])


@pytest.mark.parametrize("chosen", [*STATES, page.EVERY])
def test_each_side_has_its_own_totals_whatever_is_chosen(chosen: str, atlas: Atlas) -> None:
    world, itself = page._parts(atlas, chosen, "en")
    for part, side in ((world, "world"), (itself, "itself")):
        own = Counter(item.state for item in checks(atlas) if item.side == side)
        assert {state: count for state, _, count, _ in part["totals"]} == {state: own[state] for state in STATES}
        assert part["title"] == say("en", f"checks.{side}")


def test_a_row_stands_on_its_own_side_alone(atlas: Atlas) -> None:
    world, itself = (
        {row["id"] for group in part["groups"] for row in group["rows"]}
        for part in page._parts(atlas, page.EVERY, "zh")
    )
    assert "shift.roads" in world
    assert "station_lines.rail-ninghang" in itself
    assert not world & itself


def test_what_differs_comes_first(atlas: Atlas) -> None:
    for part in page._parts(atlas, page.EVERY, "en"):
        for group in part["groups"]:
            ranks = [STATES.index(row["state"]) for row in group["rows"]]
            assert ranks == sorted(ranks)
