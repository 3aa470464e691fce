"""The register of sources: complete, and all that is cited is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layers.atlas.load import GEODATA
from layers.atlas.sources import REQUIRED, load_sources, missing_fields, said_by
from layers.errors import SourcesError
from tests import samples

STEMS = sorted(path.stem for path in GEODATA.glob("*.geojson"))
CITED = sorted({source for stem in STEMS for item in samples.shipped(stem) for source in item["properties"]["source"]})


@pytest.mark.parametrize("ident", CITED)
def test_a_cited_source_is_registered(ident: str) -> None:
    assert ident in load_sources()


@pytest.mark.parametrize("ident", load_sources())
def test_a_source_has_all_its_fields(ident: str) -> None:
    assert missing_fields({ident: load_sources()[ident]}) == []
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", ident)


@pytest.mark.parametrize("ident", load_sources())
def test_the_files_of_a_source_have_their_hash(ident: str) -> None:
    for file in load_sources()[ident].get("files", []):
        assert file["name"]
        assert re.fullmatch(r"[0-9a-f]{64}", file["sha256"])


def test_both_languages_of_a_note_are_there() -> None:
    for entry in load_sources().values():
        assert ("licence_note_zh" in entry) == ("licence_note_en" in entry)


ENGLISH = re.compile(r"\b(and|contributors|from|none|not|of|public|read|reposted|reserved|same|stated|the|various)\b")


@pytest.mark.parametrize("name", ["publisher", "version", "licence", "datum"])
def test_what_a_source_says_is_said_in_the_readers_language(name: str) -> None:
    for ident, entry in load_sources().items():
        assert not ENGLISH.search(said_by(entry, name, "zh")), (ident, said_by(entry, name, "zh"))
        if name != "publisher":
            assert said_by(entry, name, "en").isascii(), ident


WHOLE = dict.fromkeys((*REQUIRED, "address"), "x")
NOWHERE = dict.fromkeys((*REQUIRED, "no_address_zh", "no_address_en"), "x")


@pytest.mark.parametrize("entry", [WHOLE, NOWHERE], ids=["with an address", "without"])
def test_a_missing_or_empty_field_is_named(entry: dict[str, str]) -> None:
    assert missing_fields({"a": entry}) == []
    for name in REQUIRED:
        assert missing_fields({"a": entry | {name: ""}}) == [f"a.{name}"]
    assert missing_fields({"b": {}}) == [f"b.{name}" for name in (*REQUIRED, "address")]


@pytest.mark.parametrize("name", ["no_address_zh", "no_address_en"])
def test_why_there_is_no_address_is_said_in_both_languages(name: str) -> None:
    assert missing_fields({"a": NOWHERE | {name: ""}}) == ["a.address"]


@pytest.mark.parametrize("content", [None, b"a = ", b"\xff\xfe"], ids=repr)
def test_a_broken_register_is_an_error(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "sources.toml").write_bytes(content)
    with pytest.raises(SourcesError) as caught:
        load_sources(tmp_path)
    assert caught.value.code == "unreadable"
    assert caught.value.faults[0].given == {"detail": str(caught.value.__cause__)}
    assert str(caught.value.__cause__) not in {"", "None"}


def test_a_sound_register_loads(folder: Path) -> None:
    assert missing_fields(load_sources(folder)) == []
