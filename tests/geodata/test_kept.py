"""That what is kept of a recipe is made again when anything changes that it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import Point

from geodata.recipes.io import GEODATA
from tests.geodata import kept
from tests.geodata.kept import Shapes, fingerprint, made


def test_a_recipe_is_run_once_for_the_same_and_again_for_another(tmp_path: Path) -> None:
    runs: list[float] = []

    def make() -> Shapes:
        runs.append(len(runs))
        return {"points": [Point(0.1, 1 / 3), Point(runs[-1], 2)]}

    first = made("points", make, tmp_path, "one")
    assert made("points", make, tmp_path, "one") == first
    assert first["points"][0].x == 0.1
    assert first["points"][0].y == 1 / 3, "to the last bit"
    assert made("points", make, tmp_path, "two") != first
    assert runs == [0, 1]
    assert [path.name for path in tmp_path.iterdir()] == ["points-two.json"], "what is out of date goes"


@pytest.mark.parametrize("change", ["bytes", "name", "more", "library"])
def test_the_fingerprint_tells_every_change(tmp_path: Path, change: str) -> None:
    one, libraries = tmp_path / "a.toml", {"shapely": "2.1"}
    one.write_text("x = 1", encoding="utf-8")
    before, files = fingerprint([one], libraries), [one]
    assert fingerprint([one], dict(libraries)) == before
    if change == "bytes":
        one.write_text("x = 2", encoding="utf-8")
    elif change == "name":
        files = [one.rename(tmp_path / "b.toml")]
    elif change == "more":
        files = [one, one]
    else:
        libraries["shapely"] = "2.2"
    assert fingerprint(files, libraries) != before


def test_recipes_and_their_tables_are_looked_at() -> None:
    names = {path.relative_to(GEODATA).as_posix() for path in kept.inputs() if path.is_relative_to(GEODATA)}
    assert {"recipes/borders.py", "recipes/borders.toml", "recipes/coverage.py"} <= names
