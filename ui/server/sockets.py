"""The sockets that the server listens on.

Streamlit binds its socket itself, and asyncio then does not know it for TCP: an answer's body waits until the browser
has acknowledged its head, 40 ms for each request after the first (https://github.com/Kludex/uvicorn/issues/3149,
2026-09-20). Streamlit's page is sixty files, six at a time.
"""

from __future__ import annotations

import gc
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SO_ACCEPTCONN, SOL_SOCKET, TCP_NODELAY, socket


def answer_at_once() -> int:
    """Let no connection of a socket that this process listens on wait before it sends; returns how many such sockets.

    What is accepted inherits the option. Nobody hands the socket to an application, so it is looked for.
    """
    open_ones = [one for one in gc.get_objects() if issubclass(type(one), socket) and one.fileno() >= 0]
    found = [one for one in open_ones if one.family in (AF_INET, AF_INET6) and _listens(one)]
    for one in found:
        one.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    return len(found)


def _listens(one: socket) -> bool:
    try:
        return bool(one.getsockopt(SOL_SOCKET, SO_ACCEPTCONN))
    except OSError:  # the option is unknown to some systems; what listens there is only slower
        return False
