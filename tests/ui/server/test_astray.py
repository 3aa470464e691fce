"""Addresses below a page's: the start page says that they are none; what is Streamlit's is left to it."""

from __future__ import annotations

import pytest

from tests.ui.server.test_server import ask

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "query", "leads"),
    [
        ("/nowhere/deep/er", b"lang=en", "/?page=nowhere%2Fdeep%2Fer&lang=en"),
        ("/report/x", b"lang=%3Cb%3E", "/?page=report%2Fx"),
        ("/report/", b"clause=2.4.3", "/report?clause=2.4.3"),
        ("/a/" + "b" * 90, b"", "/?page=a%2F" + "b" * 38),
    ],
)
def test_who_goes_astray_is_led_to_the_start(path: str, query: bytes, leads: str) -> None:
    answer = ask(path, query=query, accept=BROWSER)
    assert (answer.status, answer.headers["location"]) == (307, leads)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/health",
        "/report/_stcore/health",
        "/static/js/x.js",
        "/media/abc",
        "/component/x/index.html",
        "/a/b.css",
    ],
)
def test_what_is_streamlits_is_left_to_it(path: str) -> None:
    assert ask(path, accept=BROWSER).status == 404


def test_what_is_no_navigation_is_left_alone() -> None:
    assert ask("/nowhere/deep", accept="*/*").status == 404
    assert ask("/nowhere/deep").status == 404
