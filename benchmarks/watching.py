"""A page visited and watched: when what one waits for is drawn, by the browser's own clock, and the bytes that came."""

from __future__ import annotations

import base64
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright, Request

from tests.browser.drive import ARGUMENTS, DESKTOP, WINDOWED, WITHOUT_WINDOWS, browser_path

TIMEOUT_S = 120
QUIET_S = 0.7
GRAPHICS = ("--enable-unsafe-swiftshader", "--use-angle=swiftshader")
"""WebGL by software, for all pages alike: pydeck draws with it."""
WATCH = """((checks, glDraws) => {
  try { window.top.document; } catch { return; }
  const told = window.top.benched = window.top.benched || { marks: {}, paths: null, draws: null };
  const now = () => performance.timeOrigin + performance.now();
  let paths = -1, calls = 0;
  if (glDraws) for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"]) {
    const own = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) { calls += 1; return own.apply(this, given); };
  }
  function count() {
    if (!document.querySelector(".leaflet-container")) return;
    const found = document.querySelectorAll(".leaflet-pane path").length;
    if (found === paths) return;
    paths = found;
    setTimeout(() => { told.paths = { count: found, at: now() }; });
  }
  function look() {
    if (calls) { told.draws = { count: calls, at: now() }; calls = 0; }
    for (const [name, check] of Object.entries(checks)) {
      if (name in told.marks || !check(told)) continue;
      told.marks[name] = null;
      setTimeout(() => { told.marks[name] = now(); });
    }
    count();
    requestAnimationFrame(look);
  }
  let looking = null;
  setInterval(() => { if (looking !== document) { looking = document; requestAnimationFrame(look); } }, 10);
})"""
"""Runs in every frame: a mark is the time after the frame in which its check became true has been drawn.

A frame's first, empty document hands its window on to the real one, but not what was to be drawn: look out again there.
"""
MARKS = "() => [performance.timeOrigin, window.benched ? window.benched.marks : {}]"


@dataclass(frozen=True)
class Target:
    """A page to visit: its address, and JavaScript expressions by the name of the moment they tell of."""

    name: str
    url: str
    checks: Mapping[str, str]
    draws: bool = False


@dataclass
class Wire:
    """What came over the wire, by kind, and requests that were not for this machine (the browser refuses them)."""

    sizes: Counter[str] = field(default_factory=Counter)
    outside: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    latest: float = 0.0

    def attach(self, page: Page) -> CDPSession:
        """Count from the page's first request on."""
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.responseReceived", self._name)
        protocol.on("Network.loadingFinished", self._finish)
        protocol.on("Network.webSocketFrameReceived", self._frame)
        protocol.send("Network.enable")
        protocol.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.on("request", self._ask)
        return protocol

    def _ask(self, request: Request) -> None:
        there = urlsplit(request.url)
        if there.scheme in {"http", "https", "ws", "wss"} and there.hostname != "127.0.0.1":
            self.outside.append(str(there.hostname))

    def _name(self, event: Mapping[str, Any]) -> None:
        mapped = "/atlas/map/" in event["response"]["url"]
        self.kinds[event["requestId"]] = "map document" if mapped else str(event["type"]).lower()

    def _finish(self, event: Mapping[str, Any]) -> None:
        self._add(self.kinds.get(event["requestId"], "other"), int(event["encodedDataLength"]))

    def _frame(self, event: Mapping[str, Any]) -> None:
        text = event["response"]["payloadData"]
        binary = event["response"]["opcode"] == 2  # noqa: PLR2004  # as RFC 6455 has it
        self._add("websocket", len(base64.b64decode(text)) if binary else len(text.encode()))

    def _add(self, kind: str, size: int) -> None:
        self.sizes[kind] += size
        self.latest = time.monotonic()


@dataclass(frozen=True)
class Visit:
    """Seconds from the beginning of the navigation to each mark, what came over the wire, seconds of work.

    The work is what the page's main thread did until the last mark; what else the machine does disturbs it little.
    """

    marks: Mapping[str, float]
    wire: Wire
    work: float = 0.0


@contextmanager
def browsing(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium such as readers have, which resolves no name and draws WebGL by software."""
    path = browser_path((*WINDOWED, WITHOUT_WINDOWS))
    browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *GRAPHICS])
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """A context with an empty cache."""
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="zh-CN")
    context.set_default_timeout(TIMEOUT_S * 1000)
    try:
        yield context
    finally:
        context.close()


def watched(context: BrowserContext, target: Target) -> tuple[Page, Wire, CDPSession]:
    """A page that looks out for the target's moments, not yet gone there."""
    page, wire = context.new_page(), Wire()
    protocol = wire.attach(page)
    checks = ", ".join(f"{json.dumps(name)}: (told) => Boolean({check})" for name, check in target.checks.items())
    page.add_init_script(f"{WATCH}({{{checks}}}, {json.dumps(target.draws)})")
    return page, wire, protocol


def marks(page: Page, target: Target, limit_s: float = TIMEOUT_S) -> dict[str, float]:
    """Seconds to each of the target's moments; `TimeoutError` names those that did not come."""
    deadline = time.monotonic() + limit_s
    while True:
        origin, found = page.evaluate(MARKS)
        missing = [name for name in target.checks if not found.get(name)]
        if not missing:
            return {name: (found[name] - origin) / 1000 for name in target.checks}
        if time.monotonic() > deadline:
            raise TimeoutError(f"{target.name}: {', '.join(missing)} not within {limit_s} s")
        page.wait_for_timeout(50)


def origin_s(page: Page) -> float:
    """When the page's navigation began, in seconds of the clock on the wall."""
    return float(page.evaluate("performance.timeOrigin")) / 1000


def _work_s(protocol: CDPSession) -> float:
    metrics = protocol.send("Performance.getMetrics")["metrics"]
    return next(float(item["value"]) for item in metrics if item["name"] == "TaskDuration")


def visit(context: BrowserContext, target: Target) -> Visit:
    """Go there, wait for everything, and until nothing more comes."""
    page, wire, protocol = watched(context, target)
    page.goto(target.url, wait_until="commit")
    found = marks(page, target)
    work = _work_s(protocol)
    while time.monotonic() < wire.latest + QUIET_S:
        page.wait_for_timeout(50)
    page.close()
    return Visit(found, wire, work)
