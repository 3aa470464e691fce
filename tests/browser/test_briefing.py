"""A briefing in the browser: by keyboard, with the speaker's window and followers, over reloads, without a gap."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Frame, Locator, Page, Route, expect

from layers.atlas.atlas import current_atlas
from maps.storyboard.file import builtin
from maps.storyboard.presentation import briefing
from tests.browser.conftest import Opener
from tests.browser.drive import FRAMES, LANGUAGES, AtlasPage, until
from tests.browser.serve import ROOT, Server, serving
from text import say

BOARD = "ten-projects"
BRIEFING = next(briefing(board, current_atlas()) for board in builtin(current_atlas()) if board.id == BOARD)
STEPS: list[dict[str, Any]] = BRIEFING["steps"]
LAST = len(STEPS) - 1
SHARED_SCREEN = (1920, 1080)
FORWARD = ("ArrowRight", " ", "PageDown", "ArrowDown")
SETTLED = """() => {
  const names = AtlasMap.map.getPane("atlas-labels");
  const { lat, lng } = AtlasMap.map.getCenter();
  return names.style.visibility === "" && JSON.stringify([lat, lng, AtlasMap.map.getZoom(), names.childElementCount]);
}"""
SHOWN = """() => ({
  layers: AtlasMap.visible(), selected: AtlasMap.selected, date: AtlasMap.date,
  focus: AtlasMap.focused ? [...AtlasMap.focused].sort() : null,
})"""
QUIET = {"reduced_motion": "reduce"}
"""For tests that are not about flights: the map jumps."""


def opened(step: Mapping[str, Any]) -> dict[str, Any]:
    """What a map shows that shows a step."""
    said = step["open"]
    return {
        "layers": sorted(item for item in said["layers"].split(",") if item), "selected": said.get("selected"),
        "date": said.get("date"), "focus": sorted(said["focus"].split(",")) if "focus" in said else None,
    }  # fmt: skip


def still(page: Page, frame: Callable[[], Frame]) -> str:
    """Where the map is when it has come to rest and its names are placed."""
    last: list[Any] = [None]

    def rests() -> bool:
        frame().evaluate(FRAMES)
        before, last[0] = last[0], frame().evaluate(SETTLED)
        return bool(last[0]) and before == last[0]

    until(page, rests, "the map stands still")
    return str(last[0])


class Presenter:
    """The presentation of a storyboard over the page."""

    def __init__(self, app: AtlasPage, lang: str, query: str = "") -> None:
        self.app, self.page, self.lang = app, app.page, lang
        self.stage = self.page.locator("#atlas-stage")
        self.iframe = self.stage.locator("iframe")
        self.bar = self.stage.locator(".bar")
        self.share = self.stage.locator(".share")
        self.page.goto(f"{app.origin}/briefing?present=1&board={BOARD}&lang={lang}{query}")
        self.ready()

    def ready(self) -> None:
        self.iframe.wait_for()
        ready = "!!(window.atlas && atlas.ready && atlas.briefing())"
        until(self.page, lambda: self.frame().evaluate(ready), "the briefing")

    def frame(self) -> Frame:
        found = self.iframe.element_handle().content_frame()
        assert found is not None
        return found

    def js(self, expression: str, argument: Any = None) -> Any:
        return self.frame().evaluate(expression, argument)

    def state(self) -> dict[str, Any]:
        return dict(self.js("atlas.briefing()"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press("Space" if key == " " else key)

    def at(self, index: int, **also: Any) -> None:
        """Wait until that scene is there, whole."""
        wanted = {"index": index, **also}
        until(self.page, lambda: wanted.items() <= self.state().items(), f"scene {index}, {also}; now {self.state()}")

    def remembered(self) -> dict[str, Any]:
        """What the browser keeps of the presentation."""
        return dict(self.page.evaluate("JSON.parse(localStorage['atlas-briefing-state'])"))

    def reload(self) -> None:
        """Reload when the browser has been told of the scene that the map shows."""
        shown = {key: self.state()[key] for key in ("index", "blank")}
        until(self.page, lambda: shown.items() <= self.remembered().items(), f"{shown} is remembered")
        self.page.reload()
        self.ready()

    def shown(self) -> dict[str, Any]:
        still(self.page, self.frame)
        found = dict(self.js(SHOWN))
        return found | {"layers": sorted(found["layers"])}

    def caption(self, part: str) -> Locator:
        return self.page.frame_locator("#atlas-stage iframe").locator(f".briefing-{part}")

    def point(self) -> None:
        """Move the pointer, so that the bar comes."""
        for x in (700, 720, 740):
            self.page.mouse.move(x, 300)

    def open_speaker(self, *, by_key: bool = True) -> Speaker:
        with self.page.context.expect_page() as found:
            if by_key:
                self.press("s")
            else:
                self.point()
                self.bar.locator(".speaker").click()
        return Speaker(found.value, self.lang)

    def link(self) -> str:
        """The follow link, from the bar."""
        self.point()
        self.bar.locator(".follow").click()
        expect(self.share.locator(".link")).to_be_visible()
        link = self.share.locator(".link").input_value()
        self.page.keyboard.press("Escape")
        expect(self.share).to_be_hidden()
        return link


class Speaker:
    """The speaker's window."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.lang = page, lang
        self.place, self.notes = page.locator("#place"), page.locator("#notes")
        expect(page.locator("body")).to_have_class("begun")

    def at(self, index: int) -> None:
        """Wait until it says and shows that scene and the next one."""
        expect(self.place).to_have_text(f"{index + 1} / {len(STEPS)}")
        expect(self.page.locator("#now .title")).to_have_text(STEPS[index]["title"][self.lang])
        expect(self.notes).to_have_text(STEPS[index]["notes"][self.lang].strip())
        current = self.page.locator('#scenes [aria-current="true"] b')
        expect(current).to_have_text(str(index + 1))
        until(self.page, lambda: self.picture("now") == index, f"the picture of scene {index}")
        if index < LAST:
            expect(self.page.locator("#next .title")).to_have_text(STEPS[index + 1]["title"][self.lang])
            until(self.page, lambda: self.picture("next") == index + 1, "the picture of the next scene")
        else:
            expect(self.page.locator("#next em")).to_be_visible()

    def picture(self, name: str) -> int | None:
        frame = self.page.locator(f"#{name} iframe").element_handle().content_frame()
        assert frame is not None
        ready = "window.atlas && atlas.ready && atlas.briefing() ? atlas.briefing().index : null"
        found = frame.evaluate(ready)
        return None if found is None else int(found)


