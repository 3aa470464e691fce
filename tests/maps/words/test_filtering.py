"""What passes the filter of the table."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import current_atlas
from maps.words.filtering import FACETS, Asked, facets, options, passing

LAYERS = ("cities", "rail", "stations")


def passed(date: str | None = None, words: str = "", **chosen: tuple[str, ...]) -> set[str]:
    return set(passing(facets(current_atlas(), LAYERS, date), Asked(words, chosen)))


def test_nothing_asked_lets_all_pass() -> None:
    atlas = current_atlas()
    every = {ident for layer in LAYERS for ident in atlas.frames[layer].index}
    assert passed() == every
    assert passed(words=" · ", status=()) == every
    assert (Asked(" · ", {"status": ()}).count, Asked("a", {"status": ("open",), "city": ()}).count) == (0, 2)


@pytest.mark.parametrize("words", ["杭黄", "杭 黄高铁", "hangzhou–huangshan", "杭昌高铁"])
def test_names_in_both_languages_and_other_names_are_looked_through(words: str) -> None:
    assert "rail-hanghuang" in passed(words=words)
    assert "city-hangzhou" not in passed(words=words)


@pytest.mark.parametrize("words", ["杭嘉先行区", "hangzhou-jiaxing pilot zone"])
def test_names_that_the_map_writes_short_are_looked_through(words: str) -> None:
    (ident,) = passing(facets(current_atlas(), ("zones",), None), Asked(words))
    assert current_atlas().feature(ident)["name_zh"] == "杭嘉一体化发展先行区"


def test_what_stands_in_two_names_is_not_found_across_them() -> None:
    assert passed(words="湖州市Huzhou") == set()


def test_a_facet_has_one_of_its_values_and_all_facets_hold() -> None:
    open_lines = passed(status=("open",), kind=("high_speed_rail",))
    assert "rail-hanghuang" in open_lines
    assert "rail-huhang-maglev" not in open_lines
    assert all(current_atlas().home(ident) == "rail" for ident in open_lines)
    both = passed(status=("open", "building"), kind=("high_speed_rail",))
    assert open_lines < both
    assert both <= passed(kind=("high_speed_rail",))


def test_the_status_is_that_of_the_date() -> None:
    assert "rail-hanghuang" in passed(status=("open",))
    assert "rail-hanghuang" not in passed("2017-01", status=("open",))


def test_a_city_has_what_lies_in_it_or_runs_through_it() -> None:
    found = passed(city=("city-huangshan",))
    assert {"rail-hanghuang", "station-huangshan-bei", "city-huangshan"} <= found
    assert "station-hangzhou-dong" not in found


def test_a_clause_has_those_below_it() -> None:
    assert passed(clause=("2.4.3",)) < passed(clause=("2.4",))
    assert "rail-hanghuang" in passed(clause=("2.4",)) - passed(clause=("2.4.1",))


def test_offered_is_what_is_there_in_the_given_order() -> None:
    table = facets(current_atlas(), LAYERS, None)
    assert options(table, "city", ["city-quzhou", "city-hangzhou", "city-nowhere"]) == ["city-quzhou", "city-hangzhou"]
    assert all(options(table, facet, [value for values in table[facet] for value in values]) for facet in FACETS)


def test_what_the_legend_has_put_away_is_not_listed() -> None:
    atlas = current_atlas()
    every = facets(atlas, LAYERS, "2019-07")
    for key, facet, value in (("rail.maglev", "kind", "maglev"), ("status.planned", "status", "planned")):
        left = facets(atlas, LAYERS, "2019-07", (key,))
        assert len(left) < len(every)
        assert value not in options(left, facet, [value])
        assert value in options(every, facet, [value])
    indicative = {
        ident for name in LAYERS for ident, grade in atlas.frames[name]["evidence"].items() if grade == "indicative"
    }
    assert set(facets(atlas, LAYERS, None, ("evidence.indicative",)).index) == set(every.index) - indicative
    assert len(facets(atlas, LAYERS, None, ("status.planned",))) == len(every), "without a date no status is drawn"
