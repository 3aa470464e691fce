"""The model made from a declaration: a valid feature passes, each change that breaks it does not."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from layers.atlas.schema import Properties, model_of
from layers.catalogue.catalogue import Layer
from tests import samples

COMMON = [name for name, field in Properties.model_fields.items() if field.is_required()]


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_a_valid_feature_passes(layer: Layer) -> None:
    assert model_of(layer).model_validate(samples.feature(layer)).properties.id.startswith("sample-")


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_every_kind_passes_and_no_other(layer: Layer) -> None:
    for kind in layer.kinds():
        model_of(layer).model_validate(samples.feature(layer, kind=kind))
    with pytest.raises(ValidationError, match="kind"):
        model_of(layer).model_validate(samples.feature(layer, kind="no_such_kind"))


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_an_undeclared_field_does_not_pass(layer: Layer) -> None:
    with pytest.raises(ValidationError, match="colour"):
        model_of(layer).model_validate(samples.feature(layer, colour="red"))


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_only_the_declared_geometry_passes(layer: Layer) -> None:
    accepted = (
        set(samples.SHAPES) if layer.geometry == "mixed" else {samples.SHAPE_OF.get(layer.geometry, layer.geometry)}
    )
    for name, shape in samples.SHAPES.items():
        if name in accepted:
            model_of(layer).model_validate(samples.feature(layer, geometry=shape))
        else:
            with pytest.raises(ValidationError):
                model_of(layer).model_validate(samples.feature(layer, geometry=shape))


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_every_common_field_is_needed(layer: Layer, name: str) -> None:
    incomplete = samples.feature(layer)
    del incomplete["properties"][name]
    with pytest.raises(ValidationError, match=name):
        model_of(layer).model_validate(incomplete)


GOOD: list[dict[str, Any]] = [
    {"id": "a"}, {"id": "a" * 80}, {"id": "rail-1"}, {"accuracy_m": 0}, {"accuracy_m": 0.5}, {"clauses": []},
    {"clauses": ["0", "3.10"]}, {"aliases": ["杭州"]}, {"basis_zh": None}, {"evidence": "surveyed"},
    {"evidence": "indicative", "basis_zh": "画", "basis_en": "drawn"},
]  # fmt: skip
BAD: list[dict[str, Any]] = [
    {"id": ""}, {"id": "A"}, {"id": "1a"}, {"id": "a_b"}, {"id": "a b"}, {"id": "a" * 81}, {"id": "a\n"}, {"id": "杭"},
    {"id": None}, {"accuracy_m": -1}, {"accuracy_m": None}, {"accuracy_m": "near"}, {"accuracy_m": float("nan")},
    {"clauses": ["9.9"]}, {"clauses": "1"}, {"source": []}, {"source": "x"}, {"source": [""]}, {"aliases": [1]},
    {"name_zh": ""}, {"name_en": "x" * 401}, {"name_zh": None}, {"evidence": "guessed"}, {"evidence": "indicative"},
    {"evidence": "indicative", "basis_zh": "画"}, {"evidence": "indicative", "basis_zh": "", "basis_en": ""},
    {"evidence": "unlocated"},
]  # fmt: skip


@pytest.mark.parametrize("changes", GOOD, ids=repr)
def test_good_values_pass(changes: dict[str, Any]) -> None:
    model_of(samples.LAYERS[0]).model_validate(samples.feature(samples.LAYERS[0], **changes))


@pytest.mark.parametrize("changes", BAD, ids=repr)
def test_bad_values_do_not_pass(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model_of(samples.LAYERS[0]).model_validate(samples.feature(samples.LAYERS[0], **changes))
