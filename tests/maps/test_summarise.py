"""The map in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.atlas import Atlas
from layers.measure import area_km2
from maps.details import number
from maps.summarise import summarise
from tests import samples
from text import LANGUAGES, say
from ui.state import PAGES

IDS = samples.CATALOGUE.ids()
HAN = re.compile(r"[\u3400-\u9fff]")


def is_clean(text: str, lang: str) -> bool:
    """No placeholder, no missing value, no double space, and the words of one language alone."""
    foreign = samples.latin_words(text) if lang == "zh" else HAN.findall(text)
    return bool(text) and not re.search(r"[{}]|\bnan\b|None|  ", text) and text == text.strip() and not foreign


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", IDS)
def test_every_layer_is_told(layer: str, lang: str, atlas: Atlas) -> None:
    text = summarise(atlas, [layer], None, lang)
    assert is_clean(text, lang)
    assert getattr(samples.CATALOGUE.layer(layer), lang) in text
    assert str(len(atlas.frames[layer])) in text
    counts = atlas.frames[layer]["kind"].value_counts()
    for cls in samples.CATALOGUE.layer(layer).classes:
        said = say(lang, "summary.kind", kind=getattr(cls, lang), count=counts.get(cls.kind))
        assert (said in text) == (cls.kind in counts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_told(page: str, lang: str, atlas: Atlas) -> None:
    layers = samples.CATALOGUE.opening(page)
    text = summarise(atlas, layers, None, lang)
    assert is_clean(text, lang)
    features = sum(len(atlas.frames[layer]) for layer in layers)
    assert text.startswith(say(lang, "summary.head", layers=len(layers), features=features).strip())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_map_without_layers_says_so(lang: str, atlas: Atlas) -> None:
    assert summarise(atlas, [], None, lang) == say(lang, "summary.empty")
    assert summarise(atlas, [], "city-hangzhou", lang) == say(lang, "summary.empty")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_selected_feature_is_told(lang: str, atlas: Atlas) -> None:
    text = summarise(atlas, ["cities"], "city-hangzhou", lang)
    kind = getattr(samples.CATALOGUE.layer("cities").classes[0], lang)
    assert text.endswith(say(lang, "summary.selected", name=atlas.feature("city-hangzhou")[f"name_{lang}"], kind=kind))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_largest_is_the_largest(lang: str, atlas: Atlas) -> None:
    areas = area_km2(atlas.frames["cities"])
    name = atlas.feature(str(areas.idxmax()))[f"name_{lang}"]
    assert (
        say(lang, "summary.largest", name=name, value=number(areas.max()))
        in summarise(atlas, ["cities"], None, lang) + " "
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_indicative_features_have_no_largest(lang: str, atlas: Atlas) -> None:
    indicative = [ident for ident, frame in atlas.frames.items() if (frame["evidence"] == "indicative").all()]
    assert indicative
    for layer in indicative:
        assert "km" not in summarise(atlas, [layer], None, lang)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True))
def test_grades_add_up_to_the_features(atlas: Atlas, layers: list[str]) -> None:
    text = summarise(atlas, layers, None, "en")
    found = re.search(r"Evidence: (\d+) \w+, (\d+) \w+, (\d+) \w+", text)
    assert found
    assert sum(map(int, found.groups())) == sum(len(atlas.frames[layer]) for layer in layers)


def test_braces_in_the_data_are_text(atlas: Atlas) -> None:
    frame = atlas.frames["cities"].assign(name_zh="{value}{{x}}", name_en="{0}")
    spoilt = replace(atlas, frames={**atlas.frames, "cities": frame})
    assert "{value}{{x}}" in summarise(spoilt, ["cities"], "city-hangzhou", "zh")
    assert "{0}" in summarise(spoilt, ["cities"], "city-hangzhou", "en")
