"""The relief under the map: the elevation grid, shaded from four sides, as one grey picture in Web Mercator.

Grey 128 is flat; darker lies in the shade, lighter in the light. What draws it gives each side the colour of its theme.
"""

from __future__ import annotations

import hashlib
from functools import cache
from io import BytesIO

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from shapely.geometry import Polygon, box

from geodata.recipes import elevation, ground
from geodata.recipes.io import Feature, feature

FINER = 2
"""Cells of the picture for one of the grid, in either direction."""
WIDE_CELLS, FINE_CELLS = 4.0, 0.55
"""How far heights are blurred, in cells: for the shape of whole ranges, and for that of their ridges."""
WIDE_RISE, FINE_RISE = 5.0, 1.8
"""By how much heights are exaggerated; what is blurred more has lost more of its height."""
WIDE_SHARE, FINE_SHARE = 0.45, 0.75
LIGHTS = ((225, 0.12), (270, 0.22), (315, 0.46), (0, 0.20))
"""Azimuths of the lights in degrees and their weights, most of it from the north-west as on every printed map.

After R. Mark, Multidirectional, oblique-weighted, shaded-relief image of the Island of Hawaii, USGS Open-File Report
92-422, 1992, https://doi.org/10.3133/ofr92422; the weights are fixed here and do not follow the aspect.
"""
HIGH_DEG = 45.0
QUIET_LOW, TALL_M = 0.55, 500.0
"""Plains have this share of the contrast of what is so many metres high."""
CONTRAST = 2.0
FADE_CELLS = 110
"""Over how many cells of the grid the relief fades out at the edge of the grid, where there are heights beyond."""
FLAT, QUALITY = 128, 85
ACCURACY_M = 500
_METRES_PER_DEGREE = 111_320.0

Grid = NDArray[np.float64]


def _blurred(heights: Grid, cells: float) -> Grid:
    """A grid after a Gaussian blur; its edges are taken to go on."""
    reach = int(np.ceil(3 * cells))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / cells) ** 2)
    weights /= weights.sum()
    padded = np.pad(heights, reach, mode="edge")
    columns, rows = heights.shape[1], heights.shape[0]
    across = sum(weight * padded[:, at : at + columns] for at, weight in enumerate(weights))
    return np.asarray(sum(weight * across[at : at + rows] for at, weight in enumerate(weights)))


def _finer(grid: Grid) -> Grid:
    rows, columns = grid.shape
    image = Image.fromarray(grid.astype(np.float32)).resize((columns * FINER, rows * FINER), Image.Resampling.BICUBIC)
    return np.asarray(image, dtype=float)


def bounds() -> tuple[float, float, float, float]:
    """West, south, east, north edge of the grid, EPSG:4326 degrees."""
    _, lons, lats = elevation.grid()
    half_x, half_y = (lons[1] - lons[0]) / 2, (lats[0] - lats[1]) / 2
    return lons[0] - half_x, lats[-1] - half_y, lons[-1] + half_x, lats[0] + half_y


def _lit(heights: Grid, rise: float) -> Grid:
    """How much brighter than flat ground heights (metres, north first) lie in the lights, about -0.7 to 0.3."""
    west, south, east, north = bounds()
    rows, columns = heights.shape
    lats = np.linspace(north, south, rows)[:, None]
    wide_m = _METRES_PER_DEGREE * np.cos(np.radians(lats)) * (east - west) / columns
    up, right = np.gradient(heights)
    x, y = right / wide_m * rise, -up / (_METRES_PER_DEGREE * (north - south) / rows) * rise
    high = np.radians(HIGH_DEG)
    steep = np.sqrt(1 + x**2 + y**2)
    lit = np.zeros_like(heights)
    for azimuth, weight in LIGHTS:
        turn = np.radians(azimuth)
        lit += weight * (np.sin(high) - np.cos(high) * (x * np.sin(turn) + y * np.cos(turn))) / steep
    return lit - np.sin(high)


def _mercator_rows(count: int) -> Grid:
    """For each row of a picture in Web Mercator, the row of a grid of the same size in degrees."""
    _, south, _, north = bounds()
    mercator = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
    (_, _), (low, high) = mercator.transform([0, 0], [south, north])
    middles = high - (np.arange(count) + 0.5) * (high - low) / count
    _, lats = mercator.transform(np.zeros(count), middles, direction="INVERSE")
    return (north - np.asarray(lats)) / (north - south) * count - 0.5


def _upright(grid: Grid) -> Grid:
    """A grid in degrees as one in Web Mercator, of the same size."""
    rows = np.clip(_mercator_rows(len(grid)), 0, len(grid) - 1)
    above = np.minimum(rows.astype(int), len(grid) - 2)
    share = (rows - above)[:, None]
    return grid[above] * (1 - share) + grid[above + 1] * share


def _faded(rows: int, columns: int) -> Grid:
    """1 within, falling to 0 at the edges."""
    reach = FADE_CELLS * FINER

    def ramp(count: int) -> Grid:
        away = np.minimum(np.arange(count), np.arange(count)[::-1]) / reach
        smooth = np.clip(away, 0, 1)
        return smooth * smooth * (3 - 2 * smooth)

    return np.minimum.outer(ramp(rows), ramp(columns))


def _on_land(rows: int, columns: int) -> Grid:
    """1 on land and 0 at sea, in degrees."""
    west, south, east, north = bounds()
    land = shapely.union_all([item["geometry"] for item in ground.land()]).intersection(box(west, south, east, north))
    mask = Image.new("L", (columns, rows))
    pen = ImageDraw.Draw(mask)

    def at(ring: shapely.LinearRing) -> list[tuple[float, float]]:
        x, y = np.asarray(ring.coords).T[:2]
        return list(zip((x - west) / (east - west) * columns, (north - y) / (north - south) * rows, strict=True))

    for part in shapely.get_parts(land):
        if isinstance(part, Polygon):
            pen.polygon(at(part.exterior), fill=255)
            for hole in part.interiors:
                pen.polygon(at(hole), fill=0)
    return np.asarray(mask, dtype=float) / 255


@cache
def picture() -> bytes:
    """The relief as a grey WebP, its rows in Web Mercator."""
    heights = np.maximum(np.asarray(elevation.grid()[0], dtype=float), 0)
    fine, wide = (_finer(_blurred(heights, cells)) for cells in (FINE_CELLS, WIDE_CELLS))
    shade = FINE_SHARE * _lit(fine, FINE_RISE) + WIDE_SHARE * _lit(wide, WIDE_RISE)
    shade *= QUIET_LOW + (1 - QUIET_LOW) * np.sqrt(np.clip(fine / TALL_M, 0, 1))
    shade *= _on_land(*shade.shape) * _faded(*shade.shape)
    grey = np.rint(FLAT + (FLAT - 1) * np.clip(_upright(shade) * CONTRAST, -1, 1)).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(grey).save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()


def file_name() -> str:
    """The picture's name, with its content in it."""
    return f"relief-{hashlib.sha256(picture()).hexdigest()[:16]}.webp"


def images() -> dict[str, bytes]:
    """The picture by its name."""
    return {file_name(): picture()}


def build() -> dict[str, list[Feature]]:
    """The one feature of `relief`: what the picture covers (a rectangle, EPSG:4326), and its name."""
    made = feature(
        "relief-delta", "地形晕渲", "Shaded relief", "relief", box(*(round(edge, 5) for edge in bounds())),
        evidence="generalised", accuracy_m=ACCURACY_M, source=[elevation.SOURCE], image=file_name(),
    )  # fmt: skip
    return {"relief": [made]}
