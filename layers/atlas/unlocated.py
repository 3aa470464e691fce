"""What the report names and nobody can place: kept apart, each with the reason, and never drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from layers.atlas.load import GEODATA, read_collection
from layers.atlas.schema import Ident, Locator, Text
from layers.atlas.validate import value_fault
from layers.errors import LayerError

FILE = "unlocated.geojson"


@dataclass(frozen=True)
class Unlocated:
    """A named thing without a position: the file it would belong to, its names, clauses, and why it has no position."""

    id: str
    layer: str
    kind: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    wordings: tuple[str, ...]
    clauses: tuple[str, ...]
    reasons: dict[str, str]
    notes: dict[str, str]


class Row(BaseModel):
    """What an entry's properties must hold; what else it has is not used here."""

    id: Ident
    layer: Text
    kind: Text
    name_zh: Text
    name_en: Text
    aliases: list[Text] = []
    wordings: list[Text] = []
    clauses: list[Locator]
    reason_zh: Text
    reason_en: Text
    note_zh: str = ""
    note_en: str = ""


def _entry(feature: Any) -> Unlocated:
    row = Row.model_validate(feature["properties"])
    return Unlocated(
        id=row.id,
        layer=row.layer,
        kind=row.kind,
        names={"zh": row.name_zh, "en": row.name_en},
        aliases=tuple(row.aliases),
        wordings=tuple(row.wordings),
        clauses=tuple(row.clauses),
        reasons={"zh": row.reason_zh, "en": row.reason_en},
        notes={"zh": row.note_zh, "en": row.note_en},
    )


def load_unlocated(folder: Path = GEODATA) -> list[Unlocated]:
    """All entries of `unlocated.geojson`; raises `LayerError` when the file is missing or broken."""
    features = read_collection(folder / FILE)
    try:
        return [_entry(feature) for feature in features]
    except ValidationError as error:
        raise LayerError(faults=[value_fault(FILE, item) for item in error.errors()]) from error
    except (KeyError, TypeError) as error:
        raise LayerError("not_a_collection", file=FILE) from error
