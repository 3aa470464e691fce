"""Which tables make a layer: all that hold `[[feature]]`, each under its own name or as a part of a split one."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from geodata.recipes import __main__ as recipes
from geodata.recipes import declared


def test_every_part_of_a_split_layer_has_its_table() -> None:
    folder = Path(declared.__file__).parent
    found = declared.tables(folder)
    assert list(found)[-len(declared.SPLIT) :] == list(declared.SPLIT)
    assert all((folder / f"{name}.toml").is_file() for names in found.values() for name in names)


def test_a_new_table_is_a_layer_and_a_table_of_another_kind_is_none(tmp_path: Path) -> None:
    (tmp_path / "mills.toml").write_text('[[feature]]\nid = "mill-a"\n', encoding="utf-8")
    (tmp_path / "locks.toml").write_text('[[lock]]\nid = "lock-a"\n', encoding="utf-8")
    (tmp_path / "places_towns.toml").write_text("feature = []\n", encoding="utf-8")
    assert declared.tables(tmp_path) == {"mills": ("mills",), **declared.SPLIT}


def test_a_table_called_as_another_recipes_layer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {name: ModuleType(name) for name in ("rail", "declared")}
    for module in made.values():
        setattr(module, "build", lambda: {"rail": []})  # noqa: B010  # a module has no such attribute to a type checker
    monkeypatch.setattr(recipes, "RECIPES", tuple(made))
    monkeypatch.setattr(recipes, "import_module", lambda name: made[name.rpartition(".")[2]])
    with pytest.raises(ValueError, match="declared: another recipe makes rail"):
        recipes.build_all()
