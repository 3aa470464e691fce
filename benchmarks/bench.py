"""What the measurements share, each started when it is first asked for and all ended together."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.floors import EMPTY, Layers, answering, leaflet, plain, shown
from benchmarks.peers import serving_peers
from benchmarks.watching import browsing
from layers.atlas.atlas import current_atlas
from maps.scene.pages import pages
from maps.web.document import current_document
from tests.browser.serve import ROOT, Server, serving

START_S = 240
"""A machine that is measured may be busy with something else."""


class Bench:
    """Servers, browser and data; `python` is that of the peers' environment, `turns` how often to measure."""

    def __init__(self, stack: ExitStack, python: str, turns: int, *, quick: bool) -> None:
        self._stack, self.python, self.turns, self.quick = stack, python, turns, quick
        self.remarks: dict[str, str] = {}
        """What a section has to say besides its rows."""

    @cached_property
    def folder(self) -> Path:
        """A folder that goes when the measuring ends."""
        return Path(self._stack.enter_context(tempfile.TemporaryDirectory()))

    @cached_property
    def playwright(self) -> Playwright:
        """The browser's driver."""
        return self._stack.enter_context(sync_playwright())

    @cached_property
    def browser(self) -> Browser:
        """The browser."""
        return self._stack.enter_context(browsing(self.playwright))

    @cached_property
    def layers(self) -> Layers:
        """The layers that the overview opens with, as GeoJSON."""
        return shown(current_atlas())

    @cached_property
    def empty_folder(self) -> Path:
        """A folder that holds the empty app and no settings."""
        folder = self.folder / "empty"
        folder.mkdir()
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        return folder

    @cached_property
    def empty(self) -> Server:
        """A Streamlit app of a title alone, as Streamlit comes."""
        log = self.folder / "empty.log"
        return self._stack.enter_context(
            serving(self.empty_folder, log, script="empty.py", health="/_stcore/health", start_s=START_S)
        )

    @cached_property
    def atlas(self) -> Server:
        """The atlas, as `make run` starts it."""
        return self._stack.enter_context(serving(ROOT, self.folder / "atlas.log", start_s=START_S))

    @cached_property
    def pages(self) -> str:
        """The address of plain Leaflet (`/plain`) and of the atlas's document by itself (`/alone`)."""
        plainly = plain(self.layers, leaflet())
        return self._stack.enter_context(answering({"/plain": plainly, "/alone": current_document().html}))

    @cached_property
    def opening(self) -> str:
        """What stands behind the # of the document to show the overview."""
        layers = pages()["overview"].layers
        return urlencode({"lang": "zh", "theme": "light", "layers": ",".join(layers)})

    @cached_property
    def peers(self) -> dict[str, str]:
        """The address of every peer, by its way."""
        folder = self.folder / "peers"
        folder.mkdir()
        return self._stack.enter_context(serving_peers(self.python, self.layers, leaflet(), folder))
