"""The legend says what a layer holds, in the classes' order and look."""

from __future__ import annotations

from collections import Counter
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
    counts: Counter[str] = Counter()
    for entry in entries:
        counts[entry.kind] += entry.count
    assert counts == frame["kind"].value_counts().to_dict()


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_entries_come_from_the_classes_in_their_order(layer: Layer, atlas: Atlas) -> None:
    entries = legend(layer, atlas.frames[layer.id].itertuples())
    places = [layer.kinds().index(entry.kind) for entry in entries]
    assert places == sorted(places)
    assert len({(entry.kind, entry.ident) for entry in entries}) == len(entries)
    for entry in entries:
        cls = layer.class_of(entry.kind)
        assert (entry.layer, entry.zh, entry.en) == (layer.id, cls.zh, cls.en)
        assert entry.style == style_of(cls, entry.evidence, entry.ident)
        assert entry.shape in ("point", "line", "polygon")


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_a_kind_without_a_feature_has_no_entry(layer: Layer, atlas: Atlas) -> None:
    assert legend(layer, ()) == []


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_an_entry_shows_a_grade_that_its_features_have(layer: Layer, atlas: Atlas) -> None:
    frame = atlas.frames[layer.id]
    for entry in legend(layer, frame.itertuples()):
        alike = frame["id"] == entry.ident if entry.ident else frame["kind"] == entry.kind
        grades = set(frame.loc[alike, "evidence"])
        assert entry.evidence == min(grades, key=EVIDENCE.index)


def test_an_entry_has_the_best_grade_and_the_shape_of_what_is_drawn() -> None:
    layer = samples.of_type("line")
    kind = layer.kinds()[0]

    def row(evidence: str, shape: shapely.Geometry) -> SimpleNamespace:
        return SimpleNamespace(id="a", kind=kind, evidence=evidence, geometry=shape)

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


def test_what_has_a_colour_of_its_own_has_a_line_of_its_own(atlas: Atlas) -> None:
    layer = samples.CATALOGUE.layer("zones")
    entries = [entry for entry in legend(layer, atlas.frames["zones"].itertuples()) if entry.kind == "pilot_zone"]
    assert [(entry.ident, entry.count) for entry in entries] == [
        (f"zone-{name}", 1) for name in ("hangjia", "hanghu", "hangshao")
    ]
    assert len({entry.style.strokes[-1].color for entry in entries}) == 3


def test_at_a_date_the_dashes_of_a_class_are_left_to_the_statuses(atlas: Atlas) -> None:
    layer, rows = samples.CATALOGUE.layer("roads"), list(atlas.frames["roads"].itertuples())

    def dashes(*, dated: bool) -> list[bool]:
        return [bool(entry.style.strokes[0].dash) for entry in legend(layer, rows, dated=dated)]

    assert dashes(dated=False) == [False, True]
    assert dashes(dated=True) == [False, False]
