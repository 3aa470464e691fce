"""What the report names and nobody can place: read whole, or refused with the place of the mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.unlocated import Unlocated, load_unlocated
from layers.errors import LayerError

ROW: dict[str, Any] = {
    "id": "lost", "layer": "places", "kind": "court", "name_zh": "某院", "name_en": "A court", "clauses": ["2.6.4"],
    "reason_zh": "不详", "reason_en": "not known",
}  # fmt: skip


def written(folder: Path, content: Any) -> Path:
    (folder / "unlocated.geojson").write_text(json.dumps(content), encoding="utf-8")
    return folder


def collection(**changes: Any) -> dict[str, Any]:
    row = {name: value for name, value in (ROW | changes).items() if value is not ...}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": row}]}


def test_an_entry_is_read_with_all_that_is_said_of_it(tmp_path: Path) -> None:
    more = {"aliases": ["甲"], "wordings": ["乙"], "note_zh": "注", "note_en": "note", "other": 1}
    assert load_unlocated(written(tmp_path, collection(**more))) == [
        Unlocated(
            "lost", "places", "court", {"zh": "某院", "en": "A court"}, ("甲",), ("乙",), ("2.6.4",),
            {"zh": "不详", "en": "not known"}, {"zh": "注", "en": "note"},
        )
    ]  # fmt: skip
    (plain,) = load_unlocated(written(tmp_path, collection()))
    assert (plain.aliases, plain.wordings, plain.notes) == ((), (), {"zh": "", "en": ""})


@pytest.mark.parametrize(
    ("changes", "where", "detail"),
    [
        ({"id": "Lost"}, "id", "'Lost'"), ({"clauses": ["9.9"]}, "clauses.0", "'9.9'"),
        ({"name_zh": " "}, "name_zh", "' '"),
        ({"aliases": ["甲", 5]}, "aliases.1", "5"), ({"kind": "x" * 500}, "kind", repr("x" * 500)[:60]),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_place(changes: dict[str, Any], where: str, detail: str, tmp_path: Path) -> None:
    with pytest.raises(LayerError) as caught:
        load_unlocated(written(tmp_path, collection(**changes)))
    (fault,) = caught.value.faults
    assert fault.code == "bad_value"
    assert fault.given == {"file": "unlocated.geojson", "where": where, "detail": detail}


@pytest.mark.parametrize("name", sorted(ROW))
def test_every_field_is_needed(name: str, tmp_path: Path) -> None:
    with pytest.raises(LayerError) as caught:
        load_unlocated(written(tmp_path, collection(**{name: ...})))
    assert [(fault.code, fault.given["where"]) for fault in caught.value.faults] == [("missing_field", name)]


@pytest.mark.parametrize("features", [[{}], [1], [None]])
def test_what_is_no_feature_is_no_collection(features: list[Any], tmp_path: Path) -> None:
    with pytest.raises(LayerError) as caught:
        load_unlocated(written(tmp_path, {"type": "FeatureCollection", "features": features}))
    assert [(fault.code, fault.given["file"]) for fault in caught.value.faults] == [
        ("not_a_collection", "unlocated.geojson")
    ]
