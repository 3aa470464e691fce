"""No English of Streamlit's on a Chinese page, no refusal without a sentence, and switches seen in forced colours.

The visitor's browser speaks English throughout: it is the page that is Chinese.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from maps.scene.scene import LONGEST_TITLE
from tests.browser.conftest import Opener
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server
from text import say

ENGLISH = re.compile(r"[A-Za-z]{3,}")
SWITCH = """(node) => {
  const [track, knob] = [getComputedStyle(node), getComputedStyle(node, '::after')];
  return { track: track.backgroundColor, knob: knob.backgroundColor, edge: track.borderTopWidth };
}"""


def test_no_english_of_streamlits_own_in_the_chinese_interface(server: Server, new_page: Opener) -> None:
    app = new_page(server, harmless=r"_stcore|ERR_FAILED|not responding", locale="en-US").open("places", "zh")
    table = app.side.locator('[data-testid="stDataFrame"]').first
    table.hover()
    tools = app.side.locator('[data-testid="stElementToolbar"] button')
    expect(tools.nth(1)).to_have_attribute("aria-label", say("zh", "streamlit.csv"))
    assert not any(ENGLISH.search(name.replace("CSV", "")) for name in tools.evaluate_all(
        "(all) => all.map((node) => node.getAttribute('aria-label'))"
    ))  # fmt: skip
    app.language("en")
    table.hover()
    expect(tools.nth(1)).to_have_attribute("aria-label", say("en", "streamlit.csv"))
    app.language("zh")
    app.page.route("**/_stcore/**", lambda route: route.abort())
    app.page.goto(f"{app.origin}/zones?lang=zh")
    lost = app.page.get_by_role("dialog")
    expect(lost).to_contain_text(say("zh", "streamlit.lost"))
    expect(lost).to_contain_text(say("zh", "streamlit.lost_silent"))
    assert not ENGLISH.search(lost.inner_text())


def test_what_an_address_says_wrongly_stays_said_in_the_readers_language(app: AtlasPage) -> None:
    app.page.goto(f"{app.origin}/nowhere?lang=zh&date=2099-01&clause=9.9.9")
    app.ready()
    notices = app.side.locator(".atlas-notice")
    for part, value in (("page", "nowhere"), ("date", "2099-01"), ("clause", "9.9.9")):
        told = notices.filter(has_text=value)
        expect(told).to_contain_text(say("zh", "permalink.notice", part=say("zh", f"permalink.{part}"), value=value))
        expect(told).to_contain_text(say("zh", f"permalink.cure.{part}"))
    expect(app.page.get_by_role("dialog")).to_have_count(0)
    assert urlsplit(app.page.url).path == "/"
    app.side.get_by_role("button", name=say("zh", "permalink.close")).click()
    expect(notices).to_have_count(0)
    app.page.goto(f"{app.origin}/briefing?lang=zh&board=gone")
    expect(app.side.locator(".atlas-notice")).to_contain_text(say("zh", "permalink.cure.board"))


def test_a_title_of_85_characters_and_a_table_are_refused_in_a_sentence(app: AtlasPage) -> None:
    app.open("export", "zh")
    title = app.side.get_by_label(say("zh", "export.title"), exact=True)
    title.fill("字" * 85)
    title.press("Enter")
    words = say("zh", "panel.too_long", label=say("zh", "export.title"), count=85, most=LONGEST_TITLE)
    expect(app.side.locator(".atlas-notice")).to_have_text(words)
    title.fill("字" * LONGEST_TITLE)
    title.press("Enter")
    expect(app.side.locator(".atlas-notice")).to_have_count(0)
    app.idle().go("report")
    app.tab(1)
    file = {"name": "数据.csv", "mimeType": "text/csv", "buffer": b"a,b"}
    app.side.locator('[data-testid="stFileUploader"] input').set_input_files(file)  # type: ignore[arg-type]
    expect(app.side.locator(".atlas-fault")).to_contain_text(say("zh", "fault.document.unknown_type"))


def test_every_switch_is_seen_in_forced_colours(server: Server, new_page: Opener) -> None:
    app = new_page(server, forced_colors="active").open("transport", "zh")
    on, off = (app.switch(layer).evaluate(SWITCH) for layer in ("cities", "districts_2019"))
    assert float(on["edge"][:-2]) >= 1
    for switch in (on, off):
        assert switch["track"] != switch["knob"], "a knob on its track"
    assert on["track"] != off["track"], "on and off"
    app.go("export")
    toggles = app.side.locator('[data-testid="stCheckbox"] label > span + div')
    grounds = toggles.evaluate_all(
        "(all) => all.map((node) => [node, node.firstElementChild]"
        ".map((part) => getComputedStyle(part).backgroundColor))"
    )
    assert len(grounds) == 2
    assert all(track != knob for track, knob in grounds)
    assert grounds[0] != grounds[1], "the graticule is off, the inset on"
