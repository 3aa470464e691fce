"""A thematic map: chosen in the panel, read in legend, card and side panel, shared, exported, switched in a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from layers.atlas.atlas import current_atlas
from layers.measures.classes import classes_of
from maps.export.renderers import render
from maps.origin.snapshot import read
from maps.scene.permalink import from_permalink
from maps.scene.scene import Scene
from maps.scene.sheet import Sheet
from maps.words.thematic import heading, ranges
from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from text import say

GROWTH = "growth.2010-2020.districts_2021.quantiles"
FILLED = """() => AtlasMap.thematicGroup.getLayers().filter((path) => path.options.fill)
  .map((path) => path._path.getAttribute('fill'))"""


def choose(of: Page | FrameLocator, name: str, value: str) -> None:
    of.locator(f"#atlas-choose-{name}").select_option(value)


def legend(of: Page | FrameLocator) -> list[tuple[str, str]]:
    """The rows of the classes: what they hold, and how many."""
    rows = of.locator(".atlas-panel .thematic li").all()
    return [(str(row.locator("span").nth(0).text_content()), str(row.locator(".count").text_content())) for row in rows]


def wanted(indicator: str, lang: str) -> list[tuple[str, str]]:
    """The same, from what paper says."""
    atlas = current_atlas()
    thematic = atlas.catalogue.thematic.thematic(indicator)
    assert thematic
    made = classes_of(atlas, thematic)
    rows = list(zip(ranges(made, lang), map(str, made.counts), strict=True))[::-1]
    return [*rows, *([(say(lang, "thematic.unknown"), str(made.missing))] if made.missing else [])]


def test_an_indicator_is_chosen_by_keyboard_read_and_taken_back(app: AtlasPage) -> None:
    app.open("overview", "zh")
    frame = app.map_frame
    expect(frame.locator(".atlas-panel .thematic li")).to_have_count(0)
    frame.locator("#atlas-choose-indicator").focus()
    app.page.keyboard.press("ArrowDown")
    app.until(lambda: app.state()["indicator"] == "density.2020.districts_2019.natural_breaks", "density is shown")
    assert "districts_2019" in app.visible()
    assert legend(frame) == wanted("density.2020.districts_2019.natural_breaks", "zh")
    app.until(lambda: parse_qs(urlsplit(app.page.url).query).get("indicator"), "the address says it")
    app.idle()
    app.tab(1)
    app.until(lambda: "人口密度(2020年)" in app.summary(), "the map in words says it")
    frame.locator("#atlas-choose-indicator").select_option("")
    app.until(lambda: app.state()["indicator"] is None, "nothing is coloured")
    app.until(lambda: "indicator" not in parse_qs(urlsplit(app.page.url).query), "the address says nothing of it")
    assert legend(frame) == []


def test_a_place_says_its_value_with_year_and_source(app: AtlasPage) -> None:
    app.open(path=f"/?lang=en&indicator={GROWTH}&selected=district-330105-2021")
    rows = app.popup.locator(".atlas-card")
    expect(rows).to_contain_text("Relative change of residents, 2010 to 2020")
    expect(rows).to_contain_text("4\u2009%")
    expect(rows).to_contain_text("Census of 2010 and 2020 by county")
    expect(app.details_of("district-330105-2021")).to_contain_text("Relative change of residents, 2010 to 2020")
    app.atlas("select('district-330114-2021')")
    expect(rows).to_contain_text("Not known")


def test_what_has_no_value_is_hatched_and_each_class_has_its_colour(app: AtlasPage) -> None:
    app.open(path=f"/?lang=en&indicator={GROWTH}")
    fills = app.js(FILLED)
    assert legend(app.map_frame) == wanted(GROWTH, "en")
    assert fills.count("url(#atlas-hatch-no_value)") == 8
    assert len(set(fills)) == 8
    app.map_frame.locator("#atlas-choose-scheme").select_option("equal_intervals")
    app.until(
        lambda: legend(app.map_frame) == wanted(GROWTH.replace("quantiles", "equal_intervals"), "en"), "another legend"
    )


def test_switching_its_layer_off_ends_it_and_another_edition_is_another_choice(app: AtlasPage) -> None:
    app.open(path="/?lang=zh&indicator=density.2020.districts_2019.quantiles")
    app.toggle("districts_2019")
    app.until(lambda: app.state()["indicator"] is None, "nothing is coloured")
    app.until(lambda: "indicator" not in parse_qs(urlsplit(app.page.url).query), "the address says nothing of it")
    choose(app.map_frame, "indicator", "residents")
    choose(app.map_frame, "places", "districts_2021")
    app.until(lambda: app.state()["indicator"] == "residents.2020.districts_2021.natural_breaks", "the later edition")
    assert "districts_2021" in app.visible()
    assert "districts_2019" not in app.visible()
    app.idle()
    assert app.state()["indicator"] == "residents.2020.districts_2021.natural_breaks"


def test_a_shared_link_shows_the_same_to_another_reader(app: AtlasPage, new_page: Opener, server: Server) -> None:
    app.open("overview", "zh")
    choose(app.map_frame, "indicator", "growth")
    choose(app.map_frame, "places", "regions")
    choose(app.map_frame, "scheme", "quantiles")
    key = "growth.2010-2020.regions.quantiles"
    app.until(lambda: parse_qs(urlsplit(app.page.url).query).get("indicator") == [key], "the address says it")
    address = urlsplit(app.page.url)
    other = new_page(server).open(path=f"{address.path}?{address.query}")
    assert other.state()["indicator"] == key
    assert legend(other.map_frame) == legend(app.map_frame) == wanted(key, "zh")
    assert other.js(FILLED) == app.js(FILLED)


@pytest.mark.parametrize("value", ["gdp.2020.cities.quantiles", "<script>alert(1)</script>"])
def test_what_is_not_declared_falls_back_with_a_notice(value: str, app: AtlasPage) -> None:
    app.open(path=f"/?lang=en&indicator={value}")
    assert app.state()["indicator"] is None
    told = say("en", "permalink.notice", part=say("en", "permalink.indicator"), value=value)
    expect(app.page.get_by_text(told)).to_be_visible()


def test_files_carry_it_and_the_one_that_stands_alone_can_switch(browser: Browser, tmp_path: Path) -> None:
    atlas = current_atlas()
    scene = Scene("overview", ("cities", "circle"), lang="en", indicator=GROWTH).checked(atlas)
    thematic = scene.thematic(atlas)
    assert thematic
    sheet = Sheet(dpi=96, made="2026-11-27")
    for file_format in ("png", "pptx", "html"):
        data = render(atlas, [scene], sheet, file_format)
        back, notices = from_permalink(read(f"x.{file_format}", data).permalink, atlas)
        assert (back.indicator, notices) == (GROWTH, ())
        if file_format == "html":
            (tmp_path / "x.html").write_bytes(data)
    page = browser.new_page()
    page.goto((tmp_path / "x.html").as_uri())
    page.wait_for_function("window.atlas && window.atlas.ready")
    assert page.locator(".atlas-panel .thematic h2").text_content() == heading(thematic, "en")
    assert legend(page) == wanted(GROWTH, "en")
    choose(page, "indicator", "density")
    assert page.evaluate("window.atlas.state().indicator") == "density.2020.districts_2021.quantiles"
    assert legend(page) == wanted("density.2020.districts_2021.quantiles", "en")
    page.close()
