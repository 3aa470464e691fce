"""What thematic maps can show is declared, and what is declared wrongly is refused with its name."""

from __future__ import annotations

from typing import Any

import pytest

from layers.catalogue.catalogue import parse_catalogue
from layers.errors import CatalogueError
from tests import samples
from text import LANGUAGES, say

DECLARED = samples.CATALOGUE.thematic
TABLES: dict[str, Any] = {
    "order": 2, "places": ["cities"], "schemes": {"quantiles": {"zh": "甲", "en": "A"}},
    "ramps": {"one": {"above": ["ink", "muted"]}},
    "indicators": {"x": {"zh": "乙", "en": "B", "unit": "percent", "years": ["2020"], "ramp": "one"}},
}  # fmt: skip


def parsed(**changes: Any) -> None:
    tables = samples.CATALOGUE.model_dump(mode="json")
    declared = {part: {item.pop("id"): item for item in tables[part]} for part in ("groups", "layers", "statuses")}
    parse_catalogue(declared, tables["palette"], tables["glyphs"], {**TABLES, **changes})


def test_a_sound_declaration_is_accepted() -> None:
    parsed()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"places": ["nowhere"]}, "nowhere"),
        ({"schemes": {"best": {"zh": "甲", "en": "A"}}}, "schemes.0.id"),
        ({"ramps": {"one": {"above": ["no_such_colour"]}}}, "no_such_colour"),
        ({"ramps": {"one": {"above": []}}}, "above"),
        ({"ramps": {"one": {"above": ["ink"] * 5, "below": ["ink"] * 3}}}, "7"),
        ({"ramps": {}}, "one"),
        ({"indicators": {"x": {**TABLES["indicators"]["x"], "years": ["20"]}}}, "years"),
        ({"indicators": {"x": {**TABLES["indicators"]["x"], "colour": "red"}}}, "colour"),
        ({"unit": "percent"}, "unit"),
    ],
)
def test_a_wrong_declaration_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parsed(**changes)
    assert named in str(caught.value)


@pytest.mark.parametrize("indicator", DECLARED.indicators, ids=lambda item: item.id)
def test_an_indicator_has_a_unit_in_both_languages_and_five_to_seven_classes(indicator: Any) -> None:
    assert all(say(lang, f"unit.{indicator.unit}") for lang in LANGUAGES)
    ramp = DECLARED.ramp(indicator.ramp)
    assert 5 <= len(ramp.below) + len(ramp.above) <= 7


def test_what_a_text_leaves_out_is_the_first_that_is_declared() -> None:
    for text in (
        "residents",
        "residents.2020",
        "residents.2020.districts_2019",
        "residents.2020.districts_2019.natural_breaks",
    ):
        assert str(DECLARED.thematic(text)) == "residents.2020.districts_2019.natural_breaks"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "x",
        "residents.2015",
        "residents.2020.rail",
        "residents.2020.cities.best",
        "residents.2020.cities.quantiles.",
    ],
)
def test_what_is_not_declared_is_none(text: str) -> None:
    assert DECLARED.thematic(text) is None
