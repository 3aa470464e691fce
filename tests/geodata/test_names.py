"""What features are called and were called: every former name leads to its feature, wherever it is looked for."""

from __future__ import annotations

from typing import Any

import pytest

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names
from layers.report.names import names_of
from layers.search.search import index_of, search
from tests.geodata import shipped

RENAMED = {
    "station-hangzhou-nan": ("萧山站", "2010-01-01"),
    "station-linping-nan": ("余杭站", "2021-11-18"),
    "station-huzhou": ("湖州南站", "2010-11-01"),
    "station-shaoxing-bei": ("绍兴柯桥站", "2012-08"),
    "station-shangyu-bei": ("上虞北站", "2016-12-01"),
    "station-jinhua": ("金华西站", "2014-10-20"),
    "station-nanxun": ("南浔站", "2024-05-06"),
}
"""Looked up on 27 November 2026; each with the pages it was read on."""
TODAY = "2026-11-27"


def renamed() -> dict[str, list[dict[str, Any]]]:
    layers = ("stations", "rail", "roads", "waterways", "gateways", "zones", "places", "districts", "unlocated")
    return {
        ident: item["former_names"]
        for layer in layers
        for ident, item in shipped.features(layer).items()
        if item.get("former_names")
    }


def test_what_was_renamed_is_known_with_its_date() -> None:
    found = {ident: [(name["name_zh"], name["until"]) for name in names] for ident, names in renamed().items()}
    assert found == {ident: [said] for ident, said in RENAMED.items()}


@pytest.mark.parametrize("ident", sorted(RENAMED))
def test_a_former_name_ended_in_the_past_and_was_read_on_two_pages(ident: str) -> None:
    for name in renamed()[ident]:
        assert name["until"] <= TODAY
        assert len({address.split("/")[2] for address in name["source"]}) >= 2


@pytest.mark.parametrize("ident", sorted(RENAMED))
def test_a_former_name_is_an_alias_and_search_and_reader_find_it(ident: str, atlas: Atlas) -> None:
    row = atlas.feature(ident)
    for name in former_names(row):
        assert name.name_zh in row["aliases"]
        assert name.name_zh != row["name_zh"]
        assert ident in [hit.id for hit in search(index_of(atlas), name.name_zh, "zh")]
        assert ident in [hit.id for hit in search(index_of(atlas), name.name_en, "en")]
        called = names_of(atlas, wordings=False)
        assert ident in called[name.name_zh]
        assert ident in called[f"{name.name_en} Station"]
