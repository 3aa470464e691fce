"""The recipes that need no borders, run again: the same geometry and the same facts as the shipped files."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from geodata.recipes.io import GEODATA, to_text
from tests.geodata import shipped

ASSIGNED = {"clauses"}
"""What is known of a feature only beside all others."""


@shipped.needs_sources
@pytest.mark.sources
@pytest.mark.parametrize("recipe", ["rail", "roads", "waterways", "gateways", "context"])
def test_a_recipe_makes_the_shipped_features(recipe: str) -> None:
    for stem, features in import_module(f"geodata.recipes.{recipe}").build().items():
        made = json.loads(to_text(item for item in features if item["geometry"] is not None))["features"]
        kept = json.loads((GEODATA / f"{stem}.geojson").read_text(encoding="utf-8"))["features"]
        assert [item["geometry"] for item in made] == [item["geometry"] for item in kept]
        facts = [{key: item["properties"][key] for key in item["properties"].keys() - ASSIGNED} for item in made]
        assert [one["properties"] | other for one, other in zip(kept, facts, strict=True)] == [
            item["properties"] for item in kept
        ]
