"""What the server does beside its readers: what they see first is loaded while it starts, the rest after the first map.

When all is there, the garbage collector is told to leave it alone: it would look through hundreds of thousands of
objects that live as long as the server, and hold up every reader for that time.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Event, Thread

from streamlit import file_util

from layers.atlas.atlas import current_atlas
from layers.report.figures import figures
from layers.search.search import index_of
from layers.search.spellings import syllables
from maps.scene.pages import PAGES
from maps.scene.scene import opening
from maps.web.document import current_document
from maps.words.summarise import describe
from maps.words.tabulate import own_first, tabulate
from text import LANGUAGES
from ui.server import assets, compressed, server
from ui.server.sockets import answer_at_once

PATIENCE_S = 20.0
"""How long the rest waits for a first reader."""
SETTLING_S = 4.0
"""How long a first reader's page has the server for itself after its map was sent."""
LATER = (
    "ui.export.composer",
    "ui.briefing.handout",
    "layers.report.extract",
    "maps.slides.slides",
    "matplotlib.backends.backend_pdf",
    "maps.datasets.workbook",
)
"""Modules with large libraries (matplotlib, pptx, docx, xlsxwriter), which no map needs."""
_CLIENT = re.compile(r'"\./(static/[^"]+\.(?:js|css))"')
_log = logging.getLogger(__name__)


def load_first() -> None:
    """What every first page is made of: data and map document, our styles and scripts, Streamlit's own, packed."""
    current_document()
    client = Path(file_util.get_static_dir())
    named = _CLIENT.findall((client / "index.html").read_text(encoding="utf-8"))
    for content in [*map(assets.content, assets.PARTS), *(compressed.content_of(client / name) for name in named)]:
        content.pack()


def load_rest() -> None:
    """What is asked for later: words and tables of the pages, the search, what draws on paper and reads files."""
    atlas = current_atlas()
    figures(atlas)
    for scene in (replace(opening(atlas, page), lang=lang) for page in PAGES for lang in LANGUAGES):
        describe(scene, atlas)
        tabulate(atlas, own_first(atlas, scene), scene.lang)
    index_of(atlas)
    syllables("杭州")
    for name in LATER:
        import_module(name)


def freeze() -> None:
    """Take everything that is there now out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()


def _work(stopped: Event) -> None:
    try:
        load_first()
        server.MAP_SENT.wait(PATIENCE_S)
        if not stopped.wait(SETTLING_S):
            load_rest()
            freeze()
    except Exception:  # noqa: BLE001  # whatever is wrong with the data, the first page says it to the reader
        _log.exception("not loaded beforehand")


@asynccontextmanager
async def warmed(_app: object) -> AsyncIterator[None]:
    """The server's life: loading goes on in a thread while it answers already, and does not outlive it."""
    answer_at_once()
    stopped = Event()
    Thread(target=_work, args=(stopped,), name="warming", daemon=True).start()
    try:
        yield
    finally:
        stopped.set()
        server.MAP_SENT.set()
