"""What the browser is told: every feature once per layer, with styles, legend, words and sources that fit."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names
from layers.atlas.timeline import Timeline
from layers.catalogue.catalogue import Layer
from maps.scene.scene import Scene
from maps.web.deltas import encode
from maps.web.payload import bare, parts_of, payload, shapes_of
from maps.web.safe import inert_json
from tests import samples
from text import LANGUAGES, table


@pytest.fixture(scope="module")
def told(atlas: Atlas) -> dict[str, Any]:
    """The shipped atlas as the browser reads it."""
    parsed: dict[str, Any] = json.loads(inert_json(payload(atlas)))
    return parsed


def layer_of(told: dict[str, Any], ident: str) -> dict[str, Any]:
    (found,) = [layer for layer in told["layers"] if layer["id"] == ident]
    return dict(found)


def test_nothing_is_forgotten(told: dict[str, Any], atlas: Atlas) -> None:
    assert [layer["id"] for layer in told["layers"]] == list(samples.CATALOGUE.ids())
    assert [group["id"] for group in told["groups"]] == [group.id for group in samples.CATALOGUE.groups]
    assert set(told["sources"]) == set(atlas.sources)
    assert told["text"] == {lang: table(lang)["map"] for lang in LANGUAGES}


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_every_feature_is_told_with_its_names(layer: Layer, told: dict[str, Any], atlas: Atlas) -> None:
    frame = atlas.frames[layer.id]
    features = layer_of(told, layer.id)["features"]
    assert [(item["id"], item["zh"], item["en"]) for item in features] == list(
        zip(frame.index, frame["name_zh"], frame["name_en"], strict=True)
    )


def test_former_names_are_told_of_what_was_renamed_and_of_nothing_else(told: dict[str, Any], atlas: Atlas) -> None:
    for layer in atlas.frames:
        for item in layer_of(told, layer)["features"]:
            known = former_names(atlas.frames[layer].loc[item["id"]])
            assert ("former" in item) == bool(known)
            said = [(one["zh"], one["en"], one["until"], one["reason"]) for one in item.get("former", ())]
            assert said == [
                (one.name_zh, one.name_en, one.until, {"zh": one.reason_zh, "en": one.reason_en}) for one in known
            ]
    (east,) = [item for item in layer_of(told, "stations")["features"] if item["id"] == "station-shangyu-bei"]
    assert [(one["zh"], one["until"]) for one in east["former"]] == [("上虞北站", "2016-12-01")]


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_numbers_point_at_what_they_mean(layer: Layer, told: dict[str, Any], atlas: Atlas) -> None:
    part = layer_of(told, layer.id)
    for item in part["features"]:
        row = atlas.frames[layer.id].loc[item["id"]]
        assert layer.kinds()[item["kind"]] == row["kind"]
        assert told["evidence"][item["evidence"]] == row["evidence"]
        assert part["kinds"][item["kind"]]["zh"] == layer.class_of(row["kind"]).zh
        assert len(part["styles"][item["kind"]]) == len(told["evidence"])
        assert set(item["source"]) <= set(told["sources"])


def test_a_shape_is_told_once_in_the_layer_that_is_drawn_first(told: dict[str, Any], atlas: Atlas) -> None:
    drawn: dict[str, Any] = {}
    for layer in sorted(told["layers"], key=lambda item: item["order"]):
        for item in layer["features"]:
            assert (item["shape"] is None) == (item["id"] in drawn)
            drawn.setdefault(item["id"], item["shape"])
            shape = atlas.frames[layer["id"]].loc[item["id"], "geometry"]
            assert drawn[item["id"]] == encode(shape)


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_indicative_features_carry_no_measure(layer: Layer, told: dict[str, Any], atlas: Atlas) -> None:
    for item in layer_of(told, layer.id)["features"]:
        shape = encode(atlas.frames[layer.id].loc[item["id"], "geometry"])
        if told["evidence"][item["evidence"]] == "indicative":
            assert (item["area_km2"], item["length_km"]) == (None, None)
        else:
            assert (item["area_km2"] is not None) == ("a" in shape and layer.geometry != "image")  # no place, no area
            assert (item["length_km"] is not None) == ("l" in shape)


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_colours_and_glyphs_are_names_that_exist(layer: Layer, told: dict[str, Any]) -> None:
    part = layer_of(told, layer.id)
    colors = set(samples.CATALOGUE.palette["light"])
    for style in (style for styles in part["styles"] for style in styles):
        assert {style["fill"], style["glyph_color"], *(stroke["color"] for stroke in style["strokes"])} - {""} <= colors
        assert style["glyph"] in {"", *told["glyphs"]}
    assert part["label"] is None or part["label"]["color"] in colors


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_the_legend_counts_what_is_drawn(layer: Layer, told: dict[str, Any]) -> None:
    part = layer_of(told, layer.id)
    legended = layer.geometry != "image"  # a relief explains itself
    assert sum(entry["count"] for entry in part["legend"]) == legended * len(part["features"])


def test_anchors_lie_on_the_map(told: dict[str, Any]) -> None:
    (south, west), (north, east) = told["bounds"]
    for item in (item for layer in told["layers"] if layer["label"] for item in layer["features"]):
        lng, lat = item["at"]
        assert west <= lng <= east, item["id"]
        assert south <= lat <= north, item["id"]


def test_the_default_glyph_is_there(told: dict[str, Any]) -> None:
    assert "dot" in told["glyphs"]


def timeline(*dates: str, lost: str | None = None) -> Timeline:
    """A subject that opened again on each of these dates."""
    said = {"status": "open", "source": "report-2019", "note_zh": "开", "note_en": "open"}
    return Timeline.model_validate(
        {"looked_up": "2026-11-01", "events": [{"date": date, **said} for date in dates], "unknown_since": lost}
    )


@pytest.mark.parametrize(
    ("timelines", "expected"),
    [
        ({}, "2019-07"),
        ({"a": timeline()}, "2026-11"),  # the day on which it was looked up
        ({"a": timeline("2031")}, "2026-11"),  # a year alone names no month
        ({"a": timeline("2021-05")}, "2026-11"),
        ({"a": timeline("2027-05-17")}, "2027-05"),
        ({"a": timeline("2026-12", "2027-02-01"), "b": timeline("2026-12-31")}, "2027-02"),
        ({"a": timeline("2021-05", lost="2027-08")}, "2027-08"),
    ],
)
def test_the_last_month_is_the_latest_that_a_timeline_dates_or_was_looked_up_in_else_the_reports(
    timelines: dict[str, Timeline], expected: str, atlas: Atlas
) -> None:
    made = replace(atlas, timelines=timelines)
    assert made.last_month == expected
    assert payload(made)["today"] == expected


def test_the_months_of_the_time_control_are_those_that_a_scene_may_have(atlas: Atlas) -> None:
    told = payload(atlas)
    first, last = (int(told[end][:4]) * 12 + int(told[end][5:]) - 1 for end in ("first_month", "today"))
    months = [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first - 1, last + 2)]
    kept = [Scene(date=month).checked(atlas).date for month in months]
    assert kept == [None, *months[1:-1], None]
    assert {"2019-07", "2019-10", "2026-11"} <= set(kept)


def put_back(features: list[Any], shapes: list[Any]) -> list[Any]:
    return [item | {"shape": shape} for item, shape in zip(features, shapes, strict=True)]


def test_shapes_are_told_apart_in_the_order_of_their_features(told: dict[str, Any]) -> None:
    parts, shapes = parts_of(told), shapes_of(told)
    words = bare(told, {layer: f"{layer}.json" for layer in parts})
    assert [layer["id"] for layer in words["layers"]] == [layer["id"] for layer in told["layers"]]
    for layer, whole in zip(words["layers"], told["layers"], strict=True):
        come = parts.get(layer["id"]) or {"features": layer["features"], "shapes": shapes[layer["id"]]}
        assert put_back(**come) == whole["features"]
        assert {**whole, "features": layer["features"]} == {key: layer[key] for key in layer if key != "part"}
        assert not any("shape" in item for item in come["features"])


def test_a_context_layer_is_in_the_document_by_name_and_count_alone(told: dict[str, Any]) -> None:
    parts = parts_of(told)
    assert parts.keys() == {layer.id for layer in samples.LAYERS if layer.context}
    assert parts.keys().isdisjoint(shapes_of(told))
    for layer in bare(told, {layer: f"{layer}.json" for layer in parts})["layers"]:
        assert layer.get("part") == (f"{layer['id']}.json" if layer["id"] in parts else None)
        assert layer["count"] == len(parts.get(layer["id"], layer)["features"])


def test_what_the_legend_calls_by_name_is_short_and_keeps_its_whole_name(atlas: Atlas, told: dict[str, Any]) -> None:
    zones = next(layer for layer in told["layers"] if layer["id"] == "zones")
    row = next(entry for entry in zones["legend"] if entry["key"] == "zone-hangjia")
    assert (row["zh"], row["en"]) == ("杭嘉先行区", "Hangzhou-Jiaxing Pilot Zone")
    whole = atlas.frames["zones"].loc["zone-hangjia"]
    assert row["whole"] == {"zh": whole["name_zh"], "en": whole["name_en"]}
    feature = next(item for item in zones["features"] if item["id"] == "zone-hangjia")
    assert feature["short"] == {"zh": row["zh"], "en": row["en"]}
