"""What browsers load, compressed once for each content, and never again for each request.

Streamlit sends its own files plain, since Starlette would compress them anew for everybody. They never change while the
server runs: packed once they cost nothing more, and a first visit is a third as long on the wire.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}  # fmt: skip
"""What is worth packing; fonts and pictures are packed already."""
KEPT = 400
"""Files kept packed: all of Streamlit's together are 7 MB."""
LEVEL = 6


@dataclass(frozen=True, eq=False)
class Content:
    """Bytes with their media type; `tag` names them, and they are packed when first asked for so."""

    body: bytes
    media_type: str

    @cached_property
    def tag(self) -> str:
        """20 hex digits of the SHA-256."""
        return sha256(self.body).hexdigest()[:20]

    @cached_property
    def _packed(self) -> bytes:
        return gzip.compress(self.body, LEVEL, mtime=0)

    def pack(self) -> bytes:
        """The same, gzipped: once, and then kept."""
        return self._packed


def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` header lets an answer be gzipped; `gzip;q=0` forbids it."""
    weights = {}
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        weights[name.strip().lower()] = weight.replace(" ", "").lower()
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return weight.rstrip("0.") not in ("q=", "q")


def answer(content: Content, headers: Headers, **more: str) -> Response:
    """The content as the request's headers ask for it; nothing where the browser has it. `more` are headers."""
    packed = takes_gzip(headers.get("accept-encoding", ""))
    tag = f'"{content.tag}-gzip"' if packed else f'"{content.tag}"'
    said = {"etag": tag, "vary": "accept-encoding", **{name.replace("_", "-"): value for name, value in more.items()}}
    if tag in (part.strip().removeprefix("W/") for part in headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=said)
    if packed:
        return Response(content.pack(), media_type=content.media_type, headers=said | {"content-encoding": "gzip"})
    return Response(content.body, media_type=content.media_type, headers=said)


@lru_cache(maxsize=KEPT)
def _file(path: Path, _changed_ns: int) -> Content:
    return Content(path.read_bytes(), TYPES[path.suffix])


def content_of(path: Path) -> Content:
    """A file that is served, as it is now; `KeyError` for one that is not worth packing, `OSError` as `Path` raises."""
    path = path.resolve()
    return _file(path, path.stat().st_mtime_ns)


class CompressedFiles:
    """ASGI middleware that answers for the text files of a folder below a path; everything else is passed on.

    Passed on are also ranges and browsers that take no gzip: they get Streamlit's own answer.
    """

    def __init__(self, app: ASGIApp, folder: Path, path: str) -> None:
        self.app, self.folder, self.path = app, folder.resolve(), path

    def _found(self, scope: Scope) -> Path | None:
        """The file that a request is for, if it is one of ours."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not path.startswith(self.path):
            return None
        try:
            file = (self.folder / path.removeprefix(self.path).lstrip("/")).resolve()
            return file if file.suffix in TYPES and file.is_relative_to(self.folder) and file.is_file() else None
        except (OSError, ValueError):  # what no file can be called: too long, or with a zero in it
            return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on; who keeps the answer is told that it depends on what the browser takes."""
        file = self._found(scope)
        if file is None:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "range" not in headers and takes_gzip(headers.get("accept-encoding", "")):
            # To read and to pack takes a while, once for each file: on a thread, so that nobody else waits for it.
            found = await run_in_threadpool(lambda: answer(content_of(file), headers, cache_control=FOR_EVER))
            await found(scope, receive, send)
            return

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("accept-encoding")
            await send(message)

        await self.app(scope, receive, varied)
