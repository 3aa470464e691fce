"""What the document knows of thematic maps is what paper draws."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from layers.atlas.atlas import Atlas, current_atlas
from layers.catalogue.indicators import Thematic
from layers.measures.classes import classes_of
from layers.measures.cuts import every
from layers.measures.people import sources_of, values_of
from maps.web.document import document_of
from maps.web.thematics import thematics

SENT = json.loads(json.dumps(thematics(current_atlas())))
EVERY = list(every(current_atlas()))
INDICATORS = {item["id"]: item for item in SENT["indicators"]}


def measured(shown: Thematic) -> dict[str, Any]:
    found: dict[str, Any] = INDICATORS[shown.indicator.id]["measured"][shown.year][shown.layer]
    return found


@pytest.mark.parametrize("shown", EVERY, ids=str)
def test_values_classes_colours_and_sources_are_those_of_paper(shown: Thematic, atlas: Atlas) -> None:
    sent, made, values = measured(shown), classes_of(atlas, shown), values_of(atlas, shown)
    assert [value is None for value in sent["values"]] == values.isna().tolist()
    assert [value for value in sent["values"] if value is not None] == values.dropna().tolist()
    cuts, digits = sent["classes"][shown.scheme.id]
    assert tuple(cuts) == made.cuts
    assert tuple(INDICATORS[shown.indicator.id]["colors"][int(digit)] for digit in digits) == made.colors
    for ident, digit in zip(values.index, sent["by"], strict=True):
        assert tuple(SENT["sources"][int(digit, 36)]) == sources_of(atlas, shown, str(ident))


def test_every_source_is_registered_and_every_place_is_a_layer(atlas: Atlas) -> None:
    assert {source for item in SENT["sources"] for source in item} <= set(atlas.sources)
    assert set(SENT["places"]) <= set(atlas.frames)


def test_without_statistics_nothing_can_be_chosen(atlas: Atlas) -> None:
    assert thematics(replace(atlas, statistics=atlas.statistics.iloc[:0]))["indicators"] == []


def test_the_document_stays_small(atlas: Atlas) -> None:
    assert len(json.dumps(SENT, separators=(",", ":"))) < 17_000
    assert len(document_of(atlas).html) < 1_000_000
