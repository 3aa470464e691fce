"""The presenter: a storyboard of one's own, made, saved, loaded again, presented, followed and handed out."""

from __future__ import annotations

import tomllib
from typing import Any

from playwright.sync_api import Frame, Page, expect

from tests.browser.drive import until
from tests.journeys.conftest import Reader, Start, layers_on
from text import say

TITLE = "塘栖:运河上的第一站"
LINE = "大运河在这里进城。"
NOTES = "先说运河,再说古镇。\n停一下,问问大家去过没有。"


class Briefing:
    """The briefing page before its reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.lang = reader, reader.lang
        self.scenes = reader.side.locator('.st-key-atlas_scenes [class*="st-key-scene_"]')
        self.fault = reader.side.locator(".atlas-refusal")
        self.chosen = reader.side.get_by_role("combobox")

    def open(self, name: str) -> Briefing:
        """Open one of the tabs: scenes, edit, handout."""
        self.reader.open_tab(f"briefing.{name}")
        return self

    def press(self, name: str) -> None:
        self.reader.press(f"briefing.{name}")

    def capture(self, count: int) -> None:
        """Come from a map, take it in as the last scene, and see it listed."""
        self.reader.go("briefing")
        if count > 1:
            expect(self.chosen).to_have_value(self.reader.say("briefing.own"))
        self.open("edit").press("capture")
        expect(self.scenes).to_have_count(count)
        self.reader.idle()

    def edit(self, place: int) -> None:
        """Choose the scene to edit, counted from 1."""
        number = self.reader.field("briefing.which")
        with self.reader.answered():
            number.fill(str(place))
            number.press("Enter")

    def write(self, name: str, text: str) -> None:
        self.reader.field(f"briefing.{name}").fill(text)

    def show(self, place: int) -> dict[str, Any]:
        """Click a scene, counted from 1, and see what the map then shows."""
        with self.reader.answered():
            self.scenes.nth(place - 1).locator("button:visible").first.click()
        return self.reader.shown()

    def save(self) -> tuple[str, bytes]:
        return self.open("handout").reader.take(self.reader.say("briefing.save"))

    def load(self, name: str, data: bytes) -> None:
        self.open("edit").reader.give("briefing.load", name, data)

    def present(self) -> Stage:
        self.reader.button(self.reader.say("briefing.present")).click()
        return Stage(self.reader.page)


class Stage:
    """A presentation over the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.iframe = page.locator("#atlas-stage iframe")
        inside = page.frame_locator("#atlas-stage iframe")
        self.title, self.line = inside.locator(".deck-title"), inside.locator(".deck-line")
        self.iframe.wait_for()
        until(page, lambda: self.ask("Boolean(window.atlas && atlas.ready && atlas.deck())"), "the presentation")

    def frame(self) -> Frame:
        found = self.iframe.element_handle().content_frame()
        assert found is not None
        return found

    def ask(self, question: str) -> Any:
        return self.frame().evaluate(question)


def three_maps(reader: Reader) -> tuple[Briefing, list[dict[str, Any]]]:
    """Take three maps into a storyboard, and remember what they showed."""
    briefing, maps = Briefing(reader), []
    reader.come("zones").toggle("corridors")
    reader.until(lambda: "layers=" in reader.page.url and "corridors" in reader.page.url, "the layer in the address")
    maps.append(reader.shown())
    reader.idle()
    briefing.capture(1)
    reader.go("transport")
    reader.month(reader.say("map.time_then"))
    reader.until(lambda: "date=2019-07" in reader.page.url, "the month in the address")
    maps.append(reader.shown())
    reader.idle()
    briefing.capture(2)
    reader.go("places")
    reader.find("tangqi", "place-tangqi")
    maps.append(reader.shown())
    briefing.capture(3)
    return briefing, maps


def test_a_storyboard_is_made_saved_and_loaded_in_a_new_session(reader: Start) -> None:
    first = reader("zh")
    briefing, maps = three_maps(first)
    expect(briefing.scenes.nth(1)).to_contain_text(say("zh", "page.transport"))
    briefing.edit(3)
    briefing.write("title", TITLE)
    briefing.write("line", LINE)
    briefing.write("notes", NOTES)
    briefing.write("seconds", "45")
    briefing.press("keep")
    expect(briefing.scenes.nth(2)).to_contain_text(TITLE)
    for place in (1, 0):
        briefing.press("up")
        expect(briefing.scenes.nth(place)).to_contain_text(TITLE)
    expect(first.field("briefing.notes")).to_have_value(NOTES)
    words = briefing.scenes.all_text_contents()
    name, data = briefing.save()
    assert name == "own.toml"
    assert tomllib.loads(data.decode())["scenes"][0]["title_zh"] == TITLE

    second = reader("zh")
    later = Briefing(second)
    second.page.goto(f"{second.origin}/briefing?lang=zh")
    second.ready()
    later.load(name, data)
    expect(later.scenes).to_have_count(3)
    expect(later.fault).to_have_count(0)
    expect(later.chosen).to_have_value(say("zh", "briefing.own"))
    assert later.scenes.all_text_contents() == words
    later.open("scenes")
    assert [later.show(place) for place in (1, 2, 3)] == [maps[2], maps[0], maps[1]]
    assert later.save() == (name, data)

    stage = later.present()
    expect(stage.title).to_have_text(TITLE)
    expect(stage.line).to_have_text(LINE)
    for key, page in (("ArrowRight", "zones"), ("Space", "transport")):
        second.page.keyboard.press(key)
        expect(stage.title).to_have_text(say("zh", f"page.{page}"))
    until(second.page, lambda: stage.ask("atlas.state().date") == "2019-07", "the month of the third scene")
    assert layers_on(stage.ask("atlas.state()")) == maps[1]["layers"]
    second.page.keyboard.press("Escape")
    expect(stage.iframe).to_have_count(0)
    second.ready()
    expect(later.chosen).to_have_value(say("zh", "briefing.own"))
