"""Other ways to the same map in Streamlit, each served by a process of its own from an environment of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.floors import TOGGLED, Layers, Leaflet, features
from benchmarks.watching import TIMEOUT_S, Target
from tests.browser.serve import ROOT, serving

PEERS = {
    "anew": "streamlit-folium, new map",
    "group": "streamlit-folium, feature_group_to_add",
    "leafmap": "leafmap, folium backend",
    "pydeck": "pydeck",
}
NO_GROUND = {"version": 8, "sources": {}, "layers": []}
PACKAGES = ("streamlit", "folium", "streamlit-folium", "leafmap", "pydeck")
ASK = f"from importlib.metadata import version; print(*map(version, {PACKAGES!r}))"
REST_MS, START_S = 500, 240
ARM = """(kind) => {
  window.benched.before = window.benched[kind].count;
  window.benched.clicked = null;
  addEventListener("pointerup", () => {
    window.benched.clicked = performance.timeOrigin + performance.now();
  }, { capture: true, once: true });
}"""
CHANGED = """async ([kind, wanted, limit]) => {
  const end = performance.now() + limit;
  for (;;) {
    const { [kind]: told, before, clicked } = window.benched;
    const right = wanted ? told.count === wanted : told.count !== before;
    if (clicked && told.at > clicked && right) return told.at - clicked;
    if (performance.now() > end) throw new Error("not drawn; " + JSON.stringify(window.benched));
    await new Promise((done) => requestAnimationFrame(done));
  }
}"""


@contextmanager
def serving_peers(python: str, layers: Layers, library: Leaflet, folder: Path) -> Iterator[dict[str, str]]:
    """The address of every peer's server, by its way."""
    (folder / "layers.json").write_text(json.dumps(layers), encoding="utf-8")
    (folder / "static").mkdir()
    (folder / "static" / "leaflet.js").write_text(library.script, encoding="utf-8")
    (folder / "static" / "leaflet.css").write_text(library.style, encoding="utf-8")
    (folder / "static" / "style.json").write_text(json.dumps(NO_GROUND), encoding="utf-8")
    shutil.copy(ROOT / "benchmarks" / "peer.py", folder)
    with ExitStack() as stack:
        yield {way: stack.enter_context(_server(python, folder, way)) for way in PEERS}


@contextmanager
def _server(python: str, folder: Path, way: str) -> Iterator[str]:
    arguments = ("--server.enableStaticServing", "true", "--", way)
    log = folder / f"{way}.log"
    with serving(
        folder, log, script="peer.py", health="/_stcore/health", python=python, arguments=arguments, start_s=START_S
    ) as server:
        yield server.origin


def target(way: str, origin: str, layers: Layers) -> Target:
    """A peer's page: drawn when it has as many paths as features, or a frame with a draw call for each layer."""
    if way == "pydeck":
        return Target(PEERS[way], origin, {"drawn": f"told.draws && told.draws.count >= {len(layers)}"}, draws=True)
    paths = sum(features(layers).values())
    return Target(PEERS[way], origin, {"drawn": f"document.querySelectorAll('.leaflet-pane path').length >= {paths}"})


def switched(page: Page, way: str, layers: Layers, times: int) -> list[float]:
    """Milliseconds from a click on the layer's box to the map without and with it, by turns."""
    whole, part = sum(features(layers).values()), features(layers)[TOGGLED]
    box = page.locator("[data-testid='stCheckbox'] label", has_text=TOGGLED)
    kind = "draws" if way == "pydeck" else "paths"
    taken = []
    for n in range(times):
        wanted = 0 if way == "pydeck" else (whole - part, whole)[n % 2]
        page.evaluate(ARM, kind)
        box.click()
        taken.append(float(page.evaluate(CHANGED, [kind, wanted, TIMEOUT_S * 1000])))
        page.wait_for_timeout(REST_MS)
    return taken


def versions(python: str) -> dict[str, str]:
    """What the peers' environment holds."""
    said = subprocess.run([python, "-c", ASK], capture_output=True, check=True, text=True).stdout.split()
    return dict(zip(PACKAGES, said, strict=True)) | {"geopandas": version("geopandas")}
