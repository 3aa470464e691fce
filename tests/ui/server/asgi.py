"""An ASGI application asked as a server would ask it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def asked(app: ASGIApp, path: str, *, method: str = "GET", query: bytes = b"", **headers: str) -> Answer:
    """What the application answers; header names with `_` for `-`."""
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": query, "scheme": "http",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    sent: list[Any] = []
    said: list[dict[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        """The request, and after it nothing: a client that stays."""
        if not said:
            await asyncio.Event().wait()
        return said.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    start = sent[0]
    found = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    assert len(found) == len(start["headers"]), "a header is sent twice"
    return Answer(start["status"], found, b"".join(part.get("body", b"") for part in sent[1:]))
