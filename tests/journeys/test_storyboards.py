"""What is made for a briefing is not lost: a title too long, what a scene's sentence speaks of, two windows at once."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import expect

from layers.atlas.atlas import current_atlas
from maps.storyboard.file import builtin, load
from tests.journeys.conftest import Reader, Start
from tests.journeys.test_presenter import Briefing

DEAF = "addEventListener('storage', (event) => { if (window.deaf) event.stopImmediatePropagation(); }, true)"
STORED = "(localStorage['atlas-own-storyboards'] || '').split('[[scenes]]').length - 1"
LONG = "杭州都市圈" * 17


def test_a_title_that_is_too_long_is_said_and_stays_to_be_shortened(reader: Start) -> None:
    for lang in ("zh", "en"):
        maker = reader(lang)
        maker.come("zones")
        briefing = Briefing(maker)
        briefing.capture(1)
        briefing.edit(1)
        for name in ("title", "name"):
            before = briefing.button(1).text_content(), briefing.chosen.input_value()
            briefing.write(name, LONG)
            said = maker.say("briefing.too_long", part=maker.say(f"briefing.{name}"), most=80, count=85)
            expect(briefing.fault).to_have_text(said)
            expect(maker.field(f"briefing.{name}")).to_have_value(LONG)
            assert (briefing.button(1).text_content(), briefing.chosen.input_value()) == before
            briefing.write(name, LONG[:80])
            expect(briefing.fault).to_have_count(0)
        expect(briefing.button(1)).to_contain_text(LONG[:80])
        expect(briefing.chosen).to_have_value(LONG[:80])


def test_a_scene_that_gets_another_map_keeps_what_its_sentence_speaks_of(reader: Start) -> None:
    maker = reader("zh").come("briefing")
    briefing = Briefing(maker)
    briefing.press("copy")
    before = load(briefing.save()[1], current_atlas())
    place = next(number for number, step in enumerate(before.scenes, 1) if step.named)
    briefing.edit(place)
    maker.atlas("setView({lat: 30.1, lng: 119.9, zoom: 9})")
    maker.settled()
    briefing.press("replace")
    maker.until(
        lambda: "30.1,119.9,9" in maker.page.evaluate("localStorage['atlas-own-storyboards']"), "it was taken in"
    )
    after = load(briefing.save()[1], current_atlas()).scenes[place - 1]
    assert after.view.startswith("30.1,119.9,9")
    assert after.named == before.scenes[place - 1].named
    assert after.said("title", "zh") == before.scenes[place - 1].said("title", "zh")


def boards(reader: Reader) -> list[str]:
    """The storyboards that one can choose, by their names."""
    reader.side.get_by_role("combobox").click()
    found = reader.page.get_by_role("option").all_text_contents()
    reader.page.keyboard.press("Escape")
    return found


def offers(reader: Reader, wanted: set[str]) -> bool:
    return wanted <= set(boards(reader))


def test_two_windows_that_make_storyboards_lose_nothing(reader: Start) -> None:
    one = reader("zh")
    one.come("zones")
    first = Briefing(one)
    first.capture(1)
    first.edit(1)
    other = Reader(one.page.context.new_page(), one.origin, "zh")
    other.page.add_init_script(DEAF)
    second = Briefing(other).come()
    expect(second.scenes).to_have_count(1)
    other.idle()
    # What one does the other has at once, and says so.
    first.write("name", "给市长的")
    expect(second.chosen).to_have_value("给市长的")
    expect(other.side.get_by_text(other.say("briefing.news.other"))).to_be_visible()
    # Both at the same time: the second window hears nothing while the first one writes.
    second.edit(1)
    other.page.evaluate("window.deaf = true")
    first.write("title", "此窗口的标题")
    second.write("title", "另一窗口的标题")
    expect(other.side.get_by_text(other.say("briefing.news.both"))).to_be_visible()
    wanted = {"给市长的", other.say("briefing.other_window", title="给市长的", number="")}
    for window in (other, one):
        window.until(partial(offers, window, wanted), "both are offered")
    expect(second.button(1)).to_contain_text("另一窗口的标题")
    one.page.reload()
    one.ready()
    first.scenes.first.wait_for()
    assert offers(one, wanted), "both are kept"
    kept = one.page.evaluate("localStorage['atlas-own-storyboards']")
    assert "此窗口的标题" in kept
    assert "另一窗口的标题" in kept


def test_a_map_that_is_added_is_kept_whatever_comes_then(reader: Start) -> None:
    """By the map's own button, where the storyboards' page was never opened; then that page by its address, twice."""
    maker = reader("zh").come("zones")
    briefing = Briefing(maker)
    add = maker.map_frame.get_by_role("button", name=maker.say("map.capture"))

    add.click()
    maker.until(lambda: maker.page.evaluate(STORED) == 1, "the browser keeps it")
    for _ in range(2):  # a reload makes a new session, too
        briefing.come()
        expect(briefing.scenes).to_have_count(1)
        maker.until(lambda: "zones" in maker.on() and "rail" not in maker.on(), "the map of the scene in hand")
    # A session that has not asked the browser yet: the next map goes into the same storyboard.
    maker.come("transport")
    add.click()
    maker.until(lambda: maker.page.evaluate(STORED) == 2, "the browser keeps it")
    briefing.come()
    expect(briefing.scenes).to_have_count(2)
    assert len(boards(maker)) == len(builtin(current_atlas())) + 1
