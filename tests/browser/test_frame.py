"""A frame that is drawn on the preview: every file looks at it, and undoing it brings the map's own back."""

from __future__ import annotations

import math
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import FloatRect, Locator, expect
from pyproj import Transformer

from layers.atlas.atlas import Atlas
from maps.origin.provenance import Provenance
from maps.origin.snapshot import read
from maps.plan.plan import Plan, plan
from maps.scene.permalink import from_permalink
from maps.scene.sheet import Sheet
from tests.browser.drive import AtlasPage
from tests.browser.test_export import SLOW_MS, preview, stage, taken
from text import say

FROM, SIZE = (0.55, 0.2), 0.35
"""Where on the map the frame begins, and its width as a share of the map's."""
HUNDREDTH, LITTLE_MORE = 0.01, 0.2
SCALE = 750_000
OWN = "/transport?v=1&view=30.2,119.9,8,1000x640"


def planned(record: Provenance, atlas: Atlas) -> Plan:
    """The page that a file's record says."""
    scene, notices = from_permalink(record.permalink, atlas)
    assert notices == ()
    return plan(atlas, scene, record.sheet)


def shares(found: Plan, on: Plan) -> tuple[float, float, float]:
    """Where on the map of a page another page's map lies: its middle and width as shares of the first one's sides."""
    west, south, east, north = on.extent
    left, low, right, high = found.extent
    move = Transformer.from_crs(found.projection.crs, on.projection.crs, always_xy=True).transform
    x, y = move((left + right) / 2, (low + high) / 2)
    width = math.dist(move(left, (low + high) / 2), move(right, (low + high) / 2))
    height = math.dist(move((left + right) / 2, low), move((left + right) / 2, high))
    least = min(width / (east - west), height / (north - south))
    return (x - west) / (east - west), (north - y) / (north - south), least


def area_of(found: Plan) -> float:
    """The area of a page's map in square metres of its projection."""
    west, south, east, north = found.extent
    return (east - west) * (north - south)


def box_of(place: Locator) -> FloatRect:
    """Where something is in the window."""
    box = place.bounding_box()
    assert box is not None
    return box


def keys_move_grow_and_drop(choose: Locator, area: Locator) -> None:
    """By keys a frame begins in the middle, moves and grows, and Escape drops it."""
    rim = area.locator(".rim")
    choose.press("Enter")
    expect(area).to_be_focused()
    before = box_of(rim)
    area.press("ArrowRight")
    area.press("+")
    after = box_of(rim)
    assert after["width"] > before["width"]
    assert after["x"] + after["width"] / 2 > before["x"] + before["width"] / 2
    area.press("Escape")
    expect(area).to_be_hidden()
    expect(choose).to_be_focused()


def test_every_file_looks_at_the_frame_that_was_drawn_and_undo_brings_the_map_s_own_back(
    app: AtlasPage, atlas: Atlas
) -> None:
    app.page.goto(f"{app.origin}/export?lang=zh&scene={quote(OWN, safe='')}")
    stage(app)
    first, mouse = preview(app), app.page.mouse
    control = app.page.locator(".st-key-atlas_extent")
    area, status = control.locator(".area"), control.locator("[role=status]")
    choose = control.get_by_role("button", name=say("zh", "export.extent.choose"), exact=True)
    undo = control.get_by_role("button", name=say("zh", "export.extent.undo"), exact=True)
    expect(undo).to_have_count(0)

    keys_move_grow_and_drop(choose, area)

    # By dragging: letting go takes the frame.
    choose.click()
    map_box = box_of(area)
    x, y = (map_box["x"] + FROM[0] * map_box["width"], map_box["y"] + FROM[1] * map_box["height"])
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 20, y + 20)
    mouse.move(x + SIZE * map_box["width"], y + 0.1 * map_box["height"])
    mouse.up()
    expect(status).to_have_text(say("zh", "export.extent.chosen"), timeout=SLOW_MS)
    app.idle()
    _, data = taken(app, "order_format_pdf")
    record = read("figure.pdf", data)
    assert record == preview(app).model_copy(update={"content": record.content})
    assert record.content != first.content
    on, found = planned(first, atlas), planned(record, atlas)
    wanted = (FROM[0] + SIZE / 2, FROM[1] + SIZE / 2, SIZE)
    assert shares(found, on) == pytest.approx(wanted, abs=HUNDREDTH)

    # A scale that is given later keeps the centre of the frame.
    app.side.get_by_role("combobox", name=say("zh", "export.scale")).fill(str(SCALE))
    app.page.keyboard.press("Enter")
    app.until(lambda: preview(app).sheet.scale == SCALE, "the scale")
    at_scale = planned(preview(app), atlas)
    assert at_scale.denominator == pytest.approx(SCALE)
    assert shares(at_scale, on)[:2] == pytest.approx(wanted[:2], abs=HUNDREDTH)

    # Undo: the map's own extent; the scale that was asked for meanwhile stays, and it is said how much that leaves.
    undo.click()
    app.until(lambda: preview(app).permalink == first.permalink, "the map's own extent")
    expect(status).to_have_text(re.compile(r"比例尺是指定的.*\d%"), timeout=SLOW_MS)
    said = re.search(r"(\d+)%", status.inner_text())
    # A page shows a little more than what was asked for, which is what the figure is of.
    assert said
    assert float(said[1]) == pytest.approx(100 * area_of(planned(preview(app), atlas)) / area_of(on), rel=LITTLE_MORE)
    assert preview(app).sheet == Sheet(made=first.made, scale=SCALE)
    expect(undo).to_have_count(0)

    # A frame says its own scale; undoing it brings the scale back, too.
    choose.press("Enter")
    area.press("Enter")
    app.until(lambda: preview(app).sheet.scale == 0, "the frame's own scale")
    undo.click()
    app.until(lambda: preview(app).sheet.scale == SCALE, "the scale of before")
    assert preview(app).permalink == first.permalink
