"""Notes, outline and figures: what the atlas tells of the report in its own words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from geodata.recipes.io import WORKSPACE
from layers.atlas.clauses import LOCATORS
from tests import repository
from tests.geodata import shipped

RECIPES = shipped.GEODATA / "recipes"
STEMS = sorted(path.stem for path in shipped.GEODATA.glob("*.geojson") if path.stem != "controls")
ALL = {ident: item | {"stem": stem} for stem in STEMS for ident, item in shipped.features(stem).items()}
FILES = sorted((RECIPES / "notes").glob("*.toml"))
NOTES: dict[str, dict[str, str]] = {}
for _path in FILES:
    NOTES |= tomllib.loads(_path.read_text(encoding="utf-8"))
OUTLINE = tomllib.loads((shipped.GEODATA / "outline.toml").read_text(encoding="utf-8"))
FIGURES = tomllib.loads((shipped.GEODATA / "figures.toml").read_text(encoding="utf-8"))
CARDS = ["area_share", "population_share", "gdp_share", "revenue_share", "area", "population", "cities"]
FIGURE_KINDS = {"share", "area", "count", "target", "year", "duration", "rank"}
FIGURE_KEYS = {"value", "unit", "clause", "zh", "en", "kind", "features"}
HAN = re.compile(r"[\u4e00-\u9fff]")
NEAR_COPY = 12


def speaks_for_itself(ident: str, item: dict[str, Any]) -> bool:
    """Neither a part of a line, nor a twin of a city or a water (region, ground): those take another's note."""
    twin = item["stem"] == "ground" or item["kind"] == "prefecture"
    return not twin and item.get("line") in (None, ident)


NAMED = {ident: item for ident, item in ALL.items() if item["clauses"] and speaks_for_itself(ident, item)}


def own_words() -> Iterator[tuple[str, str]]:
    """Every Chinese text of notes, outline and figures, by where it stands."""
    for name, table in (("notes", NOTES), ("outline", OUTLINE), ("figures", FIGURES)):
        for ident, row in table.items():
            yield f"{name}: {ident}", row["zh"]


def test_every_named_feature_has_a_note_and_no_other() -> None:
    assert sorted(NAMED.keys() - NOTES.keys()) == []
    assert sorted(NOTES.keys() - NAMED.keys()) == []


def test_a_line_speaks_for_its_parts() -> None:
    lines = {item["line"] for item in ALL.values() if item["clauses"] and item.get("line")}
    assert sorted(lines - NOTES.keys()) == []


def test_a_feature_has_one_note() -> None:
    count = Counter(ident for path in FILES for ident in tomllib.loads(path.read_text(encoding="utf-8")))
    assert [ident for ident, times in count.items() if times > 1] == []


@pytest.mark.parametrize("ident", sorted(NOTES))
def test_a_note_is_short_and_in_both_languages(ident: str) -> None:
    note = NOTES[ident]
    assert set(note) == {"zh", "en"}
    assert 20 <= len(note["zh"]) <= 160
    assert 30 <= len(note["en"]) <= 320
    assert HAN.search(note["zh"])
    assert not HAN.search(note["en"])
    assert note["zh"].endswith("。")
    assert note["en"].endswith(".")


def test_the_outline_has_every_clause_in_order() -> None:
    assert tuple(OUTLINE) == LOCATORS


@pytest.mark.parametrize("locator", LOCATORS)
def test_a_title_is_short(locator: str) -> None:
    title = OUTLINE[locator]
    assert set(title) == {"zh", "en"}
    assert 4 <= len(title["zh"]) <= 14
    assert 2 <= len(title["en"].split()) <= 8


def test_titles_differ() -> None:
    for lang in ("zh", "en"):
        assert len({title[lang] for title in OUTLINE.values()}) == len(OUTLINE)


def test_the_cards_come_first() -> None:
    assert list(FIGURES)[: len(CARDS)] == CARDS
    assert [ident for ident, row in FIGURES.items() if row.get("card")] == CARDS


@pytest.mark.parametrize("ident", FIGURES)
def test_a_figure_has_a_clause_and_features_that_exist(ident: str) -> None:
    row = FIGURES[ident]
    assert FIGURE_KEYS <= set(row) <= FIGURE_KEYS | {"ours", "by", "card", "sea_km2"}
    assert row["clause"] in LOCATORS
    assert row["kind"] in FIGURE_KINDS
    assert [name for name in row["features"] if name not in ALL] == []
    assert row["zh"]
    assert row["en"]


@pytest.mark.sources
@shipped.needs_sources
def test_notes_titles_and_labels_are_no_copies() -> None:
    report = (WORKSPACE / "report" / "report-2019.txt").read_text(encoding="utf-8")
    assert repository.copied_faults(dict(own_words()), report, NEAR_COPY) == []


@pytest.mark.sources
@shipped.needs_sources
@pytest.mark.parametrize("ident", FIGURES)
def test_the_report_gives_the_figure(ident: str) -> None:
    from geodata.recipes.report import read_report, split_report  # noqa: PLC0415  # only where the report is

    text = split_report(read_report())[FIGURES[ident]["clause"]]
    value = str(FIGURES[ident]["value"])
    numerals = {"1": "1", "2": "双", "3": "三", "4": "四", "5": "五", "6": "六", "8": "八", "10": "十"}
    assert value in text or numerals.get(value, value) in text
