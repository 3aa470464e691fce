"""The map document by itself beside plain Leaflet: the same visible layers from a file, without Streamlit.

    python -m benchmarks.document [older.html …]

The pages take turns, each in a window of its own; what is told are medians, and ratios to plain Leaflet. `cpu` is what the
page's main thread worked until it stood, which other work on the machine does not disturb; `drawn` is the browser's clock at
the frame after everything was there. Documents of an earlier state of the project take part when they are named.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.pages import pages
from maps.web.bundle import ROOT
from maps.web.document import current_document
from tests.browser.drive import DESKTOP, launched

TURNS = 11
PAGE = "overview"
FLOOR = "plain Leaflet"
LEAFLET = ROOT / "node_modules" / "leaflet" / "dist"
END = """<script>requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now(); }));</script>"""
PLAIN = """<!doctype html><html><head><meta charset="utf-8"><style>{style}
html, body, #map {{ margin: 0; width: 100%; height: 100% }}</style>
<script type="application/json" id="data">{data}</script><script>{script}</script></head><body><div id="map"></div><script>
const map = L.map("map", {{ zoomSnap: 0.5, attributionControl: false }});
const layers = JSON.parse(document.getElementById("data").textContent);
map.fitBounds(L.geoJSON(layers.circle).getBounds());
const make = (layer) => L.geoJSON(layer, {{ pointToLayer: (feature, at) => L.circleMarker(at, {{ radius: 6 }}), style: {{ weight: 2 }} }});
const drawn = Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, make(layer).addTo(map)]));
</script>{end}</body></html>"""
TOGGLE = """async (layer) => {
  const start = performance.now();
  document.querySelector('input[data-layer="' + layer + '"]').click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def shown(atlas: Atlas) -> list[str]:
    """What the page opens with and the panel does not list: all that is drawn."""
    return [layer.id for layer in atlas.catalogue.layers if layer.id in pages()[PAGE].layers or not layer.panel]


def plain(atlas: Atlas) -> str:
    """Leaflet with the same layers and nothing else."""
    layers = ",".join(f'"{name}":{atlas.frames[name][["geometry"]].to_json(drop_id=True)}' for name in shown(atlas))
    style, script = ((LEAFLET / f"leaflet.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return PLAIN.format(style=style, script=script, data=f"{{{layers}}}", end=END)


def _work_ms(session: CDPSession) -> float:
    metrics = {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def _opened(browser: Browser, address: str) -> tuple[Page, float, float]:
    """A page that stands: what its main thread worked, and when it was drawn, in ms."""
    page = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    page.wait_for_function("window.drawn")
    return page, _work_ms(session), float(page.evaluate("window.drawn"))


def loads(browser: Browser, addresses: Mapping[str, str], turns: int) -> dict[str, tuple[float, float]]:
    """Median work and time of each page, in ms."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in addresses}
    for _ in range(turns):
        for name, address in addresses.items():
            page, work, drawn = _opened(browser, address)
            taken[name].append((work, drawn))
            page.context.close()
    return {
        name: (statistics.median(w for w, _ in many), statistics.median(d for _, d in many))
        for name, many in taken.items()
    }


def toggles(browser: Browser, address: str, atlas: Atlas, turns: int) -> dict[str, float]:
    """Median of a switch and the frame after it, in ms, for each layer of the panel; the first time builds the layer."""
    page, _, _ = _opened(browser, address)
    for summary in page.locator("details.group:not([open]) > summary").all()[::-1]:
        summary.click()
    listed = [layer.id for layer in atlas.catalogue.layers if layer.panel]
    found = {name: statistics.median(float(page.evaluate(TOGGLE, name)) for _ in range(turns + 1)) for name in listed}
    page.context.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("older", nargs="*", type=Path, help="documents of an earlier state")
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args()
    atlas = current_atlas()
    texts = {FLOOR: plain(atlas), "the document": current_document().html}
    texts |= {path.stem: path.read_text(encoding="utf-8") for path in asked.older}
    opening = urlencode({"lang": "zh", "theme": "light", "layers": ",".join(shown(atlas))})
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        addresses = {}
        for name, text in texts.items():
            file = Path(folder) / f"{name.replace(' ', '-')}.html"
            file.write_text(text if END in text else text.replace("</html>", f"{END}</html>"), encoding="utf-8")
            addresses[name] = f"{file.as_uri()}#{opening}"
        found = loads(browser, addresses, asked.turns)
        for name, (work, drawn) in found.items():
            ratios = [one / floor for one, floor in zip((work, drawn), found[FLOOR], strict=True)]
            print(f"{name:24} cpu {work:6.0f} ms × {ratios[0]:.2f}    drawn {drawn:6.0f} ms × {ratios[1]:.2f}")
        for name in list(addresses)[1:]:
            taken = toggles(browser, addresses[name], atlas, asked.turns)
            print(f"{name:24} a switch, ms: " + ", ".join(f"{layer} {ms:.1f}" for layer, ms in taken.items()))
        browser.close()


if __name__ == "__main__":
    main()
