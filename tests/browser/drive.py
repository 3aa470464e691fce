"""What a test does with a page of the atlas: open it, ask the map's bridge, wait, click."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    Frame,
    Locator,
    Page,
    Playwright,
    WebSocket,
)

T = TypeVar("T")

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
    "--disable-features=PreloadTopChromeWebUI",  # renderers that nobody looks at
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
SPARING = [
    "--default-tile-width=1024", "--default-tile-height=1024",  # a coast is stroked once for each tile it touches
    "--js-flags=--invocation-count-for-maglev=4000",  # pages that live for seconds are not worth compiling twice
]  # fmt: skip
"""What spares the processor where the times of a page are not asked for."""
WITHOUT_WINDOWS = "chromium-headless-shell"
WINDOWED = ("chromium", "google-chrome")
DESKTOP = (1366, 768)
CENTRE = "(({lat, lng}) => ({lat, lng, zoom: AtlasMap.map.getZoom()}))(AtlasMap.map.getCenter())"
BUSY = """(({ map, layers, shown, absence }) => Boolean(map._animatingZoom || map._panAnim?._inProgress)
  || [...layers.values()].some((layer) => shown.has(layer.id) && absence(layer) === "coming"))(AtlasMap)"""
"""Whether the map moves, or waits for what its zoom asks for."""
FRAMES = """() => Promise.race([
  new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
  new Promise(done => setTimeout(done, 300)),
])"""
TOLD = """(frame, covered) => {
  const numbers = frame.asked.commands.map((command) => command.number);
  return frame.asked.covered === covered && frame.done >= Math.max(0, ...numbers);
}"""
"""Whether the map has carried out what the server's last answer says."""
JOINED = "(frame) => Boolean(frame.obey)"
"""Whether Streamlit has joined the map; the page starts it alone."""
WAIT_S = 20
LANGUAGES = ("zh", "en")
PAGES = ("overview", "corridors", "transport", "zones", "places", "report", "checks", "sources")


def browser_path(names: Sequence[str] = (WITHOUT_WINDOWS, *WINDOWED)) -> str | None:
    """Where the first of the system's Chromiums is; None for the one Playwright has.

    The one without windows of its own comes first: pages are the same, and it takes a fifth less of the processor.
    """
    return next(filter(None, map(shutil.which, names)), None)


def launched(playwright: Playwright) -> Browser:
    """The system's Chromium, else the one Playwright has."""
    return playwright.chromium.launch(executable_path=browser_path(), args=[*ARGUMENTS, *SPARING])


