"""What the tests of the checks share: an atlas made of a few layers and of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pytest

from layers.atlas.atlas import Atlas
from layers.checks import areas, places, positions, records
from layers.checks.check import declared


@pytest.fixture
def make(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Atlas]:
    """Make an atlas of made-up layers, with some tables of `checks.toml` replaced."""

    def made(tables: dict[str, Any] | None = None, **layers: gpd.GeoDataFrame) -> Atlas:
        table = declared() | (tables or {})
        for module in (areas, places, positions, records):
            monkeypatch.setattr(module, "declared", lambda: table)
        return replace(atlas, frames=layers, sources={"sample": {}})

    return made
