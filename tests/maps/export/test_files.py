"""A file is written whole or not at all, whatever the disk does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from layers.errors import ExportError
from maps.export.files import write_atomically
from maps.words.faults import sentence
from tests.repository import ROOT
from text import LANGUAGES

FULL_DISK = """
import resource, sys
from pathlib import Path
from layers.errors import ExportError
from maps.export.files import write_atomically

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"x" * int(sys.argv[2]))
except ExportError as error:
    print(error.code, error.faults[0].given["path"])
"""


def on_a_full_disk(path: Path, size: int) -> str:
    """What a process that may write no file of more than 1000 bytes prints."""
    command = [sys.executable, "-c", FULL_DISK, str(path), str(size)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def refused(path: Path, data: bytes = b"new") -> ExportError:
    with pytest.raises(ExportError) as caught:
        write_atomically(path, data)
    assert caught.value.code == "not_written"
    for lang in LANGUAGES:
        assert str(caught.value.faults[0].given["path"]) in sentence(caught.value.faults[0], lang)
    return caught.value


@pytest.mark.parametrize("data", [b"", b"new", bytes(range(256)) * 5000])
def test_a_file_is_made_or_replaced(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "地图.zip"
    for _ in range(2):
        write_atomically(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"old")
    assert on_a_full_disk(path, 5000) == "not_written a.zip"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_no_new_file(tmp_path: Path) -> None:
    assert on_a_full_disk(tmp_path / "a.zip", 5000) == "not_written a.zip"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_with_room_takes_it(tmp_path: Path) -> None:
    assert on_a_full_disk(tmp_path / "a.zip", 900) == ""
    assert (tmp_path / "a.zip").stat().st_size == 900


def test_a_parent_that_is_no_folder(tmp_path: Path) -> None:
    parent = tmp_path / "file"
    parent.write_bytes(b"old")
    assert refused(parent / "a.zip").faults[0].given["path"] == "a.zip"
    assert parent.read_bytes() == b"old"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "a.zip"
    folder.mkdir()
    (folder / "b").write_bytes(b"old")
    refused(folder)
    assert (folder / "b").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("name", ["missing/a.zip", "nul\0.zip", "n" * 300])
def test_an_impossible_name(name: str, tmp_path: Path) -> None:
    error = refused(tmp_path / name)
    assert error.faults[0].given["reason"]
    assert list(tmp_path.iterdir()) == []


def test_others_may_read_the_file_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_atomically(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode
