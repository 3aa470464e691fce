"""The presenter: a storyboard of one's own, made, saved, loaded again, presented, followed and handed out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Frame, Locator, Page, expect
from pptx import Presentation

from layers.atlas.atlas import current_atlas
from maps.scene.pages import pages
from maps.storyboard.file import builtin
from tests.browser.drive import until
from tests.journeys.conftest import Reader, Start, layers_on
from tests.maps.inks import pdf_texts
from text import say

TITLE = "塘栖:运河上的第一站"
LINE = "大运河在这里进城。"
NOTES = "先说运河,再说古镇。\n停一下,问问大家去过没有。"


class Briefing:
    """The briefing page before its reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.lang = reader, reader.lang
        self.scenes = reader.side.locator('.st-key-atlas_scenes [class*="st-key-scene_"]')
        self.fault = reader.side.locator(".atlas-fault")
        self.chosen = reader.side.get_by_role("combobox")

    def open(self, name: str) -> Briefing:
        """Open one of the tabs: edit, outputs."""
        self.reader.open_tab(f"briefing.{name}")
        return self

    def press(self, name: str) -> None:
        self.reader.press(f"briefing.{name}")

    def capture(self, count: int) -> None:
        """Come from a map, take it in as the last scene, and see it listed."""
        self.reader.go("briefing")
        if count > 1:
            expect(self.chosen).to_have_value(self.reader.say("briefing.own_named", number=""))
        self.press("capture")
        expect(self.scenes).to_have_count(count)
        self.reader.idle()

    def edit(self, place: int) -> None:
        """Take a scene in hand, counted from 1."""
        with self.reader.answered():
            self.button(place).click()
        expect(self.reader.field("briefing.title")).to_be_visible()

    def button(self, place: int) -> Locator:
        """The row of a scene, counted from 1."""
        return self.scenes.nth(place - 1).locator("button:visible").first

    def write(self, name: str, text: str) -> None:
        """Fill a field and leave it."""
        field = self.reader.field(f"briefing.{name}")
        with self.reader.answered():
            field.fill(text)
            field.press("Tab")

    def show(self, place: int) -> dict[str, Any]:
        """Click a scene, counted from 1, and see what the map then shows."""
        with self.reader.answered():
            self.button(place).click()
        return self.reader.shown()

    def save(self) -> tuple[str, bytes]:
        with self.reader.answered():
            return self.reader.take(self.reader.say("briefing.save"))

    def come(self) -> Briefing:
        """Open the page by its address."""
        self.reader.open(path=f"/briefing?lang={self.lang}")
        return self

    def load(self, name: str, data: bytes) -> None:
        self.reader.give("briefing.load", name, data)

    def present(self) -> Stage:
        self.reader.button(self.reader.say("briefing.present")).click()
        return Stage(self.reader.page)


class Stage:
    """A presentation over the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.iframe = page.locator("#atlas-stage iframe")
        inside = page.frame_locator("#atlas-stage iframe")
        self.title, self.line = inside.locator(".briefing-title"), inside.locator(".briefing-line")
        self.iframe.wait_for()
        until(page, lambda: self.ask("Boolean(window.atlas && atlas.ready && atlas.briefing())"), "the presentation")

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
    expect(briefing.scenes.nth(1)).to_contain_text(pages()["transport"].title("zh"))
    briefing.edit(3)
    briefing.write("title", TITLE)
    briefing.write("line", LINE)
    briefing.write("notes", NOTES)
    briefing.write("seconds", "45")
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
    later = Briefing(second).come()
    later.load(name, data)
    expect(later.scenes).to_have_count(3)
    expect(later.fault).to_have_count(0)
    expect(later.chosen).to_have_value(say("zh", "briefing.own_named", number=""))
    assert later.scenes.all_text_contents() == words
    assert [later.show(place) for place in (1, 2, 3)] == [maps[2], maps[0], maps[1]]
    assert later.save() == (name, data)

    stage = later.present()
    expect(stage.title).to_have_text(TITLE)
    expect(stage.line).to_have_text(LINE)
    for key, page in (("ArrowRight", "zones"), ("Space", "transport")):
        second.page.keyboard.press(key)
        expect(stage.title).to_have_text(pages()[page].title("zh"))
    until(second.page, lambda: stage.ask("atlas.state().date") == "2019-07", "the month of the third scene")
    assert layers_on(stage.ask("atlas.state()")) == maps[1]["layers"]
    second.page.keyboard.press("Escape")
    expect(stage.iframe).to_have_count(0)
    second.ready()
    expect(later.chosen).to_have_value(say("zh", "briefing.own_named", number=""))


BOARD = builtin(current_atlas())[0]
OVER = r" 410$|status of 410"
"""What a browser notes of a room that has ended."""


class Follower:
    """Somebody in the audience, in another language, on the follow link."""

    def __init__(self, reader: Reader, link: str) -> None:
        self.page, self.lang = reader.page, reader.lang
        self.title, self.status = self.page.locator("#title"), self.page.locator("#status")
        self.page.goto(link)
        self.page.locator(f'[data-lang="{self.lang}"]').click()

    def shown(self) -> dict[str, Any] | None:
        """What the follower's map shows; None as long as there is none."""
        frame = self.page.locator("#map").element_handle().content_frame()
        assert frame is not None
        return picked(frame.evaluate("window.atlas && atlas.ready ? atlas.state() : null"))


