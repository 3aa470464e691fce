"""The map comes before Streamlit: drawn without it, joined by it, never moved, and always in its place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from maps.scene.pages import pages
from tests.browser.conftest import Opener
from tests.browser.drive import DESKTOP, AtlasPage, address
from tests.browser.serve import ROOT, Server, free_port, serving

AIRPORT = "gateway-xiaoshan-airport"
AIRPORT_VIEW = "setView({lat: 30.24, lng: 120.43, zoom: 10})"
SUBPIXEL = 0.05
SIZES = (DESKTOP, (1920, 1080), (1024, 768), (390, 844))
LOST = r"_stcore|ERR_FAILED|not responding"
PLACES = """() => {
  const rect = (node) => (({ x, y, width, height }) => [x, y, width, height])(node.getBoundingClientRect());
  return ['iframe.atlas-frame', '.atlas-host'].map((name) => rect(document.querySelector(name)));
}"""
WATCH = """() => {
  window.seen = { rects: [], grounds: [], frames: new Set(), windows: new Set() };
  const look = () => {
    const frame = document.querySelector('iframe.atlas-frame');
    if (frame) {
      const { x, y, width, height } = frame.getBoundingClientRect();
      seen.rects.push([x, y, width, height].join());
      seen.frames.add(frame);
      seen.windows.add(frame.contentWindow);
      seen.grounds.push(getComputedStyle(document.body).backgroundColor);
    }
    requestAnimationFrame(look);
  };
  look();
}"""
ON_TOP = """([x, y]) => {
  const at = document.elementFromPoint(x, y);
  return at.className + ' ' + (at.closest('[class*="st-key-"], .stDialog') || document.body).className;
}"""


def said(app: AtlasPage) -> dict[str, str]:
    """The parameters of the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(app.page.url).query).items()}


def in_place(app: AtlasPage) -> bool:
    """Whether the map lies where Streamlit's layout has its place; edges are rounded to parts of a pixel."""
    frame, place = app.page.evaluate(PLACES)
    return bool(frame == pytest.approx(place, abs=SUBPIXEL))


def block(page: Page, way: str) -> None:
    """No websocket: it says nothing, or nothing of Streamlit's server answers at all."""
    if way == "silent":
        page.route_web_socket("**/_stcore/stream", lambda _: None)
    else:
        page.route("**/_stcore/**", lambda route: route.abort())


@pytest.mark.parametrize("way", ["silent", "gone"])
def test_a_reader_of_the_map_needs_no_websocket(server: Server, new_page: Opener, way: str) -> None:
    app = new_page(server, harmless=LOST)
    block(app.page, way)
    app.page.goto(f"{app.origin}/transport?lang=en")
    app.drawn()
    if way == "gone":
        expect(app.page.get_by_role("dialog")).to_be_visible()
    assert "rail" in app.visible()
    app.atlas(AIRPORT_VIEW)
    app.settled()
    app.until(lambda: said(app).get("view", "").startswith("30.24,120.43,10,"), "the view in the address")
    app.click_feature(AIRPORT)
    expect(app.popup).to_contain_text("Hangzhou Xiaoshan International Airport")
    app.until(lambda: said(app).get("selected") == AIRPORT, "the selection in the address")
    app.toggle("rail")
    app.until(lambda: "rail" not in said(app).get("layers", "rail").split(","), "the layers in the address")
    before = app.settled()
    box = app.iframe.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.75
    app.page.mouse.move(x, y)
    app.page.mouse.down()
    app.page.mouse.move(x - 90, y + 60, steps=5)
    app.page.mouse.up()
    assert app.settled() != before
    assert app.page.evaluate(ON_TOP, [x, y]).startswith("atlas-frame")
    assert app.page.locator(".atlas-still .side").is_visible()


