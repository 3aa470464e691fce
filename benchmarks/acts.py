"""What a reader does in the atlas: switch a layer, select, change page or language; the same switch elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from playwright.sync_api import Frame, Page

from benchmarks.bench import Bench
from benchmarks.floors import TOGGLED
from benchmarks.peers import PEERS, switched, target
from benchmarks.report import Row
from benchmarks.visits import PLAIN
from benchmarks.watching import fresh, marks, watched
from tests.browser.drive import LANGUAGES, until

DRAWN = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
TOGGLE = """async (layer) => {
  const start = performance.now();
  document.querySelector('input[data-layer="' + layer + '"]').click();
  const switched = performance.now();
  const begun = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
  await new Promise((done) => setTimeout(done));
  const drawn = performance.now();
  return [drawn - start, switched - start + drawn - begun];
}"""
"""Milliseconds until it is drawn, and those of them that the map worked: the switch, and the frame that shows it."""
PLAIN_TOGGLE = f"""async (layer) => {{
  const start = performance.now();
  if (map.hasLayer(drawn.get(layer))) drawn.get(layer).remove(); else drawn.get(layer).addTo(map);
  {DRAWN};
  return performance.now() - start;
}}"""
PAGE = "const page = window.top.document, heading = () => page.querySelector('#root .atlas-heading h1')?.textContent;"
ACT = """async (given) => {
  %(page)s
  const before = heading(), start = performance.now();
  %(act)s;
  for (;;) {
    %(drawn)s;
    if (%(done)s) return performance.now() - start;
    if (performance.now() > start + 30000) throw new Error("not within 30 s: " + JSON.stringify(given));
  }
}"""
"""Runs in the map's frame: acts, and looks after every drawn frame whether what was asked for is there."""
IDLE = """() => Boolean(window.top.document.querySelector("#root .atlas-heading h1") &&
  window.top.document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']"))"""
"""Streamlit is there and has nothing to do; the page may show the map before."""
CITIES = "AtlasMap.layers.get('cities').features.map((feature) => feature.id)"
PAGES = (("/zones", "zones"), ("/", "gateways"))
"""Addresses in turn, and a layer that the page opens with and the one before does not."""
LAYERS = "[...document.querySelectorAll('input[data-layer]')].map((box) => box.dataset.layer)"
SLOWEST, WORK = "atlas, slowest layer", ", work"
REST_MS, PEER_REST_MS = 150, 1000
TURNS = 3
"""Acts take little time each: more of them to one visit."""


def _act(act: str, done: str) -> str:
    return ACT % {"page": PAGE, "drawn": DRAWN, "act": act, "done": done}


SELECT = _act(
    "AtlasMap.select(given[0], true)", "page.querySelector('.atlas-details[data-feature=\"' + given[0] + '\"]')"
)
GO = _act(
    "page.querySelectorAll('.atlas-header nav a')"
    ".forEach((link) => { if (new URL(link.href).pathname === given[0]) link.click(); })",
    "heading() && heading() !== before && window.atlas.state().layers[given[1]].visible",
)
SPEAK = _act(
    "page.querySelector('.st-key-lang_' + given[0] + ' button').click()",
    "heading() && heading() !== before && window.atlas.state().lang === given[0]",
)


def map_frame(page: Page) -> Frame:
    """The frame of the map document, wherever in the page it stands, when its bridge is ready."""

    def found() -> Frame | None:
        frame = next((frame for frame in page.frames if "/atlas/map/" in frame.url), None)
        return frame if frame and frame.evaluate("Boolean(window.atlas && window.atlas.ready)") else None

    frame = until(page, found, "the map")
    assert frame is not None
    until(page, lambda: frame.evaluate(IDLE), "the script rests")
    return frame


def _rest(page: Page, frame: Frame) -> None:
    """What the last act set going on the server ends before the next."""
    page.wait_for_timeout(REST_MS)
    until(page, lambda: frame.evaluate(IDLE), "the script rests")


def act_rows(bench: Bench) -> list[Row]:
    """Milliseconds of what goes through the server."""
    with fresh(bench.browser) as context:
        page = context.new_page()
        page.goto(f"{bench.atlas.origin}/?lang=zh")
        frame = map_frame(page)
        cities = list(frame.evaluate(CITIES))
        acts: Mapping[str, Callable[[int], tuple[str, list[str]]]] = {
            "selected → details": lambda n: (SELECT, [cities[n % len(cities)]]),
            "page change": lambda n: (GO, list(PAGES[n % 2])),
            "language switch": lambda n: (SPEAK, [LANGUAGES[(n + 1) % 2]]),
        }
        return [Row(what, _acted(page, frame, act, TURNS * bench.turns), "ms") for what, act in acts.items()]


def _acted(page: Page, frame: Frame, act: Callable[[int], tuple[str, list[str]]], times: int) -> list[float]:
    """The first time warms up and does not count."""
    taken = []
    for n in range(times + 1):
        script, given = act(n)
        taken.append(float(frame.evaluate(script, given)))
        _rest(page, frame)
    return taken[1:]


def toggle_rows(bench: Bench) -> list[Row]:
    """The same layer switched everywhere, and every layer of the atlas; milliseconds until it is drawn."""
    rows = [Row(PLAIN, _plain_toggles(bench), "ms")]
    rows += [Row(PEERS[way], _peer_toggles(bench, way), "ms", PLAIN) for way in bench.peers]
    ours = _atlas_toggles(bench)
    slowest = [max(some, key=lambda row: row.median) for some in (ours[::2], ours[1::2])]
    named = [replace(row, what=f"{SLOWEST}{end}") for row, end in zip(slowest, ("", WORK), strict=True)]
    return [*rows, *named, *ours]


def _plain_toggles(bench: Bench) -> list[float]:
    with fresh(bench.browser) as context:
        page = context.new_page()
        page.goto(f"{bench.pages}/plain")
        return [float(page.evaluate(PLAIN_TOGGLE, TOGGLED)) for _ in range(2 * TURNS * bench.turns)]


def _peer_toggles(bench: Bench, way: str) -> list[float]:
    one = target(way, bench.peers[way], bench.layers)
    with fresh(bench.browser) as context:
        page, *_ = watched(context, one)
        page.goto(one.url)
        marks(page, one)
        page.wait_for_timeout(PEER_REST_MS)
        return switched(page, way, bench.layers, 2 * bench.turns)


def _atlas_toggles(bench: Bench) -> list[Row]:
    with fresh(bench.browser) as context:
        page = context.new_page()
        page.goto(f"{bench.atlas.origin}/?lang=zh")
        frame = map_frame(page)
        rows = []
        for layer in frame.evaluate(LAYERS):
            taken = []
            for _ in range(2 * bench.turns):
                taken.append(frame.evaluate(TOGGLE, layer))
                _rest(page, frame)
            drawn, worked = zip(*taken, strict=True)
            rows += [Row(f"atlas, {layer}", drawn, "ms", PLAIN), Row(f"atlas, {layer}{WORK}", worked, "ms")]
        return rows
