"""What the map writes along a line of a long name."""

from __future__ import annotations

import pytest

from layers.atlas.atlas import Atlas
from layers.catalogue.catalogue import load_catalogue


@pytest.mark.parametrize(
    ("lang", "name", "short"),
    [
        ("en", "Hangzhou–Huangshan High-Speed Railway", "Hangzhou–Huangshan HSR"),
        ("en", "Lin'an–Jinhua Expressway (south of Jiande)", "Lin'an–Jinhua Expwy"),
        ("en", "Xuancheng–Hangzhou Railway", "Xuancheng–Hangzhou Rly"),
        ("en", "Qiantang River", "Qiantang River"),
        ("zh", "千黄高速公路(安徽段)", "千黄高速"),
        ("zh", "杭黄高铁", "杭黄高铁"),
        ("zh", "杭嘉一体化发展先行区", "杭嘉先行区"),
        ("en", "Hangzhou-Jiaxing Integration Pilot Zone", "Hangzhou-Jiaxing Pilot Zone"),
    ],
)
def test_long_words_are_short_and_brackets_away(lang: str, name: str, short: str) -> None:
    assert load_catalogue().abbreviated(name, lang) == short


def test_no_two_lines_have_one_short_name_but_the_parts_of_one(atlas: Atlas) -> None:
    for layer in ("corridors", "zones"):
        for lang in ("zh", "en"):
            names = atlas.frames[layer][f"name_{lang}"]
            assert names.map(lambda name, lang=lang: atlas.catalogue.abbreviated(name, lang)).is_unique
    for layer in ("rail", "roads", "waterways"):
        frame = atlas.frames[layer]
        for lang in ("zh", "en"):
            short = frame[f"name_{lang}"].map(lambda name, lang=lang: atlas.catalogue.abbreviated(name, lang))
            assert (frame["line"].groupby(short).nunique() == 1).all()