def picked(state: dict[str, Any] | None) -> dict[str, Any] | None:
    """What of a map's state a scene decides."""
    return state and {"layers": layers_on(state)} | {name: state[name] for name in ("selected", "date", "focus")}


def link_of(stage: Stage) -> str:
    """The follow link, from the bar that comes with the pointer."""
    share = bar(stage)
    link = share.locator(".link").input_value()
    stage.page.keyboard.press("Escape")
    expect(share).to_be_hidden()
    return str(link)


def bar(stage: Stage) -> Any:
    """Move the pointer, click the follow link, and see what it opens."""
    for x in (700, 720, 740):
        stage.page.mouse.move(x, 300)
    stage.page.locator("#atlas-stage .bar .follow").click()
    share = stage.page.locator("#atlas-stage .share")
    expect(share.locator(".link, .note").first).to_be_visible()
    expect(share.locator(".link")).to_be_visible()
    return share


def test_a_briefing_with_notes_for_the_speaker_and_a_follower_in_another_language(reader: Start) -> None:
    presenter = reader("zh", reduced_motion="reduce", harmless=OVER)
    briefing = Briefing(presenter).come()
    expect(briefing.chosen).to_have_value(BOARD.title_zh)
    stage = briefing.present()
    with presenter.page.context.expect_page() as found:
        presenter.page.keyboard.press("s")
    speaker = found.value
    follower = Follower(reader("en", reduced_motion="reduce", harmless=OVER), link_of(stage))

    def at(place: int) -> None:
        """Everybody is at a scene, counted from 0, each with what is for them."""
        step = BOARD.scenes[place]
        expect(stage.title).to_have_text(step.title_zh)
        expect(speaker.locator("#notes")).to_have_text(step.notes_zh.strip())
        expect(speaker.locator("#next .title")).to_have_text(BOARD.scenes[place + 1].title_zh)
        expect(follower.title).to_have_text(step.title_en)
        until(follower.page, lambda: follower.shown() == picked(stage.ask("atlas.state()")), "the same map")

    at(0)
    presenter.page.keyboard.press("ArrowRight")
    at(1)
    speaker.keyboard.press("PageDown")
    at(2)
    share = bar(stage)
    share.locator(".stop").click()
    expect(share.locator(".note")).to_have_text(say("zh", "present.share_over"))
    expect(follower.status).to_have_text(say("en", "present.follower.over"))
    share.locator(".shut").click()
    presenter.page.keyboard.press("Escape")
    expect(stage.iframe).to_have_count(0)
    presenter.ready()
    presenter.go("overview")
    expect(presenter.heading).to_have_text(pages()["overview"].title("zh"))


OURS = f"""version = 1
id = "ours"
title_zh = "两幕"
title_en = "Two scenes"

[[scenes]]
title_zh = "{TITLE}"
title_en = "Tangqi"
line_zh = "{LINE}"
notes_zh = "先说运河,再说古镇。"
page = "名城古镇"
selected = "塘栖"

[[scenes]]
title_zh = "三个先行区"
title_en = "Three pilot zones"
notes_zh = "一个一个指出来。"
page = "先行区"
"""


