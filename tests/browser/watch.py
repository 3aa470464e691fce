"""What a page must never do, recorded from its first request to its last."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

WITHIN = ("about:", "blob:", "data:")
"""What a page has in itself."""


@dataclass
class Watch:
    """Everything a context's pages did that they should not have; all lists stay empty.

    `harmless` is a pattern of what a test provokes and expects. What is asked of anything but our server is counted
    here; that it is refused is a rule of the browser (`ARGUMENTS` in drive.py): a route that refused it would also
    switch the browser's cache off.
    """

    origin: str = ""
    harmless: str = r"(?!)"
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def begin(self, origin: str, harmless: str) -> None:
        """Forget all that was seen, and watch a visit to another server or with other harmless things."""
        vars(self).update(vars(Watch(origin, harmless)))

    def faults(self) -> dict[str, list[str]]:
        """The lists that are not empty, by name."""
        lists = {name: items for name, items in vars(self).items() if isinstance(items, list)}
        found = {name: [item for item in items if not re.search(self.harmless, item)] for name, items in lists.items()}
        return {name: items for name, items in found.items() if items}

    def attach(self, context: BrowserContext) -> None:
        """Watch a context from its first request on."""
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failed)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", self._on_page)

    def _on_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._on_socket(socket.url))
        page.on("dialog", self._on_dialog)

    def _on_dialog(self, dialog: Dialog) -> None:
        """Whoever leaves with what no file holds is asked, and goes; nobody else is asked anything."""
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _on_socket(self, url: str) -> None:
        if not url.startswith(self.origin.replace("http", "ws", 1) + "/"):
            self.outside.append(url)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", *WITHIN)):
            self.outside.append(request.url[:200])

    def _on_failed(self, request: Request) -> None:
        # What a reload of ours cuts off was not refused by anyone.
        if request.failure == "net::ERR_ABORTED":
            return
        self.failed.append(f"{request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.url} {response.status}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{message.type}: {message.text} {message.location['url']}")
