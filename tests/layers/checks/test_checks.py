"""The checks as a whole: each gives a result whatever is loaded, and the shipped atlas's are as they should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.clauses import LOCATORS
from layers.checks.check import Check
from layers.checks.checks import FAMILIES, GROUPS, STATES, checks, rows_of, totals


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: f"{family.kind}-{'-'.join(family.layers)}")
def test_a_check_without_its_layer_is_unknown(atlas: Atlas, family: Any) -> None:
    for layer in family.layers:
        frames = {name: shapes for name, shapes in atlas.frames.items() if name != layer}
        (row,) = rows_of(family, replace(atlas, frames=frames))
        assert (row.state, row.reason, row.about) == ("unknown", "layer_off", layer)


def test_no_check_raises_without_any_layer(atlas: Atlas) -> None:
    found = checks(replace(atlas, frames={}))
    assert found
    assert {row.state for row in found} <= {"unknown"}


def test_no_check_raises_on_other_data(folder: Path) -> None:
    found = checks(build_atlas(folder))
    assert {row.group for row in found} <= set(GROUPS)


def test_the_shipped_atlas(atlas: Atlas) -> None:
    found = checks(atlas)
    assert len({row.id for row in found}) == len(found)
    assert {row.group for row in found} == set(GROUPS)
    assert all(bool(row.reason) == (row.state != "pass") for row in found)
    assert all(row.clause in ("", *LOCATORS) for row in found)
    assert all(
        row.subject == "" or atlas.home(row.subject) for row in found if row.reason not in ("absent", "not_there")
    )
    assert sum(totals(found).values()) == len(found)
    assert list(totals(found)) == list(STATES)
    assert checks(atlas) is found


def test_what_differs_in_the_shipped_atlas_is_known(atlas: Atlas) -> None:
    differs = {(row.kind, row.subject or row.about) for row in checks(atlas) if row.state == "differs"}
    assert differs <= {
        ("city_area", "city-jiaxing"), ("city_area", "city-shaoxing"), ("city_area", "city-huangshan"),
        ("delta_share", "city-hangzhou"), ("gaps", "regions"), ("places", "zone-hangjia"), ("places", "zone-binfu"),
        ("places", "rail-shanghehang"), ("places", "corridor-hanghuang"), ("line_length", "rail-shanghehang"),
        ("clauses", "rail"), ("clauses", "stations"), ("clauses", "places"),
    }  # fmt: skip
    reasons = {row.subject: row.reason for row in checks(atlas) if row.kind == "city_area"}
    assert reasons["city-shaoxing"] == "water"
    assert reasons["city-jiaxing"] == "part_of_water"
    assert reasons["city-huangshan"] == "source_too"


def test_each_question_gives_results_of_its_own_group_and_kind(atlas: Atlas) -> None:
    for family in FAMILIES:
        rows = rows_of(family, atlas)
        assert {(row.group, row.kind) for row in rows} == {(family.group, family.kind)}
        assert "layer_off" not in {row.reason for row in rows}


def test_without_any_layer_each_question_that_needs_one_says_so(atlas: Atlas) -> None:
    found = [row for row in checks(replace(atlas, frames={})) if row.group not in ("figures", "records")]
    asked: dict[str, list[str]] = {}
    for row in found:
        asked.setdefault(f"{row.group} {row.kind}", []).append(row.about)
    assert asked == {
        "circle city_count": ["cities"], "circle union": ["cities", "circle"], "circle plates": ["cities", "plates"],
        "areas city_area": ["cities"], "areas report_area": ["cities"], "areas delta_share": ["cities", "regions"],
        "areas county_sum": ["cities", "districts_2019", "cities", "districts_2021"],
        "borders edges": ["cities", "districts_2019", "districts_2021", "regions"],
        "borders gaps": ["cities", "districts_2019", "districts_2021", "regions"],
        "borders overlaps": ["cities", "districts_2019", "districts_2021", "regions"],
        "corridors corridor_cities": ["corridors", "cities"], "corridors places": ["corridors"],
        "zones places": ["zones"], "lines places": ["rail", "roads"], "lines line_length": ["rail"],
        "stations station_lines": ["stations", "rail"], "stations named_lines": ["stations", "rail"],
    }  # fmt: skip


def test_groups_come_in_their_order_and_what_differs_first_in_each(atlas: Atlas) -> None:
    found = checks(atlas)
    assert list(dict.fromkeys(row.group for row in found)) == [
        "circle", "areas", "borders", "corridors", "zones", "lines", "stations", "figures", "records",
    ]  # fmt: skip
    order = ["differs", "unknown", "pass"]
    for group in {row.group for row in found}:
        states = [order.index(row.state) for row in found if row.group == group]
        assert states == sorted(states)
    assert totals([Check("a", "b", "pass"), Check("a", "c"), Check("a", "d", "pass")]) == {
        "differs": 0, "unknown": 1, "pass": 2,
    }  # fmt: skip
