"""Points of other sources by which the atlas's own features are checked: apart from the layers, and never drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from geojson_pydantic import MultiPoint, Point
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from layers.atlas.load import GEODATA, read_collection
from layers.atlas.schema import Ident, Text
from layers.atlas.validate import geometry_fault, value_fault
from layers.errors import Fault, LayerError

FILE = "controls.geojson"
Role = Literal["line", "place", "name"]


@dataclass(frozen=True)
class Control:
    """What another source has of one feature: `geometry` is a Point or a MultiPoint in EPSG:4326.

    `role`: points on a line, the place of the same thing with its name, or the name alone. `names` are as the source
    writes them, `reading_zh` is what a label says that is no pinyin. `chosen`: the feature was drawn anew because the
    two differed, so that of a shift which all have in common it says nothing.
    """

    feature: str
    role: Role
    names: tuple[str, ...]
    source: str
    reading_zh: str
    chosen: bool
    geometry: BaseGeometry


class _Properties(BaseModel):
    model_config = ConfigDict(extra="forbid")

    feature: Ident
    role: Role
    names: list[Text]
    source: Annotated[list[Text], Field(min_length=1, max_length=1)]
    reading_zh: Text | Literal[""] = ""
    chosen: Annotated[bool, Field(strict=True)] = False


class _Row(BaseModel):
    type: Literal["Feature"]
    properties: _Properties
    geometry: Annotated[Point | MultiPoint, Field(discriminator="type")]


def _faults(features: Sequence[Any], sources: Mapping[str, Any]) -> list[Fault]:
    found: list[Fault] = []
    for number, feature in enumerate(features, 1):
        where = f"#{number}"
        try:
            row = _Row.model_validate(feature)
        except ValidationError as error:
            found += [value_fault(FILE, item, where) for item in error.errors()]
            continue
        outside = geometry_fault(FILE, where, feature["geometry"])
        found += [outside] if outside else []
        unknown = [name for name in row.properties.source if name not in sources]
        found += [LayerError.fault("unknown_source", file=FILE, where=where, detail=name) for name in unknown]
    return found


def _control(feature: Mapping[str, Any]) -> Control:
    row = _Properties.model_validate(feature["properties"])
    (source,) = row.source
    return Control(
        row.feature, row.role, tuple(row.names), source, row.reading_zh, row.chosen, shape(feature["geometry"])
    )


def load_controls(sources: Mapping[str, Any], folder: Path = GEODATA) -> tuple[Control, ...]:
    """All controls of `controls.geojson`, in file order.

    Raises `LayerError` with every fault of the file: it costs the checks that ask it, and no layer.
    """
    features = read_collection(folder / FILE)
    faults = _faults(features, sources)
    if faults:
        raise LayerError(faults=faults)
    return tuple(map(_control, features))
