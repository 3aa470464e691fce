"""`python -m geodata.recipes [--check]`: make every file of geodata/ again, or tell which would change."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from geodata.recipes import context, controls, relief
from geodata.recipes.clauses import assign_clauses
from geodata.recipes.io import GEODATA, Feature, to_text
from geodata.recipes.notes import assign_notes
from geodata.recipes.statistics import FILE, rows, to_csv

RECIPES = ("borders", "ground", "relief", "rail", "roads", "waterways", "gateways", "context", "declared")


def build_all() -> dict[str, list[Feature]]:
    """Every layer's features by file stem, clauses and notes assigned; `unlocated` gathers those without geometry.

    `controls` are no layer: points of other sources by which the features are measured.

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
    report = [item for stem, features in layers.items() if stem not in context.LAYERS for item in features]
    assign_clauses(report)
    assign_notes(report)
    located = (item for features in layers.values() for item in features if item["geometry"] is not None)
    return layers | {"controls": controls.build(located)}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def contents() -> dict[str, bytes]:
    """Every file by its name: the layers, the statistics of their places, the relief."""
    layers = build_all()
    made = relief.images()  # first, so that no file names a picture that is not there yet
    made |= {f"{stem}.geojson": to_text(features).encode() for stem, features in layers.items()}
    made[FILE] = to_csv(rows(layers["cities"], layers["districts"], layers["regions"])).encode()
    return made


def main(check: bool) -> int:
    """Write the files, or with `check` name those whose bytes differ; returns the exit code."""
    files = contents()
    past = [path.name for path in GEODATA.glob("*.webp") if path.name not in files]
    changed = [name for name, content in files.items() if _content(GEODATA / name) != content]
    if not check:
        for name in changed:
            (GEODATA / name).write_bytes(files[name])
        for name in past:
            (GEODATA / name).unlink()
    changed += past
    print("changed: " + (", ".join(changed) or "nothing"))
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
