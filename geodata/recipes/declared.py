"""Layers that are declared, not programmed: each row of their tables becomes a feature."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import NAMING, TABLES, Feature, feature, read_table
from geodata.recipes.shapes import finish

SPLIT: dict[str, tuple[str, ...]] = {
    "places": ("places_towns", "places_nature", "places_institutions", "places_beyond")
}
"""Layers written in several tables, by theme; every other table of `[[feature]]` is a layer by its own name."""
_REQUIRED = ("id", "name_zh", "name_en", "kind")
_KNOWN = (*_REQUIRED, "shape", "evidence", "accuracy_m", "aliases", "mentions", "source")
_OPTIONAL = ("basis_zh", "basis_en", "reason_zh", "reason_en", "cities", "width_km", *NAMING)


def _check(row: dict[str, Any]) -> None:
    """Raise `ValueError` with everything that a row lacks or has too much."""
    ident = row.get("id", "?")
    needed = ("basis_zh", "basis_en", "accuracy_m", "evidence") if "shape" in row else ("reason_zh", "reason_en")
    faults = [f"{ident}: {key} is missing" for key in (*_REQUIRED, *needed) if key not in row]
    faults += [f"{ident}: {key} is unknown" for key in row if key not in (*_KNOWN, *_OPTIONAL)]
    if faults:
        raise ValueError("; ".join(faults))


def _sources(row: dict[str, Any], found: tuple[str, ...]) -> list[str]:
    """Where the shape comes from: what it hangs on, what the row adds, and our own hand where indicative."""
    own = ("atlas-indicative",) if row["evidence"] == "indicative" else ()
    return list(dict.fromkeys((*found, *row.get("source", ()), *own)))


def _located(row: dict[str, Any]) -> tuple[BaseGeometry, dict[str, Any]]:
    geometry, found = finish(row["shape"])
    return geometry, {key: row[key] for key in ("evidence", "accuracy_m")} | {"source": _sources(row, found)}


def _unlocated() -> tuple[None, dict[str, Any]]:
    return None, {"evidence": "unlocated", "accuracy_m": None, "source": ["report-2019"]}


def declared(row: dict[str, Any]) -> Feature:
    """The feature that a row declares; EPSG:4326, no geometry where the row gives none but a reason.

    Raises `ValueError` for a missing or unknown key, `LookupError` for an unknown anchor.
    """
    _check(row)
    ident, name_zh, name_en, kind = (row[key] for key in _REQUIRED)
    further = {key: row[key] for key in (*_OPTIONAL, "aliases", "mentions") if key in row}
    geometry, facts = _unlocated() if "shape" not in row else _located(row)
    return feature(ident, name_zh, name_en, kind, geometry, **facts, **further)


def tables(folder: Path) -> dict[str, tuple[str, ...]]:
    """The declared layers with the tables in the folder that make them: those of `[[feature]]`, then the split."""
    shared = {name for names in SPLIT.values() for name in names}
    stems = sorted(path.stem for path in folder.glob("*.toml") if path.stem not in shared)
    single: dict[str, tuple[str, ...]] = {stem: (stem,) for stem in stems if "feature" in read_table(stem, folder)}
    return single | SPLIT


def build() -> dict[str, list[Feature]]:
    """Build every declared layer from its tables `[[feature]]`, in the order written; EPSG:4326."""
    return {
        layer: [declared(row) for name in names for row in read_table(name)["feature"]]
        for layer, names in tables(TABLES).items()
    }
