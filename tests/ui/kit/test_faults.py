"""Faults of the data in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from layers.atlas.atlas import Atlas, build_atlas
from maps.scene.scene import Scene
from tests import samples
from text import LANGUAGES, say
from ui.kit import faults, markup


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would be put on the page."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(
        markup,
        "show",
        lambda template, lang, **values: calls.append(values | {"html": markup.render(template, lang, **values)}),
    )
    return calls


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sound_atlas_says_nothing(lang: str, folder: Path, shown: list[dict[str, Any]]) -> None:
    faults.show(build_atlas(folder), Scene(lang=lang))
    assert shown == []


def broken(folder: Path, features: Sequence[Any]) -> Atlas:
    """A small atlas whose first point layer has the given features."""
    samples.write(folder, samples.of_type("point").file, features)
    return build_atlas(folder)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broken_layer_is_named_with_its_fault(lang: str, folder: Path, shown: list[dict[str, Any]]) -> None:
    layer = samples.of_type("point")
    faults.show(broken(folder, [samples.feature(layer, colour=1)]), Scene(lang=lang))
    (page,) = shown
    assert getattr(layer, lang) in page["html"]
    assert f"{layer.file}.geojson" in page["html"]
    assert "colour" in page["html"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_fault_of_many_features_is_said_once(lang: str, folder: Path, shown: list[dict[str, Any]]) -> None:
    layer = samples.of_type("point")
    faults.show(broken(folder, [samples.feature(layer, f"a{n}", colour=n) for n in range(30)]), Scene(lang=lang))
    ((only,),) = (item["lines"] for item in shown[0]["layers"])
    assert only.endswith(say(lang, "broken.alike", count=29))


def test_of_many_different_faults_some_are_counted(folder: Path, shown: list[dict[str, Any]]) -> None:
    layer = samples.of_type("point")
    fields: dict[str, Any] = {f"field{n}": n for n in range(faults.SHOWN + 3)}
    faults.show(broken(folder, [samples.feature(layer, **fields)]), Scene())
    (item,) = shown[0]["layers"]
    assert (len(item["lines"]), item["more"]) == (faults.SHOWN, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_missing_unlocated_names_are_told(lang: str, folder: Path, shown: list[dict[str, Any]]) -> None:
    (folder / "unlocated.geojson").unlink()
    faults.show(build_atlas(folder), Scene(lang=lang))
    assert say(lang, "unlocated.heading") in shown[0]["html"]


def test_hostile_values_stay_text(folder: Path, shown: list[dict[str, Any]]) -> None:
    layer = samples.of_type("point")
    field = "<img src=x onerror=alert(1)>{{7*7}}"
    faults.show(broken(folder, [samples.feature(layer, **{field: "<script>{0}</script>"})]), Scene())
    assert "<img" not in shown[0]["html"]
    assert "<script" not in shown[0]["html"]
    assert "{{7*7}}" in shown[0]["html"]
