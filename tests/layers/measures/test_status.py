"""What each feature was at a date: the same on paper as on the screen, whose own script is asked."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, replace
from typing import Any

import pandas as pd
import pytest
from playwright._impl._driver import compute_driver_executable

from layers.atlas.atlas import Atlas
from layers.atlas.timeline import Timeline
from layers.catalogue.catalogue import Layer
from layers.catalogue.style import Style, bare_style, style_of
from layers.measures.status import status_at, style_at
from maps.web.payload import payload
from tests import repository, samples

MONTHS = ("2018-01", "2019-07", "2020-08", "2022-12", "2025-09", "2026-11")
TIMED = [layer for layer in samples.LAYERS if layer.timed]
STATUSES = samples.CATALOGUE.statuses
SCRIPT = """
import { readFileSync } from "node:fs";
const { modules, data, months } = JSON.parse(readFileSync(0, "utf-8"));
const { statusAt, patterned } = await import(modules);
const features = data.layers.flatMap((layer) => layer.features.map((one) => [layer, one]));
const byId = new Map(features.map(([, one]) => [one.id, one]));
const dashes = Object.fromEntries(data.statuses.map((item) => [item.id, item.dash]));
const found = {};
for (const month of months) for (const [layer, one] of features) {
  const base = layer.styles[one.look ?? one.kind][one.evidence];
  const status = layer.timed ? statusAt(one, month, data, byId) : null;
  found[[month, layer.id, one.id]] = [status, patterned(base, dashes[status] || layer.dashes[one.kind])];
}
console.log(JSON.stringify(found));
"""
"""Runs the screen's `time.js` on the screen's own data: status and style by month, layer and feature."""


@pytest.fixture(scope="module")
def on_screen(atlas: Atlas) -> dict[str, tuple[str | None, dict[str, Any]]]:
    """What the screen shows, by "month,layer,feature"; the browser tests' own driver brings a JavaScript to run it."""
    modules = (repository.ROOT / "maps" / "web" / "drawing" / "time.js").as_uri()
    asked = json.dumps({"modules": modules, "data": payload(atlas), "months": MONTHS})
    node = compute_driver_executable()[0]
    made = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT], input=asked, capture_output=True, check=True, encoding="utf-8"
    )
    return json.loads(made.stdout)


def plain(style: Style) -> dict[str, Any]:
    """A style as the screen has it: lists for tuples, and no word of what most have not."""
    said = asdict(style)
    return json.loads(
        json.dumps({name: value for name, value in said.items() if name not in ("hatch", "held", "badge") or value})
    )


@pytest.mark.parametrize("month", MONTHS)
def test_every_feature_has_the_status_and_the_look_that_the_screen_gives_it(
    month: str, atlas: Atlas, on_screen: dict[str, tuple[str | None, dict[str, Any]]]
) -> None:
    shown = {}
    for layer in samples.LAYERS:
        for ident, row in atlas.frames[layer.id].iterrows():
            style, status = style_at(atlas, layer, row, month)
            shown[f"{month},{layer.id},{ident}"] = [status, plain(style)]
    expected = {key: list(value) for key, value in on_screen.items() if key.startswith(month)}
    assert shown.keys() == expected.keys()
    assert {key for key in shown if shown[key] != expected[key]} == set()


def test_the_months_tell_something(on_screen: dict[str, tuple[str | None, dict[str, Any]]]) -> None:
    by_month = [[value[0] for key, value in on_screen.items() if key.startswith(month)] for month in MONTHS]
    assert len({tuple(statuses) for statuses in by_month}) == len(MONTHS)
    assert {item.id for item in STATUSES} == {status for statuses in by_month for status in statuses} - {None}


def timeline(*events: tuple[str, str], lost: str | None = None) -> Timeline:
    said = {"source": "report-2019", "note_zh": "甲", "note_en": "a"}
    listed = [{"date": date, "status": status, **said} for date, status in events]
    return Timeline.model_validate({"looked_up": "2026-11-01", "events": listed, "unknown_since": lost})


