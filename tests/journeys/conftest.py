"""A reader at a browser of their own: clicks words, gives and takes files, looks at the map. One server, one Chromium.

A journey asks for what the person gets: words on the screen, what is drawn, what stands in a file, what comes back.
Of the map it asks what its bridge says (docs/bridge.md), nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from maps.scene.pages import pages
from tests.browser.conftest import (  # noqa: F401  # fixtures, and the hook by which they know of a failure
    Opener,
    browser,
    new_page,
    pytest_runtest_makereport,
    visitors,
)
from tests.browser.drive import DESKTOP, AtlasPage, until
from tests.browser.serve import Server
from text import say

SLOW_MS = 120_000
"""A figure, a deck or a handout may take so long on a busy machine."""
PANEL_PX, FOOT_PX = 272, 96
VISIBLE = 24
"""Of 255 shades."""
LONGEST_END = 64
"""The bytes of the message that a run has ended; all other messages are longer or something else."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser, and is asked once more before it counts as failed (decision 14)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


class Reader(AtlasPage):
    """Somebody who reads the atlas in one language, in a session of their own."""

    def __init__(self, page: Page, origin: str, lang: str) -> None:
        super().__init__(page, origin)
        self.lang, self.ended = lang, 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        """Count the runs of the script that came to their end, and not those that another one replaced."""

        def heard(payload: str | bytes) -> None:
            if isinstance(payload, bytes) and len(payload) < LONGEST_END:
                message = ForwardMsg.FromString(payload)
                self.ended += message.WhichOneof("type") == "script_finished" and message.script_finished in (
                    ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                )  # fmt: skip

        socket.on("framereceived", heard)

    def say(self, key: str, **values: Any) -> str:
        """A text of the atlas in the reader's language."""
        return say(self.lang, key, **values)

    def title(self, page: str) -> str:
        """What a page is called in the reader's language."""
        return pages()[page].title(self.lang)

    def come(self, page: str = "overview") -> Reader:
        """Open a page by its address."""
        self.open(page, self.lang)
        return self

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is done inside asks the server; afterwards it has answered."""
        before = self.ended
        yield
        self.until(lambda: self.ended > before, "the server's answer")
        self.idle()

    def open_tab(self, key: str, **values: Any) -> None:
        """Open a tab of the side panel."""
        self.side.get_by_role("tab", name=self.say(key, **values), exact=True).click()

    def button(self, words: str) -> Locator:
        """A button of the side panel by its words."""
        return self.side.get_by_role("button", name=words, exact=True)

    def press(self, key: str) -> None:
        """Click a button of the side panel, and have the answer."""
        with self.answered():
            self.button(self.say(key)).click()

    def choose(self, key: str) -> None:
        """Choose one of a row of alternatives, and have the answer."""
        with self.answered():
            self.side.get_by_role("radio", name=self.say(key), exact=True).click()

    def field(self, key: str) -> Locator:
        """A field of the side panel by its label."""
        return self.side.get_by_label(self.say(key), exact=True)

    def give(self, key: str, name: str, data: bytes) -> None:
        """Hand a file to the upload field with that label, and have the answer."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        upload = self.side.locator('[data-testid="stFileUploader"]', has_text=self.say(key)).locator("input")
        with self.answered():
            upload.set_input_files(file)  # type: ignore[arg-type]  # a FilePayload

    def take(self, words: str) -> tuple[str, bytes]:
        """Click a download button: the file's name and bytes."""
        expect(self.button(words)).to_be_enabled(timeout=SLOW_MS)
        with self.page.expect_download(timeout=SLOW_MS) as waiting:
            self.button(words).click()
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    def find(self, text: str, feature: str) -> None:
        """Type into the search box, take the first hit, and see its details."""
        field = self.page.get_by_role("combobox", name=self.say("search.label"))
        field.click()
        field.press_sequentially(text)
        first = self.page.locator(".box [role=option]").first
        expect(first).to_have_attribute("data-id", feature)
        field.press("Enter")
        expect(self.details_of(feature)).to_be_visible()
        self.until(lambda: self.state()["selected"] == feature, "the map has it selected")
        self.idle()

    def on(self) -> set[str]:
        """The layers that the map shows."""
        return layers_on(self.state())

    def shown(self) -> dict[str, Any]:
        """What the map shows when it has come to rest: layers, selection, month, what stands out, where it looks."""
        self.settled()
        state = self.state()
        # Leaflet moves by whole px, which are 0.002 degrees here.
        view = {name: round(state["view"][name], 2) for name in ("lat", "lng", "zoom")}
        return {"layers": layers_on(state), "view": view, "focus": sorted(state["focus"] or ())} | {
            name: state[name] for name in ("selected", "date")
        }

    def month(self, words: str) -> None:
        """Click one of the words of the time control."""
        self.map_frame.locator(".atlas-timebar").get_by_role("button", name=words, exact=True).click()

    def picture(self) -> Image.Image:
        """The map as it is drawn now, without the layer panel at its left and the time control at its foot."""
        self.settled()
        whole = Image.open(BytesIO(self.iframe.screenshot())).convert("RGB")
        return whole.crop((PANEL_PX, 0, whole.width, whole.height - FOOT_PX))


def layers_on(state: dict[str, Any] | Any) -> set[str]:
    """The layers that a bridge's state says are shown."""
    return {ident for ident, layer in state["layers"].items() if layer["visible"]}


def differing(one: Image.Image, other: Image.Image, rough: int = 1) -> float:
    """The share in which two pictures differ visibly, by the pixel, or roughly by squares of some pixels.

    Two browsers may draw the same map a fraction of a pixel apart.
    """
    difference = ImageChops.difference(one.reduce(rough), other.reduce(rough)).convert("L")
    return difference.point(lambda value: value > VISIBLE and 255).histogram()[255] / (
        difference.width * difference.height
    )


Start = Callable[..., Reader]


@pytest.fixture
def reader(server: Server, new_page: Opener) -> Start:  # noqa: F811
    """Seat a reader at a fresh browser: a session of their own."""

    def start(lang: str = "zh", size: tuple[int, int] = DESKTOP, **options: Any) -> Reader:
        made = new_page(server, size, **options)
        return Reader(made.page, made.origin, lang)

    return start


@pytest.fixture
def open_file(new_page: Opener, tmp_path: Path) -> Callable[[str, bytes], Page]:  # noqa: F811
    """Open a file from a folder in a browser without any network; the file is all that it may ask for."""

    def opened(name: str, data: bytes) -> Page:
        path = tmp_path / name
        path.write_bytes(data)
        page = new_page(Server(tmp_path.as_uri(), 0, path), offline=True).page
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        until(page, lambda: page.evaluate("Boolean(window.atlas && window.atlas.ready)"), "the map is ready")
        assert [url for url in asked if not url.startswith("blob:")] == [path.as_uri()]  # a blob is its own memory
        return page

    return opened
