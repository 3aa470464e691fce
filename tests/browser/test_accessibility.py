"""Reading without eyes or mouse: axe-core everywhere, keys for everything, changes read out, forms beside colours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Page, Route, expect

from layers.atlas.atlas import current_atlas
from layers.report.outline import title
from maps.export import standalone
from maps.origin.provenance import provenance
from maps.scene.pages import ADDRESSES, pages
from maps.scene.scene import opening
from maps.scene.sheet import Sheet
from tests.browser.axe import (
    COLOURS,
    EVERY_RULE,
    OVER_THE_MAP,
    SHELL,
    TALL,
    Own,
    Rules,
    calm,
    faults,
    faults_of_page,
    without_motion,
)
from tests.browser.conftest import Opener
from tests.browser.drive import BUSY, FRAMES, LANGUAGES, AtlasPage, near, until
from tests.browser.serve import ROOT, Server
from tests.browser.test_checks import choose_all
from text import say

AIRPORT = "gateway-xiaoshan-airport"
AIRPORT_VIEW = "setView({lat: 30.24, lng: 120.43, zoom: 10})"
MONTH = "2021-06"
AA, GRAPHIC = 4.5, 3.0
"""Least contrasts of WCAG 2.1: of text (1.4.3), of what is not text (1.4.11)."""


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance of sRGB values from 0 to 255, as WCAG 2.1 defines it."""
    share = pixels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrasts(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Contrast ratios of two pictures, or of a picture and a colour, pixel by pixel."""
    first, second = luminance(one), luminance(other)
    return np.asarray((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05))


def picture(page: Page, clip: FloatRect) -> np.ndarray:
    """The pixels of a part of the window."""
    shot = page.screenshot(clip=clip)
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(float)


def darken(app: AtlasPage, lang: str) -> None:
    """What a reader's system does at dusk; the next run tells the map."""
    app.page.emulate_media(color_scheme="dark")
    app.page.locator(f".st-key-lang_{lang} button").click()
    app.until(lambda: app.js("document.documentElement.dataset.theme") == "dark", "the map is dark")
    calm(app.page)


# axe-core: every page in both languages, light and dark, and what a reader opens in it.


def faults_by_page(app: AtlasPage, rules: Rules = EVERY_RULE) -> dict[str, list[str]]:
    """What breaks the rules, by page: the navigation leads from one to the next."""
    found = {}
    for name in ADDRESSES:
        app.go(name)
        expect(app.heading).to_have_text(re.compile(pages()[name].title("zh") + "|" + pages()[name].title("en")))
        calm(app.page)
        found[name] = faults_of_page(app, rules)
    return {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_breaks_a_rule(server: Server, new_page: Opener, lang: str) -> None:
    app = without_motion(new_page(server, TALL).open("zones", lang))
    assert faults_by_page(app) == {}


def test_no_dark_page_breaks_a_rule(server: Server, new_page: Opener) -> None:
    app = without_motion(new_page(server, TALL, color_scheme="dark").open("zones", "en"))
    assert app.js("document.documentElement.dataset.theme") == "dark"
    assert faults_by_page(app, COLOURS) == {}


def open_feature(app: AtlasPage) -> None:
    """The popup, the details, a month, every layer group and the found of a search."""
    app.unfold()
    app.js("id => AtlasMap.select(id, true)", AIRPORT)
    app.atlas(f"setDate('{MONTH}')")
    app.details_of(AIRPORT).wait_for()
    app.page.locator(".box input").fill("hangzhou")
    app.page.locator(".box [role=option]").first.wait_for()


def open_document(app: AtlasPage) -> None:
    """A clause, and a document with names that are placed and one that is not."""
    app.go("report")
    app.page.locator(".st-key-clause_0_0 button").click()
    app.side.locator(".atlas-clause").wait_for()
    app.idle().tab(1)
    text = "杭州萧山国际机场在杭州,湖杭铁路在建。".encode()
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": text}
    app.side.locator('input[type="file"]').first.set_input_files(file)  # type: ignore[arg-type]  # a FilePayload
    app.side.locator("button.mark").first.wait_for()


def open_checks(app: AtlasPage, lang: str) -> None:
    """Every result, every group unfolded."""
    app.go("checks")
    choose_all(app, lang)
    for group in app.side.locator(".checks details:not([open]) > summary").all()[::-1]:
        group.click()


def open_publication(app: AtlasPage, lang: str) -> None:
    """The composer with what a publication asks for and what it refuses."""
    app.go("export")
    app.side.get_by_role("radio", name=say(lang, "export.mode_publication"), exact=True).click()
    app.side.locator(".atlas-review").wait_for()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_reader_opens_breaks_no_rule(server: Server, new_page: Opener, lang: str) -> None:
    app = without_motion(new_page(server, TALL).open("transport", lang))
    open_feature(app)
    calm(app.page)
    assert faults(app.frame()) + faults(app.page.main_frame) == []
    app.page.keyboard.press("Escape")
    open_document(app)
    calm(app.page)
    assert faults(app.frame()) + faults_of_page(app) == []
    open_checks(app, lang)
    calm(app.page)
    assert faults(app.page.main_frame) == []
    open_publication(app, lang)
    calm(app.page)
    assert faults_of_page(app) == []


MAP_READY = "!('AtlasMap' in window) || Boolean(window.atlas && window.atlas.ready)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_presenter_speaker_and_follower_break_no_rule(server: Server, new_page: Opener, lang: str) -> None:
    app = new_page(server, (1920, 1080), harmless="/follow/nobody|/rooms/-")
    found = {}
    for path in ("/briefing?present=1&", "/atlas/speaker?", "/atlas/follow/nobody?"):
        page = app.page.context.new_page()
        page.goto(f"{server.origin}{path}lang={lang}")
        page.locator("iframe").first.wait_for()
        until(page, partial(maps_are_ready, page), "the maps are ready")
        page.keyboard.press("n")
        calm(page)
        found[path] = [line for frame in page.frames for line in faults(frame)]
    assert {path: lines for path, lines in found.items() if lines} == {}


def maps_are_ready(page: Page) -> bool:
    """Whether every map in a page is drawn."""
    return len(page.frames) > 1 and all(frame.evaluate(MAP_READY) for frame in page.frames)


SPOILED = """() => {
  const image = document.createElement('img');
  image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
  const pale = document.createElement('p');
  pale.textContent = 'pale';
  pale.style = 'color: #aaa; background: #fff; position: fixed; top: 0; z-index: 9999';
  const undecided = document.createElement('p');
  undecided.textContent = 'undecided';
  undecided.style = 'color: #aaa; background: linear-gradient(#fff, #fff); position: fixed; top: 9em; z-index: 9999';
  document.body.append(image, pale, undecided);
}"""


def test_what_breaks_a_rule_is_found_in_page_and_map(app: AtlasPage) -> None:
    app.open("overview", "zh")
    for frame in (app.page.main_frame, app.frame()):
        frame.evaluate(SPOILED)
        found = faults(frame)
        assert [line.split()[0] for line in sorted(found)] == ["color-contrast", "color-contrast", "image-alt"]
    for _ in range(6):
        app.page.keyboard.press("Tab")
        at = stop(app)
        if at and at["place"] == "pages":
            break
    assert at is not None
    assert at["place"] == "pages"
    assert seen(app, at) >= SEEN_PX
    app.page.add_style_tag(content=":is(#any, *):focus-visible { outline: 0 !important; box-shadow: none !important }")
    assert seen(app, at) < SEEN_PX


@pytest.mark.parametrize("item", SHELL, ids=lambda item: item.rule)
def test_what_is_listed_as_streamlits_own_is_still_there(server: Server, new_page: Opener, item: Own) -> None:
    app = new_page(server, TALL).open(item.page, "zh")
    app.tab(item.tab)
    calm(app.page)
    rest = tuple(other for other in SHELL if other != item)
    assert any(line.startswith(item.rule + " ") for line in faults(app.page.main_frame, rest)), "off the list with it"
    assert faults(app.page.main_frame) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_uploader_speaks_the_reader_s_language(app: AtlasPage, lang: str) -> None:
    app.open("zones", lang)
    for page, tab in (("report", 1), ("briefing", 0), ("export", 3)):
        app.go(page)
        app.tab(tab)
        expect(app.side.get_by_role("button", name=say(lang, "app.browse"))).to_be_visible()
        expect(app.side.get_by_text("per file")).to_be_hidden()


def test_the_list_is_the_one_of_the_docs() -> None:
    said = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| `([^`]+)` \|", said, re.MULTILINE)
    assert rows == [(item.rule, item.selector) for item in SHELL]


# Keys.

DEEP = """() => {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement;
"""
PLACE = (
    DEEP
    + """
  if (!node || node === document.body) return null;
  const host = node.getRootNode().host || node;
  const places = {
    skip: '.atlas-skip', pages: '.st-key-atlas_tools > :first-child', tools: '.st-key-atlas_tools',
    side: '.st-key-atlas_side', map: 'iframe',
  };
  const place = Object.keys(places).find((name) => host.closest(places[name])) || node.tagName;
  const shown = node.closest('canvas') || node;
  const { x, y, width, height } = shown.getBoundingClientRect();
  const said = (node.getAttribute('aria-label') || node.textContent || '').trim().slice(0, 160);
  return { place, tag: node.tagName, said, x, y, width, height };
}"""
)
BLUR = DEEP + " window.left = node; node.blur(); }"
RETURN = "() => window.left.focus()"
MARGIN = 6
SEEN_PX = 24
MOST_STOPS = 120


def stop(app: AtlasPage) -> dict[str, Any] | None:
    """Where the focus is, in the page or in the map, and where that is in the window."""
    at = app.page.evaluate(PLACE)
    if at is None or at["tag"] != "IFRAME":
        return dict(at) if at else None
    inside, box = app.js(PLACE), app.iframe.bounding_box()
    if inside is None or box is None:
        return None
    return {**inside, "place": "map", "x": inside["x"] + box["x"], "y": inside["y"] + box["y"]}


def seen(app: AtlasPage, at: Mapping[str, Any]) -> int:
    """How many pixels round and in the focused element differ by 3:1 and more from what they are without the focus."""
    window = app.page.viewport_size
    assert window is not None
    left, top = max(0, at["x"] - MARGIN), max(0, at["y"] - MARGIN)
    right = min(window["width"], at["x"] + at["width"] + MARGIN)
    bottom = min(window["height"], at["y"] + at["height"] + MARGIN)
    clip: FloatRect = {"x": left, "y": top, "width": max(1, right - left), "height": max(1, bottom - top)}
    frame = app.frame() if at["place"] == "map" else app.page.main_frame
    with_focus = picture(app.page, clip)
    frame.evaluate(BLUR)
    without = picture(app.page, clip)
    frame.evaluate(RETURN)
    return int((contrasts(with_focus, without) >= GRAPHIC).sum())


def test_tab_goes_through_everything_in_order_and_is_always_seen(app: AtlasPage) -> None:
    app.open("transport", "en")
    app.js("id => AtlasMap.select(id, true)", AIRPORT)
    app.details_of(AIRPORT).wait_for()
    calm(app.page)
    app.page.evaluate("() => document.activeElement.blur()")
    stops: list[dict[str, Any]] = []
    unseen = []
    app.page.keyboard.press("Tab")
    while (at := stop(app)) is not None and len(stops) < MOST_STOPS:
        same = stops and (at["place"], at["said"]) == (stops[-1]["place"], stops[-1]["said"])
        if not same and seen(app, at) < SEEN_PX:
            unseen.append(at)
        stops.append(at)
        app.page.keyboard.press("Tab")
    assert [(at["place"], at["tag"], at["said"]) for at in unseen] == []
    order = [at["place"] for place, at in enumerate(stops) if not place or stops[place - 1]["place"] != at["place"]]
    assert order == ["skip", "MAIN", "pages", "tools", "map", "DIV", "BUTTON", "side"], "the divider, and what shuts it"
    inside = [at["said"] for at in stops if at["place"] == "map"]
    expected = [say("en", f"map.{key}") for key in ("keys", "close", "more", "all_names", "fold")]
    assert inside[:5] == expected
    buttons = [say("en", f"map.{key}") for key in ("zoom_in", "zoom_out", "home", "export", "time")]
    assert [said for said in inside if said in buttons] == buttons
    assert sum(at["tag"] == "INPUT" for at in stops if at["place"] == "map") > 5


def test_links_skip_to_what_can_be_reached(app: AtlasPage) -> None:
    app.open("places", "zh")
    app.page.keyboard.press("Tab")
    expect(app.page.get_by_role("button", name=say("zh", "access.to_map"))).to_be_focused()
    app.page.keyboard.press("Enter")
    app.until(lambda: app.js(IN_MAP), "the map has the focus")
    app.language("en")
    app.page.get_by_role("button", name=say("en", "access.to_side")).focus()
    app.page.keyboard.press("Enter")
    expect(app.side).to_be_focused()
    assert after_tools(app) == "map"
    app.go("export")
    expect(app.page.get_by_role("button", name=say("en", "access.to_map"))).to_have_count(0)
    assert after_tools(app) == "side", "the map behind the composer's page is out of reach"
    app.go("briefing")
    assert after_tools(app) == "map"


def after_tools(app: AtlasPage) -> str:
    """Where Tab leads from the last of the header's tools."""
    app.page.locator("button[data-theme]").focus()
    app.page.keyboard.press("Tab")
    return str(app.until(lambda: stop(app) or {}, "the focus is somewhere")["place"])


IN_MAP = "document.hasFocus() && document.activeElement === AtlasMap.map.getContainer()"


def enter_map(app: AtlasPage) -> None:
    app.page.locator(".atlas-skip button").first.focus()
    app.page.keyboard.press("Enter")
    app.until(lambda: app.js(IN_MAP), "the map has the focus")


def test_keys_move_the_map_and_select_what_is_at_the_cross(app: AtlasPage) -> None:
    app.open("transport", "en")
    enter_map(app)
    start = app.settled()
    app.page.keyboard.press("ArrowRight")
    app.until(lambda: app.view()["lng"] > start["lng"], "the map has moved east")
    app.settled()
    app.page.keyboard.press("+")
    app.until(lambda: app.view()["zoom"] > start["zoom"], "the map has come closer")
    app.settled()
    airport = current_atlas().feature(AIRPORT)["geometry"]
    app.atlas(f"setView({{lat: {airport.y}, lng: {airport.x}, zoom: 11}})")
    app.settled()
    app.page.keyboard.press("Enter")
    app.until(lambda: app.state()["selected"] == AIRPORT, "the symbol at the cross is selected")
    expect(app.details_of(AIRPORT)).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(app.popup).to_have_count(0)
    expect(app.details).to_have_count(0)
    app.atlas("setVisible(['rail'])")
    at = app.js("AtlasMap.byId.get('rail-huhang').latlngs[0][1]")
    app.atlas(f"setView({{lat: {at[0]}, lng: {at[1]}, zoom: 13}})")
    app.settled()
    app.page.keyboard.press("Enter")
    app.until(lambda: str(app.state()["selected"]).startswith("rail-"), "the line at the cross is selected")


def test_keys_close_the_popup(app: AtlasPage) -> None:
    app.open("overview", "zh")
    for key in ("Enter", "Space", "Escape"):
        enter_map(app)
        app.js("id => AtlasMap.select(id, true)", AIRPORT)
        app.details_of(AIRPORT).wait_for()
        app.page.keyboard.press("Tab")
        expect(app.popup.get_by_role("button", name=say("zh", "map.close"))).to_be_focused()
        app.page.keyboard.press(key)
        expect(app.popup).to_have_count(0)
        expect(app.details).to_have_count(0)
    assert app.js("document.activeElement === AtlasMap.map.getContainer()"), "Escape leads back to the map"


def test_keys_work_every_control_of_the_map(app: AtlasPage) -> None:
    app.open("transport", "en")
    start = app.settled()
    app.map_frame.locator('.atlas-panel summary[data-group="zones"]').focus()
    expect(app.switch("zones")).to_be_hidden()
    app.page.keyboard.press("Enter")
    expect(app.switch("zones")).to_be_visible()
    app.switch("zones").focus()
    app.page.keyboard.press("Space")
    app.until(lambda: "zones" in app.visible(), "a layer is switched")
    for key, action in (
        ("zoom_in", lambda: app.view()["zoom"] > start["zoom"]),
        ("home", lambda: near(app.view(), start)),
    ):
        app.map_frame.get_by_role("button", name=say("en", f"map.{key}"), exact=True).focus()
        app.page.keyboard.press("Enter")
        app.until(action, key)
        app.settled()
    app.map_frame.locator(".atlas-timebar input").focus()
    app.page.keyboard.press("ArrowRight")
    app.until(lambda: app.state()["date"] == "2019-08", "the next month")
    app.map_frame.get_by_role("button", name=say("en", "map.time_all"), exact=True).focus()
    app.page.keyboard.press("Space")
    app.until(lambda: app.state()["date"] is None, "no date")
    app.map_frame.get_by_role("button", name=say("en", "map.fold")).focus()
    app.page.keyboard.press("Enter")
    expect(app.map_frame.locator(".atlas-panel .body")).to_be_hidden()
    app.map_frame.get_by_role("button", name=say("en", "map.export"), exact=True).focus()
    app.page.keyboard.press("Enter")
    expect(app.heading).to_have_text(pages()["export"].title("en"))


def enter_table(app: AtlasPage) -> None:
    app.side.locator("canvas").first.wait_for()
    app.idle().side.locator('[data-testid="stTab"]').first.focus()
    for _ in range(8):
        app.page.keyboard.press("Tab")
        if app.page.evaluate("Boolean(document.activeElement.closest('canvas'))"):
            return
    raise AssertionError("no way into the table")


def test_keys_select_a_row_and_then_another(app: AtlasPage) -> None:
    app.open("places", "zh")
    enter_table(app)
    app.page.keyboard.press("ArrowDown")
    app.page.keyboard.press("Shift+Space")
    app.until(lambda: app.state()["selected"], "a row is selected on the map")
    first = app.state()["selected"]
    expect(app.details_of(first)).to_be_visible()
    app.idle()
    app.page.keyboard.press("ArrowDown")
    app.page.keyboard.press("Shift+Space")
    app.until(lambda: app.state()["selected"] not in (first, None), "another row is selected on the map")


# What changes is read out.

LISTEN = """() => {
  window.heard = [];
  const line = document.querySelector('body > .atlas-spoken');
  const watch = new MutationObserver(() => window.heard.push(line.textContent));
  watch.observe(line, { childList: true, characterData: true, subtree: true });
}"""


def name_of(ident: str, lang: str) -> str:
    return str(current_atlas().feature(ident)[f"name_{lang}"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_change_is_read_out_once(app: AtlasPage, lang: str) -> None:
    app.open("transport", lang)
    line = app.page.locator("body > .atlas-spoken")
    expect(line).to_have_role("status")
    expect(line).to_have_text("")
    app.page.evaluate(LISTEN)
    rail = getattr(current_atlas().catalogue.layer("rail"), lang)
    app.toggle("rail")
    expect(line).to_contain_text(say(lang, "access.off", names=rail))
    app.js("id => AtlasMap.select(id, true)", AIRPORT)
    expect(line).to_contain_text(name_of(AIRPORT, lang))
    app.idle().page.locator(".st-key-clear_selection button").click()
    expect(line).to_have_text(say(lang, "access.unselected"))
    app.map_frame.get_by_role("button", name=say(lang, "map.time_then"), exact=True).click()
    expect(line).to_have_text(say(lang, "access.date", month="2019-07"))
    app.idle().go("places")
    expect(line).to_contain_text(say(lang, "access.page", name=pages()["places"].title(lang)))
    app.go("briefing")
    expect(line).to_have_text(say(lang, "access.page", name=pages()["briefing"].title(lang)))
    assert len(app.page.evaluate("window.heard")) == 6
    app.go("report")
    app.idle().page.locator(".st-key-clause_0_0 button").click()
    expect(line).to_contain_text(say(lang, "access.clause", clause="0", title=title("0", lang)))
    app.idle().page.locator(".st-key-clear_clause button").click()
    expect(line).to_contain_text(say(lang, "access.clause_off"))


def test_what_shows_the_same_is_not_read_out(app: AtlasPage) -> None:
    app.open("overview", "zh")
    app.page.evaluate(LISTEN)
    app.language("en")
    darken(app, "en")
    app.atlas(AIRPORT_VIEW)
    app.settled()
    app.language("en")
    assert app.page.evaluate("window.heard") == []
    app.js("id => AtlasMap.select(id, true)", AIRPORT)
    expect(app.page.locator("body > .atlas-spoken")).to_contain_text(name_of(AIRPORT, "en"))


# Contrast of what lies on the map, judged on the picture; forms that tell a status without colour.

TEXTS = """(selector) => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return [...document.querySelectorAll(selector)].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    paint.fillStyle = getComputedStyle(node).color;
    paint.fillRect(0, 0, 1, 1);
    return { text: node.textContent, x, y, width, height, color: [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3) };
  });
}"""
INK = 60
"""A pixel belongs to a letter when it changes by more than this, of 255, as the letters are taken away."""
KNOB = 1.5
"""The knob tells by its place whether a switch is on; the track alone is what must be seen."""
ENOUGH = 0.9
"""The share of the pixels in and beside a text's letters that must reach the contrast."""


MORE = """(rule) => {
  const style = Object.assign(document.createElement('style'), { id: 'more', textContent: rule });
  document.head.append(style);
}"""


@contextmanager
def styled(app: AtlasPage, rule: str) -> Iterator[None]:
    """The map under a rule of style more."""
    app.js(MORE, rule)
    yield
    app.js("() => document.getElementById('more').remove()")


def beside(mask: np.ndarray) -> np.ndarray:
    """A mask and its neighbours up, down, left and right."""
    wide = np.pad(mask, 1)
    return np.asarray(wide[1:-1, 1:-1] | wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:])


def legible(app: AtlasPage) -> dict[str, float]:
    """For each text on the map, the share of what its letters stand on that gives their colour a contrast of AA."""
    box = app.iframe.bounding_box()
    assert box is not None
    written = picture(app.page, box)
    texts = app.js(TEXTS, OVER_THE_MAP)
    with styled(app, f":is({OVER_THE_MAP}) {{ color: transparent !important }}"):
        bare = picture(app.page, box)
    ink = np.abs(written - bare).max(axis=2) > INK
    shares = {}
    for item in texts:
        left, top = max(0, int(item["x"]) - 2), max(0, int(item["y"]) - 2)
        part = np.s_[top : int(item["y"] + item["height"]) + 3, left : int(item["x"] + item["width"]) + 3]
        around = beside(ink[part])
        shares[item["text"]] = float(np.mean(contrasts(bare[part][around], np.array(item["color"], float)) >= AA))
    return shares


def switches(app: AtlasPage) -> list[tuple[float, float]]:
    """Contrasts of a switch that is on and of one that is off: its track on the panel, its knob on the track."""
    found = []
    for state in (":checked", ":not(:checked)"):
        box = app.map_frame.locator(f".atlas-panel input[data-layer]{state}").first.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        row = picture(app.page, {"x": box["x"] - 3, "y": middle, "width": box["width"] + 3, "height": 1})[0]
        track, knob = (row[-7], row[10]) if state != ":checked" else (row[10], row[-7])
        found.append((float(contrasts(track, row[0])), float(contrasts(track, knob))))
    return found


def test_names_and_switches_stand_out(app: AtlasPage) -> None:
    app.open("transport", "en")
    for theme in ("light", "dark"):
        if theme == "dark":
            darken(app, "en")
        app.settled()
        shares = legible(app)
        assert len(shares) > 20
        assert {text: share for text, share in shares.items() if share < ENOUGH} == {}
        assert all(on_panel >= GRAPHIC and on_track >= KNOB for on_panel, on_track in switches(app))
    app.go("corridors")
    app.until(lambda: "corridors" in app.visible(), "the corridors are shown")
    app.settled()
    assert min(legible(app).values()) >= ENOUGH
    with styled(app, ".atlas-label { -webkit-text-stroke: 0 !important }"):
        assert min(legible(app).values()) < ENOUGH, "without halos they are lost"
    with styled(app, ".atlas-panel input { background: #888 !important; opacity: .4 }"):
        assert min(on_panel for on_panel, _ in switches(app)) < GRAPHIC


GALLERY = """([glyphs, patterned]) => {
  const board = document.createElement('div');
  board.style.cssText = 'position: fixed; inset: 0; z-index: 9999; background: white';
  glyphs.forEach((glyph, row) => AtlasMap.data.statuses.forEach((status, column) => {
    const style = { strokes: [], glyph, size: 13, fill: '', fill_opacity: 0, glyph_color: 'ink' };
    const sample = AtlasMap.swatch('point', { ...style, dash: patterned ? status.dash : [] });
    const box = document.createElement('div');
    box.style.cssText = 'position: absolute; width: 30px; height: 20px; display: grid; align-items: center';
    Object.assign(box.style, { left: column * 30 + 'px', top: row * 20 + 'px' });
    box.append(sample);
    board.append(box);
  }));
  document.body.append(board);
}"""
FORMS = """() => {
  const found = {};
  for (const layer of AtlasMap.data.layers) for (const one of layer.features) {
    const status = layer.timed && one.shape.p ? AtlasMap.statusAt(one, AtlasMap.date) : null;
    if (!status) continue;
    const parts = AtlasMap.glyph(one, AtlasMap.drawnOf(layer).place);
    const [ring, body] = parts.getLayers ? parts.getLayers() : [null, parts];
    const fill = body.options.fillColor;
    const filled = fill.startsWith('url(') ? 'half' : fill === AtlasMap.color('paper') ? 'hollow' : 'full';
    found[status] = [...new Set([...(found[status] || []), filled + (ring ? ' ringed' : '')])];
  }
  return found;
}"""
STRONG, APART = 48, 12
"""So many grey levels a pixel must change, and so many pixels, for two symbols to be told apart."""


def confused(app: AtlasPage, *, patterned: bool) -> list[tuple[str, str, str]]:
    """Pairs of statuses whose samples look alike in one colour, for every symbol of the timed layers."""
    catalogue, box = current_atlas().catalogue, app.iframe.bounding_box()
    assert box is not None
    classes = [cls for layer in catalogue.layers if layer.timed for cls in layer.classes]
    glyphs = sorted({cls.glyph for cls in classes if cls.glyph})
    app.js(GALLERY, [glyphs, patterned])
    app.js(FRAMES)
    grey = picture(app.page, box).mean(axis=2)
    found = []
    for row, glyph in enumerate(glyphs):
        looks = [
            grey[row * 20 : row * 20 + 20, place * 30 : place * 30 + 30] for place in range(len(catalogue.statuses))
        ]
        for (one, look), (other, second) in combinations(zip(catalogue.statuses, looks, strict=True), 2):
            if (np.abs(look - second) > STRONG).sum() < APART:
                found.append((glyph, one.id, other.id))
    return found


def test_statuses_of_symbols_are_told_apart_without_colour(app: AtlasPage) -> None:
    app.open("transport", "zh")
    assert confused(app, patterned=True) == []
    assert confused(app, patterned=False), "without their forms they are not"
    app.atlas(f"setDate('{MONTH}')")
    told = {
        "open": "full", "changed": "full ringed", "building": "half ringed", "planned": "hollow ringed",
        "idea": "hollow ringed", "unknown": "hollow",
    }  # fmt: skip
    found = app.js(FORMS)
    assert len(found) >= 4
    assert {status: forms for status, forms in found.items() if forms != [told[status]]} == {}
    ringed = "document.querySelectorAll('[data-tier=stations] path[stroke-dasharray]').length"
    assert app.js(ringed) > 0
    app.atlas("setDate(null)")
    app.until(lambda: app.js(ringed) == 0, "without a date no symbol has a ring")


# The file that stands alone.


STANDS = f"{BUSY} ? null : AtlasMap.map.getZoom()"


@pytest.fixture
def alone(server: Server, new_page: Opener) -> Page:
    """The map of one Scene as a file, served to the browser as if it were opened from a disk."""
    atlas = current_atlas()
    scene, sheet = replace(opening(atlas, "transport"), date=MONTH), Sheet()
    file = standalone.html(scene, sheet, atlas, provenance(scene, sheet, atlas))
    page = new_page(server).page

    def fulfil(route: Route) -> None:
        route.fulfill(body=file, content_type="text/html; charset=utf-8")

    page.route(f"{server.origin}/alone.html", fulfil)
    page.goto(f"{server.origin}/alone.html")
    until(page, lambda: page.evaluate("Boolean(window.atlas && window.atlas.ready)"), "the map is ready")
    return page


def test_a_file_that_stands_alone_breaks_no_rule(alone: Page) -> None:
    alone.evaluate("id => AtlasMap.select(id, true)", AIRPORT)
    for button in ("English", "中文"):
        alone.get_by_role("button", name=button, exact=True).click()
        calm(alone)
        assert faults(alone.main_frame) == []
    alone.get_by_role("button", name=say("zh", "map.theme")).click()
    calm(alone)
    assert faults(alone.main_frame) == []


def test_keys_read_a_file_that_stands_alone(alone: Page) -> None:
    airport = current_atlas().feature(AIRPORT)["geometry"]
    alone.evaluate(f"window.atlas.setView({{lat: {airport.y}, lng: {airport.x}, zoom: 11}})")
    until(alone, lambda: alone.evaluate(STANDS) == 11, "the map stands still")
    for _ in range(4):
        alone.keyboard.press("Tab")
    assert alone.evaluate("document.activeElement === AtlasMap.map.getContainer()")
    alone.keyboard.press("Enter")
    expect(alone.locator(".atlas-popup")).to_be_visible()
    expect(alone.locator(".atlas-spoken")).to_contain_text(name_of(AIRPORT, "zh"))
    alone.keyboard.press("Escape")
    expect(alone.locator(".atlas-popup")).to_have_count(0)
    assert alone.evaluate("window.atlas.state().selected") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_storyboard_in_hand_breaks_no_rule(server: Server, new_page: Opener, lang: str) -> None:
    app = without_motion(new_page(server, TALL).open("briefing", lang))
    app.side.get_by_role("button", name=say(lang, "briefing.copy"), exact=True).click()
    app.side.get_by_label(say(lang, "briefing.name"), exact=True).wait_for()
    app.side.locator(".st-key-scene_2 button").first.click()
    app.side.locator(".st-key-atlas_edit").wait_for()
    app.idle()
    calm(app.page)
    assert faults(app.page.main_frame) == []
