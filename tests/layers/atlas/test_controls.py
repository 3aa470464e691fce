"""Controls: read whole, or refused with every fault and its place; a broken file costs their checks and no layer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from layers.atlas.atlas import build_atlas, digest_of
from layers.atlas.controls import Control, load_controls
from layers.checks.checks import checks
from layers.errors import LayerError
from tests import samples

POINT: dict[str, Any] = {"type": "Point", "coordinates": [120.0, 30.0]}
ROW: dict[str, Any] = {"feature": "rail-a", "role": "place", "names": ["A"], "source": ["sample"]}
KNOWN: dict[str, Any] = {"sample": {}}


def feature(geometry: Any = POINT, **changes: Any) -> dict[str, Any]:
    row = {name: value for name, value in (ROW | changes).items() if value is not ...}
    return {"type": "Feature", "properties": row, "geometry": geometry}


def faults(folder: Path, *features: Any) -> list[tuple[str, str, str]]:
    samples.write(folder, "controls", features)
    with pytest.raises(LayerError) as caught:
        load_controls(KNOWN, folder)
    assert {fault.given["file"] for fault in caught.value.faults} == {"controls.geojson"}
    return [
        (fault.code, str(fault.given.get("where", "")), str(fault.given.get("detail", "")))
        for fault in caught.value.faults
    ]


def test_a_control_is_read_with_all_that_is_said_of_it(tmp_path: Path) -> None:
    more = {"type": "MultiPoint", "coordinates": [[120.0, 30.0], [121.0, 31.0]]}
    samples.write(tmp_path, "controls", [feature(chosen=True, reading_zh="甲"), feature(more, role="line", names=[])])
    assert load_controls(KNOWN, tmp_path) == (
        Control("rail-a", "place", ("A",), "sample", "甲", True, shapely.Point(120, 30)),
        Control("rail-a", "line", (), "sample", "", False, shapely.MultiPoint([(120, 30), (121, 31)])),
    )


@pytest.mark.parametrize(
    ("broken", "code", "where"),
    [
        (feature(feature="Rail A"), "bad_value", "properties.feature"),
        (feature(role="area"), "bad_value", "properties.role"),
        (feature(names="A"), "bad_value", "properties.names"),
        (feature(names=["\x00"]), "bad_value", "properties.names.0"),
        (feature(source=[]), "bad_value", "properties.source"),
        (feature(source=["sample", "sample"]), "bad_value", "properties.source"),
        (feature(chosen="yes"), "bad_value", "properties.chosen"),
        (feature(names=...), "missing_field", "properties.names"),
        (feature(hearsay=1), "unknown_field", "properties.hearsay"),
        (feature({"type": "Point", "coordinates": ["x", 30]}), "bad_value", "geometry.Point.coordinates"),
        (feature({"type": "LineString", "coordinates": [[120, 30], [121, 30]]}), "bad_value", "geometry"),
        (feature(source=["nobody"]), "unknown_source", ""),
        (feature({"type": "Point", "coordinates": [30.0, 120.0]}), "outside_extent", ""),
        ({}, "missing_field", "type"), (1, "bad_value", ""),
    ],
)  # fmt: skip
def test_a_wrong_control_is_told_with_its_place(broken: Any, code: str, where: str, tmp_path: Path) -> None:
    first, *_ = faults(tmp_path, feature(), broken)
    assert first[0] == code
    assert first[1].startswith("#2")
    assert where in first[1]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, feature(role="area"), feature(source=["nobody"]), feature(feature=""))
    assert [where.split(" ")[0] for _, where, _ in found] == ["#1", "#2", "#3"]


@pytest.mark.parametrize(
    "content", [None, b"", b"[", b"{}", b'{"features": [{}]}', b"[" * 200_000], ids=lambda c: repr(c)[:20]
)
def test_a_broken_file_costs_the_checks_that_ask_it_and_no_layer(content: bytes | None, folder: Path) -> None:
    path = folder / "controls.geojson"
    path.unlink() if content is None else path.write_bytes(content)
    broken = build_atlas(folder)
    assert set(broken.faults) == {"controls"}
    assert set(broken.frames) == set(samples.CATALOGUE.ids())
    rows = [row for row in checks(broken) if row.group in ("positions", "names") or row.kind == "controls"]
    assert {row.state for row in rows} == {"unknown"}


def test_the_controls_are_part_of_the_digest(folder: Path) -> None:
    before = digest_of(folder, samples.CATALOGUE)
    samples.write(folder, "controls", [feature()])
    assert digest_of(folder, samples.CATALOGUE) != before


def test_the_shipped_controls_are_few_and_of_features_and_sources_that_exist() -> None:
    shipped = samples.shipped("controls")
    atlas = build_atlas()
    assert "controls" not in atlas.faults
    assert len(json.dumps(shipped, ensure_ascii=False)) < 150_000
    assert [control.feature for control in atlas.controls if atlas.home(control.feature) is None] == []


def test_no_control_of_a_position_is_of_a_source_that_the_feature_was_made_from() -> None:
    atlas = build_atlas()
    own = [
        (control.feature, control.source)
        for control in atlas.controls
        if control.role != "name" and control.source in atlas.feature(control.feature)["source"]
    ]
    assert own == []
