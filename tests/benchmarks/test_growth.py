import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.growth import NOT_FEATURES, copied, grown, moved
from layers.atlas.atlas import build_atlas
from layers.atlas.load import GEODATA

FEATURE: dict[str, Any] = {
    "type": "Feature",
    "properties": {"id": "rail-a", "kind": "metro"},
    "geometry": {"type": "LineString", "coordinates": [[120.0, 30.0], [121.0, 31.0]]},
}


@pytest.mark.parametrize(
    ("coordinates", "found"),
    [
        ([120.0, 30.0], [120.1, 29.9]),
        ([[120.0, 30.0]], [[120.1, 29.9]]),
        ([[[[0.5, 1.5], [2.0, 3.0]]]], [[[[0.6, 1.4], [2.1, 2.9]]]]),
        ([1.0, 2.0, 7.0], [1.1, 1.9, 7.0]),
    ],
)
def test_coordinates_of_any_depth_are_moved(coordinates: list[object], found: list[object]) -> None:
    assert moved(coordinates, 0.1, -0.1) == found


def test_the_first_copy_is_the_feature_and_the_others_are_moved_apart_with_ids_of_their_own() -> None:
    copies = [copied(FEATURE, number) for number in range(100)]
    assert copies[0] == FEATURE
    assert len({copy["properties"]["id"] for copy in copies}) == 100
    assert len({json.dumps(copy["geometry"]) for copy in copies}) == 100
    assert FEATURE["properties"]["id"] == "rail-a"


def test_a_grown_folder_is_an_atlas_with_so_many_times_the_features(tmp_path: Path) -> None:
    once, thrice = build_atlas(GEODATA), build_atlas(grown(GEODATA, tmp_path / "grown", 3))
    assert thrice.faults == {}
    assert {name: len(frame) for name, frame in thrice.frames.items()} == {
        name: len(frame) * (1 if once.catalogue.layer(name).file in NOT_FEATURES else 3)
        for name, frame in once.frames.items()
    }
    assert len(thrice.unlocated) == len(once.unlocated)
