"""Files that are sound, and files that are not: each costs a `LayerError` that names the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.load import MAX_BYTES, load_layer, read_features, selects
from layers.catalogue.catalogue import Layer
from layers.errors import Fault, LayerError
from tests import samples

LAYER = samples.of_type("point")
SOURCES: dict[str, dict[str, str]] = {samples.SOURCE: {}}
WHOLE = json.dumps({"type": "FeatureCollection", "features": [samples.feature(LAYER)]}).encode()
BROKEN: dict[str, tuple[str, bytes]] = {
    "empty": ("not_json", b""),
    "truncated": ("not_json", WHOLE[:-20]),
    "with a byte order mark": ("not_json", b"\xef\xbb\xbf" + WHOLE),
    "wrong encoding": ("file_unreadable", json.dumps({"x": "杭州"}, ensure_ascii=False).encode("gb18030")),
    "deeply nested": ("file_unreadable", b"[" * 200_000),
    "an endless number": ("file_unreadable", b'{"features": [' + b"9" * 5000 + b"]}"),
    "a list": ("not_a_collection", b"[]"),
    "a number": ("not_a_collection", b"1"),
    "no features": ("not_a_collection", b"{}"),
    "features that are no list": ("not_a_collection", b'{"features": {}}'),
    "no feature": ("empty_layer", b'{"features": []}'),
}


def path_of(folder: Path) -> Path:
    return folder / f"{LAYER.file}.geojson"


def only_fault(folder: Path) -> Fault:
    """The one fault that loading the layer tells."""
    with pytest.raises(LayerError) as caught:
        load_layer(LAYER, SOURCES, folder)
    (fault,) = caught.value.faults
    assert fault.given["file"] == path_of(folder).name
    assert path_of(folder).name in str(caught.value)
    return fault


@pytest.mark.parametrize("layer", samples.LAYERS, ids=samples.ids)
def test_a_sound_file_loads(layer: Layer, folder: Path) -> None:
    frame = load_layer(layer, SOURCES, folder)
    assert list(frame.index) == list(frame["id"]) == [samples.feature(layer)["properties"]["id"]]
    assert frame.crs == "EPSG:4326"


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_names_itself(name: str, tmp_path: Path) -> None:
    code, content = BROKEN[name]
    path_of(tmp_path).write_bytes(content)
    assert only_fault(tmp_path).code == code


def test_a_missing_file_names_itself(tmp_path: Path) -> None:
    assert only_fault(tmp_path).code == "file_missing"


def test_a_folder_in_the_file_s_place_is_unreadable(tmp_path: Path) -> None:
    path_of(tmp_path).mkdir()
    assert only_fault(tmp_path).code == "file_unreadable"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with path_of(tmp_path).open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert only_fault(tmp_path).code == "file_too_large"


def test_the_place_of_a_mistake_is_told(tmp_path: Path) -> None:
    path_of(tmp_path).write_text('{"features":\n [,]}', encoding="utf-8")
    assert only_fault(tmp_path).given["where"] == "2:3"


def test_all_faults_of_a_file_are_told(tmp_path: Path) -> None:
    samples.write(tmp_path, LAYER.file, [samples.feature(LAYER, "a", colour=1), samples.feature(LAYER, "b", size=2)])
    with pytest.raises(LayerError) as caught:
        load_layer(LAYER, SOURCES, tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["unknown_field", "unknown_field"]


def test_features_keep_the_file_s_order(tmp_path: Path) -> None:
    idents = ["b", "a", "c"]
    samples.write(tmp_path, LAYER.file, [samples.feature(LAYER, ident) for ident in idents])
    assert list(load_layer(LAYER, SOURCES, tmp_path).index) == idents


def test_where_takes_what_equals_is_among_or_contains() -> None:
    layer = LAYER.model_copy(update={"where": {"kind": ["a", "b"], "editions": "2019"}})
    assert selects(layer, {"properties": {"kind": "a", "editions": ["2019", "2021"]}})
    assert selects(layer, {"properties": {"kind": "b", "editions": 2019}})
    others: list[Any] = [
        {"kind": "c", "editions": "2019"},
        {"kind": "a", "editions": ["2021"]},
        {"kind": "a"},
        None,
        [],
    ]
    assert not any(selects(layer, {"properties": other}) for other in others)
    nothing: list[Any] = [None, 1, "x", {}]
    assert not any(selects(layer, other) for other in nothing)


def test_where_leaves_out_what_is_of_another_layer(folder: Path) -> None:
    for layer in samples.LAYERS:
        (taken,) = read_features(layer, folder)
        assert taken["properties"]["id"] == samples.feature(layer)["properties"]["id"]


def test_a_file_may_have_eight_million_bytes_and_not_one_more(tmp_path: Path) -> None:
    path_of(tmp_path).write_bytes(WHOLE + b" " * (8_000_000 - len(WHOLE)))
    assert len(load_layer(LAYER, SOURCES, tmp_path)) == 1
    path_of(tmp_path).write_bytes(WHOLE + b" " * (8_000_001 - len(WHOLE)))
    fault = only_fault(tmp_path)
    assert (fault.code, fault.given["bytes"]) == ("file_too_large", 8_000_000)
