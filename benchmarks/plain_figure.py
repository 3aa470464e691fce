"""A plain geopandas script: `python plain_figure.py LAYERS.json OUT.png` draws every layer on an A4 page at 300 dpi.

No styles, legend, names or projection: what a figure of the same layers costs at least.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

SIZE_IN = (297 / 25.4, 210 / 25.4)
DPI = 300


def read(path: Path) -> list[gpd.GeoDataFrame]:
    """The layers of a file that holds GeoJSON by layer, in EPSG:4326."""
    layers = json.loads(path.read_text(encoding="utf-8"))
    return [gpd.GeoDataFrame.from_features(data["features"], crs="EPSG:4326") for data in layers.values()]


def draw(frames: Sequence[gpd.GeoDataFrame], out: Path) -> None:
    """Plot the frames over one another and save."""
    figure = Figure(figsize=SIZE_IN, dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for frame in frames:
        frame.plot(ax=axes)
    figure.savefig(out)


if __name__ == "__main__":
    draw(read(Path(sys.argv[1])), Path(sys.argv[2]))
