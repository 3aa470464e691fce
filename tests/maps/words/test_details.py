"""Every feature in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas.atlas import Atlas, build_atlas
from layers.atlas.timeline import Timeline
from maps.words.details import Details, details
from maps.words.grammar import THIN_SPACE, amount, number
from tests import samples
from text import LANGUAGES, say

FREE = ("field.pinyin", "field.basis", "field.aliases", "field.former_names", "field.source", "field.name_source")
"""Terms whose values are the data's own words, proper names in other scripts among them."""


def value_of(item: Details, lang: str, key: str) -> str | None:
    """The value of a row, None when it is left out."""
    return dict(item.rows).get(say(lang, key))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_every_feature_has_details(layer: str, lang: str, atlas: Atlas) -> None:
    for ident, row in atlas.frames[layer].iterrows():
        item = details(atlas, str(ident), lang)
        assert item.id == ident
        assert {item.name, item.other_name} == {row["name_zh"], row["name_en"]}
        assert item.name == row[f"name_{lang}"]
        assert item.kind
        assert item.evidence == say(lang, f"evidence.{row['evidence']}")
        assert all(term and value for term, value in item.rows)
        assert not any("{" in text or "nan" in text.split() or "None" in text for row in item.rows for text in row)
        assert value_of(item, lang, "field.source")
        assert value_of(item, lang, "field.accuracy")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_indicative_features_say_that_they_are_not_measured(layer: str, lang: str, atlas: Atlas) -> None:
    for ident, row in atlas.frames[layer].iterrows():
        item = details(atlas, str(ident), lang)
        measured = {value_of(item, lang, "field.area"), value_of(item, lang, "field.length")} - {None}
        if row["geometry"].geom_type == "Point":
            assert measured == set()
        else:
            assert len(measured) == 1
            assert (measured == {say(lang, "field.not_measured")}) == (row["evidence"] == "indicative")


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_chinese_details_are_chinese(layer: str, atlas: Atlas) -> None:
    free = {say("zh", key) for key in FREE}
    for ident in atlas.frames[layer].index:
        item = details(atlas, ident, "zh")
        words = [item.kind, item.evidence, item.evidence_means, *(term for term, _ in item.rows)]
        words += [value for term, value in item.rows if term not in free]
        assert [word for text in words for word in samples.latin_words(text)] == []


@pytest.mark.parametrize("layer", samples.CATALOGUE.ids())
def test_english_details_have_no_chinese_terms(layer: str, atlas: Atlas) -> None:
    for ident in atlas.frames[layer].index:
        item = details(atlas, ident, "en")
        words = [item.name, item.kind, item.evidence, item.evidence_means, *(term for term, _ in item.rows)]
        words += [value for term, value in item.rows if term != say("en", "field.aliases")]
        assert not any("\u3400" <= sign <= "\u9fff" for text in words for sign in text), ident


def test_a_known_city(atlas: Atlas) -> None:
    item = details(atlas, "city-hangzhou", "en")
    assert item.name == "Hangzhou"
    assert item.other_name == "杭州市"
    assert item.kind == "Hangzhou metropolitan area (4)"
    assert value_of(item, "en", "field.published_area") == f"16,850{THIN_SPACE}km²"
    assert (value_of(item, "en", "field.area") or "").startswith("16,8")


def test_a_point_without_anything_has_no_empty_rows(folder: Path) -> None:
    layer = samples.of_type("point")
    samples.write(folder, layer.file, [samples.feature(layer, "it")])
    item = details(build_atlas(folder), "it", "zh")
    assert [term for term, _ in item.rows] == [
        say("zh", f"field.{key}") for key in ("pinyin", "layer", "accuracy", "source")
    ]


def test_a_source_is_called_by_its_title_and_else_by_its_id(folder: Path) -> None:
    small = build_atlas(folder)
    ident = str(next(iter(small.frames.values())).index[0])
    assert value_of(details(small, ident, "zh"), "zh", "field.source") == "样本"
    assert value_of(details(replace(small, sources={}), ident, "zh"), "zh", "field.source") == samples.SOURCE


@given(st.integers(0, 10**9))
def test_thousands_are_parted_by_thin_spaces(value: int) -> None:
    text = number(value, "zh")
    assert int(text.replace(THIN_SPACE, "")) == value
    assert all(len(part) == 3 for part in text.split(THIN_SPACE)[1:])


