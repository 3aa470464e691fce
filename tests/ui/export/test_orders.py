"""A click on a format is answered with a file, whatever is clicked meanwhile."""

from __future__ import annotations

from ui.export.orders import Desk, Order


def order(name: str) -> Order:
    return Order(name, f"map.{name}", "text/plain", lambda _: name.encode())


def nothing(_: int, __: int) -> None:
    """Nobody looks how far it is."""


def test_a_file_that_was_made_and_not_yet_handed_over_stays_when_another_is_asked_for() -> None:
    desk = Desk()
    desk.take(order("pdf"))
    desk.fulfil(nothing)
    desk.take(order("svg"))
    desk.fulfil(nothing)
    assert [parcel.data for parcel in desk.made] == [b"pdf", b"svg"]
    desk.handed = {parcel.token for parcel in desk.made}
    desk.take(order("png"))
    assert desk.made == []
    desk.fulfil(nothing)
    assert [parcel.data for parcel in desk.made] == [b"png"]
