"""The table beside the map: several rows chosen, filtered, and chips that go from one feature to another."""

from __future__ import annotations

import json
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from ui.kit.table import ROW_PX, feature_columns

HEAD_PX, MARK_PX, MARKS_PX = 35, 14, 37
LAPTOP = (1366, 768)
FAINT = 24
"""Of 255 shades."""
SLOW_MS = 120_000
"""Making a file may take so long on a busy machine."""
HIGHLIGHT = "AtlasMap.selection.getLayers().length"


def grid(app: AtlasPage) -> Locator:
    return app.side.locator('[data-testid="stDataFrame"]').first


def click_row(app: AtlasPage, row: int) -> None:
    """Click the mark of a row of the table."""
    canvas = grid(app).locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + MARK_PX, box["y"] + HEAD_PX + ROW_PX * row + ROW_PX // 2)


def selection(app: AtlasPage) -> list[str]:
    """What the map has selected, the feature whose details are read first."""
    state = app.state()
    return [state["selected"], *state["besides"]] if state["selected"] else []


def until_selected(app: AtlasPage, count: int) -> None:
    app.until(lambda: len(selection(app)) == count, f"{count} features are selected")


def said(app: AtlasPage) -> list[str]:
    """What the address says is selected."""
    return [item for text in parse_qs(urlsplit(app.page.url).query).get("selected", []) for item in text.split(",")]