def test_what_was_done_before_streamlit_came_is_told_to_it(server: Server, new_page: Opener) -> None:
    app = new_page(server)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    released = False
    app.page.route("**/static/js/*.js", hold)
    app.page.goto(app.origin + address("transport", "zh"), wait_until="commit")
    app.drawn()
    app.until(lambda: held, "Streamlit is asked for")
    app.mark()
    app.atlas(AIRPORT_VIEW)
    app.settled()
    app.click_feature(AIRPORT)
    expect(app.popup).to_be_visible()
    app.toggle("rail")
    app.until(lambda: "rail" not in app.visible(), "the layer is off")
    view = app.settled()
    released = True
    for route in held:
        route.continue_()
    app.ready()
    expect(app.details_of(AIRPORT)).to_be_visible()
    expect(app.side.locator('[data-testid="stTab"]').first).to_be_visible()
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).not_to_contain_text("高速铁路")
    expect(app.popup).to_be_visible()
    assert "rail" not in app.visible()
    assert app.state()["selected"] == AIRPORT
    assert app.settled() == view
    assert app.marked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_nothing_jumps_while_the_page_comes(
    server: Server, new_page: Opener, size: tuple[int, int], scheme: str
) -> None:
    app = new_page(server, size, color_scheme=scheme)
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/atlas/map/" in request.url and request.url.endswith(".html"):
            asked.append(request.url)

    app.page.on("request", note)
    app.page.add_init_script(f"({WATCH})()")
    app.open("overview")
    app.settled()
    found = app.page.evaluate(
        "() => ({ ...seen, frames: seen.frames.size, windows: seen.windows.size, rects: [...new Set(seen.rects)],"
        " grounds: [...new Set(seen.grounds)] })"
    )
    assert len(asked) == found["frames"] == found["windows"] == 1
    assert len(found["rects"]) == 1
    assert found["grounds"] == [{"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 27)"}[scheme]]
    expect(app.page.locator(".atlas-still")).to_have_count(0)
    frame, place = app.page.evaluate(PLACES)
    assert frame == pytest.approx(place, abs=SUBPIXEL)
    side, head = app.side.bounding_box(), app.page.locator('[data-testid="stHeader"]').bounding_box()
    assert side is not None
    assert head is not None
    assert frame[1] == pytest.approx(head["height"], abs=1)
    tabs = app.page.locator(".atlas-tabs").bounding_box()
    edge = tabs["y"] if tabs else side["x"]  # on a telephone map and side panel lie over one another
    assert (frame[0] + frame[2] if size[0] > 900 else frame[1] + frame[3]) == pytest.approx(edge, abs=1)


def test_the_map_stays_where_it_is_through_all_that_lies_over_it(app: AtlasPage) -> None:
    app.open("zones").mark()
    for size in SIZES:
        app.page.set_viewport_size({"width": size[0], "height": size[1]})
        app.until(partial(in_place, app), f"{size}")
    app.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    middle = [400, 400]
    assert app.page.evaluate(ON_TOP, middle).startswith("atlas-frame")
    app.page.keyboard.press("/")
    app.page.keyboard.type("hz", delay=30)
    found = app.page.get_by_role("option").first
    expect(found).to_be_visible()
    box = found.bounding_box()
    assert box is not None
    # What lies over the map is what the pointer meets there.
    assert not app.page.evaluate(ON_TOP, [box["x"] + 20, box["y"] + 8]).startswith("atlas-frame")
    app.page.keyboard.press("Escape")
    app.go("export")
    app.page.locator(".st-key-atlas_stage img").wait_for()
    assert "st-key-atlas_stage" in app.page.evaluate(ON_TOP, middle)
    app.go("zones")
    app.until(lambda: app.page.evaluate(ON_TOP, middle).startswith("atlas-frame"), "the map again")
    assert app.marked()


RENEWED = """async () => {
  const [entry] = performance.getEntriesByType('resource').filter(({ name }) => /asset.*host/.test(name));
  const { default: component } = await import(entry.name);
  const place = document.querySelector('.atlas-host'), frame = document.querySelector('iframe.atlas-frame');
  const { tell, ask } = frame; // a telling is numbered where it is told
  const given = {
    data: frame.asked, parentElement: place.parentElement, setStateValue: (name, { value }) => tell(name, value),
    setTriggerValue: ask,
  };
  const end = component(given);
  end();
  component(given);
  await new Promise((done) => setTimeout(done, 50));
}"""


def test_a_component_that_is_ended_and_begun_in_one_breath_keeps_the_map(app: AtlasPage) -> None:
    # Streamlit does so now and then, where two runs of the script follow each other at once.
    app.open("zones").mark()
    app.page.evaluate(RENEWED)
    assert app.iframe.evaluate("frame => getComputedStyle(frame).visibility === 'visible' && !frame.inert")
    app.js("id => AtlasMap.select(id, true)", AIRPORT)
    expect(app.details_of(AIRPORT)).to_be_visible()
    assert app.page.locator(".atlas-spoken").count() == app.page.locator(".atlas-skip").count() == 1
    assert app.marked()


