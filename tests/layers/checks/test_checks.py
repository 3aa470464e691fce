"""The checks as a whole: each gives a result whatever is loaded, and the shipped atlas's are as they should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.clauses import LOCATORS
from layers.checks.check import Check, declared
from layers.checks.checks import FAMILIES, GROUPS, SIDES, STATES, by_figure, checks, on_side, rows_of, totals
from layers.report.figures import figures


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
    differs = {(row.side, row.kind, row.subject or row.about) for row in checks(atlas) if row.state == "differs"}
    assert differs <= {("itself", "places", "zone-hangjia"), ("itself", "places", "corridor-hanghuang")}


def test_what_differs_by_definition_is_known_and_each_definition_is_needed(atlas: Atlas) -> None:
    told = {row.id: row.reason for row in checks(atlas) if row.state == "definition" and row.reason != "drawn"}
    assert told == {ident: rule["reason"] for ident, rule in declared()["definitions"].items()}


def test_only_what_is_drawn_as_indicative_is_no_position_by_definition(atlas: Atlas) -> None:
    drawn = [row.subject for row in checks(atlas) if row.reason == "drawn"]
    assert drawn
    assert {atlas.feature(ident)["evidence"] for ident in drawn} == {"indicative"}


def test_each_side_has_its_own_totals_and_both_make_the_whole(atlas: Atlas) -> None:
    found = checks(atlas)
    world, itself = (on_side(found, side) for side in SIDES)
    assert {row.side for row in world} == {"world"}
    assert [*world, *itself] == list(found)
    assert totals(world) != totals(found)


def test_a_line_through_its_own_stations_is_no_truth(atlas: Atlas) -> None:
    sides = {(row.kind, row.side) for row in checks(atlas) if row.kind != "figure"}
    assert {kind for kind, side in sides if side == "world"} == {
        "line_position", "point_position", "shift", "names", "city_area", "report_area", "delta_share", "line_length",
        "people_share",
    }  # fmt: skip
    assert not {kind for kind, side in sides if side == "world"} & {kind for kind, side in sides if side == "itself"}


def test_every_figure_of_the_report_has_its_check(atlas: Atlas) -> None:
    assert set(by_figure(atlas)) == {figure.id for figure in figures(atlas)}
    assert by_figure(atlas)["area_share"].id == "delta_share.city-hangzhou.with_sea"
    assert by_figure(atlas)["counties"].about == "counties"


def test_each_question_gives_results_of_its_own_group_and_kind(atlas: Atlas) -> None:
    for family in FAMILIES:
        rows = rows_of(family, atlas)
        assert {(row.group, row.kind, row.method) for row in rows} == {(family.group, family.kind, family.method)}
        assert "layer_off" not in {row.reason for row in rows}


def test_without_any_layer_each_question_that_needs_one_says_so(atlas: Atlas) -> None:
    found = [row for row in checks(replace(atlas, frames={})) if row.group not in ("figures", "records")]
    asked: dict[str, list[str]] = {}
    for row in found:
        asked.setdefault(f"{row.group} {row.kind}", []).append(row.about)
    assert asked == {
        "positions line_position": ["rail", "roads"],
        "positions point_position": ["stations", "places", "gateways", "towns"],
        "positions shift": ["rail", "roads", "stations", "places", "towns"], "names names": ["stations", "places"],
        "circle city_count": ["cities"], "circle union": ["cities", "circle"], "circle plates": ["cities", "plates"],
        "areas city_area": ["cities"], "areas report_area": ["cities"], "areas delta_share": ["cities", "regions"],
        "areas county_sum": ["cities", "districts_2019", "cities", "districts_2021"],
        "borders edges": ["cities", "districts_2019", "districts_2021", "regions"],
        "borders gaps": ["cities", "districts_2019", "districts_2021", "regions"],
        "borders overlaps": ["cities", "districts_2019", "districts_2021", "regions"],
        "corridors corridor_cities": ["corridors", "cities"], "corridors places": ["corridors"],
        "zones places": ["zones"], "lines places": ["rail", "roads"], "lines line_length": ["rail", "roads"],
        "stations station_lines": ["stations", "rail"], "stations named_lines": ["stations", "rail"],
    }  # fmt: skip


def test_groups_come_in_their_order_and_what_differs_first_in_each(atlas: Atlas) -> None:
    found = checks(atlas)
    assert list(dict.fromkeys((row.side, row.group) for row in found)) == [
        *(("world", group) for group in ("positions", "names", "areas", "lines", "figures")),
        *(("itself", group) for group in ("circle", "areas", "borders", "corridors", "zones", "lines", "stations")),
        ("itself", "figures"), ("itself", "records"),
    ]  # fmt: skip
    order = ["differs", "unknown", "definition", "pass"]
    for place in {(row.side, row.group) for row in found}:
        states = [order.index(row.state) for row in found if (row.side, row.group) == place]
        assert states == sorted(states)
    assert totals([Check("a", "b", "pass"), Check("a", "c"), Check("a", "d", "pass")]) == {
        "differs": 0, "unknown": 1, "definition": 0, "pass": 2,
    }  # fmt: skip
