"""The side column: folded it is folded, and no width that a browser kept makes it useless."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.drive import AtlasPage

LEFT = """(side) => [...side.querySelectorAll('*')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true })).map((node) => node.textContent)"""


def test_nothing_of_a_folded_column_is_left(app: AtlasPage) -> None:
    app.open(path="/report?v=1&lang=zh&theme=light&clause=2.4.3")
    expect(app.side.locator(".st-key-atlas_clause")).to_be_visible()
    shutter = app.page.locator(".atlas-shutter")
    shutter.click()
    expect(shutter).to_have_attribute("aria-expanded", "false")
    assert app.side.evaluate(LEFT) == []
    app.page.set_viewport_size({"width": 860, "height": 768})
    expect(shutter).to_be_hidden()
    expect(app.heading).to_be_visible()


def test_no_width_that_was_kept_makes_column_or_map_useless(app: AtlasPage) -> None:
    app.open("overview")
    for kept in ("10", "99999", "nonsense"):
        app.page.evaluate("(width) => localStorage.setItem('atlas-side', width)", kept)
        app.page.reload()
        app.ready()
        found = app.side.bounding_box(), app.iframe.bounding_box()
        assert found[0] is not None
        assert found[1] is not None
        assert found[0]["width"] >= 280, kept
        assert found[1]["width"] >= 360, kept
    app.page.evaluate("localStorage.setItem('atlas-side', '900')")
    app.page.reload()
    app.ready()
    app.page.set_viewport_size({"width": 1000, "height": 768})
    app.until(lambda: (app.iframe.bounding_box() or {"width": 0})["width"] >= 360, "the map keeps its part")