def test_handouts_of_ones_own_storyboard(reader: Start, open_file: Callable[[str, bytes], Page]) -> None:
    presenter = reader("zh")
    briefing = Briefing(presenter).come()
    briefing.load("ours.toml", OURS.encode())
    expect(briefing.scenes).to_have_count(2)
    briefing.open("outputs")
    files = {}
    for kind in ("pptx", "pdf", "html"):
        name, files[kind] = presenter.take(say("zh", f"briefing.make_{kind}"))
        assert name == f"ours-zh.{kind}"
    _cover, *slides = Presentation(BytesIO(files["pptx"])).slides
    assert [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title] == [TITLE, "三个先行区"]
    notes = [slide.notes_slide.notes_text_frame for slide in slides]
    assert [frame.text for frame in notes if frame] == ["先说运河,再说古镇。", "一个一个指出来。"]
    _first, *pages = pdf_texts(files["pdf"])
    assert [TITLE in pages[0], "先说运河" in pages[0], "三个先行区" in pages[1], "指出来" in pages[1]] == [True] * 4
    page = open_file("ours.html", files["html"])
    expect(page.locator(".briefing-title")).to_have_text(TITLE)
    assert page.evaluate("atlas.state().selected") == "place-tangqi"
    page.keyboard.press("ArrowRight")
    expect(page.locator(".briefing-title")).to_have_text("三个先行区")
    assert "zones" in layers_on(page.evaluate("atlas.state()"))


