"""What costly recipes made, kept in build/ for the next run of the tests as long as all it was made of is the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import GEODATA, WORKSPACE

KEPT = GEODATA.parent / "build" / "recipes"
LIBRARIES = ("geopandas", "numpy", "pyogrio", "pyproj", "shapely")
Shapes = dict[str, list[BaseGeometry]]


def inputs() -> Iterable[Path]:
    """Every file that a recipe may read or be."""
    for folder in (GEODATA / "recipes", WORKSPACE / "sources"):
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def fingerprint(files: Iterable[Path], libraries: Mapping[str, str]) -> str:
    """16 hex digits of files' names and bytes and libraries' versions."""
    told = [f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in files]
    told += [f"{name} {number}" for name, number in sorted(libraries.items())]
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def made(name: str, make: Callable[[], Shapes], folder: Path = KEPT, code: str = "") -> Shapes:
    """A recipe's shapes by file stem: read again where they were made of the same, else made and kept."""
    code = code or fingerprint(inputs(), {library: version(library) for library in LIBRARIES})
    path = folder / f"{name}-{code}.json"
    if not path.is_file():
        shapes = make()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{name}-*"):
            old.unlink(missing_ok=True)
        written = {stem: [shapely.to_wkb(shape, hex=True) for shape in found] for stem, found in shapes.items()}
        part = path.with_suffix(f".{id(shapes)}.part")
        part.write_text(json.dumps(written), encoding="utf-8")
        part.replace(path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {stem: [shapely.from_wkb(shape) for shape in found] for stem, found in kept.items()}
