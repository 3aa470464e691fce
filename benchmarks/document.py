"""The map document by itself beside plain Leaflet: the same visible layers from a file, without Streamlit.

    python -m benchmarks.document [older.html …]

The pages take turns, each in a window of its own; what is told are medians, and ratios to plain Leaflet. `cpu` is what
the page's main thread worked, which other work on the machine disturbs little; `drawn` is the browser's clock at the
frame after everything was there. Documents of an earlier state of the project take part when they are named.
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
OURS = "the document"
LEAFLET = ROOT / "node_modules" / "leaflet" / "dist"
END = """<script>
requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now(); }));
</script>"""
PLAIN = """<!doctype html><html><head><meta charset="utf-8"><style>{style}
html, body, #map {{ margin: 0; width: 100%; height: 100% }}</style>
<script type="application/json" id="data">{data}</script><script>{script}</script></head>
<body><div id="map"></div><script>
const map = L.map("map", {{ zoomSnap: 0.5, attributionControl: false }});
const layers = JSON.parse(document.getElementById("data").textContent);
const point = (feature, at) => L.circleMarker(at, {{ radius: 6 }});
map.fitBounds(L.geoJSON(layers.circle).getBounds());
const options = {{ pointToLayer: point, style: {{ weight: 2 }} }};
for (const layer of Object.values(layers)) L.geoJSON(layer, options).addTo(map);
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


def _opened(browser: Browser, address: str) -> tuple[Page, CDPSession]:
    """A page that stands."""
    page = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    page.wait_for_function("window.drawn")
    return page, session


def loads(browser: Browser, addresses: Mapping[str, str], turns: int) -> dict[str, tuple[float, float]]:
    """Median work and time until each page stands, in ms."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in addresses}
    for _ in range(turns):
        for name, address in addresses.items():
            page, session = _opened(browser, address)
            taken[name].append((_work_ms(session), float(page.evaluate("window.drawn"))))
            page.context.close()
    return {name: _medians(many) for name, many in taken.items()}


def _medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def toggles(browser: Browser, addresses: Mapping[str, str], atlas: Atlas, turns: int) -> dict[str, dict[str, float]]:
    """Median time of a switch and the frame after it, in ms, for each page and layer; all were on before."""
    pages = {name: _opened(browser, address)[0] for name, address in addresses.items()}
    listed = [layer.id for layer in atlas.catalogue.layers if layer.panel]
    taken: dict[str, dict[str, list[float]]] = {name: {layer: [] for layer in listed} for name in pages}
    for turn in range(turns + 2):
        for name, page in pages.items():
            page.bring_to_front()
            for layer in listed:
                ms = float(page.evaluate(TOGGLE, layer))
                taken[name][layer] += [ms] if turn > 1 else []
    for page in pages.values():
        page.context.close()
    return {name: {layer: statistics.median(many) for layer, many in rows.items()} for name, rows in taken.items()}


def _written(folder: Path, texts: Mapping[str, str], opening: str) -> dict[str, str]:
    """The pages as files: their addresses by name."""
    addresses = {}
    for name, text in texts.items():
        file = folder / f"{name.replace(' ', '-')}.html"
        file.write_text(text if END in text else text.replace("</html>", f"{END}</html>"), encoding="utf-8")
        addresses[name] = f"{file.as_uri()}#{opening}"
    return addresses


def _tell(found: Mapping[str, tuple[float, float]], switches: Mapping[str, Mapping[str, float]]) -> None:
    for name, (work, drawn) in found.items():
        ratios = work / found[FLOOR][0], drawn / found[FLOOR][1]
        print(f"{name:20} cpu {work:6.0f} ms × {ratios[0]:.2f}    drawn {drawn:6.0f} ms × {ratios[1]:.2f}")
    for name, rows in switches.items():
        print(f"{name:20} a switch, ms: " + ", ".join(f"{layer} {ms:.1f}" for layer, ms in rows.items()))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("older", nargs="*", type=Path, help="documents of an earlier state")
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args()
    atlas = current_atlas()
    texts = {FLOOR: plain(atlas), OURS: current_document().html}
    texts |= {path.stem: path.read_text(encoding="utf-8") for path in asked.older}
    opening = urlencode({"lang": "zh", "theme": "light", "layers": ",".join(shown(atlas))})
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        addresses = _written(Path(folder), texts, opening)
        found = loads(browser, addresses, asked.turns)
        documents = {name: address for name, address in addresses.items() if name != FLOOR}
        _tell(found, toggles(browser, documents, atlas, asked.turns))
        browser.close()


if __name__ == "__main__":
    main()
