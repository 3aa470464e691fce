"""What a reader writes is shown as it was written, also where Streamlit's client says the same of its own."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Start
from tests.journeys.test_presenter import Briefing
from text import say

NAME, SCENE, LINE = (say("en", f"streamlit.{key}") for key in ("search", "statistics", "open"))


def test_words_that_streamlit_says_too_stay_the_reader_s(reader: Start) -> None:
    maker = reader("zh").come("zones")
    briefing = Briefing(maker)
    briefing.capture(1)
    briefing.edit(1)
    briefing.write("title", SCENE)
    briefing.write("name", NAME)
    expect(briefing.button(1)).to_contain_text(SCENE)
    expect(maker.side.get_by_text(say("zh", "streamlit.statistics"))).to_have_count(0)
    expect(briefing.chosen).to_have_value(NAME)
    briefing.chosen.focus()
    briefing.chosen.press("ArrowDown")
    options = maker.page.get_by_role("option")
    expect(options.filter(has_text=NAME)).to_have_count(1)
    briefing.chosen.fill("nothing of that kind")
    expect(options).to_have_text([say("zh", "streamlit.options_none")])