def until(page: Page, check: Callable[[], T], what: str = "") -> T:
    """The first true result of a check, asked again and again; the page goes on meanwhile."""
    deadline = time.monotonic() + WAIT_S
    while not (result := check()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {WAIT_S} s: {what or check}; last: {result!r}")
        page.wait_for_timeout(20)
    return result


def address(page: str, lang: str | None = None) -> str:
    """The path of a page, as the navigation and a bookmark have it."""
    return ("/" if page == "overview" else f"/{page}") + (f"?lang={lang}" if lang else "")


class AtlasPage:
    """A page of the atlas in the browser."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.origin = page, origin
        self.sent = 0
        page.on("websocket", self._count)
        self.map_frame = page.frame_locator("iframe.atlas-frame")
        self.iframe = page.locator("iframe.atlas-frame")
        self.side = page.locator(".st-key-atlas_side")
        self.heading = self.side.locator(".atlas-heading h1")
        self.details = self.side.locator(".atlas-details")
        self.popup = self.map_frame.locator(".atlas-popup")

    def _count(self, socket: WebSocket) -> None:
        """Count in `sent` what the page sends to the server; each such frame asks for a run of the script."""

        def one_more(_: object) -> None:
            self.sent += 1

        socket.on("framesent", one_more)

    def open(self, page: str = "overview", lang: str | None = None, *, path: str | None = None) -> AtlasPage:
        """Go to a page by its address and wait until map and side panel are there."""
        self.page.goto(self.origin + (path if path is not None else address(page, lang)))
        return self.ready()

    def ready(self) -> AtlasPage:
        """Wait until the map is ready, Streamlit has joined it and the script has run to its end."""
        self.drawn()
        until(self.page, lambda: self.iframe.evaluate(JOINED), "Streamlit has joined the map")
        self.heading.wait_for()
        return self.idle()

    def drawn(self) -> AtlasPage:
        """Wait until the map is ready, whether or not Streamlit is there."""
        self.iframe.wait_for()
        until(self.page, lambda: self.js("!!(window.atlas && window.atlas.ready)"), "map ready")
        return self

    def idle(self) -> AtlasPage:
        """Wait until the server's script does not run."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        return self

    def frame(self) -> Frame:
        """The map document's frame."""
        found = self.iframe.element_handle().content_frame()
        assert found is not None
        return found

    def js(self, expression: str, argument: Any = None) -> Any:
        """Evaluate in the map document. Playwright's `wait_for_function` cannot: its policy forbids `eval`."""
        return self.frame().evaluate(expression, argument)

    def atlas(self, call: str) -> Any:
        """Evaluate on the bridge: `atlas("state()")`."""
        return self.js(f"window.atlas.{call}")

    def state(self) -> Mapping[str, Any]:
        """The bridge's state."""
        return dict(self.atlas("state()"))

    def view(self) -> Mapping[str, float]:
        """The centre of the whole map, what the panel covers too, and its zoom."""
        return dict(self.js(CENTRE))

    def visible(self) -> list[str]:
        """Ids of the layers that the panel has switched on."""
        return list(self.js("AtlasMap.visible()"))

    def until(self, check: Callable[[], T], what: str = "") -> T:
        """See `until`."""
        return until(self.page, check, what)

    def switch(self, layer: str) -> Locator:
        """A layer's switch in the map's panel."""
        return self.map_frame.locator(f'.atlas-panel input[data-layer="{layer}"]')

    def unfold(self) -> None:
        """Open every group of the layer panel."""
        for group in self.map_frame.locator(".atlas-panel details.group:not([open]) > summary").all()[::-1]:
            group.click()

    def toggle(self, layer: str) -> None:
        """Unfold the layer's group where it is folded, and click its switch."""
        if not self.switch(layer).is_visible():
            inside = f'details.group:has(input[data-layer="{layer}"]) > summary'
            self.map_frame.locator(inside).click()
        self.switch(layer).click()

    def settled(self) -> Mapping[str, float]:
        """The view after every movement has ended and all has come that its zoom asks for.

        Leaflet begins a movement only with the next frame that is drawn, and names are placed with the next, too.
        """
        last: list[tuple[Mapping[str, float], bool]] = [({}, True)]

        def still() -> bool:
            self.js(FRAMES)
            before, last[0] = last[0], (self.view(), bool(self.js(BUSY)))
            return before == last[0] and not last[0][1]

        self.until(still, "the map stands still")
        return last[0][0]

    def point(self, feature: str) -> tuple[float, float]:
        """Where a point feature is in the window, in pixels."""
        at = self.js(
            "id => { const p = AtlasMap.map.latLngToContainerPoint(AtlasMap.byId.get(id).latlngs); return [p.x, p.y] }",
            feature,
        )
        box = self.iframe.bounding_box()
        assert box is not None
        return box["x"] + at[0], box["y"] + at[1]

    def click_feature(self, feature: str) -> None:
        """Click on a point feature of the map, and say that it is meant where others lie there, too."""
        self.page.mouse.click(*self.point(feature))
        choice = self.popup.locator(f'.atlas-stack button[data-feature="{feature}"]')
        self.until(lambda: self.state()["selected"] == feature or choice.count(), f"{feature} or a choice")
        if choice.count():
            choice.click()

    def details_of(self, feature: str) -> Locator:
        """The side panel's details of a feature."""
        return self.side.locator(f'.atlas-details[data-feature="{feature}"]')

    def language(self, lang: str) -> None:
        """Click a language button and wait for the map to follow."""
        self.page.locator(f".st-key-lang_{lang} button").click()
        self.until(lambda: self.state()["lang"] == lang, "the map's language")
        self.idle()

    def link(self, name: str) -> Locator:
        """A page's link in the header, seen: the group or the menu that it stands in is opened."""
        link = self.page.locator(f'.atlas-header nav a[data-page="{name}"]')
        self.page.locator(".atlas-header nav").wait_for()
        if not link.is_visible():
            self.page.locator(f'.atlas-header nav button:has(+ .drop a[data-page="{name}"])').click()
        return link

    def go(self, name: str) -> None:
        """Click a page in the header, its group first, and wait until it is there and the map has been told of it."""
        self.link(name).click()
        # The address changes when the server begins to run the page: before that the script rests, too.
        self.until(lambda: urlsplit(self.page.url).path == address(name), f"the address of {name}")
        self.idle()
        self.until(lambda: self.iframe.evaluate(TOLD, name == "export"), f"the map has been told of {name}")

    def mark(self) -> None:
        """Leave a mark on the map's element and in its window, to see later that they are the same ones."""
        self.iframe.evaluate("frame => { frame.marked = true; frame.contentWindow.marked = true }")

    def marked(self) -> bool:
        """Whether the mark is still there, on the only map."""
        return self.iframe.count() == 1 and bool(
            self.iframe.evaluate("frame => frame.marked === true && frame.contentWindow.marked === true")
        )

    def tab(self, number: int) -> None:
        """Open a tab of the side panel: 0 the table, 1 the text."""
        self.side.locator('[data-testid="stTab"]').nth(number).click()

    def section(self, number: int) -> None:
        """Open a section of the side panel and wait until it has opened.

        What is scrolled to meanwhile slips away: a click that is pressed on one row is let go on another.
        """
        found = self.side.locator('[data-testid="stExpander"] details').nth(number)
        found.locator("summary").first.click()
        self.until(lambda: found.evaluate("it => it.open && !it.getAnimations().length"), "the section has opened")

    def summary(self) -> str:
        """The map in words."""
        return str(self.side.locator(".atlas-summary").text_content())


def near(one: Mapping[str, float], other: Mapping[str, float], degrees: float = 0.02) -> bool:
    """Whether two views are the same but for a pixel or two (a frame that is laid out again moves by one)."""
    return one["zoom"] == other["zoom"] and all(abs(one[key] - other[key]) < degrees for key in ("lat", "lng"))
