"""What thematic maps can show: indicators, the layers whose places they colour, schemes of classes, ramps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from layers.catalogue.declared import Declared, Ident

Scheme = Literal["natural_breaks", "quantiles", "equal_intervals"]
Year = Annotated[str, Field(pattern=r"^20\d\d(-20\d\d)?$")]
MOST_CLASSES = 7
JOINT = "."


class Named(Declared):
    """What is called something in both languages."""

    id: Ident
    zh: str
    en: str


class Classing(Named):
    """A scheme by which values are put into classes."""

    id: Scheme


class Ramp(Declared):
    """Colours of classes by their names in the palette, from the lowest class; `below` are those below zero."""

    id: Ident
    below: tuple[Ident, ...] = ()
    above: Annotated[tuple[Ident, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Ramp:
        if len(self.below) + len(self.above) > MOST_CLASSES:
            raise ValueError(f"more than {MOST_CLASSES} colours")
        return self


class Indicator(Named):
    """A figure that places have: unit (a key of `unit` in text/), decimals, the years it is known for, its ramp."""

    unit: str
    years: Annotated[tuple[Year, ...], Field(min_length=1)]
    ramp: Ident
    decimals: Annotated[int, Field(ge=0, le=2)] = 0


@dataclass(frozen=True)
class Thematic:
    """What a thematic map shows: an indicator in a year, of the places of a layer, in classes of a scheme."""

    indicator: Indicator
    year: str
    layer: str
    scheme: Classing

    def __str__(self) -> str:
        """As an address has it: `density.2020.districts_2019.natural_breaks`."""
        return JOINT.join((self.indicator.id, self.year, self.layer, self.scheme.id))


class Indicators(Declared):
    """All that is declared of thematic maps; nothing where the catalogue has none.

    `order` is the draw order of the colours among the layers.
    """

    order: float = 0
    places: tuple[Ident, ...] = ()
    schemes: tuple[Classing, ...] = ()
    ramps: tuple[Ramp, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _ramps_exist(self) -> Indicators:
        known = {ramp.id for ramp in self.ramps}
        lost = [item for item in self.indicators if item.ramp not in known]
        unknown = [f"indicator {item.id}: unknown ramp {item.ramp!r}" for item in lost]
        if unknown:
            raise ValueError("; ".join(unknown))
        return self

    def ramp(self, ident: str) -> Ramp:
        """The ramp of that id; `KeyError` when there is none."""
        return {item.id: item for item in self.ramps}[ident]

    def colors(self) -> set[tuple[str, str]]:
        """Every palette name of a ramp, with the ramp's."""
        return {(ramp.id, name) for ramp in self.ramps for name in (*ramp.below, *ramp.above)}

    def thematic(self, text: str) -> Thematic | None:
        """What a text says: `density`, `density.2010`, `density.2010.cities`, `density.2010.cities.quantiles`.

        What it leaves out is the first that is declared. None for what is not declared.
        """
        ident, *asked = text.split(JOINT)
        indicator = {item.id: item for item in self.indicators}.get(ident)
        schemes: dict[str, Classing] = {item.id: item for item in self.schemes}
        if indicator is None or not self.places or not schemes or len(asked) > 3:  # noqa: PLR2004  # year, places, scheme
            return None
        usual = (indicator.years[0], self.places[0], next(iter(schemes)))
        year, layer, scheme = (*asked, *usual[len(asked) :])
        known = year in indicator.years and layer in self.places and scheme in schemes
        return Thematic(indicator, year, layer, schemes[scheme]) if known else None
