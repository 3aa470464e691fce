"""The legend says what a layer holds, in the classes' order and look."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import shapely

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import Layer
from layers.catalogue.legend import EVIDENCE, legend
from layers.catalogue.style import style_of
from tests import samples


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_entries_count_every_feature_once(layer: Layer, atlas: Atlas) -> None:
    frame = atlas.frames[layer.id]
    entries = legend(layer, frame.itertuples())
    assert sum(entry.count for entry in entries) == len(frame)
    assert {entry.kind: entry.count for entry in entries} == frame["kind"].value_counts().to_dict()


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_entries_come_from_the_classes_in_their_order(layer: Layer, atlas: Atlas) -> None:
    entries = legend(layer, atlas.frames[layer.id].itertuples())
    places = [layer.kinds().index(entry.kind) for entry in entries]
    assert places == sorted(set(places))
    for entry in entries:
        cls = layer.class_of(entry.kind)
        assert (entry.layer, entry.zh, entry.en) == (layer.id, cls.zh, cls.en)
        assert entry.style == style_of(cls, entry.evidence)
        assert entry.shape in ("point", "line", "polygon")


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_a_kind_without_a_feature_has_no_entry(layer: Layer, atlas: Atlas) -> None:
    assert legend(layer, ()) == []


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_an_entry_shows_a_grade_that_its_features_have(layer: Layer, atlas: Atlas) -> None:
    frame = atlas.frames[layer.id]
    for entry in legend(layer, frame.itertuples()):
        grades = set(frame.loc[frame["kind"] == entry.kind, "evidence"])
        assert entry.evidence == min(grades, key=EVIDENCE.index)


def test_an_entry_has_the_best_grade_and_the_shape_of_what_is_drawn() -> None:
    layer = samples.of_type("line")
    kind = layer.kinds()[0]

    def row(evidence: str, shape: shapely.Geometry) -> SimpleNamespace:
        return SimpleNamespace(kind=kind, evidence=evidence, geometry=shape)

    line = shapely.LineString([(0, 0), (1, 1)])
    (entry,) = legend(layer, [row("indicative", line), row("surveyed", line), row("generalised", line)])
    assert (entry.evidence, entry.count, entry.shape) == ("surveyed", 3, "line")
    (entry,) = legend(layer, [row("indicative", line), row("generalised", line)])
    assert (entry.evidence, entry.style) == ("generalised", style_of(layer.classes[0], "generalised"))
    shapes = {
        "point": shapely.Point(0, 0), "line": shapely.MultiLineString([line]), "polygon": shapely.box(0, 0, 1, 1),
    }  # fmt: skip
    for name, shape in shapes.items():
        assert [entry.shape for entry in legend(layer, [row("surveyed", shape)])] == [name]
    assert [entry.shape for entry in legend(layer, [row("surveyed", shapely.MultiPolygon([shapes["polygon"]]))])] == [
        "polygon"
    ]
