"""From a table of lines to features: one feature for each line and part of the same evidence.

A `[[line]]` of the table holds what is true of the whole line; each `[[line.part]]` holds a path and how good it is,
and may replace any value of the line (an empty one takes it back). A line without parts has no known position and says
why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import Feature, feature, to_degrees
from geodata.recipes.smoothing import smooth

Row = Mapping[str, Any]
_FACTS: dict[str, Any] = {"speed_kmh": None, "facts": []}
_TEXTS = ("basis_zh", "basis_en", "reason_zh", "reason_en")


def rows_of(table: Mapping[str, Any]) -> Iterator[Row]:
    """One flat row for each part of each line, with `line` and the part's own id and names."""
    for line in table["line"]:
        common = {key: value for key, value in line.items() if key != "part"} | {"line": line["id"]}
        for part in line.get("part", [{"evidence": "unlocated", "source": ["report-2019"]}]):
            added = {key: line[key] + part.get(key, "") for key in ("id", "name_zh", "name_en")}
            # The whole line's name means each of its parts too, whose own names are longer.
            added["mentions"] = [line["name_zh"], *line.get("mentions", ())]
            yield {key: value for key, value in (common | part | added).items() if value != ""}


def row_feature(row: Row, shape: BaseGeometry | None, *facts: str) -> Feature:
    """The feature of one row; `shape` is its line in EPSG:4549, `None` when its position is not known.

    `facts` names the facts to write, all of them by default.
    """
    stated = {key: row.get(key, _FACTS[key]) for key in facts or _FACTS}
    texts = {key: row[key] for key in _TEXTS if key in row}
    return feature(
        row["id"], row["name_zh"], row["name_en"], row["kind"], None if shape is None else to_degrees(shape),
        evidence=row["evidence"], accuracy_m=row.get("accuracy_m"), source=row["source"],
        aliases=row.get("aliases", ()), mentions=row.get("mentions", ()),
        line=row["line"], **stated, **texts,
    )  # fmt: skip


def thinned(shape: BaseGeometry, row: Row) -> BaseGeometry:
    """The line (EPSG:4549) without the vertices that matter less than `thin_m`; with `smooth_m` as water runs."""
    thin = shapely.simplify(shape, row.get("thin_m", 0.0))
    return smooth(thin, row["smooth_m"]) if "smooth_m" in row else thin