class Follower:
    """Somebody else's browser on the follow link."""

    def __init__(self, app: AtlasPage, link: str, lang: str) -> None:
        self.page, self.lang = app.page, lang
        self.iframe = self.page.locator("#map")
        self.title, self.status, self.rejoin = (self.page.locator(f"#{name}") for name in ("title", "status", "rejoin"))
        self.page.goto(link)
        self.ready()
        if lang != "zh":
            self.page.locator(f'[data-lang="{lang}"]').click()

    def ready(self) -> None:
        until(self.page, lambda: self.frame().evaluate("!!(window.atlas && atlas.ready)"), "the follower's map")

    def frame(self) -> Frame:
        found = self.iframe.element_handle().content_frame()
        assert found is not None
        return found

    def shown(self) -> dict[str, Any]:
        still(self.page, self.frame)
        found = dict(self.frame().evaluate(SHOWN))
        return found | {"layers": sorted(found["layers"])}

    def says(self, key: str) -> None:
        expect(self.status).to_have_text(say(self.lang, f"present.follower.{key}"))

    def at(self, index: int) -> None:
        """Wait until title, line and map are those of the scene."""
        expect(self.title).to_have_text(STEPS[index]["title"][self.lang])
        expect(self.page.locator("#line")).to_have_text(STEPS[index]["line"][self.lang])
        until(self.page, lambda: self.shown() == opened(STEPS[index]), f"the follower's map of scene {index}")

    def drag(self) -> None:
        self.page.mouse.move(800, 420)
        self.page.mouse.down()
        self.page.mouse.move(640, 330, steps=4)
        self.page.mouse.up()


