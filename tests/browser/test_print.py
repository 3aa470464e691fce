"""Ctrl+P where there is no map of the page's own: the scene that a briefing is made of, and the composer's sheet."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server


def printed(app: AtlasPage, *, backgrounds: bool = True) -> tuple[Any, str]:
    """The only sheet of what the page prints: its picture, and what can be read there.

    A browser prints `backgrounds` only where the reader asks for that.
    """
    sheets = pypdfium2.PdfDocument(app.page.pdf(prefer_css_page_size=True, print_background=backgrounds))
    assert len(sheets) == 1
    return np.asarray(sheets[0].render(scale=1).to_pil().convert("RGB")).astype(int), sheets[
        0
    ].get_textpage().get_text_range()


def test_a_briefing_prints_the_scene_and_the_composer_its_sheet(server: Server, new_page: Opener) -> None:
    app = new_page(server, color_scheme="dark")
    app.open("transport", "zh")
    app.go("briefing")
    app.side.locator('[class*="st-key-scene_1"] button').first.click()
    app.idle()
    app.settled()
    picture, said = printed(app)
    assert picture.mean() > 200, "light"
    bare, _ = printed(app, backgrounds=False)
    assert bare.mean() > 200, "light whatever the browser is asked for"
    assert "杭州都市圈" in said
    assert app.map_frame.locator(".atlas-print").count() == 0, "the page is as it was"
    for word in ("开始演示", "收入当前地图"):
        assert word not in said, "nothing of what one works with"

    app.go("export")
    sheet = app.page.locator(".st-key-atlas_stage img")
    sheet.wait_for()
    app.until(lambda: sheet.evaluate("(image) => image.complete && image.naturalWidth > 0"), "the preview")
    shown = Image.open(
        BytesIO(app.page.request.get(app.origin + sheet.evaluate("(image) => new URL(image.src).pathname")).body())
    )
    picture, said = printed(app)
    assert said.strip() == "", "the picture of the sheet alone"
    edges = [picture[:10], picture[-10:], picture[:, :10], picture[:, -10:]]
    assert min(edge.min() for edge in edges) > 245, "light to the edges of the paper"
    inked = np.argwhere((picture < 245).any(axis=2))
    (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
    assert max((bottom - top) / picture.shape[0], (right - left) / picture.shape[1]) > 0.85, "as large as the paper is"
    assert abs((right - left) / (bottom - top) - shown.width / shown.height) < 0.15, "whole"


def test_the_legend_of_a_printed_map_lists_what_is_on_the_sheet_alone(app: AtlasPage) -> None:
    app.open(path="/transport?v=1&lang=zh&theme=light&view=28.93,118.85,10")
    app.settled()
    _, said = printed(app)
    for drawn in ("铁路", "高速铁路", "高铁站", "设区市界", "杭州都市圈(4+2)", "加入都市圈的两市"):
        assert drawn in said
    for elsewhere in ("磁悬浮", "运河", "港口"):
        assert elsewhere not in said
    whole = app.map_frame.locator(".atlas-panel .legend")
    assert "磁悬浮" in "".join(whole.all_text_contents()), "the panel lists the layers whole"


OUTSIDE = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const foot = box(".atlas-foot"), map = box(".leaflet-container"), scale = box(".atlas-foot .scale");
  const credits = document.querySelector(".atlas-foot .credits");
  const legend = document.querySelector(".atlas-print-legend");
  return {
    credits: credits.scrollHeight > credits.clientHeight + 1 || foot.bottom > innerHeight + 1,
    map: map.bottom > foot.top,
    scale: scale.left < map.left || scale.right > map.right || scale.bottom > map.bottom || scale.top < map.top,
    legend: legend.scrollHeight > legend.clientHeight,
    rows: [...legend.querySelectorAll("li")].some((row) => row.scrollHeight > row.clientHeight + 2),
  };
}"""


def test_all_credits_the_scale_and_the_legend_have_room_on_the_printed_map(app: AtlasPage) -> None:
    app.open("transport", "en")
    app.settled()
    app.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    outside: dict[str, bool] = app.js(OUTSIDE)
    app.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert [name for name, wrong in outside.items() if wrong] == []
    _, said = printed(app)
    last = app.map_frame.locator(".atlas-foot .credits").text_content()
    assert last is not None
    assert last.split("·")[-1].split()[-1] in said
