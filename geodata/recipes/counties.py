"""The one place where declared shapes look up a county's outline."""

from __future__ import annotations

from functools import cache

from geodata.recipes.anchors import Located
from geodata.recipes.borders import build
from geodata.recipes.io import Feature, to_metric


@cache
def _drawn() -> list[Feature]:
    return build()["districts"]


@cache
def county_shape(adcode: str, edition: int) -> Located:
    """A county of the edition 2019 or 2021 exactly as the atlas draws it, with its sources; EPSG:4549.

    Raises `LookupError` when that edition has no such county.
    """
    for item in _drawn():
        properties = item["properties"]
        if str(properties["adcode"]) == adcode and str(edition) in map(str, properties["editions"]):
            return to_metric(item["geometry"]), tuple(properties["source"])
    raise LookupError(f"no county {adcode} in the edition of {edition}")
