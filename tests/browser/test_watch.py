"""That a visit is watched: nothing leaves this machine unseen, and a visitor remembers nothing of the visit before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.drive import DESKTOP
from tests.browser.serve import Server
from tests.browser.visitors import MOST_VISITS, MOST_WAITING, Visitors

ASK = "async (address) => { try { await fetch(address); return 'there'; } catch { return 'refused'; } }"
LEFT = """() => {
  localStorage.left = sessionStorage.left = document.cookie = 'left=1';
  open('/atlas/health');
}"""
DARK = "(prefers-color-scheme: dark)"
FOUND = f"() => [localStorage.left, sessionStorage.left, document.cookie, innerWidth, matchMedia('{DARK}').matches]"
NOTHING = [None, None, "", DESKTOP[0], False]


@pytest.mark.parametrize(
    "outside", ["http://example.org/", "https://tile.example.org/1.png", "http://127.0.0.2:65000/"]
)
def test_what_is_asked_outside_is_refused_and_counted(server: Server, browser: Browser, outside: str) -> None:
    visitor = Visitors(browser).send(DESKTOP, {})
    page = visitor.visit(server.origin, r"(?!)").page
    page.goto(f"{server.origin}/atlas/health")
    assert page.evaluate(ASK, "/atlas/health") == "there"
    assert visitor.watch.faults() == {}
    assert page.evaluate(ASK, outside) == "refused"
    assert visitor.watch.faults()["outside"] == [outside]
    assert "ERR_NAME_NOT_RESOLVED" in visitor.watch.failed[0], "not even looked for"
    visitor.context.close()


def test_a_visitor_who_comes_again_has_forgotten_everything(server: Server, browser: Browser) -> None:
    visitors = Visitors(browser)
    visitor = visitors.send(DESKTOP, {})
    for _ in range(2):
        page = visitor.visit(server.origin, r"(?!)").page
        page.goto(f"{server.origin}/atlas/health")
        assert page.evaluate(FOUND) == NOTHING
        assert len(page.context.pages) == 1
        with page.context.expect_page():
            page.evaluate(LEFT)
        page.set_viewport_size({"width": 500, "height": 500})
        page.emulate_media(color_scheme="dark")
        assert not {*page.evaluate(FOUND)} & {None, "", DESKTOP[0], False}
        visitors.back(visitor, sound=True)
        assert visitors.send(DESKTOP, {}) is visitor
    visitor.context.close()


def test_who_had_a_fault_or_is_special_or_came_often_is_not_sent_again(server: Server, browser: Browser) -> None:
    visitors = Visitors(browser)
    marked = visitors.send(DESKTOP, {})
    marked.page.add_init_script("window.marked = true")
    visitors.back(marked, sound=True)
    assert visitors.waiting == []
    for options, sound, visits in (({}, False, 0), ({"offline": True}, True, 0), ({}, True, MOST_VISITS)):
        visitor = visitors.send(DESKTOP, options)
        visitor.visits = visits
        visitors.back(visitor, sound=sound)
        assert visitors.waiting == []
    sent = [visitors.send(DESKTOP, {}) for _ in range(MOST_WAITING + 1)]
    for visitor in sent:
        visitor.visit(server.origin, r"(?!)")
        visitors.back(visitor, sound=True)
    assert visitors.waiting == sent[1:]
    for visitor in sent[1:]:
        visitor.context.close()
