"""`python -m geodata.recipes [--check]`: make every file of geodata/ again, or tell which would change."""

from __future__ import annotations

import sys
from importlib import import_module

from geodata.recipes.clauses import assign_clauses
from geodata.recipes.io import GEODATA, Feature, to_text
from geodata.recipes.notes import assign_notes
from geodata.recipes.statistics import FILE, rows, to_csv

RECIPES = ("borders", "ground", "rail", "roads", "waterways", "gateways", "declared")


def build_all() -> dict[str, list[Feature]]:
    """Every layer's features by file stem, clauses and notes assigned; `unlocated` gathers those without geometry.

    Raises `ValueError` where two recipes make one layer: a table of the folder may be called as a layer is that has
    a recipe of its own.
    """
    layers: dict[str, list[Feature]] = {"unlocated": []}
    for recipe in RECIPES:
        for stem, features in import_module(f"geodata.recipes.{recipe}").build().items():
            if stem in layers:
                raise ValueError(f"{recipe}: another recipe makes {stem} already")
            layers[stem] = [item for item in features if item["geometry"] is not None]
            missing = [item for item in features if item["geometry"] is None]
            layers["unlocated"] += [item | {"properties": item["properties"] | {"layer": stem}} for item in missing]
    everything = [item for features in layers.values() for item in features]
    assign_clauses(everything)
    assign_notes(everything)
    return layers


def texts() -> dict[str, str]:
    """Every file by its name: the layers, and the statistics of their places."""
    layers = build_all()
    made = {f"{stem}.geojson": to_text(features) for stem, features in layers.items()}
    return made | {FILE: to_csv(rows(layers["cities"], layers["districts"], layers["regions"]))}


def _write(name: str, text: str, *, check: bool) -> bool:
    """Write a file unless it is only to be checked; whether its bytes differ from what is there."""
    path = GEODATA / name
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    if not check:
        path.write_text(text, encoding="utf-8")
    return True


def main(check: bool) -> int:
    """Write the files, or with `check` name those whose bytes differ; returns the exit code."""
    changed = [name for name, text in texts().items() if _write(name, text, check=check)]
    print("changed: " + (", ".join(changed) or "nothing"))
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
