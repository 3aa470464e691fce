"""An A4 page at 300 dpi of the overview: every format warm and first, the command, beside plain geopandas, by turns."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from benchmarks import plain_figure
from benchmarks.bench import Bench
from benchmarks.report import Row
from layers.atlas.atlas import current_atlas
from maps.export.renderers import render
from maps.scene.scene import opening
from maps.scene.sheet import Sheet
from tests.browser.serve import ROOT

SHEET = Sheet(dpi=300, made="2026-01-01")
PX_PER_INCH, MM_PER_INCH = 96, 25.4
FORMATS = ("png", "svg", "pdf", "pptx")
FIRST = ("png", "pdf")
BASE, SCRIPT, COMMAND = "geopandas.plot, warm", "plain geopandas script, cold", "command maps.render, cold"
LOADED, OPENED = "screenshot, page loaded anew", "screenshot, page open already"
Actions = Mapping[str, Callable[[], object]]


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _loaded(page: Page, file: Path) -> bytes:
    """The interactive file loaded, and photographed when its names stand."""
    page.goto(file.as_uri())
    page.wait_for_selector(".atlas-label")
    return page.screenshot()


def _page(bench: Bench) -> Page:
    width, height = (round(side / MM_PER_INCH * PX_PER_INCH) for side in (SHEET.width_mm, SHEET.height_mm))
    size = {"width": width, "height": height}
    return bench.browser.new_page(viewport=size, device_scale_factor=SHEET.dpi / PX_PER_INCH)  # type: ignore[arg-type]


def _warm(bench: Bench) -> Actions:
    """What makes each figure in this process; nothing is worked out beforehand."""
    atlas = current_atlas()
    scene = opening(atlas, "overview").checked(atlas)
    data, file, page = bench.folder / "figure.json", bench.folder / "map.html", _page(bench)
    data.write_text(json.dumps(bench.layers), encoding="utf-8")
    file.write_bytes(render(atlas, [scene], SHEET, "html"))
    made = {f"{name}, warm": partial(render, atlas, [scene], SHEET, name) for name in FORMATS}
    base = partial(plain_figure.draw, plain_figure.read(data), bench.folder / "base.png")
    return {BASE: base, **made, LOADED: partial(_loaded, page, file), OPENED: page.screenshot}


def _run(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True, text=True)
    return done.stdout


def _first(name: str) -> float:
    """Seconds of the first figure of a process, as it says itself."""
    return float(_run("-m", "benchmarks.first_figure", name))


def _cold(bench: Bench) -> Mapping[str, Callable[[], float]]:
    """What a process of its own makes, each the seconds that count."""
    script = (
        str(ROOT / "benchmarks" / "plain_figure.py"),
        str(bench.folder / "figure.json"),
        str(bench.folder / "a.png"),
    )
    asked = {"scene": "/", "format": "png", "dpi": "300", "out": str(bench.folder / "b.png")}
    command = ("-m", "maps.render", *(part for name, value in asked.items() for part in (f"--{name}", value)))
    firsts = {f"{name}, first of a process": partial(_first, name) for name in FIRST}
    return {
        SCRIPT: partial(_seconds, partial(_run, *script)),
        COMMAND: partial(_seconds, partial(_run, *command)),
    } | firsts


def export_rows(bench: Bench) -> list[Row]:
    """Seconds of everything; the first turn of what is warm warms up and does not count."""
    made, cold = _warm(bench), _cold(bench)
    turns = [{name: _seconds(action) for name, action in made.items()} for _ in range(bench.turns + 1)][1:]
    begun = [{name: action() for name, action in cold.items()} for _ in range(bench.turns)]
    floors = {COMMAND: SCRIPT} | {f"{name}, first of a process": f"{name}, warm" for name in FIRST}
    taken = {name: [turn[name] for turn in some] for names, some in ((made, turns), (cold, begun)) for name in names}
    return [
        Row(name, values, floor="" if name in {BASE, SCRIPT} else floors.get(name, BASE))
        for name, values in taken.items()
    ]
