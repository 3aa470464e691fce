"""Visitors whom one test after another sends: what Chromium has read and compiled stays, what a visit leaves goes.

A context of its own for every test would read, compile and lay out Streamlit's page from nothing each time, two thirds
of what most of these tests cost. What a visitor has that another must not see (addresses, stores, cookies, further
windows, routes) ends with the visit; whoever had a fault, or asked for a context of a special kind, is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Error

from tests.browser.drive import WAIT_S, AtlasPage
from tests.browser.watch import Watch

AS_USUAL: dict[str, Any] = {"color_scheme": "light", "reduced_motion": "no-preference"}
KINDS = tuple(AS_USUAL)
"""Options of a context that belong to its kind; any other makes a context that is used once."""
LASTING = ("add_init_script", "add_locator_handler", "expose_binding", "expose_function", "route_web_socket")
"""What a page cannot be rid of again: who does one of these is sent once."""
MOST_VISITS = 25
"""Listeners of earlier visits stay with a page: it is given up before they are many."""
MOST_WAITING = 3
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Visitor:
    """A context with one page, and the watch over both."""

    def __init__(self, browser: Browser, size: tuple[int, int], options: dict[str, Any]) -> None:
        self.size, self.visits = size, 0
        self.kind = (size, *sorted(options.items()))
        self.media = {name: options.get(name, usual) for name, usual in AS_USUAL.items()}
        self.special = not options.keys() <= set(KINDS)
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, **{"locale": "zh-CN"} | options
        )
        self.context.set_default_timeout(WAIT_S * 1000)
        self.watch = Watch()
        self.watch.attach(self.context)
        self.page = self.context.new_page()
        for name in LASTING:
            setattr(self.page, name, self._lasting(getattr(self.page, name)))

    def _lasting(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """The same, and whoever does it is special from then on."""

        def done(*given: Any, **options: Any) -> Any:
            self.special = True
            return do(*given, **options)

        return done

    def visit(self, origin: str, harmless: str) -> AtlasPage:
        """Begin anew, as somebody who has never been at this address."""
        self.visits += 1
        self.watch.begin(origin, harmless)
        return AtlasPage(self.page, origin)

    def leave(self) -> None:
        """End the visit: other windows are shut, the connection to the server ends, nothing is kept.

        Raises Playwright's `Error` where the server that was visited is there no more.
        """
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self.page.unroute_all()
        self.context.clear_cookies()
        self.page.set_viewport_size({"width": self.size[0], "height": self.size[1]})
        self.page.emulate_media(**self.media)
        self.page.mouse.move(0, 0)
        self.page.goto(f"{self.watch.origin}/atlas/health")
        self.page.evaluate(FORGET)


class Visitors:
    """Those who wait to be sent again."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.waiting: list[Visitor] = []

    def send(self, size: tuple[int, int], options: dict[str, Any]) -> Visitor:
        """A visitor of a kind, one who has been there before where there is one."""
        wanted = (size, *sorted(options.items()))
        known = next((visitor for visitor in self.waiting if visitor.kind == wanted), None)
        if known is None:
            return Visitor(self.browser, size, options)
        self.waiting.remove(known)
        return known

    def back(self, visitor: Visitor, *, sound: bool) -> None:
        """Keep a visitor for a later test, or part with whom none should have."""
        if not sound or visitor.special or visitor.page.is_closed() or visitor.visits >= MOST_VISITS:
            visitor.context.close()
            return
        try:
            visitor.leave()
        except Error:
            visitor.context.close()
            return
        self.waiting.append(visitor)
        if len(self.waiting) > MOST_WAITING:
            self.waiting.pop(0).context.close()
