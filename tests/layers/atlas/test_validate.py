"""Each fault has a feature that provokes it and a twin that does not, and a sentence in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.validate import find_faults, name_of, schema_faults
from layers.catalogue.catalogue import Layer
from layers.errors import Fault
from tests import samples
from text import table

AREA = next(layer for layer in samples.LAYERS if layer.geometry == "polygon" and layer.panel)
POINT = samples.of_type("point")
BOW_TIE = {"type": "Polygon", "coordinates": [[[119, 30], [120, 31], [120, 30], [119, 31], [119, 30]]]}
SWAPPED = {"type": "Point", "coordinates": [30.0, 120.0]}
Features = list[Any]


def without(layer: Layer, name: str) -> Features:
    """A feature that lacks a property."""
    incomplete = samples.feature(layer)
    del incomplete["properties"][name]
    return [incomplete]


PROVOKED: dict[str, tuple[Layer, Features, Features]] = {
    "missing_field": (AREA, without(AREA, "name_zh"), [samples.feature(AREA)]),
    "unknown_field": (AREA, [samples.feature(AREA, colour=1)], [samples.feature(AREA)]),
    "bad_value": (AREA, [samples.feature(AREA, accuracy_m=-1)], [samples.feature(AREA, accuracy_m=1)]),
    "bad_geometry": (AREA, [samples.feature(AREA, geometry=samples.SHAPES["point"])], [samples.feature(AREA)]),
    "invalid_geometry": (AREA, [samples.feature(AREA, geometry=BOW_TIE)], [samples.feature(AREA)]),
    "outside_extent": (POINT, [samples.feature(POINT, geometry=SWAPPED)], [samples.feature(POINT)]),
    "duplicate_id": (
        POINT,
        [samples.feature(POINT, "same"), samples.feature(POINT, "same")],
        [samples.feature(POINT, "one"), samples.feature(POINT, "two")],
    ),
    "unknown_source": (POINT, [samples.feature(POINT, source=["who"])], [samples.feature(POINT)]),
    "indicative_without_basis": (
        POINT,
        [samples.feature(POINT, evidence="indicative")],
        [samples.feature(POINT, evidence="indicative", basis_zh="画", basis_en="drawn")],
    ),
}
READING = {
    "file_missing",
    "file_unreadable",
    "file_too_large",
    "not_json",
    "not_a_collection",
    "empty_layer",
    "image_changed",
}
"""Codes of `layers/atlas/load.py` and `images.py`, provoked in test_load.py and test_images.py."""
OF_STATISTICS = {"repeated_row", "unknown_place", "too_many_rows"}
"""Tested in `test_statistics.py`."""
CODES = sorted({*PROVOKED, *READING})


def faults_of(layer: Layer, features: Features) -> list[Fault]:
    """The faults of features that may cite the sample source."""
    return find_faults(layer, features, [samples.SOURCE])


def test_every_code_that_has_a_sentence_is_tested() -> None:
    assert set(table("zh")["fault"]["layer"]) == {*CODES, *OF_STATISTICS}


@pytest.mark.parametrize("code", PROVOKED)
def test_a_fault_is_found_and_names_its_file_and_feature(code: str) -> None:
    layer, wrong, _ = PROVOKED[code]
    (fault,) = faults_of(layer, wrong)
    assert fault.code == code
    assert fault.given["file"] == f"{layer.file}.geojson"
    assert str(fault.given["where"]).startswith(wrong[0]["properties"]["id"])


@pytest.mark.parametrize("code", PROVOKED)
def test_the_twin_is_sound(code: str) -> None:
    layer, _, right = PROVOKED[code]
    assert faults_of(layer, right) == []


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_a_sample_of_every_layer_is_sound(layer: Layer) -> None:
    assert faults_of(layer, [samples.feature(layer)]) == []


def test_all_faults_of_structure_are_told_at_once() -> None:
    codes = ("missing_field", "unknown_field", "bad_value", "bad_geometry", "indicative_without_basis")
    one = [samples.feature(AREA, "i", evidence="indicative"), *(PROVOKED[code][1][0] for code in codes[:4])]
    assert {fault.code for fault in faults_of(AREA, one)} == set(codes)


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (samples.SHAPES["point"], "'Point': 'Polygon', 'MultiPolygon'"),
        ({"type": "Circle\u202e", "coordinates": []}, r"'Circle\u202e': 'Polygon', 'MultiPolygon'"),
        ({"coordinates": []}, "{'coordinates': []}"),
        (None, "None"),
    ],
)
def test_a_geometry_of_a_wrong_kind_is_told_with_those_that_may_stand_there(geometry: object, said: str) -> None:
    (fault,) = schema_faults(AREA, [samples.feature(AREA, geometry=geometry)])
    assert (fault.code, fault.given["detail"]) == ("bad_geometry", said)


def test_all_faults_of_geometry_and_identity_are_told_at_once() -> None:
    features = [
        samples.feature(AREA, "same", geometry=BOW_TIE),
        samples.feature(AREA, "same", source=["who"]),
        samples.feature(AREA, "far", geometry=samples.box(0, 0, 1, 1)),
    ]
    found = {fault.code for fault in faults_of(AREA, features)}
    assert found == {"invalid_geometry", "outside_extent", "duplicate_id", "unknown_source"}


def test_every_fault_of_one_feature_is_told() -> None:
    faults = faults_of(AREA, [samples.feature(AREA, accuracy_m=-1, name_zh="", colour=1, clauses=["9"])])
    assert len(faults) == 4


NO_POSITION: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    lambda whole: whole | {"geometry": None},
    lambda whole: whole | {"properties": None},
    lambda whole: whole | {"properties": []},
    lambda whole: {name: value for name, value in whole.items() if name != "geometry"},
    lambda whole: {name: value for name, value in whole.items() if name != "properties"},
    lambda whole: whole | {"geometry": {"type": "Polygon", "coordinates": []}},
    lambda whole: whole | {"geometry": {"type": "Point"}},
    lambda whole: whole | {"geometry": {"type": "GeometryCollection", "geometries": []}},
    lambda whole: whole | {"type": "Thing"},
]


@pytest.mark.parametrize("spoil", NO_POSITION)
@pytest.mark.parametrize("layer", [POINT, AREA], ids=samples.ids)
def test_a_feature_without_its_parts_is_a_fault(layer: Layer, spoil: Callable[[Any], Any]) -> None:
    assert faults_of(layer, [spoil(samples.feature(layer))])


@pytest.mark.parametrize("coordinates", [["east", "north"], [float("nan"), 30.0], [float("inf"), 30.0], [120.0], []])
def test_coordinates_are_two_finite_numbers(coordinates: list[Any]) -> None:
    assert faults_of(POINT, [samples.feature(POINT, geometry={"type": "Point", "coordinates": coordinates})])


@pytest.mark.parametrize("value", ["5", True, float("inf"), float("nan")], ids=repr)
def test_accuracy_is_a_finite_number(value: Any) -> None:
    assert faults_of(POINT, [samples.feature(POINT, accuracy_m=value)])


@pytest.mark.parametrize("feature", [None, 1, "x", [], {}], ids=repr)
def test_what_is_no_feature_is_a_fault(feature: Any) -> None:
    assert faults_of(AREA, [feature])


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_any_value_is_judged_without_an_exception(value: Any) -> None:
    assert faults_of(POINT, [value])


@given(st.sampled_from(sorted(samples.feature(POINT)["properties"])), st.none() | st.integers() | st.lists(st.text()))
def test_any_property_is_judged_without_an_exception(name: str, value: Any) -> None:
    for fault in faults_of(
        POINT, [samples.feature(POINT) | {"properties": samples.feature(POINT)["properties"] | {name: value}}]
    ):
        assert fault.code in CODES


def test_a_feature_without_an_id_is_named_by_its_place() -> None:
    assert name_of({"properties": {}}, 4) == "#5"
    assert name_of(None, 0) == "#1"
    assert name_of({"properties": {"id": "x" * 500}}, 0) == "x" * 60


WEST, SOUTH, EAST, NORTH = 112.0, 25.0, 126.0, 37.5
"""The edges that docs/data-model.md gives: a place on one of them is still on the map."""
INSIDE = {"west": [WEST, 30.0], "south": [119.0, SOUTH], "east": [EAST, 30.0], "north": [119.0, NORTH]}
OUTSIDE = {
    "west": [WEST - 0.001, 30.0], "south": [119.0, SOUTH - 0.001],
    "east": [EAST + 0.001, 30.0], "north": [119.0, NORTH + 0.001],
}  # fmt: skip


@pytest.mark.parametrize("side", INSIDE)
def test_a_place_on_the_edge_is_on_the_map_and_one_a_hundred_metres_further_is_not(side: str) -> None:
    on, off = ({"type": "Point", "coordinates": places[side]} for places in (INSIDE, OUTSIDE))
    assert faults_of(POINT, [samples.feature(POINT, geometry=on)]) == []
    (fault,) = faults_of(POINT, [samples.feature(POINT, geometry=off)])
    assert fault.code == "outside_extent"


@pytest.mark.parametrize(
    "box", [(111.9, 30, 119, 31), (119, 24.9, 120, 26), (119, 30, 126.1, 31), (119, 30, 120, 37.6)]
)
def test_an_area_that_sticks_out_on_one_side_is_outside_and_told_by_its_south_west(box: tuple[float, ...]) -> None:
    (fault,) = faults_of(AREA, [samples.feature(AREA, "far", geometry=samples.box(*box))])
    assert (fault.code, fault.given["where"]) == ("outside_extent", "far")
    assert fault.given["detail"] == f"{box[0]:.2f}, {box[1]:.2f}"
