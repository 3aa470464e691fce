"""A4 at 300 dpi of the overview: our PNG beside `geopandas.plot` of the same layers and a browser's screenshot.

python -m benchmarks.exporting [repeats]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from playwright.sync_api import Page, sync_playwright

from layers.atlas import Atlas, current_atlas
from maps.renderers import render
from maps.scene import Scene, opening
from maps.sheet import Sheet
from tests.browser.drive import launched

FORMATS = ("png", "svg", "pdf", "pptx")
SHEET = Sheet(dpi=300, made="2026-01-01")
VIEWPORT = {"width": 1123, "height": 794}
"""A4 at 96 px to the inch; the screenshot is taken at 300 dpi."""
SCALE = 300 / 96


def plain(atlas: Atlas, scene: Scene) -> None:
    """The layers of a Scene as geopandas draws them by itself, at the same size."""
    figure = Figure(figsize=(297 / 25.4, 210 / 25.4), dpi=300)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for layer in sorted(atlas.catalogue.layers, key=lambda item: item.order):
        if not layer.panel or layer.id in scene.layers:
            atlas.frames[layer.id].plot(ax=axes)
    figure.savefig(BytesIO(), format="png")


def timed(action: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Seconds of the first run, and the median of those after it."""
    seconds = []
    for _ in range(repeats + 1):
        begin = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begin)
    return seconds[0], median(seconds[1:])


def screenshot(page: Page, file: Path) -> None:
    """The standalone map, loaded anew and photographed."""
    page.goto(file.as_uri())
    page.wait_for_selector(".atlas-label")
    page.screenshot()


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    atlas = current_atlas()
    scene = opening(atlas, "overview").checked(atlas)
    found = {name: timed(partial(render, atlas, [scene], SHEET, name), repeats) for name in FORMATS}
    found["geopandas.plot"] = timed(partial(plain, atlas, scene), repeats)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_bytes(render(atlas, [scene], SHEET, "html"))
        browser = launched(playwright)
        page = browser.new_page(viewport=VIEWPORT, device_scale_factor=SCALE)  # type: ignore[arg-type]  # two sides
        found["browser screenshot"] = timed(partial(screenshot, page, file), repeats)
        browser.close()
    base = found["geopandas.plot"][1]
    for name, (cold, warm) in found.items():
        print(f"{name:20} cold {cold:5.2f} s   warm {warm:5.2f} s   {warm / base:4.2f} x geopandas.plot")


if __name__ == "__main__":
    main()
