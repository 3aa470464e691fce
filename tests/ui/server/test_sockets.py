"""Connections that do not wait before they send."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from socket import AF_INET, IPPROTO_TCP, SOCK_STREAM, TCP_NODELAY, create_connection, socket

import pytest

from ui.frame.warming import warmed
from ui.server.sockets import answer_at_once


@pytest.fixture
def listening() -> Iterator[socket]:
    """A socket as Streamlit binds it: of no protocol that is named."""
    with socket(AF_INET, SOCK_STREAM) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        yield bound


def sends_at_once(listening: socket) -> bool:
    """Whether the server's side of a new connection sends without waiting."""
    with ExitStack() as stack:
        stack.enter_context(create_connection(listening.getsockname()))
        accepted, _ = listening.accept()
        return bool(stack.enter_context(accepted).getsockopt(IPPROTO_TCP, TCP_NODELAY))


def test_a_connection_waits_until_the_server_says_that_it_need_not(listening: socket) -> None:
    assert not sends_at_once(listening)
    assert answer_at_once() >= 1
    assert sends_at_once(listening)


def test_a_socket_that_connects_or_is_shut_is_left_alone(listening: socket) -> None:
    with create_connection(listening.getsockname()) as client, socket() as idle:
        shut = socket()
        shut.close()
        answer_at_once()
        assert [one.getsockopt(IPPROTO_TCP, TCP_NODELAY) for one in (client, idle)] == [0, 0]


def test_a_socket_that_refuses_keeps_nobody_from_starting(listening: socket, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> bool:
        raise OSError(92, "Protocol not available")

    monkeypatch.setattr("ui.server.sockets._listens", refuse)
    assert answer_at_once() == 0
    assert not sends_at_once(listening)


def test_the_servers_life_begins_with_it(listening: socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.frame.warming._work", lambda _stopped: None)

    async def lived() -> bool:
        async with warmed(None):
            return sends_at_once(listening)

    assert asyncio.run(lived())
