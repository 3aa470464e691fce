"""How the overview opens: one finding from the data, and three ways to begin; figures as each language counts."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Route, expect

from layers.atlas.atlas import current_atlas
from tests.browser.drive import AtlasPage
from text import say


def test_the_overview_opens_with_a_finding_and_three_starters_that_do_what_they_say(app: AtlasPage) -> None:
    app.open("overview", "en")
    planned = [line for line in current_atlas().timelines.values() if line.planned_year]
    opened = [line for line in planned if any(event.status == "open" for event in line.events)]
    said = app.side.locator(".atlas-finding .said")
    expect(said).to_contain_text(f"Of {len(planned)} projects")
    expect(said).to_contain_text(f"{len(opened)} are open")
    app.side.get_by_role("button", name=say("en", "starter.find")).click()
    expect(app.page.get_by_role("combobox", name=say("en", "search.label"))).to_be_focused()
    app.side.get_by_role("button", name=say("en", "starter.outcome")).click()
    app.until(lambda: urlsplit(app.page.url).path == "/transport", "the page of transport")
    words = say("en", "progress.tab", count="").partition("(")[0]
    expect(app.side.get_by_role("tab", selected=True)).to_contain_text(words)
    app.idle().go("overview")
    app.side.get_by_role("button", name=say("en", "starter.briefing")).click()
    app.page.locator("#atlas-stage").wait_for()
    assert urlsplit(app.page.url).path == "/briefing"


def test_figures_are_counted_as_each_language_counts(app: AtlasPage) -> None:
    app.open("overview", "en")
    values = app.side.locator(".atlas-figures .value")
    expect(values.filter(has_text="16,800")).to_have_text("16,800km²")
    expect(values.filter(has_text="220")).to_have_text("220million")
    expect(app.side.locator(".atlas-figures .ours", has_text="16,800")).to_be_visible()
    app.language("zh")
    expect(values.filter(has_text="1.68")).to_have_text("1.68万 km²")
    expect(values.filter(has_text="2.2")).to_have_text("2.2亿人")


def test_the_cities_outlines_stand_until_the_map_is_drawn(app: AtlasPage) -> None:
    held: list[Route] = []
    app.page.route("**/atlas/map/*.html", lambda route: held.append(route))  # noqa: PLW0108  # it is given a name
    app.page.goto(f"{app.origin}/?lang=zh", wait_until="commit")
    skeleton = app.page.locator(".atlas-skeleton path")
    expect(skeleton).to_be_visible()
    app.until(lambda: held, "the map is asked for")
    box, place = skeleton.bounding_box(), app.iframe.bounding_box()
    assert box is not None
    assert place is not None
    assert box["width"] > place["width"] / 3
    seen = Image.open(BytesIO(app.page.screenshot(clip=place)))
    colors = seen.convert("RGB").getcolors(seen.width * seen.height)
    assert len(colors or ()) > 2, "nothing lies over the outlines"
    for route in held:
        route.continue_()
    app.ready()
    expect(skeleton).to_have_count(0)
