"""The header by purpose: groups open by pointer, keys and touch; nothing lies over anything at any width."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from maps.scene.pages import ADDRESSES, grouped, pages
from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from text import LANGUAGES, say

WIDTHS = (1440, 1024, 960, 911, 720, 719, 390, 360)
"""960 is a laptop of 1440 at 150 %."""
DEEP = """
  const inside = (root) => [...root.querySelectorAll('*')]
    .flatMap((node) => [node, ...(node.shadowRoot ? inside(node.shadowRoot) : [])]);"""
CROWDED = (
    "() => {"
    + DEEP
    + """
  const header = document.querySelector('.st-key-atlas_tools').getBoundingClientRect();
  const all = inside(document.body).filter((node) => node.matches('a, button, .field') && node.checkVisibility()
    && !node.closest('.atlas-skip') && node.getBoundingClientRect().bottom <= header.bottom
    && node.getBoundingClientRect().width);
  const at = (x, y, root = document) => {
    const found = root.elementFromPoint(x, y);
    return found && found.shadowRoot && found.shadowRoot !== root ? at(x, y, found.shadowRoot) : found;
  };
  return { count: all.length, hidden: all.filter((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return left < 0 || right > innerWidth || [left + 2, (left + right) / 2, right - 2].some((x) => {
      const found = at(x, (top + bottom) / 2);
      return !found || (found !== node && !node.contains(found));
    });
  }).map((node) => node.textContent || node.className) };
}"""
)
"""What of the header a pointer cannot meet from end to end."""
SEEN = (
    "(name) => {"
    + DEEP
    + """
  return inside(document.querySelector('.st-key-atlas_tools')).some((node) => node.checkVisibility()
    && !node.children.length && node.textContent === name && getComputedStyle(node).fontSize !== '0px');
}"""
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_of_the_header_lies_over_anything(server: Server, new_page: Opener, lang: str) -> None:
    app = new_page(server, (1440, 900)).open("transport", lang)
    for width in WIDTHS:
        app.page.set_viewport_size({"width": width, "height": 700})
        app.until(lambda: app.page.evaluate(CROWDED)["hidden"] == [], f"{width}: {app.page.evaluate(CROWDED)}")
        assert app.page.evaluate(CROWDED)["count"] >= 6
        assert app.page.evaluate(SEEN, pages()["transport"].title(lang)), f"{width}: where one is"


def test_a_click_on_briefing_goes_there_on_a_laptop_at_150_percent(server: Server, new_page: Opener) -> None:
    app = new_page(server, (960, 600)).open("overview", "en")
    box = app.page.get_by_role("link", name=pages()["briefing"].title("en"), exact=True).bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    expect(app.heading).to_have_text(pages()["briefing"].title("en"))
    assert urlsplit(app.page.url).path == "/briefing"


def test_a_group_opens_by_click_and_keys_and_closes_after_a_choice(app: AtlasPage) -> None:
    app.open("overview", "zh")
    members = grouped(pages())["map"]
    group = app.page.get_by_role("button", name=f"{say('zh', 'header.group.map')} {members[0].title('zh')}")
    links = app.page.locator(".atlas-header nav .drop a:visible")
    expect(group).to_have_attribute("aria-expanded", "false")
    expect(links).to_have_count(0)
    group.click()
    expect(group).to_have_attribute("aria-expanded", "true")
    expect(links).to_have_text([page.title("zh") for page in members])
    expect(app.page.locator(".atlas-header nav a[aria-current=page]")).to_have_text([members[0].title("zh")])
    app.iframe.click(position={"x": 500, "y": 500})
    expect(links).to_have_count(0)
    group.focus()
    app.page.keyboard.press("Enter")
    app.page.keyboard.press("ArrowDown")
    app.page.keyboard.press("ArrowUp")
    expect(links.last).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(group).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        app.page.keyboard.press(key)
    expect(app.heading).to_have_text(members[2].title("zh"))
    expect(links).to_have_count(0)
    expect(app.page.locator(".atlas-header button[data-opens=map]")).to_be_focused()
    app.idle().page.go_back()
    expect(app.heading).to_have_text(members[0].title("zh"))


def test_on_a_phone_one_menu_has_every_page_and_closes_after_a_choice(server: Server, new_page: Opener) -> None:
    app = new_page(server, (390, 844), has_touch=True).open("overview", "en")
    app.page.locator(".atlas-header button[data-opens=menu]").tap()
    links = app.page.locator(".atlas-header nav a:visible")
    assert sorted(links.evaluate_all("(all) => all.map((link) => link.dataset.page)")) == sorted(ADDRESSES)
    links.last.scroll_into_view_if_needed()
    app.page.locator(".atlas-header nav a[data-page=zones]").tap()
    expect(app.heading).to_have_text(pages()["zones"].title("en"))
    expect(links).to_have_count(0)
    assert urlsplit(app.page.url).path == "/zones"


def test_a_menu_becomes_a_row_again_where_the_window_was_widened_while_it_was_open(app: AtlasPage) -> None:
    app.page.set_viewport_size({"width": 640, "height": 700})
    app.open("overview", "zh")
    menu = app.page.locator(".atlas-header button[data-opens=menu]")
    menu.click()
    app.page.set_viewport_size({"width": 1366, "height": 768})
    expect(menu).to_have_attribute("aria-expanded", "true")
    app.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(app.page.locator(".atlas-header .row > li").first).to_be_visible()
    expect(app.page.locator(".atlas-header button[data-opens=map]")).to_be_focused()
