"""The atlas with ten and with a hundred times its features: copies, each moved a little, in a folder of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.acts import TOGGLE
from benchmarks.bench import Bench
from benchmarks.floors import TOGGLED, answering, leaflet, plain
from benchmarks.report import Row
from benchmarks.visits import READY
from benchmarks.watching import Target, fresh, marks, watched
from layers.atlas.load import GEODATA
from tests.browser.serve import ROOT

FACTORS = (1, 10, 100)
STEP_DEGREES, WIDTH = 0.01, 10
NOT_FEATURES = ("unlocated", "controls", "ground", "relief")
"""What is copied as it is: no features, and what fills its whole extent once."""
BUILD_LIMIT_S, DRAW_LIMIT_S = 180, 60
TOGGLES = 6


def moved(coordinates: Any, east: float, north: float) -> Any:
    """Coordinates of any depth, moved by degrees."""
    if isinstance(coordinates[0], int | float):
        return [round(coordinates[0] + east, 6), round(coordinates[1] + north, 6), *coordinates[2:]]
    return [moved(part, east, north) for part in coordinates]


def copied(feature: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A feature's copy of that number: an id of its own, and moved; copy 0 is the feature."""
    if number == 0:
        return dict(feature)
    shape = feature["geometry"]
    east, north = (STEP_DEGREES * step for step in divmod(number, WIDTH))
    properties = {**feature["properties"], "id": f"{feature['properties']['id']}-{number}"}
    geometry = {**shape, "coordinates": moved(shape["coordinates"], east, north)}
    return {**feature, "properties": properties, "geometry": geometry}


def grown(source: Path, folder: Path, factor: int) -> Path:
    """A data folder with that many copies of every feature that is drawn."""
    folder.mkdir()
    for path in source.iterdir():
        if path.suffix in (".toml", ".csv", ".webp") or path.stem in NOT_FEATURES:
            shutil.copy(path, folder)
        elif path.suffix == ".geojson":
            data = json.loads(path.read_text(encoding="utf-8"))
            data["features"] = [copied(feature, number) for feature in data["features"] for number in range(factor)]
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            (folder / path.name).write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Built:
    """What a process that loaded and built the grown atlas says of it."""

    load_s: float
    build_s: float
    bytes: int
    gzip_bytes: int
    features: int
    too_large: int
    opening: str


def _built(folder: Path, html: Path, layers: Path) -> Built:
    """Load and build in a process of its own; `subprocess.TimeoutExpired` when it takes too long."""
    command = [sys.executable, "-m", "benchmarks.grown", str(folder), str(html), str(layers)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, timeout=BUILD_LIMIT_S)
    return Built(**json.loads(done.stdout))


def _drawn(bench: Bench, url: str, check: str) -> tuple[float, list[float]]:
    """Seconds until a page is drawn, and milliseconds of a layer's toggles in it where there is a switch."""
    one = Target(url, url, {"drawn": check})
    with fresh(bench.browser) as context:
        page, *_ = watched(context, one)
        page.goto(url, wait_until="commit")
        drawn = marks(page, one, DRAW_LIMIT_S)["drawn"]
        toggled = check == READY
        return drawn, [float(page.evaluate(TOGGLE, TOGGLED)[0]) for _ in range(TOGGLES)] if toggled else []


def _rows(bench: Bench, factor: int) -> Iterator[Row]:
    """What one size costs; how often depends on how long it takes."""
    folder, html, layers = (bench.folder / f"grown-{factor}{end}" for end in ("", ".html", ".json"))
    grown(GEODATA, folder, factor)
    turns = {1: bench.turns, 10: max(1, bench.turns // 2)}.get(factor, 1)
    built = [_built(folder, html, layers) for _ in range(turns)]
    last, by, at = built[-1], f"× {factor}", "× 1"
    yield Row(f"{by}: features", [last.features], "count")
    yield Row(f"{by}: layers above the atlas's own limit of a file", [last.too_large], "count")
    yield Row(f"{by}: data loaded and checked", [one.load_s for one in built], floor=f"{at}: data loaded and checked")
    yield Row(f"{by}: document built", [one.build_s for one in built], floor=f"{at}: document built")
    yield Row(f"{by}: document", [last.bytes], "B", f"{at}: document")
    yield Row(f"{by}: document, gzip", [last.gzip_bytes], "B", f"{at}: document, gzip")
    plainly = plain(json.loads(layers.read_text(encoding="utf-8")), leaflet())
    with answering({"/plain": plainly, "/alone": html.read_text(encoding="utf-8")}) as origin:
        addresses = {f"{origin}/plain": "window.drawn", f"{origin}/alone#{last.opening}": READY}
        pairs = [[_drawn(bench, url, check) for url, check in addresses.items()] for _ in range(turns)]
    yield Row(f"{by}: plain Leaflet drawn", [base for (base, _), _ in pairs], floor=f"{at}: plain Leaflet drawn")
    yield Row(f"{by}: document drawn", [ours for _, (ours, _) in pairs], floor=f"{by}: plain Leaflet drawn")
    yield Row(f"{by}: toggle", [ms for _, (_, toggles) in pairs for ms in toggles], "ms", f"{at}: toggle")


def growth_rows(bench: Bench) -> list[Row]:
    """Rows of every size; where it stopped being usable is the section's remark."""
    rows: list[Row] = []
    for factor in FACTORS[: 2 if bench.quick else None]:
        try:
            rows.extend(_rows(bench, factor))
        except (subprocess.TimeoutExpired, TimeoutError) as error:
            bench.remarks["growth"] = f"**Not usable at × {factor}**: {_said(error)}"
            break
    return rows


def _said(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"loading and building took more than {BUILD_LIMIT_S} s."
    return f"not drawn within {DRAW_LIMIT_S} s."
