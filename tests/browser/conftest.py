"""One server and one browser for all browser tests; a fresh context for each, watched to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.drive import DESKTOP, WAIT_S, AtlasPage, launched
from tests.browser.serve import ROOT, Server, serving
from tests.browser.watch import Watch

Opener = Callable[..., AtlasPage]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser, and is asked once more before it counts as failed (decision 14)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The repository as it is, served."""
    with serving(ROOT, tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium."""
    expect.set_options(timeout=WAIT_S * 1000)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Opener]:
    """Make a page in a context of its own on any server; at the end nothing may have gone wrong in it."""
    watches: list[Watch] = []
    with ExitStack() as stack:

        def make(server: Server, size: tuple[int, int] = DESKTOP, harmless: str = r"(?!)", **options: Any) -> AtlasPage:
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **options)
            stack.callback(context.close)
            context.set_default_timeout(WAIT_S * 1000)
            watches.append(Watch(server.origin, harmless))
            watches[-1].attach(context)
            return AtlasPage(context.new_page(), server.origin)

        yield make
        assert [watch.faults() for watch in watches if watch.faults()] == []


@pytest.fixture
def app(server: Server, new_page: Opener) -> AtlasPage:
    """A page of the repository's own server, at the size of a laptop."""
    return new_page(server)
