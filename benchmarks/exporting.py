"""`python -m benchmarks.exporting`: an A4 page at 300 dpi of the overview, beside geopandas.plot and a screenshot.

All in one run, by turns, so that what else the machine does falls on all alike. Cold is the first figure of a fresh
process with the atlas loaded; plain geopandas.plot draws the same layers at the same size, resolution and extent.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from playwright.sync_api import Page, sync_playwright

from benchmarks.measures import seconds
from layers.atlas.atlas import Atlas, current_atlas
from maps.export.renderers import render
from maps.paper.figure import MM_PER_INCH
from maps.plan.extent import Extent
from maps.plan.plan import plan
from maps.plan.visible import layers_of
from maps.scene.scene import Scene, opening
from maps.scene.sheet import Sheet
from tests.browser.drive import launched
from tests.browser.serve import ROOT

SHEET = Sheet(dpi=300, made="2026-01-01")
PX_PER_INCH = 96
FORMATS = ("png", "svg", "pdf", "pptx")
BASE, BROWSER, OPENED = "geopandas.plot", "screenshot, page loaded anew", "screenshot, page open already"
COLD = ("png", BASE)


def scene(atlas: Atlas) -> Scene:
    """The overview with all layers that it opens with."""
    return opening(atlas, "overview").checked(atlas)


def plain(atlas: Atlas, seen: Extent) -> bytes:
    """The same layers by geopandas alone, in degrees: no reprojection, legend, names or styles."""
    figure = Figure(figsize=(SHEET.width_mm / MM_PER_INCH, SHEET.height_mm / MM_PER_INCH), dpi=SHEET.dpi)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for layer in layers_of(atlas, scene(atlas)):
        atlas.frames[layer.id].plot(ax=axes)
    axes.set_xlim(seen[0], seen[2])
    axes.set_ylim(seen[1], seen[3])
    out = BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def figure(atlas: Atlas, name: str) -> Callable[[], bytes]:
    """What makes one thing without a browser; for ours nothing is worked out beforehand."""
    if name == BASE:
        return partial(plain, atlas, plan(atlas, scene(atlas), SHEET).seen)
    return partial(render, atlas, [scene(atlas)], SHEET, name)


def cold(name: str) -> float:
    """Seconds of the first figure of a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.exporting", "--cold", name], cwd=ROOT, capture_output=True, check=True
    )
    return float(done.stdout)


def loaded(page: Page, file: Path) -> bytes:
    """The interactive file loaded, and photographed when its names stand."""
    page.goto(file.as_uri())
    page.wait_for_selector(".atlas-label")
    return page.screenshot()


def warm(atlas: Atlas, repeats: int) -> dict[str, list[float]]:
    """Seconds of everything, by turns; the first turn warms up and does not count."""
    made = {name: figure(atlas, name) for name in (*FORMATS, BASE)}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_bytes(render(atlas, [scene(atlas)], SHEET, "html"))
        browser = launched(playwright)
        width, height = (round(side / MM_PER_INCH * PX_PER_INCH) for side in (SHEET.width_mm, SHEET.height_mm))
        page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=SHEET.dpi / PX_PER_INCH
        )
        made |= {BROWSER: partial(loaded, page, file), OPENED: page.screenshot}
        turns = [{name: seconds(action) for name, action in made.items()} for _ in range(repeats + 1)]
        browser.close()
    return {name: [turn[name] for turn in turns[1:]] for name in made}


def line(name: str, values: list[float], base: float) -> str:
    """A line of the table: median, slowest, and the median as a multiple of geopandas.plot's."""
    middle = median(values)
    return f"{name:30} {middle:6.2f} s   slowest {max(values):6.2f} s   {middle / base:5.2f} x {BASE}"


def report(repeats: int) -> None:
    """Measure and print."""
    taken = warm(current_atlas(), repeats)
    print(f"A4, {SHEET.dpi} dpi, overview; warm, {repeats} turns")
    for name, values in taken.items():
        print(line(name, values, median(taken[BASE])))
    first = {name: [cold(name) for _ in range(max(1, repeats // 2))] for name in COLD}
    print("cold: the first figure of a process")
    for name, values in first.items():
        print(line(name, values, median(first[BASE])))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exporting", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="how often each is made (default 5)")
    parser.add_argument("--cold", choices=COLD, help="print the seconds of this process's first figure and end")
    given = parser.parse_args()
    if given.cold:
        print(seconds(figure(current_atlas(), given.cold)))
    else:
        report(max(1, given.repeats))


if __name__ == "__main__":
    main()
