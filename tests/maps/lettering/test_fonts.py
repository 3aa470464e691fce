"""The typeface has every character that is written, text is broken where it may be, and no line is too wide."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.errors import ExportError
from layers.report.outline import title
from maps.lettering import fonts
from maps.lettering.fonts import NOT_FIRST, NOT_LAST, check, missing, width_of, wrapped
from tests import repository, samples
from text import LANGUAGES, table

GRIN = "\U0001f600"
WORDS = st.text(st.sampled_from("甲乙丙WWii12 ,。、()（）·—\u2009"), max_size=60)


def texts(node: Any) -> Iterator[str]:
    """Every text in a tree of tables and lists."""
    if isinstance(node, str):
        yield node.replace("\n", " ")
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ():
        yield from texts(part)


def test_every_character_of_gb2312_has_a_glyph() -> None:
    characters = [
        bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
    ]
    assert sum(map(bool, characters)) == 7445
    assert missing("".join(characters)) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_atlas_has_its_glyphs(lang: str) -> None:
    said = [*texts(table(lang)), *(title(locator, lang) for locator in LOCATORS)]
    assert len(said) > 300
    assert missing("".join(said)) == ""


def test_the_catalogue_and_the_data_have_their_glyphs(atlas: Atlas) -> None:
    declared = samples.CATALOGUE.model_dump()
    named = [name for frame in atlas.frames.values() for name in (*frame["name_zh"], *frame["name_en"])]
    said = [*texts(declared), *named, *texts([dict(source) for source in atlas.sources.values()])]
    said += texts([asdict(entry) for entry in atlas.unlocated])
    said += texts(tomllib.loads((repository.ROOT / "geodata" / "status.toml").read_text(encoding="utf-8")))
    assert missing("".join(said)) == ""


@pytest.mark.parametrize("lacking", [GRIN, "𠮷", "ا", "\n", "\x00", "\ufffe"])
def test_a_character_without_a_glyph_is_an_error_that_names_it(lacking: str) -> None:
    with pytest.raises(ExportError) as error:
        check(["杭州", f"Hangzhou {lacking}"])
    assert error.value.code == "missing_glyph"
    assert error.value.faults[0].given == {"characters": f"{lacking} (U+{ord(lacking):04X})"}


def test_what_has_glyphs_is_no_error_and_spaces_of_any_width_have_them() -> None:
    check(["杭州都市圈", "Hangzhou 1\u2009000\u00a0km²", ""])
    assert missing("甲\u2009乙") == ""
    assert width_of("甲\u2009乙", 10) > width_of("甲乙", 10)


def test_the_typeface_is_found_without_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts.font_file().is_file()
    assert fonts.PACKAGE not in sys.modules


@pytest.mark.parametrize(
    ("name", "value"), [("PACKAGE", "no_such_package"), ("FILE", "fonts/none.ttf"), ("PACKAGE", "math")]
)
def test_a_typeface_that_is_not_installed_is_an_error(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, name, value)
    with pytest.raises(ExportError, match="no_font"):
        fonts.font_file.__wrapped__()


def test_widths_grow_with_the_size_and_a_wide_letter_is_wider() -> None:
    assert width_of("杭州", 10) == pytest.approx(20)
    assert width_of("杭州", 20) == pytest.approx(2 * width_of("杭州", 10))
    assert width_of("W", 10) > width_of("i", 10) > width_of("", 10) == 0


@given(text=WORDS, width=st.floats(1.6, 12))
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(text: str, width: float) -> None:
    lines = wrapped(text, 1.0, width)
    assert all(width_of(line, 1.0) <= width + 1e-9 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五六", 4.2, ("一二三四", "五六")),
        ("one two", 4.2, ("one two",)),
        ("three words here", 3.6, ("three", "words", "here")),
        ("一二三四,五六", 4.2, ("一二三", "四,五六")),
        ("一二三(四五)", 4.2, ("一二三", "(四五)")),
        ("一二三（四五六", 4.2, ("一二三", "（四五六")),
        ("甲 · 乙丙丁", 3.0, ("甲 ·", "乙丙丁")),
        ("甲 1:2\u2009120\u2009000", 5.4, ("甲", "1:2\u2009120\u2009000")),
        ("WWWWWWWW", 3.6, ("WWWW", "WWWW")),
        ("", 4.2, ()),
    ],
)
def test_lines_are_broken_where_they_may_be(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 1.0, width) == lines


@given(text=st.text(st.sampled_from("甲乙丙丁,。)(《》、"), min_size=8, max_size=40))
def test_no_sign_stands_where_it_may_not(text: str) -> None:
    whole = 14.0
    lines = wrapped(text, 1.0, whole)
    held = max((len(run) for run in _runs(text)), default=0)
    if held <= whole - 1:
        assert not [line for line in lines[1:] if line[0] in NOT_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NOT_LAST]


def _runs(text: str) -> Iterator[str]:
    """Characters that hold together, each sign as wide as a character at most."""
    run = ""
    for character in text:
        if run and not (character in NOT_FIRST or run[-1] in NOT_LAST):
            yield run
            run = ""
        run += character
    yield run


def test_the_bold_cut_has_every_letter_that_the_regular_one_has_and_is_a_cut_of_its_own() -> None:
    regular, bold = (FT2Font(str(file)) for file in (fonts.font_file(), fonts.bold_file()))
    assert set(regular.get_charmap()) == set(bold.get_charmap())
    assert (regular.family_name.split()[:3], bold.family_name.split()[:3]) == (["Noto", "Sans", "SC"],) * 2
    assert (regular.style_name, bold.style_name) == ("Regular", "Bold")
    assert regular.units_per_EM == bold.units_per_EM


def test_a_bold_cut_that_cannot_be_brought_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_registry() -> None:
        raise SystemExit("no registry")

    monkeypatch.setattr(fonts, "BUILT", tmp_path)
    for brings in (no_registry, lambda: None):
        monkeypatch.setattr(fonts, "build", brings)
        with pytest.raises(ExportError, match="no_font"):
            fonts.bold_file.__wrapped__()


def test_bold_lines_are_measured_and_broken_as_they_are_set() -> None:
    said = "Hangzhou metropolitan circle, transport and what it needs"
    assert width_of(said, 10, 700) > width_of(said, 10) * 1.02
    assert all(width_of(line, 10, 700) <= 120 for line in wrapped(said, 10, 120, 700))
    assert any(width_of(line, 10, 700) > width_of(said, 10) / 2 for line in wrapped(said, 10, width_of(said, 10), 700))


def test_a_word_too_long_for_a_line_is_cut_after_its_hyphens_and_no_other_is() -> None:
    name = "Hangzhou-Shaoxing-Ningbo Urban Belt"
    room = width_of("Hangzhou-Shaoxing-", 10) + 1
    assert wrapped(name, 10, room) == ("Hangzhou-Shaoxing-", "Ningbo Urban Belt")
    whole = width_of("Hangzhou-Ningbo", 10) + 1
    assert width_of("of Hangzhou-", 10) < whole
    assert wrapped("of Hangzhou-Ningbo", 10, whole) == ("of", "Hangzhou-Ningbo")
