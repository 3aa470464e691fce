"""Moving about: wheel, trackpad and fingers, and the frame of the keyboard's focus, which is for the keyboard."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage, near
from tests.browser.serve import Server
from tests.browser.test_accessibility import alone  # noqa: F401  # a fixture
from text import say

FRAMED = """() => {
  const node = document.querySelector('.leaflet-container');
  const cross = getComputedStyle(node.querySelector('.atlas-cross'));
  return [getComputedStyle(node, '::after').content !== 'none', cross.display !== 'none'];
}"""
NOTCH_PX = 100
A4_LANDSCAPE_PT = (842, 595)
WHITE, LIGHT = 255, 180
ALIKE = 6
"""Of 255 shades, in the mean."""
COPIED = """async () => {
  const [item] = await navigator.clipboard.read();
  const bytes = new Uint8Array(await (await item.getType('image/png')).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}"""
LEVEL = 1


def zoomed(app: AtlasPage, turns: Sequence[float], every_ms: int = 16, *, pinch: bool = False) -> float:
    """By how many levels the map has zoomed in after some turns of a wheel over its middle."""
    before = app.settled()["zoom"]
    if pinch:
        app.page.keyboard.down("Control")
    for turn in turns:
        app.page.mouse.wheel(0, turn)
        app.page.wait_for_timeout(every_ms)
    if pinch:
        app.page.keyboard.up("Control")
    return float(app.settled()["zoom"] - before)


def middle(app: AtlasPage) -> tuple[float, float]:
    """A place on the map beside the panel."""
    box = app.iframe.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6


def test_a_wheel_and_two_fingers_zoom_by_what_they_do(app: AtlasPage) -> None:
    app.open("overview")
    app.page.mouse.move(*middle(app))
    assert 0 < zoomed(app, [-2] * 20) <= LEVEL
    assert zoomed(app, [-NOTCH_PX]) == LEVEL
    assert zoomed(app, [NOTCH_PX]) == -LEVEL
    assert zoomed(app, [-NOTCH_PX] * 2, every_ms=60) == 2 * LEVEL, "nothing is lost while the map still moves"
    assert 0 < zoomed(app, [-4] * 10, pinch=True) <= LEVEL
    assert app.page.evaluate("visualViewport.scale") == 1


def test_fingers_on_the_glass_zoom(server: Server, new_page: Opener) -> None:
    app = new_page(server, has_touch=True).open("overview")
    x, y = middle(app)
    before = app.settled()["zoom"]
    glass = app.page.context.new_cdp_session(app.page)
    for kind, apart in (("touchStart", 40), *(("touchMove", 40 + 10 * step) for step in range(1, 9)), ("touchEnd", 0)):
        points = [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}] if apart else []
        glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    app.until(lambda: app.view()["zoom"] > before, "two fingers that part zoom in")


def pressed(page: Page, document: Frame, x: float, y: float) -> list[list[bool]]:
    """Whether the frame and the cross are seen after a click, a drag, and a key."""
    seen = []
    page.mouse.click(x, y)
    seen.append(document.evaluate(FRAMED))
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=3)
    page.mouse.up()
    seen.append(document.evaluate(FRAMED))
    page.keyboard.press("ArrowLeft")
    return [*seen, document.evaluate(FRAMED)]


def test_the_frame_of_the_focus_is_for_keys(app: AtlasPage, alone: Page) -> None:  # noqa: F811
    app.open("overview")
    assert pressed(app.page, app.frame(), *middle(app)) == [[False, False], [False, False], [True, True]]
    app.page.mouse.click(*middle(app))
    app.page.locator(".st-key-atlas_tools button").first.focus()
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Tab")
    app.page.locator(".atlas-host").focus()
    app.until(lambda: app.js("document.activeElement === AtlasMap.map.getContainer()"), "keys have come into the map")
    assert app.js(FRAMED) == [True, True], "the frame is back where keys bring the focus"
    assert pressed(alone, alone.main_frame, 800, 400) == [[False, False], [False, False], [True, True]]


BOXES = """() => {
  const boxOf = (selector) => [...document.querySelectorAll(selector)]
    .map((node) => node.getBoundingClientRect().toJSON()).filter((box) => box.width && box.height);
  const cross = document.querySelector('.atlas-popup .close').getBoundingClientRect();
  const hit = document.elementFromPoint(cross.x + cross.width / 2, cross.y + cross.height / 2);
  return {
    card: boxOf('.atlas-popup')[0], clickable: Boolean(hit && hit.closest('.close')), window: [innerWidth, innerHeight],
    others: boxOf('.atlas-panel, .atlas-buttons, .atlas-timebar, .atlas-foot .scale, .atlas-foot .credits'),
  };
}"""
AWAY = """id => {
  const seen = AtlasMap.map.getBounds(), feature = AtlasMap.byId.get(id), [lng, lat] = feature.at;
  const there = feature.shape.p ? seen.contains([lat, lng]) : seen.intersects(AtlasMap.bounds(feature));
  return [document.querySelector(".atlas-popup").classList.contains("away"), there];
}"""
"""Whether the card of what is selected is away, and whether the feature lies on the map."""
SIZES = ((1440, 900), (1280, 720), (1024, 768), (911, 700), (390, 780))
AT_THE_EDGES = (
    "gateway-zhapu-port", "city-ningbo", "city-shanghai", "city-hangzhou", "rail-husuhu", "waterway-jinghang",
    "station-ningbo",
)  # fmt: skip


def beside(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two boxes have nothing in common."""
    return (
        one["right"] <= other["left"]
        or other["right"] <= one["left"]
        or one["bottom"] <= other["top"]
        or other["bottom"] <= one["top"]
    )


def hidden(app: AtlasPage) -> str:
    """What is wrong with the place of the card, nothing if it is seen whole."""
    found = app.js(BOXES)
    card, (width, height) = found["card"], found["window"]
    if not (card["left"] >= 0 and card["top"] >= 0 and card["right"] <= width and card["bottom"] <= height):
        return f"cut off: {card}"
    if any(not beside(card, other) for other in found["others"]):
        return f"under something: {found}"
    return "" if found["clickable"] else "its cross is hidden"


def test_the_card_is_seen_whole_from_a_link_and_at_every_size(app: AtlasPage) -> None:
    app.open(path=f"/transport?v=1&lang=zh&theme=light&selected={AT_THE_EDGES[0]}")
    faults = {}
    for size in SIZES:
        app.page.set_viewport_size({"width": size[0], "height": size[1]})
        app.settled()
        for feature in AT_THE_EDGES:
            app.js("id => AtlasMap.select(id, false)", feature)
            assert app.state()["selected"] == feature
            away, there = app.js(AWAY, feature)
            assert away is not there, "a card is seen where its feature is in sight, and nowhere else"
            if there and (wrong := hidden(app)):
                faults[size, feature] = wrong
    assert faults == {}


def test_the_card_says_first_what_is_so_and_since_when(app: AtlasPage) -> None:
    app.open(path="/transport?v=1&lang=zh&theme=light&selected=rail-huhang")
    expect(app.popup.locator("strong")).to_have_text("湖杭高铁")
    assert app.popup.locator("p").all_inner_texts() == ["已开通或已设立 · 2022-09-22起", "高速铁路"]
    expect(app.popup.locator("dl")).to_be_hidden()
    app.popup.locator("summary").click()
    expect(app.popup.locator("dl")).to_contain_text("报告条款")
    assert hidden(app) == ""
    app.atlas("setDate('2014-01')")
    app.atlas("select('station-shangyu-bei')")
    expect(app.popup.locator("strong")).to_have_text("上虞北站")
    expect(app.popup.locator("p.kind")).to_contain_text("绍兴东站")


def test_a_click_where_features_lie_over_one_another_asks_which(app: AtlasPage) -> None:
    app.open(path="/zones?v=1&lang=zh&theme=light&layers=cities,districts_2019,zones&view=30.2,120.2,9")
    app.page.mouse.click(*middle(app))
    choices = app.popup.locator(".atlas-stack button")
    expect(choices.nth(1)).to_be_visible()
    names = [name for name in app.popup.locator(".atlas-stack .name").all_inner_texts() if name]
    kinds = [kind for kind in app.popup.locator(".atlas-stack .kind").all_inner_texts() if kind]
    assert len(names) == len(kinds) == choices.count()
    assert app.popup.locator(".atlas-stack svg").count() == choices.count()
    assert app.state()["selected"] is None
    before = app.view()
    wanted = str(choices.nth(1).get_attribute("data-feature"))
    assert hidden(app) == ""
    choices.nth(1).click()
    expect(app.details_of(wanted)).to_be_visible()
    assert (app.state()["selected"], app.settled()) == (wanted, before)
    expect(app.popup.locator("strong")).to_have_text(names[1])


def test_two_searches_leave_both_hits_beside_the_panel(app: AtlasPage) -> None:
    app.open("transport")
    for text, feature in (
        ("乍浦", "gateway-zhapu-port"),
        ("黄山北", "station-huangshan-bei"),
        ("塘栖", "place-tangqi"),
    ):
        field = app.page.get_by_role("combobox", name=say("zh", "search.label"))
        field.click()
        field.fill(text)
        expect(app.page.locator(".box [role=option]").first).to_have_attribute("data-id", feature)
        field.press("Enter")
        app.until(lambda feature=feature: app.state()["selected"] == feature, f"{feature} is selected")  # type: ignore[misc]
        app.settled()
        x, y = app.point(feature)
        box = app.iframe.bounding_box()
        assert box is not None
        under = "([x, y]) => document.elementFromPoint(x, y).closest('.atlas-panel, .atlas-timebar, .atlas-buttons')"
        assert app.js(under, [x - box["x"], y - box["y"]]) is None
        assert hidden(app) == ""


CITIES = """() => ['hangzhou', 'jiaxing', 'huzhou', 'shaoxing', 'quzhou', 'huangshan'].filter((name) => {
  const box = document.querySelector(`.atlas-label[data-feature=city-${name}]`)?.getBoundingClientRect();
  const at = box && [box.x + box.width / 2, box.y + box.height / 2];
  const inside = at && at[0] > 0 && at[1] > 0 && at[0] < innerWidth && at[1] < innerHeight;
  const over = '.atlas-panel, .atlas-timebar, .atlas-buttons';
  return !inside || document.elementFromPoint(...at)?.closest(over);
})"""
OVERLAPPING = """() => {
  const names = ['panel', 'timebar', 'buttons', 'foot .scale', 'foot .credits'];
  const boxes = names.map((name) => [name, document.querySelector('.atlas-' + name).getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap(([name, box], at) => boxes.slice(at + 1).filter(([, other]) => meet(box, other))
    .map(([other]) => name + ' and ' + other));
}"""
WIDTHS = ((911, 700), (960, 600), (1024, 768), (1200, 800), (1366, 768))


def test_nothing_lies_under_panel_or_time_control(app: AtlasPage) -> None:
    faults = {}
    for page in ("overview", "transport"):
        for size in WIDTHS:
            app.page.set_viewport_size({"width": size[0], "height": size[1]})
            app.open(page)
            app.settled()
            if found := app.js(CITIES) + app.js(OVERLAPPING):
                faults[page, size] = found
    assert faults == {}


def test_sources_that_ask_for_it_are_credited_on_a_telephone(app: AtlasPage) -> None:
    app.page.set_viewport_size({"width": 390, "height": 780})
    app.open("transport")
    owed = app.map_frame.locator(".atlas-foot .credits")
    expect(owed).to_be_visible()
    expect(owed).to_contain_text("OpenStreetMap")
    expect(owed).to_contain_text("ODbL")


def test_the_side_panel_is_as_wide_as_the_reader_wants_it(app: AtlasPage) -> None:
    app.open("overview")
    width = f"{WIDTHS[-1][0]} - document.querySelector('.atlas-frame').getBoundingClientRect().right"
    before = app.page.evaluate(width)
    divider, shutter = app.page.get_by_role("separator"), app.page.locator(".atlas-shutter")
    box = divider.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 60
    app.page.mouse.move(x, y)
    app.page.mouse.down()
    app.page.mouse.move(x - 100, y, steps=4)
    app.page.mouse.up()
    assert app.page.evaluate(width) == pytest.approx(before + 100, abs=6)
    side = app.side.bounding_box()
    assert side is not None
    assert side["width"] == pytest.approx(app.page.evaluate(width), abs=1)
    app.page.reload()
    app.ready()
    assert app.page.evaluate(width) == pytest.approx(before + 100, abs=6), "it is remembered"
    divider.press("ArrowRight")
    assert app.page.evaluate(width) < before + 90
    divider.press("Home")
    assert app.page.evaluate(width) == pytest.approx(before, abs=1)
    shutter.click()
    assert app.page.evaluate(width) == 0
    expect(app.heading).to_be_hidden()
    expect(shutter).to_have_accessible_name(say("zh", "access.side_open"))
    shutter.click()
    expect(app.heading).to_be_visible()
    shutter.click()
    app.go("report")
    expect(app.heading).to_be_visible()


def test_the_pages_map_is_printed_on_one_light_sheet_with_its_legend(app: AtlasPage) -> None:
    app.open(path="/transport?v=1&lang=zh&theme=dark&date=2019-07")
    app.settled()
    before = app.state()
    sheets = pypdfium2.PdfDocument(app.page.pdf(prefer_css_page_size=True, print_background=True))
    assert len(sheets) == 1
    assert sheets[0].get_size() == pytest.approx(A4_LANDSCAPE_PT, abs=1)
    text = sheets[0].get_textpage().get_text_range().replace("\r\n", " ")
    for wanted in ("交通", "2019-07", "黄山市", "嘉兴市", "宁波市", "在建", "OpenStreetMap", "ODbL", "km"):
        assert wanted in text
    for controls in (say("zh", "map.layers"), say("zh", "map.time_then"), say("zh", "panel.nothing_selected")):
        assert controls not in text
    picture = sheets[0].render(scale=1).to_pil().convert("L")
    assert min(picture.getpixel(corner) for corner in ((1, 1), (830, 1), (1, 590), (830, 590))) == WHITE
    assert sum(picture.histogram()[LIGHT:]) / (picture.width * picture.height) > 0.6
    app.until(lambda: app.js("document.documentElement.dataset.theme") == "dark", "the screen is dark again")
    after = app.state()
    assert after["view"]["zoom"] == before["view"]["zoom"]
    assert near({**after["view"]}, {**before["view"]})
    expect(app.map_frame.locator(".atlas-print")).to_have_count(0)
    expect(app.map_frame.locator(".atlas-panel")).to_be_visible()


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the middle of two pictures, of 255; a map in a frame may begin with a part of a pixel."""
    middle = other.crop((80, 80, 560, 480))
    shifts = [(x, y) for x in range(-2, 3) for y in range(-2, 3)]
    shifted = [one.crop((80 + x, 80 + y, 560 + x, 480 + y)) for x, y in shifts]
    return min(max(ImageStat.Stat(ImageChops.difference(part, middle)).mean) for part in shifted)


DRAWN = """() => {
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(HTMLImageElement.prototype, "src", { set(address) {
    if (address.startsWith("data:image/svg")) window.drawn = decodeURIComponent(address.split(",").slice(1).join(","));
    source.set.call(this, address);
  } });
}"""
FACES = "[...new Set([...document.querySelectorAll('.atlas-label')].map((name) => getComputedStyle(name).fontFamily))]"


def test_a_copied_picture_writes_its_names_in_the_screen_s_typeface(server: Server, new_page: Opener) -> None:
    app = new_page(server, permissions=["clipboard-read", "clipboard-write"]).open("places", "zh")
    app.settled()
    app.js(DRAWN)
    app.map_frame.locator(".atlas-buttons").get_by_role("button", name=say("zh", "map.copy_picture")).click()
    expect(app.map_frame.locator(".atlas-notice.seen")).to_have_text(say("zh", "map.picture_copied"))
    picture, faces = app.js("window.drawn"), app.js(FACES)
    app.page.route("**/picture.svg", lambda route: route.fulfill(body=picture, content_type="image/svg+xml"))
    app.page.goto(app.origin + "/picture.svg")
    assert app.page.evaluate(FACES) == faces


def test_keys_link_and_briefing_are_at_hand_on_every_map(server: Server, new_page: Opener) -> None:
    app = new_page(server, permissions=["clipboard-read", "clipboard-write"]).open("transport", "zh")
    buttons = app.map_frame.locator(".atlas-buttons")
    app.page.mouse.click(*middle(app))
    app.page.keyboard.press("Escape")
    app.page.keyboard.press("?")
    keys = app.page.get_by_role("dialog", name=say("zh", "keys.title"))
    expect(keys).to_contain_text(say("zh", "keys.print"))
    app.page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    app.toggle("rail")
    app.until(lambda: "layers=" in app.page.url, "the layers in the address")
    app.idle()
    buttons.get_by_role("button", name=say("zh", "map.copy_link")).click()
    expect(app.map_frame.locator(".atlas-notice.seen")).to_have_text(say("zh", "map.link_copied"))
    link = app.js("navigator.clipboard.readText()")
    address, view = link.rsplit("&view=", 1)
    assert address == app.page.url
    looks = app.state()["view"]
    assert list(map(float, view.split(",")[:3])) == [looks["lat"], looks["lng"], looks["zoom"]], (
        "the same part elsewhere"
    )
    assert "rail" not in link.split("layers=")[1].split("&")[0].split(",")
    buttons.get_by_role("button", name=say("zh", "map.copy_picture")).click()
    expect(app.map_frame.locator(".atlas-notice.seen")).to_have_text(say("zh", "map.picture_copied"))
    seen = Image.open(BytesIO(app.iframe.screenshot())).convert("RGB")
    copied = Image.open(BytesIO(b64decode(app.js(COPIED)))).convert("RGB").reduce(2)
    left = seen.width - copied.width
    assert (copied.height, left > 200) == (seen.height, True), "all but what the panel covers"
    assert unlike(copied, seen.crop((left, 0, seen.width, seen.height))) < ALIKE
    assert min(ImageStat.Stat(copied).stddev) > ALIKE
    for count in (1, 2):
        buttons.get_by_role("button", name=say("zh", "map.capture")).click()
        expect(app.map_frame.locator(".atlas-notice.seen")).to_have_text(say("zh", "access.captured", count=count))
        app.idle()
