"""Every page by its own address, in both languages, at the sizes of a laptop, a large screen and a tablet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from layers.atlas.load import GEODATA
from layers.catalogue.catalogue import load_catalogue
from maps.scene.pages import pages
from tests.browser.conftest import Opener
from tests.browser.drive import LANGUAGES, PAGES, AtlasPage
from tests.browser.serve import Server
from text import say

CATALOGUE = load_catalogue()
EVERY_PAGE = [(page, lang) for page in PAGES for lang in LANGUAGES]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def share_of_map(app: AtlasPage) -> float:
    """The part of the window that the map takes."""
    box, window = app.iframe.bounding_box(), app.page.viewport_size
    assert box is not None
    assert window is not None
    return box["width"] * box["height"] / (window["width"] * window["height"])


def scrolls_sideways(app: AtlasPage) -> bool:
    inside = "e => e.scrollWidth > e.clientWidth + 1"
    return any(app.page.locator(name).first.evaluate(inside) for name in ("html", "body", ".st-key-atlas_side"))


@pytest.mark.parametrize(("name", "lang"), EVERY_PAGE)
def test_a_page_opens_by_its_address(app: AtlasPage, name: str, lang: str) -> None:
    app.open(name, lang)
    state = app.state()
    assert {*pages()[name].layers} <= {ident for ident, layer in state["layers"].items() if layer["visible"]}
    come = {ident: layer["features"] for ident, layer in state["layers"].items() if not CATALOGUE.layer(ident).context}
    assert all(come.values())
    assert state["lang"] == lang
    assert state["selected"] is None
    expect(app.map_frame.locator(".atlas-label").first).to_be_visible()
    expect(app.heading).to_have_text(pages()[name].title(lang))
    expect(app.page).to_have_title(say(lang, "app.title"))
    assert bool(CHINESE.search(app.heading.inner_text())) == (lang == "zh")
    assert share_of_map(app) > (0.45 if name == "report" else 0.55), "the text of the report has two columns"
    assert not scrolls_sideways(app)
    app.page.set_viewport_size({"width": 1920, "height": 1080})
    app.until(lambda: share_of_map(app) > 0.6, "a large screen is for the map")
    assert not scrolls_sideways(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_layer_is_off(app: AtlasPage, lang: str) -> None:
    app.open("overview", lang)
    expect(app.side.locator(".atlas-fault")).to_have_count(0)
    assert app.map_frame.locator(".atlas-panel input:disabled").count() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tablet_shows_map_and_panel(server: Server, new_page: Opener, lang: str) -> None:
    app = new_page(server, (820, 1180)).open("transport", lang)
    assert share_of_map(app) > 0.45
    expect(app.heading).to_be_in_viewport()
    expect(app.map_frame.locator(".atlas-panel")).to_be_visible()
    for button in LANGUAGES:
        expect(app.page.locator(f".st-key-lang_{button} button")).to_be_in_viewport(ratio=1)
    side, frame = app.side.bounding_box(), app.iframe.bounding_box()
    assert side is not None
    assert frame is not None
    assert side["y"] >= frame["y"] + frame["height"] - 1
    assert not scrolls_sideways(app)


def test_labels_do_not_cover_each_other(app: AtlasPage) -> None:
    """Those that stand level; `test_names.py` looks at the letters of those along lines."""
    app.open("overview", "zh")
    covered = app.js("""() => {
      const level = [...document.querySelectorAll('.atlas-label:not(.atlas-along)')];
      const boxes = level.map((node) => node.getBoundingClientRect());
      return boxes.filter((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
    }""")
    assert covered == 0


def test_a_page_that_does_not_exist_leaves_a_usable_atlas(server: Server, new_page: Opener) -> None:
    # Streamlit's client looks for its server below the unknown address first, and says that the page is not there.
    app = new_page(server, harmless=r"/nowhere|The page that you have requested")
    app.page.goto(f"{app.origin}/nowhere")
    app.ready()
    expect(app.heading).to_have_text(pages()["overview"].title("zh"))


def test_the_sources_page_lists_every_source(app: AtlasPage) -> None:
    app.open("sources", "en")
    known = re.findall(r"^\[([^.\]]+)\]", (GEODATA / "sources.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(app.side.locator(".atlas-sources article").evaluate_all("nodes => nodes.map(node => node.id)")) == set(
        known
    )


def test_an_address_below_a_page_is_said_to_be_none_in_the_readers_language(app: AtlasPage) -> None:
    app.open(path="/report/x/y?lang=en")
    notice = app.side.locator(".atlas-notice").first
    expect(notice).to_contain_text("report/x/y")
    expect(notice).to_contain_text(say("en", "permalink.cure.page"))
    expect(app.heading).to_have_text(pages()["overview"].title("en"))
