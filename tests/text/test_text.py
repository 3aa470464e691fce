"""The words of the interface: equal keys and placeholders in both languages, none missing that the code asks for."""

from __future__ import annotations

import re

import pytest

from tests import repository, samples
from tests.texts import flat
from text import DEFAULT, LANGUAGES, say, table

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = {
    "MB", "txt", "docx", "pdf", "GeoJSON", "FeatureCollection", "JSON", "UTF", "SHA", "geodata", "geojson", "make",
    "recipes", "features", "where", "docs", "data", "model", "md", "layers", "catalogue", "toml", "fields", "basis",
    "zh", "en", "sources", "GS", "GBK",
    "KB", "TOML", "fit", "storyboards",
    "WGS", "GCJ", "CGCS", "EPSG", "RFC", "KML", "CSV", "WKT", "Shapefile", "crs", "datum",
    "PNG", "SVG", "PDF", "PPTX", "HTML", "XLSX", "GeoPackage", "QGIS", "ArcGIS", "A", "E", "N", "mm", "run", "help",
    "Ctrl", "Alt", "Esc", "Home", "Z",
}  # fmt: skip
"""Names of files, formats and commands that a Chinese sentence cites as they are."""


TOUCHING = re.compile(r"[\u3400-\u9fff][A-Za-z]|[A-Za-z][\u3400-\u9fff]")
AS_GIVEN = re.compile(r"(?:GS|浙S)[^ ,。]*号?")
"""Numbers that an office gives, as it writes them."""


KEYS = dict(flat(table(DEFAULT)))


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    assert repository.language_faults(table("zh"), table("en")) == []


def test_a_difference_would_be_found() -> None:
    assert repository.language_faults({"a": "{x}"}, {"a": "{x}"}) == []
    for zh, en in (({"a": "{x}"}, {"a": "{y}"}), ({"a": "x"}, {}), ({}, {"a": "x"}), ({"a": ""}, {"a": "x"})):
        assert repository.language_faults(zh, en)


@pytest.mark.parametrize("key", KEYS)
def test_a_text_is_one_text_in_its_language(key: str) -> None:
    zh, en = (dict(flat(table(lang)))[key] for lang in LANGUAGES)
    assert isinstance(zh, str)
    assert isinstance(en, str)
    assert not HAN.search(en)
    bare = re.sub(r"\{\w+\}", "", zh)
    assert set(samples.latin_words(bare)) <= LATIN
    assert HAN.search(bare) or not re.search(r"[A-Za-z]{3}", bare)


@pytest.mark.parametrize("key", [key for key, text in KEYS.items() if "{" in text])
def test_placeholders_are_plain_names(key: str) -> None:
    for lang in LANGUAGES:
        names = repository.placeholders(dict(flat(table(lang)))[key])
        assert all(name.isidentifier() for name in names)
        values = {name: f"<{name}>" for name in names}
        assert "{" not in say(lang, key, **values)
        assert all(f"<{name}>" in say(lang, key, **values) for name in names)


SEVERAL = {
    "panel.too_long", "briefing.too_long", "streamlit.results", "report.part_of_text", "map.stacked",
    "access.selected_together", "fault.export.wrong_count",
}  # fmt: skip
"""What counts in the plural and is said of none or of several alone, or has a twin for one."""


def _plural(text: str) -> bool:
    """Whether an English text counts something in the plural, whatever the count is."""
    return re.search(r"\{count\} (?:\w+ ){0,4}?(?:\w+s|are)\b", text) is not None


def test_no_english_text_counts_one_in_the_plural() -> None:
    said = {key for key, text in flat(table("en")) if _plural(text) and not key.endswith("_many")}
    assert said == SEVERAL
    assert _plural("{count} further faults are not listed.")
    assert not _plural("Not listed: {count} more.")


def test_values_are_never_taken_for_placeholders() -> None:
    assert "{file}{0.__class__}" in say("zh", "fault.layer.file_missing", file="{file}{0.__class__}")


def test_unknown_keys_and_languages_are_key_errors() -> None:
    with pytest.raises(KeyError):
        say("zh", "app.nothing")
    for lang in ("", "fr", "../zh", "zh.toml"):
        with pytest.raises(KeyError):
            table(lang)


def test_a_table_is_read_once() -> None:
    assert table("zh") is table("zh")


@pytest.mark.parametrize("key", KEYS)
def test_a_latin_word_stands_apart_in_chinese(key: str) -> None:
    bare = AS_GIVEN.sub("", re.sub(r"{\w*}", " ", KEYS[key]))
    assert not TOUCHING.search(bare), bare


def test_one_that_does_not_would_be_found() -> None:
    assert TOUCHING.search("按Esc退出")
    assert TOUCHING.search("Esc键")
    assert not TOUCHING.search("按 Esc 键,或见 PDF、“PNG”")
    assert not TOUCHING.search(AS_GIVEN.sub("", "例如GS浙(2024)12号"))
