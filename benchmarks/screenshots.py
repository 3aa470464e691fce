"""`python -m benchmarks.screenshots --out DIR`: every page, language, theme and two sizes, for a person to look at."""

from __future__ import annotations

import argparse
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from maps.scene.pages import ADDRESSES
from tests.browser.drive import LANGUAGES, AtlasPage, launched
from tests.browser.serve import ROOT, Server, serving

SIZES = ((1366, 768), (1920, 1080))
THEMES = ("light", "dark")
PREVIEW = ".st-key-atlas_stage img"


def take(browser: Browser, server: Server, out: Path, size: tuple[int, int], theme: str) -> None:
    """All pages in both languages at one size in one theme."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    app = AtlasPage(context.new_page(), server.origin)
    for lang, name in product(LANGUAGES, ADDRESSES):
        app.open(name, lang)
        app.settled()
        drawn = app.map_frame.locator(".atlas-label") if name != "export" else app.page.locator(PREVIEW)
        expect(drawn.first).to_be_visible()
        path = out / f"{name}-{lang}-{theme}-{width}x{height}.png"
        app.page.screenshot(path=path)
        print(path)
    context.close()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        with serving(ROOT, Path(folder) / "log") as server:
            for size, theme in product(SIZES, THEMES):
                take(browser, server, out, size, theme)
        browser.close()


if __name__ == "__main__":
    main()