@pytest.mark.parametrize(("value", "decimals", "text"), [(1234.56, 1, "1\u2009234.6"), (0, 0, "0"), (999.4, 0, "999")])
def test_figures_are_rounded(value: float, decimals: int, text: str) -> None:
    assert number(value, "zh", decimals) == text
    assert number(value, "en", decimals) == text.replace(THIN_SPACE, ",")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (1.68, "ten_thousand_km2", "1.68", "16,800"), (2.2, "hundred_million", "2.2", "220"),
        (1.683, "ten_thousand_km2", "1.683", "16,830"), (4.7, "percent", "4.7", "4.7"), ("4+2", "cities", "4+2", "4+2"),
        (5000, "items", "5\u2009000", "5,000"), (2025, "year", "2025", "2025"),
    ],
)  # fmt: skip
def test_a_language_counts_in_its_own_sizes(value: float | str, unit: str, zh: str, en: str) -> None:
    assert (amount(value, unit, "zh"), amount(value, unit, "en")) == (zh, en)


def test_an_unknown_feature_is_a_key_error(atlas: Atlas) -> None:
    with pytest.raises(KeyError):
        details(atlas, "nobody", "zh")


def test_a_feature_is_told_row_by_row(folder: Path) -> None:
    layer = samples.of_type("line")
    feature = samples.feature(
        layer, "it", name_zh="杭州西", name_en="Hangzhou West", evidence="surveyed", accuracy_m=1500,
        aliases=["甲", "乙"], basis_zh="据图", basis_en="from a map", note_zh="注", note_en="note",
        geometry={"type": "LineString", "coordinates": [[120, 30], [120, 31]]},
    )  # fmt: skip
    samples.write(folder, layer.file, [feature])
    item = details(build_atlas(folder), "it", "en")
    thin = "\u2009"
    assert item.rows == (
        ("Pinyin", "Hang Zhou Xi"), ("Layer", layer.en), ("Length", f"110.9{thin}km"),
        ("Accuracy", "about ±1,500 m"), ("How drawn", "from a map"), ("Also called", "甲, 乙"),
        ("Source", "Sample"),
    )  # fmt: skip
    assert (item.id, item.name, item.other_name, item.note) == ("it", "Hangzhou West", "杭州西", "note")
    assert (item.grade, item.evidence) == ("surveyed", "Surveyed")
    assert item.evidence_means == "real alignment or boundary, in full detail"
    assert (item.kind, item.clauses) == (layer.classes[0].en, ("2.6.1",))
    assert (item.plan, item.events, item.progress_note, item.looked_up) == ("", (), "", "")


def test_progress_says_plan_events_and_what_is_not_known(atlas: Atlas) -> None:
    event = {"date": "2021-05", "status": "open", "source": "https://a.example", "note_zh": "开", "note_en": "opened"}

    def told(lang: str, **known: object) -> Details:
        said = {"looked_up": "2026-11-01", "plan_zh": "计", "plan_en": "plan", "events": [event], **known}
        timeline = Timeline.model_validate(said)
        return details(replace(atlas, timelines={"city-hangzhou": timeline}), "city-hangzhou", lang)

    assert told("en").events == (("2021-05", "Open or established", "opened", "https://a.example"),)
    assert (told("en").plan, told("zh").plan, told("en").progress_note) == ("plan", "计", "")
    assert told("en", unknown_since="2022-01").progress_note == "Nothing is sourced after 2022-01."
    alone = told("en", unknown_since="2022-01", not_sourced=True, note_zh="注", note_en="note")
    assert alone.progress_note == "note Nothing but the report was found."
    assert (told("en").looked_up, told("zh").looked_up) == ("Last looked up on 2026-11-01", "最近查阅:2026-11-01")
    twice = told("en", events=[event | {"also": ["https://b.example"]}])
    assert twice.events == (("2021-05", "Open or established", "opened", "https://a.example; https://b.example"),)


@pytest.mark.parametrize(("lang", "then", "now", "said"), [
    ("zh", "上虞北站", "绍兴东站", "上虞北站(2016-12-01前):"),
    ("en", "Shangyu North", "Shaoxing East", "Shangyu North (before 2016-12-01): "),
])  # fmt: skip
def test_a_renamed_station_is_called_as_at_the_date_and_says_what_it_was_called(
    lang: str, then: str, now: str, said: str, atlas: Atlas
) -> None:
    row = atlas.feature("station-shangyu-bei")
    for date, name in (("2014-06", then), ("2016-11", then), ("2016-12", now), ("2026-11", now), (None, now)):
        item = details(atlas, "station-shangyu-bei", lang, date)
        assert item.name == name
        told = value_of(item, lang, "field.former_names")
        assert told == said + row["former_names"][0][f"reason_{lang}"]
        assert value_of(item, lang, "field.aliases") is None
    assert value_of(details(atlas, "station-deqing", lang), lang, "field.former_names") is None