@pytest.fixture
def present(server: Server, new_page: Opener) -> Callable[..., Presenter]:
    """Start the presentation in a context of its own."""

    def start(lang: str = "zh", query: str = "", **options: Any) -> Presenter:
        return Presenter(new_page(server, SHARED_SCREEN, **{**QUIET, **options}), lang, query)

    return start


@pytest.fixture
def follow(server: Server, new_page: Opener) -> Callable[..., Follower]:
    """Open a follow link in a context of its own."""

    def start(link: str, lang: str = "zh", harmless: str = r"(?!)") -> Follower:
        return Follower(new_page(server, harmless=harmless, **QUIET), link, lang)

    return start


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_briefing_by_keyboard_with_speaker_followers_and_reloads(
    present: Callable[..., Presenter], follow: Callable[..., Follower], lang: str
) -> None:
    show = present(lang)
    speaker = show.open_speaker()
    link = show.link()
    # Presenters speak one language at a time, an audience both: it follows once.
    followers = [follow(link, each) for each in LANGUAGES] if lang == "zh" else [follow(link, "zh")]
    for index in range(len(STEPS)):
        show.at(index)
        expect(show.caption("title")).to_have_text(STEPS[index]["title"][lang])
        assert show.shown() == opened(STEPS[index])
        expect(show.page).to_have_url(re.compile(rf"[?&]scene={index + 1}\b"))
        if index == 3:
            show.reload()
        if index == 5:
            speaker.page.reload()
        if index == 7:
            followers[0].page.reload()
            followers[0].ready()
        show.at(index)
        speaker.at(index)
        for each in followers:
            each.at(index)
        show.press(FORWARD[index % len(FORWARD)])
    show.at(LAST)
    speaker.page.keyboard.press("Home")
    show.at(0)
    for each in followers:
        each.at(0)


def test_every_key_of_the_presenter(present: Callable[..., Presenter]) -> None:
    show = present()
    moves = [
        ("End", LAST), ("ArrowRight", LAST), ("PageUp", LAST - 1), ("ArrowLeft", LAST - 2), ("ArrowUp", LAST - 3),
        ("Home", 0), ("ArrowLeft", 0), ("PageDown", 1), (" ", 2), ("ArrowDown", 3),
    ]  # fmt: skip
    for key, index in moves:
        show.press(key)
        show.at(index)
    show.press("1", "0", "Enter")
    show.at(9)
    show.press("9", "9", "Enter")
    show.at(LAST)
    show.press("3", "PageUp", "Enter")
    show.at(LAST - 1)
    show.press("4")
    expect(show.caption("typed")).to_have_text("4")
    show.press("Enter")
    show.at(3)
    expect(show.caption("typed")).to_have_text("")


def test_blank_notes_size_and_laser(present: Callable[..., Presenter]) -> None:
    show = present()
    for key in ("b", "."):
        show.press(key)
        expect(show.caption("blank")).to_be_visible()
        show.press(key)
        expect(show.caption("blank")).to_be_hidden()
    show.press("b", "ArrowRight")
    show.at(1, blank=True)
    show.press("Escape")
    show.at(1, blank=False)
    show.press("n")
    expect(show.caption("notes")).to_have_text(STEPS[1]["notes"]["zh"].strip())
    show.press("n")
    expect(show.caption("notes")).to_be_hidden()
    sizes = [size_of(show)]
    for key in ("+", "=", "-", "-", "-"):
        show.press(key)
        sizes.append(size_of(show))
    assert sizes[5] < sizes[0] < sizes[1] < sizes[2]
    assert sizes[3:5] == [sizes[1], sizes[0]]
    show.press("l")
    show.page.mouse.move(400, 300)
    show.page.mouse.move(420, 310)
    expect(show.caption("dot")).to_be_visible()
    assert "420px, 310px" in str(show.js("document.querySelector('.briefing-dot').style.transform"))
    expect(show.bar).to_have_css("opacity", "0")
    show.press("l")
    expect(show.caption("dot")).to_be_hidden()


