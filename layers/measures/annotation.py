"""What the atlas knows of one feature, as plain data without words: every renderer and panel says it from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from layers.atlas.atlas import Atlas
from layers.atlas.naming import former_names, name_at
from layers.atlas.schema import FormerName
from layers.atlas.timeline import Timeline
from layers.measures.geodesic import areas_km2, lengths_km

Dimension = Literal["area", "length", ""]


@dataclass(frozen=True)
class Annotation:
    """A feature: names and basis by language, grade, clauses, figures (None: not known, or not to be measured)."""

    id: str
    layer: str
    kind: str
    names: dict[str, str]
    basis: dict[str, str]
    notes: dict[str, str]
    aliases: tuple[str, ...]
    former_names: tuple[FormerName, ...]
    name_source: tuple[str, ...]
    evidence: str
    accuracy_m: float
    clauses: tuple[str, ...]
    source: tuple[str, ...]
    dimension: Dimension
    area_km2: float | None
    length_km: float | None
    published_area_km2: float | None
    timeline: Timeline | None


def _by_language(row: pd.Series, stem: str) -> dict[str, str]:
    values: dict[str, Any] = {lang: row.get(f"{stem}_{lang}") for lang in ("zh", "en")}
    return {lang: value if isinstance(value, str) else "" for lang, value in values.items()}


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _known(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _dimension(row: pd.Series) -> Dimension:
    kind = row["geometry"].geom_type
    return "area" if kind.endswith("Polygon") else "length" if kind.endswith("LineString") else ""


def _names(row: pd.Series, date: str | None) -> dict[str, str]:
    return {lang: name_at(row, lang, date) for lang in ("zh", "en")}


def annotate(atlas: Atlas, ident: str, date: str | None = None) -> Annotation:
    """The annotation of a feature: geodesic km2 or km, none for an indicative feature. `KeyError` for an unknown id.

    Its names are those of the date, a month (`2016-12`); today's without one.
    """
    row, layer = atlas.feature(ident), str(atlas.home(ident))
    return Annotation(
        id=ident, layer=layer, kind=row["kind"], names=_names(row, date), basis=_by_language(row, "basis"),
        notes=_by_language(row, "note"),
        aliases=tuple(row["aliases"]), former_names=former_names(row), name_source=_listed(row.get("name_source")),
        evidence=row["evidence"], accuracy_m=float(row["accuracy_m"]),
        clauses=tuple(row["clauses"]), source=tuple(row["source"]), dimension=_dimension(row),
        area_km2=_known(areas_km2(atlas, layer)[ident]), length_km=_known(lengths_km(atlas, layer)[ident]),
        published_area_km2=_known(row.get("published_area_km2")), timeline=atlas.timeline(ident),
    )  # fmt: skip
