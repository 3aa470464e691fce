"""What is measured. Times inside the map are taken by the browser's own clock, the others around what a reader does."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext

from benchmarks.report import FLOOR, Row
from layers.atlas.atlas import build_atlas
from maps.web.document import render
from tests.browser.drive import DESKTOP, LANGUAGES, AtlasPage, address
from tests.browser.serve import Server

TIMEOUT_MS = 60_000
BUILDS = 3
DRAWN = "[data-testid='stApp'][data-test-script-state='notRunning'] h1"
TOGGLE = """async (layer) => {
  const start = performance.now();
  document.querySelector('input[data-layer="' + layer + '"]').click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return (performance.now() - start) / 1000;
}"""


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def document_rows() -> list[Row]:
    """Loading the data, building the document, and the document's size."""
    loading = [seconds(build_atlas) for _ in range(BUILDS)]
    atlas = build_atlas()
    building = [seconds(lambda: render(atlas)) for _ in range(BUILDS)]
    html = render(atlas).html.encode()
    return [
        Row("data loaded and checked", loading),
        Row("document built", building),
        Row("document", [len(html)], bytes=True),
        Row("document, gzip", [len(gzip.compress(html, 6))], bytes=True),
    ]


def context(browser: Browser) -> BrowserContext:
    """A context with an empty cache."""
    fresh = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="zh-CN")
    fresh.set_default_timeout(TIMEOUT_MS)
    return fresh


def _loads(
    browser: Browser, load: Callable[[AtlasPage], object], server: Server, count: int
) -> tuple[list[float], list[float]]:
    """Seconds of loads with an empty and with a filled cache."""
    cold, warm = [], []
    for _ in range(count):
        fresh = context(browser)
        cold.append(seconds(lambda fresh=fresh: load(AtlasPage(fresh.new_page(), server.origin))))  # type: ignore[misc]
        warm.append(seconds(lambda fresh=fresh: load(AtlasPage(fresh.new_page(), server.origin))))  # type: ignore[misc]
        fresh.close()
    return cold, warm


def _load_empty(app: AtlasPage) -> None:
    app.page.goto(app.origin)
    app.page.locator(DRAWN).wait_for()


def _load_map(app: AtlasPage) -> None:
    app.page.goto(app.origin + address("overview", "zh"))
    app.iframe.wait_for()
    app.until(lambda: app.js("Boolean(window.atlas && window.atlas.ready)"))


def empty_page(browser: Browser, server: Server, loads: int) -> list[Row]:
    """The floor of the stack: a page with a title alone."""
    cold, warm = _loads(browser, _load_empty, server, loads)
    return [Row(FLOOR, cold), Row("empty Streamlit page, warm", warm)]


def page_rows(browser: Browser, server: Server, loads: int, times: int) -> list[Row]:
    """Loads of the map, and what a reader does on it."""
    cold, warm = _loads(browser, _load_map, server, loads)
    fresh = context(browser)
    app = AtlasPage(fresh.new_page(), server.origin).open("overview", "zh")
    rows = [
        Row("map drawn, cold", cold),
        Row("map drawn, warm", warm),
        Row("layer switched in the map", [float(app.js(TOGGLE, "rail")) for _ in range(times)]),
        Row("selected to details", _selections(app.idle(), times)),
        Row("page switched", _page_switches(app, times)),
        Row("language switched", _language_switches(app, times)),
    ]
    fresh.close()
    return rows


def _selections(app: AtlasPage, times: int) -> list[float]:
    idents = app.js("AtlasMap.layers.get('cities').features.map((feature) => feature.id)")
    taken = []
    for n in range(times):
        ident = idents[n % len(idents)]

        def select(ident: str = ident) -> None:
            app.js("id => AtlasMap.select(id, true)", ident)
            app.details_of(ident).wait_for()

        taken.append(seconds(select))
        app.idle()
    return taken


def _page_switches(app: AtlasPage, times: int) -> list[float]:
    taken = []
    for n in range(times):
        name = ("zones", "overview")[n % 2]
        shown = ("zones", "gateways")[n % 2]

        def switch(name: str = name, shown: str = shown) -> None:
            app.page.locator(f'[data-testid="stTopNavLink"][href$="{address(name)}"]').first.click()
            app.until(lambda: shown in app.visible())

        taken.append(seconds(switch))
        app.idle()
    return taken


def _language_switches(app: AtlasPage, times: int) -> list[float]:
    taken = []
    for n in range(times):
        lang = LANGUAGES[(n + 1) % 2]
        taken.append(seconds(lambda lang=lang: app.language(lang)))  # type: ignore[misc]
    return taken
