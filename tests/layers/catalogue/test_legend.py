"""The legend says what a layer holds, in the classes' order and look."""

from __future__ import annotations

import pytest

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
