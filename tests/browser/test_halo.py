"""Names on a thematic map, level or along a line: a thin line of a letter stands out of what is next to it."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

import maps.web
from layers.catalogue.style import THEMED_OPACITY
from tests import samples
from tests.vision import contrast, laid

pytestmark = pytest.mark.browser

TEXT, ASIDE = 4.5, 2
"""What is asked of a letter and what is next to it, so many dots from its line."""
WIDE, HIGH = 40, 30
CSS = (Path(maps.web.__file__).parent / "map.css").read_text(encoding="utf-8")
INKS = sorted({layer.label.color for layer in samples.LAYERS if layer.label})
CLASSES = [name for ramp in samples.CATALOGUE.thematic.ramps for name in (*ramp.below, *ramp.above)]
LEVEL = """
  const name = document.createElement("div");
  name.className = "atlas-label";
  name.style.cssText = "left: 14px; top: 7px; font: 400 12px sans-serif";
"""
ALONG = """
  const SVG = "http://www.w3.org/2000/svg";
  const name = document.createElementNS(SVG, "svg"), text = document.createElementNS(SVG, "text");
  name.setAttribute("class", "atlas-along-names");
  text.setAttribute("class", "atlas-label atlas-along");
  text.setAttribute("style", "font: 400 12px sans-serif");
  text.setAttribute("x", "14");
  text.setAttribute("y", "19");
  name.append(text);
"""
"""A name that stands level, and one that runs along a line, which is drawn as `text`."""
WRITE = """({ css, tiles, halo, wide, high }) => {
  document.body.innerHTML = "<style>" + css + "</style>";
  document.body.style.cssText = "margin: 0; --c-halo: " + halo;
  for (const [at, [ink, ground]] of tiles.entries()) {
    const tile = document.createElement("div");
    tile.style.cssText = `position: absolute; left: 0; top: ${at * high}px; width: ${wide}px; height: ${high}px`;
    tile.style.background = ground;
    %s
    name.style.color = ink;
    (name.firstChild || name).textContent = "\\u4e00";
    tile.append(name);
    document.body.append(tile);
  }
}"""


def column(picture: Image.Image, tile: int) -> list[str]:
    """The colours from the top of a tile down, across the line of the letter 一."""
    dots = np.asarray(picture)[tile * HIGH : (tile + 1) * HIGH, WIDE // 2]
    return [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in dots.tolist()]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name_of", [LEVEL, ALONG], ids=["level", "along"])
def test_a_name_is_read_over_every_class_of_a_thematic_map(name_of: str, theme: str, browser: Browser) -> None:
    palette = samples.CATALOGUE.palette[theme]  # type: ignore[index]  # the themes are literal
    cases = list(product(INKS, CLASSES))
    plain = [palette["ink"], palette["halo"]]
    tiles = [[palette[ink], laid(palette[name], THEMED_OPACITY, palette["land"])] for ink, name in cases]
    tiles = [plain, *tiles]
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH * len(tiles)})
    page.evaluate(WRITE % name_of, {"css": CSS, "tiles": tiles, "halo": palette["halo"], "wide": WIDE, "high": HIGH})
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    line = max(range(HIGH), key=lambda y: contrast(column(picture, 0)[y], palette["halo"]))
    faint = []
    for tile, (ink, name) in enumerate(cases, 1):
        colors = column(picture, tile)
        least = min(contrast(palette[ink], colors[line + by]) for by in (-ASIDE, ASIDE))
        faint += [f"{ink} on {name}: {least:.2f}"] if least < TEXT else []
    assert faint == []
