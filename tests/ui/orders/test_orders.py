"""A click on a format is answered with a file, whatever is clicked meanwhile."""

from __future__ import annotations

from threading import Event

import pytest

from layers.errors import ExportError
from maps.export.renderers import Progress
from ui.orders.orders import Desk, Order


def order(name: str) -> Order:
    return Order(name, f"map.{name}", "text/plain", lambda _: name.encode())


def fulfil(desk: Desk) -> None:
    """As a run does that nobody ends."""
    if work := desk.begin():
        work.exception()
        desk.deliver(work)


def data(desk: Desk) -> tuple[list[bytes], list[bytes]]:
    """What is shown, and what is there for the browser alone."""
    return [parcel.data for parcel in desk.made], [parcel.data for parcel in desk.earlier]


def test_a_file_stays_until_the_files_after_it_are_made() -> None:
    desk = Desk()
    for name in ("pdf", "svg"):
        desk.take(order(name))
        fulfil(desk)
    assert data(desk) == ([b"pdf", b"svg"], []), "nobody has been shown the first, so it stays with the second"
    desk.handed = {parcel.token for parcel in desk.made}
    desk.take(order("png"))
    assert data(desk) == ([], [b"pdf", b"svg"]), "the browser may not have heard of what was shown"
    fulfil(desk)
    desk.handed = {parcel.token for parcel in desk.made}
    desk.take(order("html"))
    assert data(desk) == ([], [b"png"])


def test_runs_that_are_ended_wait_for_one_file() -> None:
    made, go = [], Event()

    def slow(progress: Progress) -> bytes:
        made.append("begun")
        progress(1, 3)
        go.wait(10)
        return b"slow"

    desk = Desk()
    desk.take(Order("pdf", "map.pdf", "text/plain", slow))
    desk.take(order("svg"))
    first, again = desk.begin(), desk.begin()
    assert first is again
    go.set()
    fulfil(desk)
    assert (made, desk.far, data(desk)[0]) == (["begun"], (1, 3), [b"slow"])
    fulfil(desk)
    assert data(desk)[0] == [b"slow", b"svg"]
    assert desk.waiting == []


def test_a_file_is_delivered_once_though_two_runs_wait_for_it() -> None:
    desk = Desk()
    for name in ("pdf", "svg"):
        desk.take(order(name))
    work = desk.begin()
    assert work
    work.exception()
    for _ in range(2):
        desk.deliver(work)
    assert data(desk)[0] == [b"pdf"]
    assert [order.name for order in desk.waiting] == ["map.svg"]


@pytest.mark.parametrize(
    "asked", [None, "a", [1], [["a"]], [["a", 2]], [["a", "unknown"]], {"a": "order_pdf"}, [["a", "order_pdf", "c"]]]
)
def test_what_is_no_click_asks_for_nothing(asked: object) -> None:
    desk = Desk(buttons={"order_pdf": lambda: None})
    assert desk.hear(asked) == []


def test_a_click_is_heard_once_however_often_it_is_told() -> None:
    clicks: list[str] = []
    desk = Desk(buttons={"order_pdf": lambda: clicks.append("pdf"), "order_svg": lambda: clicks.append("svg")})
    for asked in (
        [["a", "order_pdf"]],
        [["a", "order_pdf"], ["b", "order_svg"]],
        [["a", "order_pdf"]],
        [["c", "order_pdf"]],
    ):
        for act in desk.hear(asked):
            act()
    assert clicks == ["pdf", "svg", "pdf"]
    assert desk.heard == ["a", "b", "c"]
    assert desk.hear([[str(number), "order_svg"] for number in range(1000)])
    assert len(desk.heard) < 100, "what is told with every run stays small"


def test_a_click_waits_for_its_button_until_the_page_is_drawn() -> None:
    clicks: list[str] = []
    desk, asked = Desk(), [["a", "order_pdf"], ["b", "order_gone"]]
    assert desk.hear(asked) == []
    desk.buttons["order_pdf"] = lambda: clicks.append("pdf")
    for act in desk.hear(asked):
        act()
    assert (clicks, desk.faults) == (["pdf"], []), "the other button may come yet"
    assert desk.hear(asked, drawn=True) == []
    assert [fault.code for fault in desk.faults] == ["page_changed"]
    assert desk.heard == ["a", "b"]


def test_what_cannot_be_made_is_told_and_what_waits_behind_it_is_made() -> None:
    def refused(_: Progress) -> bytes:
        raise ExportError("no_font", package="p", file="f")

    def broken(_: Progress) -> bytes:
        raise ZeroDivisionError

    desk = Desk()
    for make in (refused, broken):
        desk.take(Order("pdf", "map.pdf", "text/plain", make))
    desk.take(order("svg"))
    fulfil(desk)
    assert [fault.code for fault in desk.faults] == ["no_font"]
    fulfil(desk)
    assert [fault.code for fault in desk.faults] == ["no_font", "unforeseen"]
    fulfil(desk)
    assert desk.begin() is None
    assert (data(desk)[0], desk.waiting) == ([b"svg"], [])
