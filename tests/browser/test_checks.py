"""The page of checks in the browser: rows, filter, folding, and the way from a row to the map."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from layers.atlas.atlas import current_atlas
from layers.checks.checks import SIDES, checks, on_side, totals
from tests.browser.drive import LANGUAGES, AtlasPage
from text import say


def rows(app: AtlasPage, state: str = "") -> int:
    return app.side.locator(f".checks li[data-check]{'.' + state if state else ''}").count()


def choose_all(app: AtlasPage, lang: str) -> None:
    """Let the filter show every row, and wait for them: the groups are drawn anew."""
    app.side.get_by_role("radio", name=say(lang, "checks.all"), exact=True).click()
    app.until(lambda: rows(app) == sum(totals(checks(current_atlas())).values()), "all rows")
    app.idle()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_differs_is_seen_first_and_all_on_demand(app: AtlasPage, lang: str) -> None:
    known = totals(checks(current_atlas()))
    app.open("checks", lang)
    app.until(lambda: rows(app) == known["differs"], "the differing rows")
    row = app.side.locator('[data-check="places.corridor-hanghuang"]')
    expect(row).to_be_visible()
    expect(row.locator(".state")).to_have_text(say(lang, "checks.differs"))
    assert row.locator(".reason").inner_text()
    choose_all(app, lang)
    assert {name: rows(app, name) for name in known} == known
    assert app.side.locator(".checks details[open]").count() == 0


def test_a_row_shows_its_feature_on_the_map(app: AtlasPage) -> None:
    app.open("checks", "zh")
    choose_all(app, "zh")
    group = app.side.locator('.checks [data-side="itself"] details[data-group="lines"]')
    group.locator("summary").click()
    before = app.settled()
    group.locator('[data-check="places.rail-hanghuang"] button').click()
    app.until(lambda: app.state()["selected"] == "rail-hanghuang", "the row's feature is selected")
    assert "rail" in app.visible()
    app.until(lambda: app.settled() != before, "the map has moved")
    expect(app.details_of("rail-hanghuang")).to_be_visible()
    expect(group).to_have_attribute("open", "")
    expect(app.side.locator('.checks li.selected[data-check="places.rail-hanghuang"]')).to_have_count(1)


def test_the_list_speaks_the_language(app: AtlasPage) -> None:
    app.open(path="/checks?lang=zh&filter=definition")
    title = app.side.locator('[data-check="city_area.city-huangshan"] .title')
    expect(title).to_have_text("黄山市")
    app.language("en")
    expect(title).to_have_text("Huangshan")


def test_keys_reach_a_row(app: AtlasPage) -> None:
    app.open(path="/checks?lang=en&filter=definition")
    button = app.side.locator('[data-check="city_area.city-huangshan"] button')
    button.focus()
    app.page.keyboard.press("Enter")
    app.until(lambda: app.state()["selected"] == "city-huangshan", "a key selects")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_sides_say_their_own_totals(app: AtlasPage, lang: str) -> None:
    app.open("checks", lang)
    for side in SIDES:
        part = app.side.locator(f'.checks section[data-side="{side}"]')
        expect(part.locator("h3")).to_have_text(say(lang, f"checks.{side}"))
        counts = totals(on_side(checks(current_atlas()), side))
        expect(part.locator(".totals b")).to_have_text([str(count) for count in counts.values()])


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_the_verification_sheet_is_taken_away_in_the_page_s_language(app: AtlasPage, kind: str, begins: bytes) -> None:
    app.open("checks", "en")
    with app.page.expect_download(timeout=60_000) as caught:  # seventeen pages
        app.side.get_by_role("button", name=say("en", f"checks.save_{kind}")).click()
    assert Path(caught.value.path()).read_bytes().startswith(begins)
    assert caught.value.suggested_filename.startswith("hangzhou-circle-verification-en-")
    assert caught.value.suggested_filename.endswith(f".{kind}")
