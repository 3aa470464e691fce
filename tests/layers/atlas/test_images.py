"""Pictures that lie on the map: what is missing, spoilt or exchanged costs its layer and is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from layers.atlas.atlas import build_atlas
from layers.atlas.images import MOST_BYTES
from tests import samples

LAYER = samples.of_type("image")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return samples.write_all(tmp_path)


def named(folder: Path, content: bytes) -> None:
    """A picture of this content, by the name that it should have."""
    name = samples.image_name(content)
    (folder / name).write_bytes(content)
    samples.write(folder, LAYER.file, [samples.feature(LAYER, image=name)])


def test_a_sound_picture_is_read_as_it_is(folder: Path) -> None:
    atlas = build_atlas(folder)
    assert atlas.faults == {}
    assert atlas.images == {samples.IMAGE: samples.picture()}


@pytest.mark.parametrize(
    "name", ["../{}", "sub/{}", "\0{}", "a.webp", '"><script>{}', "{}.png", "{}\n", f"{'a' * 99}{{}}"]
)
def test_a_name_that_is_none_of_a_picture_costs_its_layer_and_is_told(name: str, folder: Path) -> None:
    (folder.parent / samples.IMAGE).write_bytes(b"a secret")
    samples.write(folder, LAYER.file, [samples.feature(LAYER, image=name.format(samples.IMAGE))])
    atlas = build_atlas(folder)
    assert list(atlas.faults) == [LAYER.id]
    assert {fault.code for fault in atlas.faults[LAYER.id]} <= {"bad_value", "not_json", "file_unreadable"}
    assert atlas.images == {}


SPOILT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "none": ("file_missing", lambda folder: (folder / samples.IMAGE).unlink()),
    "another one": ("image_changed", lambda folder: (folder / samples.IMAGE).write_bytes(samples.picture(9))),
    "no picture": ("file_unreadable", lambda folder: named(folder, b"no picture")),
    "half of one": ("file_unreadable", lambda folder: named(folder, samples.picture()[:20])),
    "too large": ("file_too_large", lambda folder: named(folder, bytes(MOST_BYTES + 1))),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_picture_costs_its_layer_alone(case: str, folder: Path) -> None:
    code, spoil = SPOILT[case]
    spoil(folder)
    atlas = build_atlas(folder)
    assert list(atlas.faults) == [LAYER.id]
    assert [fault.code for fault in atlas.faults[LAYER.id]] == [code]
    assert LAYER.id not in atlas.frames
    assert len(atlas.frames) == len(samples.LAYERS) - 1