WRONG = """version = 1
id = "wrong"
[[scenes]]
title_zh = "去哪里"
fit = ["没有这个地方"]
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_storyboard_that_is_refused_says_why_and_a_mended_one_is_taken(reader: Start, lang: str) -> None:
    presenter = reader(lang)
    briefing = Briefing(presenter).come()
    expect(briefing.scenes).to_have_count(len(BOARD.scenes))
    briefing.load("wrong.toml", WRONG.encode())
    for code, detail in (("no_title", ""), ("unknown_feature", "没有这个地方")):
        expect(briefing.fault).to_contain_text(
            say(lang, f"fault.storyboard.{code}", where="", detail=detail).lstrip(": ")
        )
    briefing.load("picture.toml", b"\x89PNG\xff")
    expect(briefing.fault).to_contain_text(say(lang, "fault.storyboard.not_utf8"))
    briefing.load("notes.txt", "这里没有故事板".encode())
    expect(briefing.fault).to_contain_text(say(lang, "fault.storyboard.not_loaded", name="notes.txt"))
    expect(briefing.fault).to_contain_text(say(lang, "fault.storyboard.not_toml", line=1))
    expect(briefing.scenes).to_have_count(len(BOARD.scenes))
    expect(presenter.button(say(lang, "briefing.capture"))).to_be_visible()
    for _ in range(2):
        briefing.load("ours.toml", OURS.encode())
        expect(briefing.fault).to_have_count(0)
        expect(briefing.scenes).to_have_count(2)
        briefing.edit(2)
        briefing.press("remove")
        expect(briefing.scenes).to_have_count(1)
        briefing.press("remove")
        expect(briefing.scenes).to_have_count(len(BOARD.scenes))


def test_a_storyboard_of_two_scenes_is_saved_and_loaded_as_the_same(reader: Start) -> None:
    """The case "save and load": in one session, from the first map to the same storyboard."""
    maker = reader("zh")
    maker.come("transport")
    briefing = Briefing(maker)
    briefing.capture(1)
    maker.go("zones")
    briefing.capture(2)
    name, data = briefing.save()
    words = briefing.scenes.all_text_contents()
    briefing.press("remove")
    expect(briefing.scenes).to_have_count(1)
    briefing.load(name, data)
    expect(briefing.fault).to_have_count(0)
    expect(briefing.scenes).to_have_count(2)
    assert briefing.scenes.all_text_contents() == words
    assert briefing.save() == (name, data)


def drag(briefing: Briefing, place: int, before: int) -> None:
    """Drag a scene with the mouse to before another one, both counted from 1."""
    boxes = [briefing.button(each).bounding_box() for each in (place, before)]
    (x, y), (_, to) = [(box["x"] + 60, box["y"] + box["height"] / 2) for box in boxes if box]
    mouse = briefing.reader.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, (y + to) / 2, steps=3)
    mouse.move(x, to - 14, steps=3)
    with briefing.reader.answered():
        mouse.up()


def lists(briefing: Briefing, *titles: str) -> None:
    """See the scenes under these titles, in their order."""
    expect(briefing.scenes).to_have_text([f"{number} {title}" for number, title in enumerate(titles, start=1)])


def test_scenes_are_ordered_named_and_taken_back_and_outlast_a_reload(reader: Start) -> None:
    maker = reader("zh")
    asked: list[str] = []

    maker.page.on("dialog", lambda dialog: asked.append(dialog.type))  # whoever watches the page answers it
    briefing, maps = three_maps(maker)
    zones, transport, places = (pages()[page].title("zh") for page in ("zones", "transport", "places"))
    lists(briefing, zones, transport, places)
    picture = briefing.button(2).evaluate("node => getComputedStyle(node, '::before').backgroundImage")
    drawn = maker.page.request.get(maker.origin + picture.split(maker.origin)[-1].rstrip('")'))
    assert (drawn.status, drawn.headers["content-type"]) == (200, "image/svg+xml")

    # The map follows the scene that is edited, and what is taken in comes below it.
    assert briefing.show(1) == maps[0]
    briefing.write("title", TITLE)
    briefing.press("capture")
    lists(briefing, TITLE, zones, transport, places)

    drag(briefing, 4, 1)
    lists(briefing, places, TITLE, zones, transport)
    briefing.button(1).focus()
    with maker.answered():
        maker.page.keyboard.press("Alt+ArrowDown")
    lists(briefing, TITLE, places, zones, transport)
    expect(briefing.button(2)).to_be_focused()
    for _ in range(2):
        with maker.answered():
            maker.page.keyboard.press("Control+z")
    lists(briefing, TITLE, zones, transport, places)

    with maker.answered():
        maker.field("briefing.name").fill("两江会")
        maker.field("briefing.name").press("Tab")
    briefing.press("copy")
    copied = say("zh", "briefing.copy_of", title="两江会", number="")
    expect(briefing.chosen).to_have_value(copied)
    assert asked == []
    maker.page.reload()
    maker.ready()
    assert asked == ["beforeunload"]
    expect(briefing.chosen).to_have_value(copied)
    lists(briefing, TITLE, zones, transport, places)
    briefing.press("drop")
    expect(briefing.chosen).to_have_value("两江会")
    briefing.save()
    maker.page.reload()
    maker.ready()
    expect(briefing.chosen).to_have_value("两江会")
    assert asked == ["beforeunload"], "what a file holds may be left"


def test_what_stands_in_the_browser_is_checked_before_it_is_shown(reader: Start) -> None:
    maker = reader("en")
    maker.come("briefing")
    hostile = '{"version": 1, "boards": [{"text": "title_zh = \'<img src=x onerror=alert(1)>\'"}, 7], "place": -4}'
    maker.page.evaluate("text => localStorage.setItem('atlas-own-storyboards', text)", hostile)
    briefing = Briefing(maker).come()
    expect(briefing.fault.locator("p").first).to_have_text(say("en", "fault.storyboard.not_restored"))
    expect(briefing.scenes).to_have_count(len(BOARD.scenes))
    kept = "JSON.parse(localStorage.getItem('atlas-own-storyboards')).boards.map(({text}) => text)"
    briefing.press("copy")
    maker.until(lambda: len(maker.page.evaluate(kept)) == 2, "one's own storyboard beside the one that cannot be read")
    assert any("onerror" in text for text in maker.page.evaluate(kept)), "it is not erased by what is made next"
    maker.button(say("en", "briefing.drop_unread")).click()
    maker.until(lambda: len(maker.page.evaluate(kept)) == 1, "it is thrown away")
    maker.page.evaluate("localStorage.setItem('atlas-own-storyboards', '{not json')")
    Briefing(maker).come()
    expect(briefing.fault).to_have_count(0)


IN_HAND = (
    "[...document.querySelectorAll('path')].filter((path) => Number(path.getAttribute('fill-opacity')) === 0.6).length"
)


def test_nothing_stands_under_a_pointer_that_rests_while_presenting(reader: Start) -> None:
    presenter = reader("zh", reduced_motion="reduce")
    stage = Briefing(presenter).come().present()
    tip = presenter.page.frame_locator("#atlas-stage iframe").locator(".atlas-tip")
    for _ in range(3):
        box = stage.iframe.bounding_box()
        assert box is not None
        for step in range(4):  # over the middle of the circle, where something lies in every scene
            presenter.page.mouse.move(box["width"] / 2 + step, box["height"] / 2 - 40)
        stage.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        expect(tip).to_have_count(0)
        assert stage.ask(IN_HAND) == 0, "nor is anything filled as in hand"
        presenter.page.keyboard.press("ArrowRight")
