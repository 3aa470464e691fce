"""What is counted of places: `geodata/statistics.csv`, one row a place, indicator and year (docs/data-model.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from layers.atlas.load import GEODATA
from layers.atlas.schema import Ident, Text
from layers.atlas.validate import value_fault
from layers.errors import Fault, LayerError

FILE = "statistics.csv"
NAME = "statistics"
MAX_ROWS = 20_000
FIRST_ROW = 2
"""The line of the first row: the head is line 1."""
KEY = ["place_id", "indicator", "year"]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Statistic(BaseModel):
    """A row: what was counted of a place in a year, in persons or in percent, and who says so."""

    model_config = ConfigDict(extra="forbid")

    place_id: Ident
    indicator: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    year: Annotated[int, Field(ge=1949, le=2100)]
    value: Number
    unit: Literal["persons", "percent"]
    source: Text

    @model_validator(mode="after")
    def _is_possible(self) -> Statistic:
        if self.value < 0 or (self.unit == "percent" and self.value > 100):  # noqa: PLR2004  # per cent
            raise ValueError("impossible")
        return self


COLUMNS = tuple(Statistic.model_fields)
_ROWS: TypeAdapter[list[Statistic]] = TypeAdapter(list[Statistic])


def no_statistics() -> pd.DataFrame:
    """A table without rows."""
    return pd.DataFrame({name: [] for name in COLUMNS})


def _read(path: Path) -> pd.DataFrame:
    """The table as it stands, all cells as text; raises `LayerError` where it is no table of these columns."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, nrows=MAX_ROWS + 1, on_bad_lines="error")
    except FileNotFoundError as error:
        raise LayerError("file_missing", file=FILE) from error
    except (OSError, ValueError) as error:
        raise LayerError("file_unreadable", file=FILE, detail=str(error).strip()[:60]) from error
    if len(table) > MAX_ROWS:
        raise LayerError("too_many_rows", file=FILE, rows=MAX_ROWS)
    lacking = [LayerError.fault("missing_field", file=FILE, where=name) for name in COLUMNS if name not in table]
    spare = [name for name in table if name not in COLUMNS]
    unknown = [LayerError.fault("unknown_field", file=FILE, where=str(name)[:40], detail="") for name in spare]
    if lacking or unknown:
        raise LayerError(faults=[*lacking, *unknown])
    return table


def _line(number: object) -> str:
    return f"#{int(str(number)) + FIRST_ROW}"


def _of_rows(error: ValidationError) -> Iterator[Fault]:
    for item in error.errors():
        number, *place = item["loc"]
        yield value_fault(FILE, {**item, "loc": tuple(place) or ("value",)}, _line(number))


def _beside(table: pd.DataFrame, places: Collection[str] | None, sources: Collection[str]) -> Iterator[Fault]:
    """What is wrong with rows beside each other and beside the rest of the data."""
    for number in table.index[table.duplicated(KEY)]:
        detail = " · ".join(str(table[name][number]) for name in KEY)
        yield LayerError.fault("repeated_row", file=FILE, where=_line(number), detail=detail)
    for number, row in table[~table["source"].isin(list(sources))].iterrows():
        yield LayerError.fault("unknown_source", file=FILE, where=_line(number), detail=row["source"][:60])
    if places is not None:
        for number, row in table[~table["place_id"].isin(list(places))].iterrows():
            yield LayerError.fault("unknown_place", file=FILE, where=_line(number), detail=row["place_id"])


def checked(table: pd.DataFrame, places: Collection[str] | None, sources: Collection[str]) -> pd.DataFrame:
    """The rows with numbers as numbers; `places` None: they cannot be looked up now.

    Raises `LayerError` with every fault: of cells, each by its line, and once these are sound of repeated rows, and of
    places and sources that do not exist.
    """
    try:
        rows: Sequence[Statistic] = _ROWS.validate_python(table.to_dict("records"))
    except ValidationError as error:
        raise LayerError(faults=_of_rows(error)) from error
    sound = pd.DataFrame([row.model_dump() for row in rows], columns=list(COLUMNS))
    faults = list(_beside(sound, places, sources))
    if faults:
        raise LayerError(faults=faults)
    return sound


def load_statistics(
    sources: Collection[str], places: Collection[str] | None = None, folder: Path = GEODATA
) -> pd.DataFrame:
    """All statistics, in file order; raises `LayerError` with every fault (see `checked`)."""
    return checked(_read(folder / FILE), places, sources)
