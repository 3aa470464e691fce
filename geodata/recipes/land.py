"""The land of Natural Earth around the Delta, thinned: `python -m geodata.recipes.land land-10m.json` makes its file.

In goes `land-10m.json` of the npm package `world-atlas` 2.0.2 (`npm pack world-atlas@2.0.2`, then unpacked). What comes
out is small enough to be kept beside the tables, so that the other recipes need no network.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geodata.recipes.io import TABLES, feature, to_text

UPSTREAM = "9b9f584709c119d63fbadf484ce425260497697b7166be7a2fe360e8c0b171a8"
"""The SHA-256 of what goes in."""
FILE = TABLES / "land_natural_earth.geojson"
AROUND = (95.0, 15.0, 145.0, 45.0)
"""West, south, east, north of what the widest screen shows, degrees."""
NEAR = (113.0, 25.0, 125.0, 37.0)
"""Around the Delta: here the coast keeps its bends."""
NEAR_DEG, FAR_DEG = 0.01, 0.05
"""How far the thinned coast may leave the coast, degrees."""
SMALLEST_DEG2, SMALLEST_FAR_DEG2 = 0.002, 0.08
GRID_DEG = 0.01
LAP_DEG = 0.1
"""How far the two lap over: thinned apart, their edges would leave slits."""


def _thinned(land: BaseGeometry, where: BaseGeometry, tolerance: float, smallest: float) -> list[BaseGeometry]:
    parts = shapely.get_parts(shapely.simplify(land.intersection(where), tolerance))
    return [part for part in parts if part.area >= smallest]


def land_around(land: BaseGeometry) -> BaseGeometry:
    """Land (EPSG:4326) within `AROUND`: parts and vertices that small scales show, to two decimals."""
    near = box(*NEAR)
    parts = _thinned(land, near, NEAR_DEG, SMALLEST_DEG2)
    parts += _thinned(land, box(*AROUND).difference(near.buffer(-LAP_DEG)), FAR_DEG, SMALLEST_FAR_DEG2)
    return shapely.union_all(shapely.set_precision(parts, GRID_DEG))


def main(upstream: Path) -> None:
    """Write the file anew from the package's; `ValueError` when that is another one."""
    if sha256(upstream.read_bytes()).hexdigest() != UPSTREAM:
        raise ValueError(f"{upstream}: not the land-10m.json that the file was made of")
    land = shapely.union_all(shapely.make_valid(gpd.read_file(upstream).geometry.to_numpy()))
    made = feature(
        "land", "陆地", "Land", "land", land_around(land),
        evidence="generalised", accuracy_m=None, source=["natural-earth-10m"],
    )  # fmt: skip
    FILE.write_text(to_text([made]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
