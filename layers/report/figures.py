"""The report's key figures, beside what our own geometry gives where it can."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from layers.atlas.atlas import Atlas
from layers.atlas.load import GEODATA
from layers.measures.geodesic import areas_km2


@dataclass(frozen=True)
class Figure:
    """A figure of the report: value, unit (a key of section `unit` in text/), clause, our own value.

    A `card` stands on the overview.
    """

    id: str
    names: dict[str, str]
    value: float | str
    unit: str
    clause: str
    card: bool
    ours: float | str | None


def _area_of(atlas: Atlas, layer: str, ident: str | None = None) -> float:
    areas = areas_km2(atlas, layer)
    return float(areas.sum() if ident is None else areas[ident])


def _share(atlas: Atlas) -> float:
    return round(100 * _area_of(atlas, "cities", "city-hangzhou") / _area_of(atlas, "regions"), 1)


def _area(atlas: Atlas) -> float:
    return round(_area_of(atlas, "cities", "city-hangzhou") / 1e4, 2)


def _cities(atlas: Atlas) -> str:
    kinds = atlas.frames["cities"]["kind"].value_counts()
    return f"{kinds['core_city']}+{kinds['joined_city']}"


MEASURES: dict[str, Callable[[Atlas], float | str]] = {
    "hangzhou_share_of_delta_area": _share,
    "hangzhou_area": _area,
    "cities_of_circle": _cities,
}
"""Our own measures, by the name `figures.toml` gives them."""


def _ours(atlas: Atlas, name: str | None) -> float | str | None:
    if name is None:
        return None
    measure = MEASURES[name]
    try:
        return measure(atlas)
    except KeyError:
        # A layer, city or kind it needs is not there: geometry cannot tell, and the layer's own message says why.
        return None


def _figure(atlas: Atlas, ident: str, row: dict[str, Any]) -> Figure:
    return Figure(
        id=ident, names={lang: row[lang] for lang in ("zh", "en")}, value=row["value"], unit=row["unit"],
        clause=row["clause"], card=bool(row.get("card")), ours=_ours(atlas, row.get("ours")),
    )  # fmt: skip


@lru_cache(maxsize=4)
def figures(atlas: Atlas, folder: Path = GEODATA) -> tuple[Figure, ...]:
    """All figures in file order; areas in 10 000 km2 and shares in percent as the report gives them.

    Read and measured once for each content: the atlas of other files is another atlas.
    """
    table = tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))
    return tuple(_figure(atlas, ident, row) for ident, row in table.items())
