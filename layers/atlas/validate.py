"""Check a layer's features against its declaration: all faults at once, each with a code that has its cure in text/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from pydantic import ValidationError
from shapely.geometry import shape

from layers.atlas.schema import model_of
from layers.catalogue.catalogue import DELTA, Layer
from layers.errors import Fault, LayerError

_SHOWN = 60


def name_of(feature: Any, index: int) -> str:
    """How a fault names a feature: its id, or its place in the file when it has none."""
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    ident = properties.get("id") if isinstance(properties, Mapping) else None
    return ident[:_SHOWN] if isinstance(ident, str) and ident else f"#{index + 1}"


def value_fault(file: str, error: Mapping[str, Any], where: str = "") -> Fault:
    """The fault of a field, from one of pydantic's errors; `where` is how it names the feature, if there is one."""
    field = f"{where} · " * bool(where) + ".".join(map(str, error["loc"]))
    shown = repr(error["input"])[:_SHOWN]
    match error["type"]:
        case "missing":
            return LayerError.fault("missing_field", file=file, where=field)
        case "extra_forbidden":
            return LayerError.fault("unknown_field", file=file, where=field, detail=shown)
        case _:
            return LayerError.fault("bad_value", file=file, where=field, detail=shown)


def _geometry_detail(error: Mapping[str, Any]) -> str:
    """What is wrong with a geometry; of one that is of no kind this layer has, what stands there and what may."""
    if "expected_tags" in error.get("ctx", {}):
        return f"{error['ctx']['tag'][:_SHOWN]!r}: {error['ctx']['expected_tags']}"
    if error["type"].startswith(("union_tag", "model_attributes")):
        return repr(error["input"])[:_SHOWN]
    return str(error["msg"])[:_SHOWN]


def _fault(file: str, where: str, error: Mapping[str, Any]) -> Fault:
    place = error["loc"]
    if "indicative_without_basis" in error["msg"]:
        return LayerError.fault("indicative_without_basis", file=file, where=where)
    if place[:1] in (("geometry",), ("type",)):
        return LayerError.fault("bad_geometry", file=file, where=where, detail=_geometry_detail(error))
    return value_fault(file, {**error, "loc": place[1:] or place}, where)


def schema_faults(layer: Layer, features: Sequence[Any]) -> list[Fault]:
    """Faults of structure, fields and values, one per field (a geometry's many faults count once)."""
    model = model_of(layer)
    faults: dict[tuple[str, str], Fault] = {}
    for index, feature in enumerate(features):
        try:
            model.model_validate(feature)
        except ValidationError as error:
            for item in error.errors():
                fault = _fault(f"{layer.file}.geojson", name_of(feature, index), item)
                faults.setdefault((fault.code, str(fault.given["where"])), fault)
    return list(faults.values())


def geometry_fault(
    file: str, where: str, geometry: Mapping[str, Any], extent: tuple[float, float, float, float] = DELTA
) -> Fault | None:
    """What is wrong with a sound GeoJSON geometry: empty, self-crossing, or beyond its extent; None if nothing is."""
    figure = shape(geometry)
    if figure.is_empty or not figure.is_valid:
        reason = shapely.is_valid_reason(figure)[:_SHOWN]
        return LayerError.fault("invalid_geometry", file=file, where=where, detail=reason)
    west, south, east, north = figure.bounds
    least_x, least_y, most_x, most_y = extent
    if west < least_x or south < least_y or east > most_x or north > most_y:
        return LayerError.fault("outside_extent", file=file, where=where, detail=f"{west:.2f}, {south:.2f}")
    return None


def geometry_faults(layer: Layer, features: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Faults of shapes: empty, self-crossing, or outside its extent. Expects features that pass `schema_faults`."""
    file = f"{layer.file}.geojson"
    found = (geometry_fault(file, name_of(item, n), item["geometry"], layer.extent) for n, item in enumerate(features))
    return [fault for fault in found if fault]


def _named_sources(row: Mapping[str, Any]) -> list[str]:
    """The ids of sources that a feature names, for its shape and for its names; addresses of pages are left out."""
    of_names = [*row.get("name_source", ()), *(name for item in row.get("former_names", ()) for name in item["source"])]
    return [*row["source"], *(name for name in of_names if "://" not in name)]


def identity_faults(layer: Layer, features: Iterable[Mapping[str, Any]], sources: Iterable[str]) -> list[Fault]:
    """Ids that occur twice, and sources that `geodata/sources.toml` does not know."""
    file, known, rows = f"{layer.file}.geojson", set(sources), [item["properties"] for item in features]
    twice = [ident for ident, count in Counter(row["id"] for row in rows).items() if count > 1]
    unknown = [(row["id"], name) for row in rows for name in _named_sources(row) if name not in known]
    return [LayerError.fault("duplicate_id", file=file, where=ident) for ident in twice] + [
        LayerError.fault("unknown_source", file=file, where=ident, detail=name) for ident, name in unknown
    ]


def find_faults(layer: Layer, features: Sequence[Any], sources: Iterable[str]) -> list[Fault]:
    """Every fault of a layer's features; geometry and identity are looked at once the structure is sound."""
    faults = schema_faults(layer, features)
    if faults:
        return faults
    return geometry_faults(layer, features) + identity_faults(layer, features, sources)
