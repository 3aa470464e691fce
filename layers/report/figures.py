"""The report's key figures, beside what our own geometry gives where it can."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from layers.atlas.atlas import Atlas
from layers.atlas.load import GEODATA
from layers.measures.geodesic import areas_km2
from layers.measures.people import residents_shares_percent, said_shares

By = Literal["geometry", "census"]


@dataclass(frozen=True)
class Figure:
    """A figure of the report: value, unit (a key of section `unit` in text/), clause, our own value.

    A `card` stands on the overview. Our own value is measured by geometry, or counted by a census: `by` says which.
    """

    id: str
    names: dict[str, str]
    value: float | str
    unit: str
    clause: str
    card: bool
    ours: float | str | None
    by: By = "geometry"


Sea = Mapping[str, float]
"""Sea and estuary that the areas drawn leave out and official areas count, km2; `figures.toml` gives it."""


def _city(atlas: Atlas, sea: Sea) -> float:
    return float(areas_km2(atlas, "cities")["city-hangzhou"]) + sea.get("city-hangzhou", 0.0)


def _share(atlas: Atlas, sea: Sea) -> float:
    return round(100 * _city(atlas, sea) / (float(areas_km2(atlas, "regions").sum()) + sea.get("delta", 0.0)), 1)


def _area(atlas: Atlas, sea: Sea) -> float:
    return round(_city(atlas, sea) / 1e4, 2)


def _cities(atlas: Atlas, _sea: Sea) -> str:
    kinds = atlas.frames["cities"]["kind"].value_counts()
    return f"{kinds['core_city']}+{kinds['joined_city']}"


def _residents(atlas: Atlas, _sea: Sea) -> str:
    """Hangzhou's share of the Delta's residents at the censuses before and after the report."""
    return said_shares(residents_shares_percent(atlas))


MEASURES: dict[str, Callable[[Atlas, Sea], float | str]] = {
    "hangzhou_share_of_delta_area": _share,
    "hangzhou_area": _area,
    "cities_of_circle": _cities,
    "hangzhou_share_of_delta_residents": _residents,
}
"""Our own measures, by the name `figures.toml` gives them."""


def _ours(atlas: Atlas, row: Mapping[str, Any]) -> float | str | None:
    if "ours" not in row:
        return None
    measure = MEASURES[row["ours"]]
    try:
        return measure(atlas, row.get("sea_km2", {}))
    except KeyError:
        # A layer, city or kind it needs is not there: geometry cannot tell, and the layer's own message says why.
        return None


def _figure(atlas: Atlas, ident: str, row: dict[str, Any]) -> Figure:
    return Figure(
        id=ident, names={lang: row[lang] for lang in ("zh", "en")}, value=row["value"], unit=row["unit"],
        clause=row["clause"], card=bool(row.get("card")), ours=_ours(atlas, row), by=row.get("by", "geometry"),
    )  # fmt: skip


@lru_cache(maxsize=4)
def figures(atlas: Atlas, folder: Path = GEODATA) -> tuple[Figure, ...]:
    """All figures in file order; areas in 10 000 km2 and shares in percent as the report gives them.

    Read and measured once for each content: the atlas of other files is another atlas.
    """
    table = tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))
    return tuple(_figure(atlas, ident, row) for ident, row in table.items())
