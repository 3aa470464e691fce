"""Which tables make a layer: all that hold `[[feature]]`, each under its own name or as a part of a split one."""

from __future__ import annotations

from pathlib import Path

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
