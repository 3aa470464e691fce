"""What a run of the script sends, as a client gets it that speaks its protocol, and what a first visit loads."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from playwright.sync_api import Browser
from websockets.asyncio.client import connect

from benchmarks.sessions import ACTS, OPTIONS, Answer, Counted, Session
from tests.browser.drive import AtlasPage
from tests.browser.serve import Server

MOST_BYTES = 15_000
TURN_BYTES = 22_000
"""Turning to a page of two tables, which have not been sent yet."""
FIRST_VISIT_BYTES = 2_000_000


async def _answers(origin: str) -> list[Answer]:
    async with connect(origin.replace("http", "ws", 1) + "/_stcore/stream", **OPTIONS) as connection:
        session = Session(cast("Counted", connection))
        await session.run()
        return [await session.act(act, turn) for turn in range(2) for act in ACTS]


def test_reruns_are_short_on_the_wire(server: Server) -> None:
    with ThreadPoolExecutor(1) as apart:  # the browser's driver may have the loop of this thread
        answers = apart.submit(asyncio.run, _answers(server.origin)).result()
    sizes = [(answer.act, answer.bytes) for answer in answers]
    assert all(size > 1000 for _, size in sizes), "a run did not come"
    assert sum(size for _, size in sizes) / len(sizes) <= MOST_BYTES, sizes
    assert all(size <= MOST_BYTES for act, size in sizes if act != "page"), sizes
    assert all(size <= TURN_BYTES for _, size in sizes), sizes


def test_a_first_visit_is_short_on_the_wire(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    app = AtlasPage(context.new_page(), server.origin)
    sizes: dict[str, int] = {}
    network = context.new_cdp_session(app.page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    app.open("overview", "zh")
    app.side.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    context.close()
    assert 500_000 < sum(sizes.values()) < FIRST_VISIT_BYTES, sizes


def test_no_highlighter_is_loaded(app: AtlasPage) -> None:
    loaded: list[str] = []
    app.page.on("request", lambda request: loaded.append(request.url))
    app.open("overview", "zh")
    app.tab(1)
    app.side.locator(".atlas-summary").wait_for()
    assert not [url for url in loaded if "Highlighter" in url]
    assert [url for url in loaded if "/atlas/asset/" in url]