def test_a_presentation_hides_the_map_and_gives_it_back(app: AtlasPage) -> None:
    app.open("zones").mark()
    app.atlas(AIRPORT_VIEW)
    view = app.settled()
    app.go("briefing")
    app.page.locator('[class*="st-key-present_"] button').click()
    app.page.locator("#atlas-stage").wait_for()
    app.until(lambda: app.iframe.evaluate("frame => frame.inert && getComputedStyle(frame).visibility === 'hidden'"))
    app.until(
        lambda: app.page.locator("#atlas-stage iframe").evaluate(
            "frame => Boolean(frame.contentWindow.atlas && frame.contentWindow.atlas.ready)"
        ),
        "the presentation's map",
    )
    app.page.keyboard.press("Escape")
    expect(app.page.locator("#atlas-stage")).to_have_count(0)
    app.ready()
    app.until(lambda: app.iframe.evaluate("frame => !frame.inert && getComputedStyle(frame).visibility === 'visible'"))
    assert app.settled() == view
    assert app.marked()


@pytest.mark.parametrize("path", ["/export?lang=en", "/briefing?present=1&lang=en"])
def test_a_page_without_a_map_starts_it_when_one_goes_on(server: Server, new_page: Opener, path: str) -> None:
    app = new_page(server)
    app.page.goto(app.origin + path)
    if "present" in path:
        app.page.locator("#atlas-stage iframe").wait_for()
        expect(app.iframe).to_have_count(0)
        app.until(
            lambda: app.page.locator("#atlas-stage iframe").evaluate(
                "frame => Boolean(frame.contentWindow.atlas && frame.contentWindow.atlas.ready)"
            )
        )
        app.page.keyboard.press("Escape")
    app.ready()
    app.go("transport")
    app.until(lambda: "rail" in app.visible(), "the page's layers")
    expect(app.map_frame.locator(".atlas-label").first).to_be_visible()
    assert app.state()["lang"] == "en"
    assert app.iframe.evaluate("frame => !frame.inert && getComputedStyle(frame).visibility === 'visible'")


def test_an_unknown_address_draws_the_first_pages_map_first(server: Server, new_page: Opener) -> None:
    app = new_page(server, harmless=r"/nowhere|The page that you have requested")
    app.page.goto(f"{app.origin}/nowhere")
    app.ready()
    app.mark()
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_role("dialog")).to_have_count(0)
    app.go("zones")
    expect(app.heading).to_have_text(pages()["zones"].title("zh"))
    app.until(lambda: "zones" in app.visible(), "the page's layers")
    assert app.marked()


def test_a_server_that_was_away_learns_what_the_reader_sees(new_page: Opener, tmp_path: Path) -> None:
    port = free_port()
    with serving(ROOT, tmp_path / "before.log", port=port) as server:
        app = new_page(server, harmless=rf"{LOST}|ERR_CONNECTION|service restart|disconnected from server").open(
            "transport", "en"
        )
        app.mark()
        app.atlas(AIRPORT_VIEW)
        app.settled()
        app.click_feature(AIRPORT)
        expect(app.details_of(AIRPORT)).to_be_visible()
        app.toggle("rail")
        app.until(lambda: "rail" not in said(app).get("layers", "rail").split(","), "the layer is off the address")
        app.idle()
        before = (said(app)["layers"], app.visible())
    app.toggle("zones")
    with serving(ROOT, tmp_path / "after.log", port=port):
        app.page.locator('[data-testid="stDialog"], .stDialog').wait_for(state="hidden")
        app.until(lambda: app.iframe.evaluate("frame => Boolean(frame.tell)"), "the map has a listener")
        app.ready()
        expect(app.details_of(AIRPORT)).to_be_visible()
        app.until(lambda: "zones" in said(app).get("layers", ""), "the address says what is shown")
        assert set(said(app)["layers"].split(",")) == {*before[0].split(","), "zones"}
        assert set(app.visible()) == {*before[1], "zones"}
        assert app.state()["selected"] == AIRPORT
        assert app.marked()
        app.page.reload()
        app.ready()
        assert set(app.visible()) == {*before[1], "zones"}
        expect(app.details_of(AIRPORT)).to_be_visible()
