"""The sockets that the server listens on.

Streamlit binds its socket itself, and asyncio then does not know it for TCP: an answer's body waits until the browser
has acknowledged its head, 40 ms for each request after the first (https://github.com/Kludex/uvicorn/issues/3149,
2026-09-20). Streamlit's page is sixty files, six at a time.
"""

from __future__ import annotations

import gc
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SOCK_STREAM, TCP_NODELAY, socket


def answer_at_once() -> int:
    """Let no connection of a socket that this process listens on wait before it sends; returns how many such sockets.

    What is accepted inherits the option. Nobody hands the socket to an application, so it is looked for among all that
    the collector knows, once, before anyone is served (about 0.1 s). One that refuses is only slower.
    """
    return sum(_hastened(one) for one in gc.get_objects() if type(one) is socket)


def _hastened(one: socket) -> bool:
    try:
        if one.family not in (AF_INET, AF_INET6) or one.type != SOCK_STREAM or not _listens(one):
            return False
        one.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    except OSError:
        return False
    return True


def _listens(one: socket) -> bool:
    """Whether it is bound and nobody is at its other end; not every system says which sockets accept."""
    if not one.getsockname()[1]:
        return False
    try:
        one.getpeername()
    except OSError:
        return True
    return False