def size_of(show: Presenter) -> float:
    """The title's type, in px."""
    return float(show.js("parseFloat(getComputedStyle(document.querySelector('.briefing-title')).fontSize)"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_type_is_large_and_nothing_of_streamlit_is_seen(present: Callable[..., Presenter], lang: str) -> None:
    show = present(lang)
    for part in ("title", "line", "place"):
        size = show.js(f"parseFloat(getComputedStyle(document.querySelector('.briefing-{part}')).fontSize)")
        assert size >= 24
    box = show.iframe.bounding_box()
    assert box == {"x": 0, "y": 0, "width": SHARED_SCREEN[0], "height": SHARED_SCREEN[1]}
    assert show.page.evaluate("document.getElementById('root').inert")
    expect(show.page.locator("#root")).to_have_css("visibility", "hidden")
    assert show.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    tops = [show.page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", at) for at in ([9, 9], [960, 1070])]
    assert tops == ["atlas-stage"] * 2


def test_full_screen_and_out(present: Callable[..., Presenter]) -> None:
    show = present()
    show.press("ArrowRight")
    show.at(1)
    show.press("f")
    until(show.page, lambda: show.page.evaluate("document.fullscreenElement?.id") == "atlas-stage", "full screen")
    show.press("Escape")
    until(show.page, lambda: show.page.evaluate("document.fullscreenElement === null"), "the window again")
    expect(show.stage).to_be_attached()
    show.press("Escape")
    expect(show.stage).not_to_be_attached()
    show.app.ready()
    expect(show.page).not_to_have_url(re.compile(r"[?&](present|scene|theme)="))
    expect(show.page).to_have_url(re.compile(f"[?&]board={BOARD}"))
    expect(show.page.locator("#root")).to_have_css("visibility", "visible")
    show.app.go("overview")
    expect(show.stage).not_to_be_attached()


def test_a_new_start_begins_anew_and_a_reload_goes_on(present: Callable[..., Presenter]) -> None:
    show = present(query="&scene=4")
    show.at(3, blank=False)
    show.press("ArrowRight", "b")
    show.at(4, blank=True)
    began = show.remembered()["began_at"]
    show.reload()
    show.at(4, blank=True)
    assert show.remembered()["began_at"] == began
    again = Presenter(AtlasPage(show.page.context.new_page(), show.app.origin), "zh", "&scene=2")
    again.at(1, blank=False)
    until(show.page, lambda: show.remembered()["began_at"] > began, "the new start is known to the other window")
    Presenter(AtlasPage(again.page, show.app.origin), "zh", "&scene=7").at(6, blank=False)


def test_a_storyboard_that_the_server_lost_goes_on_from_the_browser(present: Callable[..., Presenter]) -> None:
    show = present()
    show.press("ArrowRight")
    show.at(1)
    mine = {**BRIEFING, "id": "own", "steps": [{**STEPS[5], "title": {"zh": "我的一幕", "en": "Mine"}}, *STEPS[:2]]}
    show.page.evaluate(
        """briefing => {
          const state = JSON.parse(localStorage["atlas-briefing-state"]);
          localStorage["atlas-briefing"] = JSON.stringify(briefing);
          localStorage["atlas-briefing-state"] = JSON.stringify({ ...state, board: "own", index: 2 });
          sessionStorage["atlas-presenting"] = "own";
        }""",
        mine,
    )
    show.page.goto(f"{show.app.origin}/briefing?present=1&board=own&lang=zh&scene=3")
    show.ready()
    show.at(2, count=3)
    show.press("Home")
    expect(show.caption("title")).to_have_text("我的一幕")
    expect(show.page).to_have_url(re.compile("[?&]board=own"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bar_comes_with_the_pointer_and_by_keyboard(present: Callable[..., Presenter], lang: str) -> None:
    show = present(lang)
    expect(show.bar).to_have_css("opacity", "0")
    show.point()
    expect(show.bar).to_have_css("opacity", "1")
    names = ("previous", "next", "again", "speaker", "follow", "full_screen", "end")
    assert show.bar.locator("button").all_text_contents() == [say(lang, f"present.{name}") for name in names]
    show.bar.locator(".next").click()
    show.at(1)
    show.press("ArrowRight")
    show.at(2)
    show.page.mouse.move(900, 700)
    expect(show.bar).to_have_css("opacity", "0")
    show.bar.locator(".previous").focus()
    expect(show.bar).to_have_css("opacity", "1")
    show.press("Enter")
    show.at(1)
    show.press("PageDown")
    show.at(2)
    show.bar.locator(".end").focus()
    show.press("Enter")
    expect(show.stage).not_to_be_attached()


def test_the_speaker_steers_and_is_steered(present: Callable[..., Presenter]) -> None:
    show = present()
    speaker = show.open_speaker(by_key=False)
    speaker.at(0)
    press = speaker.page.keyboard.press
    for key, index in (("ArrowRight", 1), ("PageDown", 2), ("Space", 3), ("PageUp", 2), ("End", LAST), ("Home", 0)):
        press(key)
        show.at(index)
        speaker.at(index)
    press("7")
    press("Enter")
    show.at(6)
    speaker.page.locator("#scenes button").nth(3).click()
    show.at(3)
    speaker.page.locator("#buttons .next").click()
    show.at(4)
    press("b")
    show.at(4, blank=True)
    expect(speaker.page.locator("#now em")).to_be_visible()
    show.press("b")
    expect(speaker.page.locator("#now em")).to_be_hidden()
    show.press("2", "Enter")
    speaker.at(1)
    sizes = [speaker.page.evaluate("parseFloat(getComputedStyle(document.getElementById('notes')).fontSize)")]
    press("+")
    sizes.append(speaker.page.evaluate("parseFloat(getComputedStyle(document.getElementById('notes')).fontSize)"))
    assert sizes[0] < sizes[1]


def test_the_speakers_clock_and_plan(present: Callable[..., Presenter]) -> None:
    show = present()
    speaker = show.open_speaker()
    planned = sum(step["duration_s"] for step in STEPS)
    expect(speaker.page.locator("#planned")).to_have_text(f"{planned // 60:02}:{planned % 60:02}")
    expect(speaker.page.locator("#clock")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    began = "JSON.parse(localStorage['atlas-briefing-state']).began_at"
    late = "const s = JSON.parse(localStorage['atlas-briefing-state']); s.began_at -= 3723000; s.turn += 1;"
    speaker.page.evaluate(f"() => {{ {late} localStorage['atlas-briefing-state'] = JSON.stringify(s); }}")
    speaker.page.reload()
    expect(speaker.page.locator("#elapsed")).to_have_text(re.compile(r"1:02:\d\d"))
    expect(speaker.page.locator("#spent")).to_have_class("late")
    first = speaker.page.evaluate(began)
    speaker.page.locator("#buttons .reset").click()
    expect(speaker.page.locator("#elapsed")).to_have_text(re.compile(r"00:0\d"))
    assert speaker.page.evaluate(began) > first + 3_000_000


def test_the_speaker_says_whether_the_presentation_is_there_and_steers_without(
    present: Callable[..., Presenter], follow: Callable[..., Follower]
) -> None:
    show = present()
    speaker = show.open_speaker()
    told = speaker.page.locator("#main")
    expect(told).to_have_text(say("zh", "present.main_here"))
    follower = follow(show.link())
    follower.at(0)
    show.page.close()
    expect(told).to_have_text(say("zh", "present.main_gone"))
    speaker.page.keyboard.press("PageDown")
    speaker.at(1)
    follower.at(1)
    Presenter(AtlasPage(speaker.page.context.new_page(), show.app.origin), "zh", "&scene=6").at(5)
    expect(told).to_have_text(say("zh", "present.main_here"))
    speaker.at(5)
    follower.at(5)


OLD_WAY = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })"


@pytest.mark.parametrize("certified", [True, False])
def test_the_link_is_copied_and_shown_as_a_code(server: Server, new_page: Opener, *, certified: bool) -> None:
    app = new_page(server, SHARED_SCREEN, permissions=["clipboard-read", "clipboard-write"], **QUIET)
    if not certified:
        app.page.add_init_script(OLD_WAY)
    show = Presenter(app, "zh")
    link = show.link()
    show.point()
    show.bar.locator(".follow").click()
    until(show.page, lambda: show.share.locator(".code").evaluate("image => image.naturalWidth > 100"), "the code")
    show.share.locator(".copy").click()
    expect(show.share.locator(".note")).to_have_text(say("zh", "present.share_copied"))
    show.share.locator(".shut").click()
    expect(show.share).to_be_hidden()
    field = show.page.evaluate_handle("document.body.appendChild(document.createElement('textarea'))").as_element()
    assert field is not None
    field.evaluate("node => { node.style.cssText = 'position:fixed;z-index:2147483647'; node.focus(); }")
    show.page.keyboard.press("Control+v")
    assert field.input_value() == link


def test_a_follower_looks_around_and_rejoins(
    present: Callable[..., Presenter], follow: Callable[..., Follower]
) -> None:
    show = present()
    follower = follow(show.link())
    follower.at(0)
    follower.says("live")
    expect(follower.rejoin).to_be_hidden()
    follower.drag()
    follower.says("apart")
    own = still(follower.page, follower.frame)
    show.press("ArrowRight")
    expect(follower.title).to_have_text(STEPS[1]["title"]["zh"])
    assert still(follower.page, follower.frame) == own
    follower.rejoin.click()
    follower.at(1)
    follower.says("live")
    follower.frame().locator('.atlas-panel input[data-layer="cities"]').click()
    follower.says("apart")
    show.press("End")
    expect(follower.title).to_have_text(STEPS[LAST]["title"]["zh"])
    follower.rejoin.click()
    follower.at(LAST)
    expect(follower.rejoin).to_be_hidden()


def test_a_followers_language_theme_and_blank_screen(
    present: Callable[..., Presenter], follow: Callable[..., Follower]
) -> None:
    show = present()
    follower = follow(show.link(), "en")
    follower.at(0)
    assert follower.frame().evaluate("atlas.state().lang") == "en"
    follower.page.locator("#theme").click()
    assert follower.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert follower.frame().evaluate("document.documentElement.dataset.theme") == "dark"
    follower.page.reload()
    follower.ready()
    follower.at(0)
    assert follower.page.evaluate("document.documentElement.dataset.theme") == "dark"
    dark = follower.page.locator("#dark")
    show.press("b")
    expect(dark).to_be_visible()
    show.press("b", "ArrowRight")
    expect(dark).to_be_hidden()
    follower.at(1)
    show.press("b")
    follower.page.locator("#look").click()
    expect(dark).to_be_hidden()
    follower.says("apart")


def test_a_follower_comes_back_after_what_failed(
    present: Callable[..., Presenter], server: Server, new_page: Opener
) -> None:
    show = present()
    app = new_page(server, harmless=r"net::ERR_FAILED", **QUIET)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        path = route.request.url.partition("?")[0]
        if path in refused:
            route.fallback()
        else:
            refused.append(path)
            route.abort()

    app.page.route(re.compile(r"/atlas/(rooms|scene)"), refuse_once)
    follower = Follower(app, show.link(), "zh")
    follower.at(0)
    follower.says("live")
    assert len(refused) == 3
    show.press("ArrowRight")
    follower.at(1)


def test_the_room_ends_and_the_map_stays(present: Callable[..., Presenter], follow: Callable[..., Follower]) -> None:
    show = present(harmless=r" 410$|status of 410")
    link = show.link()
    follower = follow(link, harmless=r" 410$|status of 410")
    show.press("ArrowRight")
    follower.at(1)
    show.point()
    show.bar.locator(".follow").click()
    show.share.locator(".stop").click()
    expect(show.share.locator(".note")).to_have_text(say("zh", "present.share_over"))
    follower.says("over")
    expect(follower.rejoin).to_be_hidden()
    follower.drag()
    follower.says("over")
    assert follower.frame().evaluate("atlas.state().layers.cities.visible")
    assert show.page.evaluate("localStorage['atlas-room']") is None
    follower.page.reload()
    follower.says("over")
    show.share.locator(".shut").click()
    show.press("ArrowRight")
    show.at(2)
    assert show.link() != link


def test_who_leaves_is_told_to_followers_and_followed_again(
    present: Callable[..., Presenter], follow: Callable[..., Follower]
) -> None:
    show = present()
    follower = follow(show.link())
    follower.at(0)
    show.press("Escape")
    expect(show.stage).not_to_be_attached()
    follower.says("left")
    again = Presenter(show.app, "zh", "&scene=2")
    follower.at(1)
    follower.says("live")
    again.page.close(run_before_unload=False)
    follower.says("left")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_link_is_told_in_a_sentence(
    server: Server, new_page: Opener, follow: Callable[..., Follower], lang: str
) -> None:
    for token in ("A" * 43, "x", "%7B%7B7*7%7D%7D"):
        follower = follow(f"{server.origin}/atlas/follow/{token}", lang, harmless=r" 404$|status of 404")
        follower.says("unknown")
        assert follower.frame().evaluate("atlas.state().layers.cities.visible")


STEER = """async ([path, secret, method]) => {
  const headers = { "content-type": "application/json" };
  if (secret) headers.authorization = "Bearer " + secret;
  const place = { storyboard: "ten-projects", scene: 9, permalink: "/zones", seq: 999999 };
  return (await fetch(path, { method, headers, body: JSON.stringify(place) })).status;
}"""


def test_nobody_but_the_presenter_steers(present: Callable[..., Presenter], follow: Callable[..., Follower]) -> None:
    show = present()
    link = show.link()
    follower = follow(link, harmless=r" 403$|status of 403")
    follower.at(0)
    token = link.rpartition("/")[2]
    path = f"/atlas/rooms/{token}"
    stored = follower.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.body.innerHTML])")
    secret = json.loads(show.page.evaluate("localStorage['atlas-room']"))["steer"]
    assert secret not in stored
    for wrong in ("", token, secret[:-1], secret + "x", "A" * 43):
        for method in ("PUT", "DELETE"):
            assert follower.page.evaluate(STEER, [path, wrong, method]) == 403
    show.press("ArrowRight")
    follower.at(1)
    assert show.page.evaluate(STEER, [path, secret, "PUT"]) == 200


def test_a_later_turn_from_elsewhere_is_taken_over(
    present: Callable[..., Presenter], follow: Callable[..., Follower]
) -> None:
    show = present(harmless=r" 409$|status of 409")
    link = show.link()
    follower = follow(link)
    secret = json.loads(show.page.evaluate("localStorage['atlas-room']"))["steer"]
    assert show.page.evaluate(STEER, [f"/atlas/rooms/{link.rpartition('/')[2]}", secret, "PUT"]) == 200
    show.press("ArrowRight")
    show.at(9)
    show.press("ArrowRight")
    show.at(10)
    follower.at(10)


GONE = r"net::ERR|WebSocket|Client Error in reaching server|server is not responding"


def test_it_goes_on_when_the_server_has_gone(new_page: Opener, tmp_path: Path) -> None:
    with serving(ROOT, tmp_path / "log") as server:
        show = Presenter(new_page(server, SHARED_SCREEN, harmless=GONE, **QUIET), "zh")
        speaker = show.open_speaker()
        speaker.at(0)
        follower = Follower(new_page(server, harmless=GONE, **QUIET), show.link(), "zh")
        follower.at(0)
    for index in range(1, 4):
        show.press("PageDown")
        show.at(index)
        speaker.at(index)
    speaker.page.keyboard.press("Home")
    show.at(0)
    follower.says("away")
    show.point()
    show.bar.locator(".follow").click()
    show.share.locator(".stop").click()
    expect(show.share.locator(".note")).to_have_text(say("zh", "present.share_away"))


EMPTY = "document.querySelector('.leaflet-map-pane').style.visibility = {wanted}"
SMALL = (640, 360)
FREE = (0, 0, 440, 250)
"""Of a small frame the part that neither caption nor legend covers."""
LEAST = 0.5
"""The share of the free part that must differ from the bare ground for a frame to show a map."""


def drawn(frame: Image.Image, ground: Image.Image) -> float:
    """The share of the free part in which a frame is not as it is without a map."""
    pictures = [picture.convert("RGB").crop(FREE) for picture in (frame, ground)]
    difference = ImageChops.difference(*pictures).convert("L").point(lambda value: 255 if value > 2 else 0)
    return difference.histogram()[255] / (difference.width * difference.height)


class Camera:
    """The frames that the browser composes, as it composes them."""

    def __init__(self, page: Page) -> None:
        self.frames: list[Image.Image] = []
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.on("Page.screencastFrame", self._take)

    def _take(self, event: dict[str, Any]) -> None:
        self.session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        self.frames.append(Image.open(io.BytesIO(base64.b64decode(event["data"]))))

    def __enter__(self) -> Self:
        self.session.send(
            "Page.startScreencast", {"format": "png", "maxWidth": SMALL[0], "maxHeight": SMALL[1], "everyNthFrame": 1}
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.session.send("Page.stopScreencast")


def picture(page: Page) -> Image.Image:
    """The page as it is now, small."""
    return Image.open(io.BytesIO(page.screenshot())).resize(SMALL)


def test_no_frame_without_a_map(present: Callable[..., Presenter]) -> None:
    show = present(reduced_motion="no-preference")
    still(show.page, show.frame)
    show.js(EMPTY.format(wanted="'hidden'"))
    ground = picture(show.page)
    show.js(EMPTY.format(wanted="''"))
    until(show.page, lambda: drawn(picture(show.page), ground) > LEAST, "the map again")
    with Camera(show.page) as camera:
        for index in range(1, 11):
            show.press("ArrowRight")
            show.at(index)
            still(show.page, show.frame)
        shares = [drawn(frame, ground) for frame in camera.frames]
        count = len(camera.frames)
        show.js(EMPTY.format(wanted="'hidden'"))
        until(
            show.page, lambda: len(camera.frames) > count and drawn(camera.frames[-1], ground) < LEAST, "a bare frame"
        )
    assert len(shares) > 30
    assert min(shares) > LEAST, [round(share, 2) for share in shares]


def test_neither_quick_keys_nor_a_drag_leave_a_flight_half_way(present: Callable[..., Presenter]) -> None:
    show = present(reduced_motion="no-preference")
    show.press("End")
    show.at(LAST)
    still(show.page, show.frame)
    show.press("7", "Enter")
    show.at(6)
    wanted = still(show.page, show.frame)
    show.press("Home")
    show.at(0)
    still(show.page, show.frame)
    show.press(*["PageDown"] * 6)
    show.at(6)
    assert show.js("AtlasMap.map.getPane('atlas-labels').style.visibility") == "hidden"
    show.page.mouse.move(960, 400)
    show.page.mouse.down()
    show.page.mouse.move(900, 360, steps=3)
    show.page.mouse.up()
    assert still(show.page, show.frame) == wanted
    assert show.js("AtlasMap.map.dragging.enabled()")


@pytest.mark.parametrize(("motion", "flies"), [("reduce", False), ("no-preference", True)])
def test_the_map_flies_unless_the_system_asks_for_stillness(
    present: Callable[..., Presenter], motion: str, *, flies: bool
) -> None:
    show = present(reduced_motion=motion)
    show.js("() => { window.moves = 0; AtlasMap.map.on('move', () => { window.moves += 1; }); }")
    show.press("ArrowRight")
    show.at(1)
    still(show.page, show.frame)
    assert (show.js("window.moves") > 1) is flies
