"""What the report names and nobody can place: kept apart, each with the reason, and never drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layers.errors import Fault, LayerError
from layers.load import GEODATA, read_collection

FILE = "unlocated.geojson"


@dataclass(frozen=True)
class Unlocated:
    """A named thing without a position: the file it would belong to, its names, clauses, and why it has no position."""

    id: str
    layer: str
    names: dict[str, str]
    clauses: tuple[str, ...]
    reasons: dict[str, str]


def _entry(row: dict[str, object]) -> Unlocated:
    clauses = row["clauses"]
    return Unlocated(
        id=str(row["id"]),
        layer=str(row["layer"]),
        names={lang: str(row[f"name_{lang}"]) for lang in ("zh", "en")},
        clauses=tuple(map(str, clauses)) if isinstance(clauses, list) else (),
        reasons={lang: str(row[f"reason_{lang}"]) for lang in ("zh", "en")},
    )


def load_unlocated(folder: Path = GEODATA) -> list[Unlocated]:
    """All entries of `unlocated.geojson`; raises `LayerError` when the file is missing or broken."""
    features = read_collection("unlocated", folder / FILE)
    try:
        return [_entry(feature["properties"]) for feature in features]
    except (KeyError, TypeError) as error:
        raise LayerError("unlocated", [Fault("bad_value", FILE, "properties", str(error)[:60])]) from error
