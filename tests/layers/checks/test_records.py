"""What is written about features, what has no place, and the report's figures that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.atlas.controls import Control
from layers.atlas.unlocated import Unlocated
from layers.checks import records
from layers.checks.check import Check, declared
from layers.report.figures import Figure
from tests.layers.checks.sketch import SQUARE, frame, said, state

Rows = Callable[[Atlas], Iterator[Check]]


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        (records.sources, {}, "pass"), (records.sources, {"source": [[]]}, "differs"),
        (records.sources, {"source": [["nobody"]]}, "differs"),
        (records.ways, {"evidence": ["indicative"], "basis_zh": ["画"], "basis_en": ["drawn"]}, "pass"),
        (records.ways, {"evidence": ["indicative"], "basis_zh": ["画"], "basis_en": [" "]}, "differs"),
        (records.ways, {"evidence": ["indicative"]}, "differs"),
        (records.clauses, {}, "pass"), (records.clauses, {"clauses": [[]]}, "differs"),
    ],
)  # fmt: skip
def test_records_are_complete(make: Callable[..., Atlas], rows: Rows, columns: dict[str, Any], expected: str) -> None:
    made = make({"named": {"layers": ["zones"]}}, zones=frame({"zone-a": SQUARE}, **columns))
    assert state(rows(made)) == expected


def test_what_has_no_place_is_unknown(atlas: Atlas) -> None:
    rows = list(records.unplaced(atlas))
    assert {row.state for row in rows} == {"unknown"}
    assert sum(int(row.found or 0) for row in rows) == len(atlas.unlocated)
    assert list(records.unplaced(replace(atlas, unlocated=()))) == []


def test_shares_of_money_are_unknown(atlas: Atlas) -> None:
    rows = {row.about: row for row in records.other_figures(atlas)}
    for name in ("gdp_share", "revenue_share"):
        assert (rows[name].state, rows[name].reason) == ("unknown", "geometry")


def test_things_on_the_map_are_counted(atlas: Atlas) -> None:
    rows = {row.about: row for row in records.other_figures(atlas)}
    assert {name: rows[name].state for name in declared()["counts"]} == dict.fromkeys(declared()["counts"], "pass")
    fewer = replace(atlas, frames={**atlas.frames, "plates": atlas.frames["plates"].iloc[:2]})
    assert {row.about: row.reason for row in records.other_figures(fewer)}["plates"] == "number"
    without = replace(atlas, frames={name: rows for name, rows in atlas.frames.items() if name != "plates"})
    assert {row.about: row.reason for row in records.other_figures(without)}["plates"] == "layer_off"


# --- a whole result, as the page of checks and its file show it --------------------------------------------------


def test_each_layer_is_told_of_with_the_features_whose_record_lacks_something(make: Callable[..., Atlas]) -> None:
    zones = frame(
        dict.fromkeys("abcd", SQUARE),
        source=[["sample"], [], ["sample", "nobody"], ["sample"]],
        clauses=[["2.6.1"], [], ["2.6.2"], []],
        evidence=["indicative", "indicative", "indicative", "surveyed"],
        basis_zh=["画", " ", "画", None], basis_en=["drawn", "drawn", None, None],
    )  # fmt: skip
    named = {"named": {"layers": ["off", "cities", "zones"]}}
    made = make(named, zones=zones, cities=frame({"city": SQUARE}))
    about = {"group": "records", "about": "zones", "state": "differs", "difference": -2}
    sound = {"group": "records", "about": "cities", "state": "pass", "expected": 1, "found": 1, "difference": 0}
    assert [said(row) for row in records.sources(made)] == [
        about | {"kind": "sources", "reason": "no_source", "expected": 4, "found": 2, "missing": ("b", "c")},
        sound | {"kind": "sources"},
    ]
    assert [said(row) for row in records.ways(made)] == [
        about | {"kind": "ways", "reason": "no_basis", "expected": 3, "found": 1, "missing": ("b", "c")},
    ]
    assert [said(row) for row in records.clauses(made)] == [
        {"group": "records", "kind": "clauses", "about": "off", "state": "unknown", "reason": "layer_off"},
        sound | {"kind": "clauses"},
        about | {"kind": "clauses", "reason": "context", "expected": 4, "found": 2, "missing": ("b", "d")},
    ]


def test_names_without_a_place_are_counted_by_their_file(make: Callable[..., Atlas]) -> None:
    lost = [Unlocated(name, layer, "x", {}, (), (), (), {}, {}) for name, layer in ("az", "br", "cz")]
    about = {"group": "records", "kind": "unplaced", "state": "unknown", "reason": "unplaced"}
    assert [said(row) for row in records.unplaced(replace(make(), unlocated=lost))] == [
        about | {"about": "r", "found": 1}, about | {"about": "z", "found": 2},
    ]  # fmt: skip


def test_a_figure_is_counted_on_the_map_where_it_can_be_and_one_that_we_measure_is_told_of_elsewhere(
    make: Callable[..., Atlas], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [("a", 3, None), ("b", 2, None), ("c", 9, None), ("d", 9, 9.0), ("e", 1, None), ("f", 9, 9.0)]
    told = [Figure(name, {}, value, f"unit-{name}", f"clause-{name}", False, ours) for name, value, ours in numbers]
    monkeypatch.setattr(records, "figures", lambda _: told)
    rules = {
        "a": {"side": "world", "layer": "places", "kinds": ["lake", "town"]},
        "b": {"side": "itself", "layer": "places", "kinds": ["town"], "city": "x"},
        "e": {"side": "world", "layer": "off", "kinds": ["town"]},
        "f": {"side": "world", "layer": "off", "kinds": ["town"]},
    }  # fmt: skip
    things = frame(dict.fromkeys("abcd", SQUARE), kind=["lake", "town", "town", "hill"], city=["x", "x", "y", "x"])
    rows = {row.about: said(row) for row in records.other_figures(make({"counts": rules}, places=things))}
    assert rows == {
        name: {"group": "figures", "kind": "figure", "about": name, "unit": f"unit-{name}", "clause": f"clause-{name}"}
        | result for name, result in {
            "a": {"side": "world", "state": "pass", "expected": 3.0, "found": 3.0, "difference": 0.0},
            "b": {"side": "itself", "state": "differs", "reason": "number", "expected": 2.0, "found": 1.0,
                  "difference": -1.0},
            "c": {"state": "unknown", "reason": "geometry", "expected": 9},
            "e": {"side": "world", "state": "unknown", "reason": "layer_off", "expected": 1},
        }.items()
    }  # fmt: skip


def test_features_that_others_are_compared_with_are_there_unless_a_layer_is_off(
    make: Callable[..., Atlas], atlas: Atlas
) -> None:
    found = tuple(
        Control(name, "place", (), "sample", "", False, shapely.Point(120, 30)) for name in ("here", "gone", "gone")
    )
    layers = dict.fromkeys(atlas.frames, frame({"here": SQUARE}))
    (row,) = records.controls(replace(make(**layers), controls=found))
    assert said(row) == {
        "group": "records", "kind": "controls", "state": "differs", "reason": "absent", "expected": 2, "found": 1,
        "difference": -1, "missing": ("gone",),
    }  # fmt: skip
    (row,) = records.controls(replace(make(zones=frame({"here": SQUARE})), controls=found))
    assert (row.state, row.reason, row.missing) == ("unknown", "layer_off", ("gone",))
    (row,) = records.controls(replace(make(zones=frame({"here": SQUARE})), controls=found[:1]))
    assert row.state == "pass"
    (row,) = records.controls(replace(make(zones=frame({"here": SQUARE})), controls=()))
    assert (row.state, row.reason) == ("unknown", "no_control")


def test_of_a_layer_of_context_only_what_the_report_names_needs_its_clauses(make: Callable[..., Atlas]) -> None:
    zones = frame(dict.fromkeys("abc", SQUARE), clauses=[["2.6.1"], [], []])
    for named, missing in ((["a"], ()), (["a", "b"], ("b",))):
        (row,) = records.clauses(make({"named": {"layers": ["zones"], "zones": named}}, zones=zones))
        assert (row.expected, row.missing) == (len(named), missing)
