"""Then and now: the time control changes what is drawn, the county editions, and ends with the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.drive import LANGUAGES, AtlasPage
from text import say

STROKES = "AtlasMap.layers.get('rail').features.map((feature) => AtlasMap.styleOf(feature).strokes[0])"
COLORS = f"[...new Set({STROKES}.map((stroke) => stroke.color))].sort()"
PATTERNS = f"[...new Set({STROKES}.map((stroke) => stroke.dash.join(' ')))]"
STATUSES = """[...new Set(Object.entries(atlas.state().layers).filter(([, { visible }]) => visible)
  .flatMap(([id]) => AtlasMap.layers.get(id).timed ? AtlasMap.layers.get(id).features : [])
  .map((feature) => AtlasMap.statusAt(feature, AtlasMap.date)).filter(Boolean))]"""


def press(app: AtlasPage, key: str, lang: str) -> None:
    app.map_frame.locator(".atlas-timebar button", has_text=say(lang, f"map.{key}")).click()


def slide(app: AtlasPage, month: int) -> None:
    app.js(
        """(month) => {
          const slider = document.querySelector('.atlas-timebar input');
          slider.value = String(month);
          slider.dispatchEvent(new Event('input'));
          slider.dispatchEvent(new Event('change'));
        }""",
        month,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_date_changes_dashes_and_legend_and_no_hue(app: AtlasPage, lang: str) -> None:
    app.open("transport", lang).mark()
    expect(app.map_frame.locator(".atlas-timebar")).to_be_visible()
    by_kind, dashes = app.js(COLORS), app.js(PATTERNS)
    hues = {layer: app.js(COLORS.replace("rail", layer)) for layer in ("rail", "roads", "waterways")}
    status, evidence = (app.map_frame.locator(".key-of").nth(place) for place in (0, 1))
    expect(status).to_be_hidden()
    press(app, "time_then", lang)
    app.until(lambda: app.state()["date"] == "2019-07")
    assert {layer: app.js(COLORS.replace("rail", layer)) for layer in hues} == hues
    assert not set(hues["rail"]) & set(hues["roads"]) | set(hues["rail"]) & set(hues["waterways"])
    assert len(app.js(PATTERNS)) >= 4 > len(dashes), "dashes tell the status"
    expect(status.locator("li")).to_have_count(len(app.js(STATUSES)))
    expect(status.locator("h2")).to_have_text(say(lang, "map.status"))
    expect(evidence.locator("li")).to_have_count(3)
    assert app.js("AtlasMap.statusAt(AtlasMap.byId.get('rail-huhang'), AtlasMap.date)") != "open"
    slide(app, (2023 - 2010) * 12)
    app.until(lambda: app.state()["date"] == "2023-01")
    assert app.js("AtlasMap.styleOf(AtlasMap.byId.get('rail-huhang')).strokes[0].dash") == []
    press(app, "time_all", lang)
    app.until(lambda: app.state()["date"] is None)
    assert app.js(COLORS) == by_kind
    assert app.marked()


def test_the_county_edition_follows_the_date(app: AtlasPage) -> None:
    app.open("zones")
    assert "districts_2019" in app.visible()
    press(app, "time_now", "zh")
    app.until(lambda: "districts_2021" in app.visible() and "districts_2019" not in app.visible())
    at, end = (app.js(f"document.querySelector('.atlas-timebar input').{name}") for name in ("value", "max"))
    assert at == end, "the bar ends with what the data know"
    press(app, "time_then", "zh")
    app.until(lambda: "districts_2019" in app.visible() and "districts_2021" not in app.visible())


def test_an_edition_that_does_not_hold_at_the_date_ends_it_when_it_is_switched_on(app: AtlasPage) -> None:
    app.open("zones")
    press(app, "time_then", "zh")
    app.until(lambda: app.state()["date"] is not None)
    app.toggle("districts_2021")
    app.tab(1)
    expect(app.side.locator(".atlas-summary")).to_contain_text("2021年调整后")
    assert app.state()["date"] is None
    assert "districts_2021" in app.visible()


def test_plan_and_outcome_are_listed(app: AtlasPage) -> None:
    app.open("transport", "en")
    app.side.get_by_role("tab", name="Outcome").click()
    expect(app.side.get_by_text(say("en", "progress.lead"))).to_be_visible()
    app.js("AtlasMap.select('rail-huhang', true)")
    expect(app.details_of("rail-huhang").locator(".progress")).to_contain_text("2022-09-22")


def test_the_date_ends_with_the_page(app: AtlasPage) -> None:
    app.open("transport")
    press(app, "time_then", "zh")
    app.until(lambda: app.state()["date"] == "2019-07")
    app.go("places")
    app.until(lambda: app.state()["date"] is None)
    expect(app.map_frame.locator(".atlas-timebar")).to_be_hidden()


LABEL = "document.querySelector('.atlas-label[data-feature=station-shangyu-bei]')?.textContent"


@pytest.mark.parametrize(
    ("lang", "then", "now"), [("zh", "上虞北站", "绍兴东站"), ("en", "Shangyu North", "Shaoxing East")]
)
def test_a_station_is_called_as_at_the_date(app: AtlasPage, lang: str, then: str, now: str) -> None:
    app.open("transport", lang)
    app.js("AtlasMap.map.setView([30.08, 120.87], 12, { animate: false })")
    app.settled()
    app.until(lambda: app.js(LABEL) == now, "today's name")
    slide(app, (2014 - 2010) * 12)
    app.until(lambda: app.state()["date"] == "2014-01")
    app.until(lambda: app.js(LABEL) == then, "the name of 2014")
    app.page.mouse.move(*app.point("station-shangyu-bei"), steps=4)
    expect(app.map_frame.locator(".atlas-tip strong")).to_have_text(then)
    app.js("AtlasMap.select('station-shangyu-bei', true)")
    expect(app.popup.locator("strong")).to_have_text(then)
    expect(app.details_of("station-shangyu-bei").locator("h2")).to_have_text(then)
    slide(app, (2016 - 2010) * 12 + 11)
    app.until(lambda: app.js(LABEL) == now, "the name from December 2016 on")
    expect(app.popup.locator("strong")).to_have_text(now)
    expect(app.popup).to_contain_text("2016-12-01")
    expect(app.popup).to_contain_text(then)
    expect(app.details_of("station-shangyu-bei").locator("h2")).to_have_text(now)
    expect(app.details_of("station-shangyu-bei")).to_contain_text(say(lang, "field.former_names"))