def test_a_table_keeps_its_place_while_details_grow_above_it(app: AtlasPage) -> None:
    app.open("transport", "zh")
    grid(app).scroll_into_view_if_needed()
    app.settled()
    places = []
    for count, row in enumerate((1, 3, 3), 1):
        places.append(grid(app).evaluate("(node) => Math.round(node.getBoundingClientRect().top)"))
        box = grid(app).locator("canvas").first.bounding_box()
        assert box is not None
        app.page.mouse.click(box["x"] + MARK_PX, box["y"] + HEAD_PX + ROW_PX * row + ROW_PX // 2)
        until_selected(app, count if count < 3 else 1)
        app.idle()
        app.settled()
    expect(app.details_of(selection(app)[0])).to_have_count(1)
    places.append(grid(app).evaluate("(node) => Math.round(node.getBoundingClientRect().top)"))
    assert max(places) - min(places) <= 1, places


@pytest.mark.parametrize("page", ["transport", "places"])
def test_name_kind_and_status_fit_the_table_of_a_laptop(server: Server, new_page: Opener, page: str) -> None:
    app = new_page(server, LAPTOP).open(page, "zh")
    expect(grid(app)).to_be_visible()
    app.settled()
    box = grid(app).bounding_box()
    assert box is not None
    columns = feature_columns("zh", ("status",) if page == "transport" else ())
    first = [columns[name]["width"] for name in ("name", "kind", "status")[: 3 if page == "transport" else 2]]
    assert MARKS_PX + sum(first) <= box["width"]


def test_a_table_has_the_room_of_a_tall_window(server: Server, new_page: Opener) -> None:
    heights, ends = [], []
    for tall in (LAPTOP[1], 1080):
        app = new_page(server, (LAPTOP[0], tall)).open("transport", "zh")
        expect(grid(app)).to_be_visible()
        app.settled()
        box = grid(app).bounding_box()
        assert box is not None
        heights.append(box["height"])
        ends.append(box["y"] + box["height"])
    assert heights[1] - heights[0] > 150
    assert ends[1] <= 1080, "and ends with it"


def test_rows_are_chosen_one_after_another_and_map_address_and_export_have_all_of_them(app: AtlasPage) -> None:
    app.open("transport", "zh")
    for count, row in enumerate((1, 3, 5), 1):
        click_row(app, row)
        until_selected(app, count)
        app.idle()
    chosen = selection(app)
    expect(app.details_of(chosen[0])).to_be_visible()
    expect(app.popup).to_be_hidden()
    assert app.js(HIGHLIGHT) >= len(chosen), "each has its mark on the map"
    app.until(lambda: said(app) == chosen, "the address has them")
    others = app.side.locator("[class*=st-key-chips_selected]").get_by_role("radio")
    expect(others).to_have_count(3)
    app.page.go_back()
    until_selected(app, 2)
    expect(others).to_have_count(2)
    app.page.go_forward()
    until_selected(app, 3)
    expect(others).to_have_count(3)
    app.idle()
    click_row(app, 3)
    app.until(lambda: len(selection(app)) == 2, "a second click takes one back")
    app.idle()
    left = selection(app)
    app.go("export")
    app.side.get_by_role("tab", name="数据", exact=True).click()
    app.side.get_by_role("radio", name="所选要素", exact=True).click()
    app.idle()
    with app.page.expect_download(timeout=SLOW_MS) as waiting:
        app.side.get_by_role("button", name="下载 ZIP").click()
    with ZipFile(BytesIO(waiting.value.path().read_bytes())) as pack:
        files = [json.loads(pack.read(name)) for name in pack.namelist() if name.endswith("json")]
    assert {feature["properties"]["id"] for file in files for feature in file["features"]} == set(left)


def test_an_address_of_several_opens_with_all_of_them_and_a_click_on_the_map_leaves_one(app: AtlasPage) -> None:
    three = ["rail-hanghuang", "station-tonglu", "gateway-xiaoshan-airport"]
    app.open(path=f"/transport?v=1&lang=en&theme=light&view=30.0,119.9,9&selected={','.join(three)},nobody")
    app.until(lambda: sorted(selection(app)) == sorted(three), "all are selected")
    app.settled()
    app.click_feature("gateway-xiaoshan-airport")
    app.until(lambda: selection(app) == ["gateway-xiaoshan-airport"], "one is left")
    app.until(lambda: said(app) == ["gateway-xiaoshan-airport"], "the address says so")


def test_a_filter_narrows_the_table_and_what_it_hides_stays_chosen(server: Server, new_page: Opener) -> None:
    app = new_page(server, (1366, 900)).open("transport", "zh")
    click_row(app, 1)
    app.until(lambda: len(selection(app)) == 1, "one is selected")
    first = selection(app)[0]
    assert first != "rail-hanghuang"
    app.idle()
    field = app.side.get_by_placeholder("按名称筛选")
    field.fill("杭黄")
    field.press("Enter")
    expect(app.side.get_by_text("筛出 1 个")).to_be_visible()
    expect(app.side.get_by_text("不在筛选结果中")).to_be_visible()
    click_row(app, 0)
    app.until(lambda: sorted(selection(app)) == sorted([first, "rail-hanghuang"]), "both are selected")
    app.side.get_by_role("button", name="筛选", exact=False).first.click()
    app.page.get_by_role("button", name="在建", exact=True).click()
    app.idle()
    expect(app.side.get_by_text("没有符合筛选条件的要素")).to_be_visible()
    app.page.keyboard.press("Escape")
    app.side.get_by_role("button", name="清除筛选").click()
    expect(app.side.get_by_text("列出")).to_be_visible()
    assert sorted(selection(app)) == sorted([first, "rail-hanghuang"])


def test_chips_go_from_a_line_to_its_stations_and_back(app: AtlasPage) -> None:
    app.open(path="/transport?v=1&lang=en&theme=light&selected=rail-hanghuang")
    app.side.get_by_role("radio", name="Fuyang", exact=True).click()
    expect(app.details_of("station-fuyang")).to_be_visible()
    app.until(lambda: selection(app) == ["station-fuyang"], "the station is on the map")
    app.side.get_by_role("radio", name="Hangzhou–Huangshan High-Speed Railway", exact=True).click()
    expect(app.details_of("rail-hanghuang")).to_be_visible()
    app.side.get_by_role("button", name="Select all of them").click()
    app.until(lambda: len(selection(app)) == 10, "the line and its nine stations")


def test_a_clause_is_a_link_that_keeps_the_session(app: AtlasPage) -> None:
    app.open(path="/transport?v=1&lang=zh&theme=light&selected=rail-hanghuang").mark()
    link = app.details_of("rail-hanghuang").get_by_role("link", name="2.4.3", exact=True)
    expect(link).to_have_attribute("href", "report?lang=zh&clause=2.4.3")
    link.click()
    expect(app.side.locator('.atlas-clause[data-clause="2.4.3"]')).to_be_visible()
    app.until(lambda: app.state()["selected"] == "rail-hanghuang", "the selection is kept")
    assert app.marked(), "the map is the same one"


def test_a_chosen_clause_is_seen_in_the_circle_and_not_with_what_lies_far_away(app: AtlasPage) -> None:
    app.open(path="/report?v=1&lang=zh&theme=light&clause=2.6.1")
    app.settled()
    bounds = "(({_northEast: n}) => ({lat: n.lat, lng: n.lng}))(AtlasMap.map.getBounds())"
    corner = app.js(bounds)
    assert corner["lat"] < 32.3, "northern Jiangsu, to which the canal goes, is out of sight"
    app.open("report", "zh")
    app.section(1)
    app.side.locator(".st-key-clause_2_2_6_1 button").click()
    app.until(lambda: "rail-hangqu" in (app.state()["focus"] or ()), "the clause stands out")
    app.settled()
    assert app.js(bounds)["lat"] < 32.3


def handle(slider: Locator) -> list[int]:
    """The columns of the picture of a slider in which something stands higher than the scale."""
    picture = Image.open(BytesIO(slider.screenshot())).convert("L")
    row = picture.crop((0, 3, picture.width, 4)).tobytes()
    return [x for x, shade in enumerate(row) if abs(shade - max(row)) > FAINT]


def test_any_date_has_no_handle_and_a_month_stands_under_its_year(app: AtlasPage) -> None:
    app.open("transport", "zh")
    bar = app.map_frame.locator(".atlas-timebar")
    slider, left = bar.get_by_role("slider"), "(node) => node.getBoundingClientRect().left"
    middle = "(node) => { const {left, width} = node.getBoundingClientRect(); return left + width / 2 }"
    assert handle(slider) == []
    app.atlas("setDate('2026-02')")
    columns = app.until(lambda: handle(slider), "a date has a handle")
    at = slider.evaluate(left) + sum(columns) / len(columns)
    years = [bar.locator(".years span", has_text=year).evaluate(middle) for year in ("2024", "2026")]
    month_px = (years[1] - years[0]) / 24
    assert 0 < at - years[1] < 2 * month_px + 1, "February is a month to the right of January"
    app.atlas("setDate(null)")
    app.until(lambda: handle(slider) == [], "the handle is away again")
