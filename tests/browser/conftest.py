"""One browser for all browser tests; a visitor who remembers nothing for each, watched to its end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.drive import DESKTOP, WAIT_S, AtlasPage, launched
from tests.browser.serve import Server
from tests.browser.visitors import Visitor, Visitors

Opener = Callable[..., AtlasPage]
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser, and is asked once more before it counts as failed (decision 14)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium."""
    expect.set_options(timeout=WAIT_S * 1000)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def visitors(browser: Browser) -> Visitors:
    """Whom the tests send, one after another."""
    return Visitors(browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether a test failed: its pages are for nobody else."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def new_page(visitors: Visitors, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Send a visitor of one's own to any server; at the end nothing may have gone wrong on the visit."""
    sent: list[Visitor] = []

    def make(server: Server, size: tuple[int, int] = DESKTOP, harmless: str = r"(?!)", **options: Any) -> AtlasPage:
        sent.append(visitors.send(size, options))
        return sent[-1].visit(server.origin, harmless)

    yield make
    faults = [visitor.watch.faults() for visitor in sent if visitor.watch.faults()]
    for visitor in sent:
        visitors.back(visitor, sound=not faults and not request.node.stash.get(FAILED, False))
    assert faults == []


@pytest.fixture
def app(server: Server, new_page: Opener) -> AtlasPage:
    """A page of the repository's own server, at the size of a laptop."""
    return new_page(server)
