"""`python -m benchmarks.briefing`: from a key to the settled map of the next scene, with the flight and without."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Frame, sync_playwright

from benchmarks.report import p95
from tests.browser.drive import launched, until
from tests.browser.serve import ROOT, Server, serving

BOARDS = ("circle-in-ten-minutes", "ten-projects")
SCREEN = (1920, 1080)
TIMEOUT_MS = 60_000
MOTIONS = {"no-preference": "with the flight", "reduce": "without a flight"}
CHANGE = """async () => {
  const names = AtlasMap.map.getPane("atlas-labels").style;
  const start = performance.now();
  window.atlas.key("ArrowRight");
  do await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  while (names.visibility === "hidden");
  return (performance.now() - start) / 1000;
}"""
"""The names are away until they are placed anew, in the frame after the last move; the time ends when it is drawn."""
READY = "!!(window.atlas && window.atlas.ready && window.atlas.briefing())"


def presented(browser: Browser, server: Server, board: str, motion: str) -> list[float]:
    """Seconds of each change of scene of a storyboard, from its first to its last."""
    width, height = SCREEN
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion=motion)  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    page.goto(f"{server.origin}/briefing?present=1&board={board}&lang=zh")
    frame = page.locator("#atlas-stage iframe").element_handle().content_frame()
    if frame is None:
        raise RuntimeError(board)
    until(page, lambda: bool(frame.evaluate(READY)), "the presentation")
    taken = changes(frame)
    context.close()
    return taken


def changes(frame: Frame) -> list[float]:
    """Seconds of each change to the next scene."""
    count = int(frame.evaluate("window.atlas.briefing().count"))
    return [float(frame.evaluate(CHANGE)) for _ in range(count - 1)]


def said(what: str, seconds: Sequence[float]) -> str:
    """A line of the report."""
    numbers = f"median {median(seconds):.2f} s, p95 {p95(seconds):.2f} s, longest {max(seconds):.2f} s"
    return f"scene change to settled map, {what}: {numbers} ({len(seconds)} changes)"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        with serving(ROOT, Path(folder) / "log") as server:
            for motion, what in MOTIONS.items():
                print(said(what, [taken for board in BOARDS for taken in presented(browser, server, board, motion)]))
        browser.close()


if __name__ == "__main__":
    main()
