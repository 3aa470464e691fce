"""A measure is taken once for each content, however often and by whomever it is asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from shapely.geometry.base import BaseGeometry

from layers.atlas.atlas import Atlas
from layers.measures import geodesic
from layers.measures.annotation import annotate
from layers.report.figures import figures
from maps.scene.pages import PAGES
from maps.scene.scene import opening
from maps.words.details import details
from maps.words.summarise import describe
from maps.words.tabulate import tabulate


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a shape was measured, by the measure's name."""
    calls: Counter[str] = Counter()

    def count(name: str) -> None:
        real = getattr(geodesic, name)

        def counting(shape: BaseGeometry) -> float:
            calls[name] += 1
            return float(real(shape))

        monkeypatch.setattr(geodesic, name, counting)

    count("geodesic_area_km2")
    count("geodesic_length_km")
    return calls


def _everything(atlas: Atlas) -> None:
    """What a visit of every page and a selection ask for."""
    figures(atlas)
    for page in PAGES:
        for lang in ("zh", "en"):
            scene = replace(opening(atlas, page), lang=lang)
            tabulate(atlas, scene.layers, lang)
            describe(scene, atlas)
    details(atlas, "city-hangzhou", "zh")
    annotate(atlas, "city-hangzhou")


def test_every_shape_is_measured_once(atlas: Atlas, counted: Counter[str]) -> None:
    fresh = replace(atlas, digest="fresh")
    _everything(fresh)
    most = sum(len(frame) for frame in atlas.frames.values())
    assert 0 < counted["geodesic_area_km2"] <= most
    assert 0 < counted["geodesic_length_km"] <= most
    before = counted.copy()
    _everything(fresh)
    assert counted == before


def test_another_content_is_measured_anew(atlas: Atlas, counted: Counter[str]) -> None:
    figures(replace(atlas, digest="one"))
    first = counted["geodesic_area_km2"]
    figures(replace(atlas, digest="two"))
    assert counted["geodesic_area_km2"] == 2 * first > 0


def test_a_table_is_made_once(atlas: Atlas) -> None:
    layers = opening(atlas, "overview").layers
    assert tabulate(atlas, layers, "zh") is tabulate(atlas, list(layers), "zh")
