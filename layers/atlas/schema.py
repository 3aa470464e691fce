"""The declared schema of a layer as a pydantic model: docs/data-model.md plus the layer's own fields."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from geojson_pydantic import LineString, MultiLineString, MultiPolygon, Point, Polygon
from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from layers.atlas.clauses import LOCATORS
from layers.catalogue.catalogue import Layer

Text = Annotated[str, Field(pattern=r"[^\s\x00-\x1f]", max_length=400)]
Ident = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Locator = Literal[LOCATORS]  # type: ignore[valid-type]  # the locators are computed once, from their counts

# Without a discriminator every kind is tried on every feature, and each point that does not fit is an error to be made.
_ONE_OF = Field(discriminator="type")
GEOMETRIES: dict[str, Any] = {
    "point": Point,
    "line": Annotated[LineString | MultiLineString, _ONE_OF],
    "polygon": Annotated[Polygon | MultiPolygon, _ONE_OF],
    "image": Polygon,
    "mixed": Annotated[Point | LineString | MultiLineString | Polygon | MultiPolygon, _ONE_OF],
}
FIELD_TYPES: dict[str, Any] = {"text": str, "number": float | None, "list": list[str], "any": str | float | None}


class Properties(BaseModel):
    """What every feature says of itself."""

    model_config = ConfigDict(extra="forbid")

    id: Ident
    name_zh: Text
    name_en: Text
    kind: str
    evidence: Literal["surveyed", "generalised", "indicative"]
    accuracy_m: Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True)]
    source: Annotated[list[Text], Field(min_length=1)]
    clauses: list[Locator]
    aliases: list[Text]
    basis_zh: Text | None = None
    basis_en: Text | None = None
    note_zh: Text | None = None
    note_en: Text | None = None
    wordings: list[Text] = []

    @model_validator(mode="after")
    def _indicative_says_how(self) -> Properties:
        if self.evidence == "indicative" and not (self.basis_zh and self.basis_en):
            raise ValueError("indicative_without_basis")
        return self


def model_of(layer: Layer) -> Any:
    """The pydantic model of one feature of a layer: geometry type, kinds and fields as the catalogue declares them."""
    return _model(layer.id, layer.geometry, layer.kinds(), tuple(layer.fields.items()))


@lru_cache(maxsize=64)
def _model(ident: str, geometry: str, kinds: tuple[str, ...], fields: tuple[tuple[str, str], ...]) -> Any:
    """A model is compiled once, however often the data are loaded."""
    own: dict[str, Any] = {
        name: (FIELD_TYPES[kind], None if kind in ("any", "number") else ...) for name, kind in fields
    }
    # Any: kinds and geometry types are data here, which no type checker can follow.
    literal: Any = Literal
    properties = create_model(f"{ident}_properties", __base__=Properties, kind=(literal[kinds], ...), **own)
    parts: dict[str, Any] = {"geometry": (GEOMETRIES[geometry], ...), "properties": (properties, ...)}
    feature_type: Any = Literal["Feature"]
    return create_model(f"{ident}_feature", type=(feature_type, ...), **parts)