def shaped(atlas: Atlas, **timelines: Timeline) -> Atlas:
    """The atlas with these timelines only."""
    return replace(atlas, timelines=timelines)


def thing(**fields: Any) -> pd.Series:
    return pd.Series({"id": "thing", **fields})


@pytest.mark.parametrize(
    ("month", "status"),
    [("2019-05", "unknown"), ("2019-06", "planned"), ("2019-07", "building"), ("2019-08", "building"),
     ("2019-12", "building"), ("2020-01", "open"), ("2021-04", "open"), ("2021-05", "unknown")],
)  # fmt: skip
def test_a_change_counts_from_its_month_or_year_and_a_loss_from_the_next(month: str, status: str, atlas: Atlas) -> None:
    known = timeline(("2019-06", "planned"), ("2019-07-15", "building"), ("2020", "open"), lost="2021-04-10")
    assert status_at(shaped(atlas, thing=known), thing(), month) == status


def test_a_part_has_the_status_of_its_line_unless_it_has_its_own(atlas: Atlas) -> None:
    whole, own = timeline(("2019", "open")), timeline(("2019", "planned"))
    assert status_at(shaped(atlas, line=whole), thing(line="line"), "2020-01") == "open"
    assert status_at(shaped(atlas, line=whole, thing=own), thing(line="line"), "2020-01") == "planned"
    assert status_at(shaped(atlas, other=whole), thing(line="line"), "2020-01") is None


def test_a_station_has_the_best_status_of_its_lines(atlas: Atlas) -> None:
    one, other = atlas.frames["rail"].index[:2]
    known = shaped(atlas, **{one: timeline(("2019", "idea")), other: timeline(("2019", "building"))})
    assert status_at(known, thing(lines=[one, other]), "2020-01") == "building"
    assert status_at(known, thing(lines=[one]), "2020-01") == "idea"
    assert status_at(known, thing(lines=["nowhere"]), "2020-01") is None


@pytest.mark.parametrize("nothing", [None, float("nan"), "", 3])
def test_what_names_no_line_has_no_status(nothing: Any, atlas: Atlas) -> None:
    assert status_at(shaped(atlas), thing(line=nothing, lines=nothing), "2020-01") is None


@pytest.mark.parametrize("layer", TIMED, ids=samples.ids)
def test_a_status_is_told_by_dashes_and_a_class_keeps_its_hue(layer: Layer, atlas: Atlas) -> None:
    dashes = {status.id: status.dash for status in STATUSES}
    assert len(set(dashes.values())) == len(dashes)
    for _, row in atlas.frames[layer.id].iterrows():
        style, status = style_at(atlas, layer, row, "2021-06")
        bare = bare_style(layer.class_of(row["kind"]), row["evidence"], row["id"])
        assert {stroke.color for stroke in style.strokes} <= {stroke.color for stroke in bare.strokes}
        assert (style.glyph_color, style.fill, style.held, style.badge) == (
            bare.glyph_color, bare.fill, bare.held, bare.badge
        )  # fmt: skip
        if status and dashes[status]:
            assert {stroke.dash for stroke in style.strokes} <= {dashes[status]}
            assert style.dash == (dashes[status] if style.glyph else ())


def test_without_a_month_and_in_a_layer_that_is_not_timed_nothing_changes(atlas: Atlas) -> None:
    for ident, month in (("rail", None), ("cities", "2019-07")):
        layer = samples.CATALOGUE.layer(ident)
        row = atlas.frames[ident].iloc[0]
        assert style_at(atlas, layer, row, month) == (style_of(layer.class_of(row["kind"]), row["evidence"]), None)
    row = atlas.frames["rail"].loc["rail-husuhu"]
    style, status = style_at(atlas, samples.CATALOGUE.layer("rail"), row, "2019-07")
    assert status not in (None, "open")
    assert style != style_of(samples.CATALOGUE.layer("rail").class_of(row["kind"]), row["evidence"])
