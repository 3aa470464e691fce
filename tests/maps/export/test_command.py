"""The command for scripts: what it writes, and that what it refuses is said and leaves nothing behind."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from layers.atlas.atlas import Atlas, current_atlas
from layers.errors import SourcesError
from maps.datasets.dataset import ATTRIBUTION
from maps.datasets.parts import FORMATS
from maps.export import command
from maps.export.command import EVERY_FORMAT, REFUSED, main
from maps.export.renderers import MEDIA_TYPES, render, today
from maps.origin.snapshot import read
from maps.scene.permalink import permalink
from maps.scene.scene import LONGEST_NOTE, Scene, View, opening
from maps.scene.sheet import Sheet
from maps.verification.verification import verification
from tests import repository
from text import LANGUAGES, say

PLACES = "/places?v=1&lang=zh&theme=light"
BEGINS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-", "pptx": b"PK\x03\x04", "html": b"<!DOCTYPE html>"}
SECONDS = 120
BEFORE = b"what was there before"
FULL_DISK = """
import resource, sys
from maps.render import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
sys.exit(main(sys.argv[1:]))
"""


def run(out: Path, *options: str, scene: str = PLACES, file_format: str = "svg") -> int:
    return main(["--scene", scene, "--format", file_format, "--out", str(out), *options])


@lru_cache(maxsize=4)
def exported(file_format: str) -> bytes:
    """A figure that was exported before, with a layout of its own."""
    shown = replace(opening(current_atlas(), "zones"), lang="en", theme="dark", selected="zone-hangjia")
    return render(current_atlas(), [shown], Sheet(size="square", dpi=96, made="2026-01-02", inset=False), file_format)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "figure"


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_every_figure_is_written(out: Path, file_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert BEGINS.keys() == MEDIA_TYPES.keys()
    assert run(out, "--dpi", "96", file_format=file_format) == 0
    assert out.read_bytes().startswith(BEGINS[file_format])
    assert read(out.name, out.read_bytes()).permalink == PLACES
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_data_format_is_written_with_its_attribution(out: Path, file_format: str) -> None:
    assert run(out, file_format=file_format) == 0
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        assert ATTRIBUTION in archive.namelist()
        assert any(name.endswith(f".{file_format}") for name in archive.namelist())


def test_data_take_a_datum_and_only_what_is_selected(out: Path) -> None:
    scene = f"{PLACES}&selected=place-tangqi"
    assert run(out, "--datum", "epsg4549", "--selected", scene=scene, file_format="geojson") == 0
    with ZipFile(out) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".geojson")]
        assert "epsg4549" in name
        text = archive.read(name).decode()
    assert text.count('"Feature"') == 1
    assert "place-tangqi" in text


@pytest.mark.parametrize("before", ["", "http://127.0.0.1:8501", "https://atlas.example/base"])
def test_a_scene_is_given_by_its_link(out: Path, before: str) -> None:
    assert run(out, scene=before + PLACES) == 0
    assert read(out.name, out.read_bytes()).permalink == PLACES


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
def test_a_scene_is_given_by_an_exported_file_with_its_layout(out: Path, tmp_path: Path, file_format: str) -> None:
    old = tmp_path / f"old.{file_format}"
    old.write_bytes(exported(file_format))
    assert run(out, scene=str(old)) == 0
    before, after = read(old.name, old.read_bytes()), read(out.name, out.read_bytes())
    assert after.permalink == before.permalink == "/zones?v=1&lang=en&theme=dark&selected=zone-hangjia"
    assert after.sheet == before.sheet.model_copy(update={"made": today().isoformat()})


def test_what_the_command_says_takes_the_place_of_what_the_file_says(out: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.svg"
    old.write_bytes(exported("svg"))
    said = ("--lang", "zh", "--theme", "light", "--size", "a3", "--dpi", "150", "--labels", "both", "--graticule",
            "--title", "样图", "--note", "试排", "--made", "2026-03-04", "--orientation", "portrait")  # fmt: skip
    assert run(out, *said, scene=str(old)) == 0
    origin = read(out.name, out.read_bytes())
    assert origin.permalink == "/zones?v=1&lang=zh&theme=light&selected=zone-hangjia"
    assert origin.sheet == Sheet(
        size="a3", orientation="portrait", dpi=150, labels="both", graticule=True, inset=False, title="样图",
        note="试排", made="2026-03-04",
    )  # fmt: skip


def test_the_longest_link_is_no_name_of_a_file(out: Path, atlas: Atlas) -> None:
    long = Scene("places", opening(atlas, "places").layers, View(30.0, 119.5, 8.5), note="注" * LONGEST_NOTE)
    assert run(out, scene=permalink(long, atlas)) == 0
    assert read(out.name, out.read_bytes()).permalink == permalink(long, atlas)


PUBLISH = ("--mode", "publication", "--review-number", "GS(2024)1234", "--author", "An institute")


def test_publication_needs_its_day_and_is_refused_with_all_faults(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(out, "--mode", "publication", "--lang", "en") == REFUSED
    told = capsys.readouterr().err.splitlines()
    assert told == [say("en", f"fault.review.{name}_missing") for name in ("number", "author", "date")]
    assert run(out, *PUBLISH) == REFUSED
    assert run(out, *PUBLISH, "--made", "2026-11-20") == 0
    assert "审图号：GS（2024）1234号" in out.read_text("utf-8")


BAD: dict[str, tuple[str, ...]] = {
    "format": ("--format", "gif"),
    "layer": ("--scene", "/places?v=1&layers=cities,nonsense"),
    "page": ("--scene", "/nowhere?v=1"),
    "extent": ("--scene", "/places?v=1&view=89,200,8"),
    "zoom": ("--scene", "/places?v=1&view=30,120,99"),
    "feature": ("--scene", "/places?v=1&selected=nobody"),
    "date": ("--scene", "/transport?v=1&date=2019-13"),
    "version": ("--scene", "/places?v=2"),
    "file": ("--scene", "missing.png"),
    "folder as file": ("--scene", str(repository.ROOT / "docs")),
    "no file of ours": ("--scene", str(repository.ROOT / "LICENSE")),
    "10,000 dpi": ("--dpi", "10000"),
    "no dpi": ("--dpi", "many"),
    "size": ("--size", "a0"),
    "orientation": ("--orientation", "<b>"),
    "labels": ("--labels", "fr"),
    "mode": ("--mode", "secret"),
    "day": ("--made", "yesterday"),
    "title": ("--title", "x" * 2_000),
    "content": ("--reviewed-content", "zzz"),
    "glyph": ("--title", "\U00020bb7"),
}


@pytest.mark.parametrize(("file_format", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_the_verification_sheet_is_written_in_the_language_of_the_scene(
    out: Path, file_format: str, begins: bytes, atlas: Atlas
) -> None:
    assert run(out, "--verification", "--made", "2026-11-27", scene="/checks?lang=en", file_format=file_format) == 0
    assert out.read_bytes().startswith(begins)
    assert out.read_bytes() == verification(atlas, "en", file_format, date(2026, 11, 27))


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--format", "png"], "pdf, xlsx"), (["--made", "2026-02-30", "--format", "pdf"], "2026-02-30")],
)
def test_a_verification_sheet_that_cannot_be_made_is_said(
    out: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(out, "--verification", "--lang", "en", *options) == REFUSED
    assert said in capsys.readouterr().err
    assert not out.exists()


BAD_DATA: dict[str, tuple[str, ...]] = {
    "datum": ("--datum", "mars", "--format", "csv"),
    "kml": ("--datum", "gcj02", "--format", "kml"),
    "nothing selected": ("--selected", "--format", "csv"),
    "no layers": ("--scene", "/places?v=1&layers=", "--format", "csv"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", [*BAD, *BAD_DATA])
def test_what_cannot_be_made_is_said_in_the_language_asked_for_and_leaves_nothing(
    tmp_path: Path, case: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figure.svg"
    out.write_bytes(BEFORE)
    assert run(out, "--lang", lang, *(BAD | BAD_DATA)[case]) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told.err) == (lang == "zh")
    assert "Traceback" not in told.err
    assert len(told.err) < 500
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_bytes() == BEFORE


def test_without_a_language_it_speaks_that_of_the_scene(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in LANGUAGES:
        assert run(out, "--dpi", "1", scene=f"/places?v=1&lang={lang}") == REFUSED
        assert capsys.readouterr().err == say(lang, "fault.export.bad_sheet", option="--dpi 1") + "\n"


def test_an_unknown_format_names_those_that_there_are(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(out, file_format="jpg") == REFUSED
    told = capsys.readouterr().err
    assert all(name in told for name in EVERY_FORMAT)


@pytest.mark.parametrize("name", ["missing/figure.svg", "."])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / name, "--lang", "en") == REFUSED
    assert "could not be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def python(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What Python does with these arguments, started where the atlas is."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=repository.ROOT, capture_output=True, timeout=SECONDS, check=False)


@pytest.mark.parametrize(
    ("file_format", "lang", "word"), [("svg", "zh", "没有写成"), ("gpkg", "en", "could not be made")]
)
def test_a_full_disk_is_said_and_leaves_the_file_that_was_there(
    tmp_path: Path, file_format: str, lang: str, word: str
) -> None:
    out = tmp_path / "figure.svg"
    out.write_bytes(BEFORE)
    options = ("--scene", PLACES, "--format", file_format, "--out", str(out), "--lang", lang)
    done = python("-c", FULL_DISK, *options)
    assert done.returncode == REFUSED
    told = done.stderr.decode()
    assert told.count("\n") == 1
    assert word in told
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_bytes() == BEFORE


def test_the_help_names_every_format_and_option() -> None:
    done = python("-m", "maps.render", "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    for said in (
        *EVERY_FORMAT,
        "--scene",
        "--dpi",
        "96 to 600",
        "--review-number",
        "epsg4549",
        "--selected",
        "--verification",
    ):
        assert said in done.stdout.decode()


def test_the_command_ends_with_its_code(tmp_path: Path) -> None:
    out = tmp_path / "missing" / "a.zip"
    done = python("-m", "maps.render", "--scene", PLACES, "--format", "csv", "--out", str(out))
    assert done.returncode == REFUSED
    assert "a.zip" in done.stderr.decode()


def test_an_atlas_that_cannot_be_loaded_is_said(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Atlas:
        raise SourcesError("unreadable", detail="is missing")

    monkeypatch.setattr(command, "current_atlas", broken)
    assert run(out) == REFUSED
    assert capsys.readouterr().err == say("zh", "fault.sources.unreadable", detail="is missing") + "\n"
    assert not out.exists()


def test_data_have_the_day_they_were_made(out: Path) -> None:
    for options, day in (((), today().isoformat()), (("--made", "2026-02-03"), "2026-02-03")):
        assert run(out, *options, file_format="csv") == 0
        with ZipFile(BytesIO(out.read_bytes())) as archive:
            assert day in archive.read(ATTRIBUTION).decode("utf-8-sig")


def examples() -> list[list[str]]:
    """The commands that docs/export.md gives, without what starts Python."""
    text = (repository.ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    start = "    .venv/bin/python -m maps.render "
    return [shlex.split(line.removeprefix(start)) for line in text.splitlines() if line.startswith(start)]


def test_the_examples_of_the_handbook_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(examples()) > 3
    for example in examples():
        assert main(example) == 0
        assert Path(example[-1]).stat().st_size > 1_000
