"""The list beside the text is about the clause that is open, and its columns are read whole."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageStat
from playwright.sync_api import Locator, expect

from tests.browser.drive import AtlasPage
from text import say

PLAIN = 6
"""Of 255 shades: a line of the table has one, what is written many."""
PADDING_PX = 5


def columns(table: Locator) -> list[Image.Image]:
    """The columns of a table that are seen whole, as pictures of what stands in them; its lines have one shade each."""
    picture = Image.open(BytesIO(table.screenshot())).convert("L")
    body = picture.crop((0, 40, picture.width, picture.height - 8))
    ground = max(range(256), key=body.histogram().__getitem__)
    shades = [ImageStat.Stat(body.crop((x, 0, x + 1, body.height))) for x in range(body.width)]
    edges = [x for x, found in enumerate(shades) if found.stddev[0] < PLAIN and abs(found.mean[0] - ground) > PLAIN]
    pairs = pairwise(edges)
    return [body.crop((left + 1, 0, right, body.height)) for left, right in pairs if right - left > 2 * PADDING_PX]


def darkest(picture: Image.Image) -> int:
    return int(picture.getextrema()[0])  # type: ignore[arg-type]


def test_the_list_begins_with_the_clause_that_is_open_and_its_columns_fit(app: AtlasPage) -> None:
    app.open(path="/report?v=1&lang=zh&theme=light&clause=2.4.3")
    every, table = say("zh", "panel.visible", count=0).partition("0")[0], app.side.get_by_test_id("stDataFrame").first
    chip = app.side.locator(".st-key-atlas_asked button")
    expect(chip).to_contain_text(["2.4.3 与衢州黄山携手"])
    expect(app.side.get_by_text("筛出 15 个")).to_be_visible()
    expect(table).to_be_visible()
    app.page.mouse.move(5, 5)
    app.settled()
    name, kind = columns(table)[-2:]
    assert abs(darkest(name) - darkest(kind)) < PLAIN, "names are as dark as what stands beside them"
    assert darkest(kind.crop((kind.width - PADDING_PX, 0, kind.width, kind.height))) > 200, "kinds are not cut"

    chip.click()
    expect(app.side.get_by_text(every)).to_be_visible()
    expect(chip).to_have_count(0)
    app.idle()
    assert "clause=2.4.3" in app.page.url, "the clause stays open"
    app.page.go_back()
    expect(chip).to_have_count(1)
    app.idle()
    app.side.locator(".st-key-clause_2_2_4_2 button").click()
    expect(app.side.get_by_text("筛出 26 个")).to_be_visible()
    expect(chip).to_contain_text(["2.4.2"])
    app.idle()
    app.page.go_back()
    expect(chip).to_contain_text(["2.4.3"])
    app.go("transport")
    expect(chip).to_have_count(0)
    app.go("report")
    expect(chip).to_contain_text(["2.4.3"])
    app.side.locator(".st-key-clear_clause button").click()
    expect(chip).to_have_count(0)
    expect(app.side.get_by_text(every)).to_be_visible()
