"""When the disk or a driver fails: an error that says so, and nothing left behind."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from pyogrio.errors import DataSourceError

from layers.atlas.atlas import Atlas
from layers.errors import DatasetError
from maps.datasets.dataset import dataset
from maps.datasets.parts import FORMATS
from maps.datasets.shapefile import SUFFIXES, whole
from maps.datasets.vector import settle
from maps.scene.scene import Scene
from maps.words.faults import sentences
from tests.maps.datasets.datafiles import files_of
from tests.repository import ROOT
from text import LANGUAGES

SCENE = Scene("transport", ("stations", "rail"))
ON_DISK = ("gpkg", "shp")
"""The formats whose driver needs a disk; all others are made in memory."""

FULL_DISK = """
import resource, sys, tempfile
from layers.atlas.atlas import current_atlas
from layers.errors import DatasetError
from maps.datasets.dataset import dataset
from maps.datasets.parts import FORMATS
from maps.scene.scene import Scene

tempfile.tempdir = sys.argv[1]
atlas, scene = current_atlas(), Scene("transport", ("stations",))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
for name in FORMATS:
    try:
        print(name, "made" if len(dataset(atlas, scene, file_format=name, datum="wgs84").data) > 1000 else "empty")
    except DatasetError as error:
        print(name, error.code)
"""


def on_a_disk_of(room: int, folder: Path) -> dict[str, str]:
    """What becomes of each format where no file may have more bytes than that."""
    command = [sys.executable, "-c", FULL_DISK, str(folder), str(room)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return dict(line.split() for line in printed.splitlines())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of our own, which every test must leave empty."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def export(atlas: Atlas, file_format: str) -> dict[str, bytes]:
    return files_of(dataset(atlas, SCENE, file_format=file_format, datum="gcj02" if file_format != "kml" else "wgs84"))


def refusal(atlas: Atlas, file_format: str, code: str) -> DatasetError:
    """The error that an export ends with; its sentences can be said and name no folder of this computer."""
    with pytest.raises(DatasetError) as caught:
        export(atlas, file_format)
    assert caught.value.code == code
    for lang in LANGUAGES:
        assert tempfile.gettempdir() not in " ".join(sentences(caught.value.faults, lang))
    return caught.value


@pytest.mark.parametrize("file_format", FORMATS)
def test_nothing_is_left_behind(file_format: str, atlas: Atlas, temporary: Path) -> None:
    assert len(export(atlas, file_format)) > 1


@pytest.mark.parametrize("room", [2_000, 60_000])
def test_a_full_disk(room: int, tmp_path: Path) -> None:
    outcomes = on_a_disk_of(room, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert {name for name, outcome in outcomes.items() if outcome != "made"} == set(ON_DISK)
    assert {outcomes[name] for name in ON_DISK} <= {"disk_full", "not_made", "incomplete"}


def test_a_disk_with_room(tmp_path: Path) -> None:
    assert on_a_disk_of(5_000_000, tmp_path) == dict.fromkeys(FORMATS, "made")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file_format", ["gpkg", "shp", "kml"])
def test_a_driver_that_fails(file_format: str, atlas: Atlas, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(frame: Any, path: Any, **_: Any) -> None:
        if isinstance(path, Path):
            path.write_bytes(b"half")
        raise DataSourceError(f"cannot create '{temporary}/atlas-x/a.gpkg': no reason")

    monkeypatch.setattr(pyogrio, "write_dataframe", failing)
    error = refusal(atlas, file_format, "not_made")
    assert error.faults[0].given["format"] == file_format
    assert error.faults[0].given["reason"] == "cannot create 'a.gpkg': no reason"


@pytest.mark.parametrize("file_format", ON_DISK)
def test_no_temporary_folder(file_format: str, atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    refusal(atlas, file_format, "not_made")


@pytest.mark.parametrize("file_format", ON_DISK)
def test_no_room_for_a_folder(file_format: str, atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    refusal(atlas, file_format, "disk_full")


def test_a_shapefile_that_lacks_its_end_is_known(atlas: Atlas) -> None:
    files = export(atlas, "shp")
    rows = len(atlas.frames["stations"])
    for suffix in SUFFIXES:
        content = files[f"stations_gcj02_point{suffix}"]
        assert whole(suffix, content, rows)
        assert not whole(suffix, b"", rows)
    for suffix in (".shp", ".shx", ".dbf"):
        content = files[f"stations_gcj02_point{suffix}"]
        assert not whole(suffix, content[:-28], rows)
        assert not whole(suffix, content[:100], rows)
    assert not whole(".dbf", files["stations_gcj02_point.dbf"], rows + 1)


def test_a_shapefile_that_is_not_whole_is_refused(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.datasets.shapefile.whole", lambda suffix, *_: suffix != ".dbf")
    refusal(atlas, "shp", "incomplete")


def test_a_geopackage_that_lacks_rows_is_known(atlas: Atlas, tmp_path: Path) -> None:
    (name, content), *_ = export(atlas, "gpkg").items()
    path, rows = tmp_path / name, {f"{layer}_gcj02": len(atlas.frames[layer]) for layer in SCENE.layers}
    path.write_bytes(content)
    settle(path, rows)
    for wrong in ({**rows, "rail_gcj02": 1}, {}, {**rows, "more": 1}):
        with pytest.raises(DatasetError) as caught:
            settle(path, wrong)
        assert caught.value.code == "incomplete"
    shutil.copy(path, tmp_path / "cut.gpkg")
    with (tmp_path / "cut.gpkg").open("r+b") as file:
        file.truncate(len(content) // 2)
    with pytest.raises((DatasetError, sqlite3.Error)):
        settle(tmp_path / "cut.gpkg", rows)
