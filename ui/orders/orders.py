"""What was asked for by a click: made one after another, each as the page was set at that moment, and handed over.

A file is made beside the script. Whatever is clicked meanwhile ends the run that waits for it; the next one waits on.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.errors import ExportError, Fault
from maps.words.faults import sentences
from text import say
from ui.kit import markup
from ui.server.assets import component
from ui.session.door import Slot, told

if TYPE_CHECKING:  # what draws on paper is loaded by whoever orders
    from maps.export.renderers import Progress

KEY, COMPONENT = "atlas_tray", "atlas_orders"
ORDERS, FORMATS = "order_", "order_format_"
"""How the keys of the buttons begin that ask for files; the browser knows them by that."""
MOST_HEARD = 64
LOOK_S = 0.2
"""How long a run that waits does not ask whether something was clicked."""
_log = logging.getLogger(__name__)
MAKERS = ThreadPoolExecutor(os.cpu_count() or 1, "order")
"""Who make what all sessions have ordered: more at a time would make none of it sooner."""


@dataclass(frozen=True)
class Order:
    """A file to be made: the name of its format, its file name and media type, and what makes it."""

    format: str
    name: str
    media_type: str
    make: Callable[[Progress], bytes]


@dataclass(frozen=True)
class Parcel:
    """A file that is made: its order, its bytes, and a word by which the browser knows whether it has taken it."""

    order: Order
    data: bytes
    token: str = field(default_factory=lambda: secrets.token_hex(6))


@dataclass
class Desk:
    """The orders of a session: those that wait, what was made of the last ones, and what was refused of them.

    The first that waits is the one that is being made. `earlier` is what was made for the orders before the last ones:
    a run that hands a file over may be dropped with all that it said before the browser has heard of it. `handed` are
    the words of the parcels that a run has shown, `heard` those of the clicks that were heard last. `buttons` says what
    a click on a button asks for, by its key. A run that is told to end goes on beside the next one until it next speaks
    to the page, so each method has the desk for itself.
    """

    waiting: list[Order] = field(default_factory=list)
    made: list[Parcel] = field(default_factory=list)
    earlier: list[Parcel] = field(default_factory=list)
    handed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    buttons: dict[str, Callable[[], None]] = field(default_factory=dict)
    work: Future[bytes] | None = None
    far: tuple[int, int] = (0, 0)
    _own: Lock = field(default_factory=Lock)

    def take(self, order: Order) -> None:
        """Put an order at the end of the line; where nothing waits, what was made before is no longer shown."""
        with self._own:
            if not self.waiting:
                self.earlier = [parcel for parcel in self.made if parcel.token in self.handed]
                self.made = [parcel for parcel in self.made if parcel.token not in self.handed]
                self.faults = []
            self.waiting.append(order)

    def hear(self, asked: object, *, drawn: bool = False) -> list[Callable[[], None]]:
        """What the clicks ask for that were not heard before: the browser tells each until it knows that it was heard.

        `asked` is what it told, whatever that is: clicks are pairs of a word of their own and the key of a button. A
        session that has begun anew knows no button before it has drawn it: such a click is heard when the page is
        `drawn`, and is a fault where its button is none of it.
        """
        pairs = [pair for pair in asked if isinstance(pair, list)] if isinstance(asked, list) else []
        clicks = [tuple(pair) for pair in pairs if list(map(type, pair)) == [str, str]]
        with self._own:
            fresh = [(word, key) for word, key in clicks[:MOST_HEARD] if word not in self.heard]
            fresh = [(word, key) for word, key in fresh if drawn or key in self.buttons]
            self.heard = [*self.heard, *(word for word, _ in fresh)][-MOST_HEARD:]
            if any(key not in self.buttons for _, key in fresh):
                self.faults = [ExportError.fault("page_changed")]
        return [self.buttons[key] for _, key in fresh if key in self.buttons]

    def begin(self) -> Future[bytes] | None:
        """Have the first order made, if it is not being made already; nothing where none waits."""
        with self._own:
            if self.work is None:
                if not self.waiting:
                    return None
                self.far = (0, 0)
                self.work = MAKERS.submit(self.waiting[0].make, self._note)
            return self.work

    def _note(self, done: int, of: int) -> None:
        self.far = (done, of)

    def deliver(self, work: Future[bytes]) -> None:
        """Take what was made, or why it was refused, once; what nobody foresaw is in the log, too."""
        with self._own:
            if self.work is not work:
                return
            order, self.work = self.waiting.pop(0), None
            try:
                self.made.append(Parcel(order, work.result()))
            except ExportError as error:
                self.faults += error.faults
            except Exception:  # noqa: BLE001  # raised in a run that is told to end it would be lost
                _log.exception("%s was not made", order.name)
                self.faults.append(ExportError.fault("unforeseen", format=order.format.upper()))


DESK = Slot("orders", Desk)


def order(file_format: str, name: str, media_type: str, make: Callable[[Progress], bytes]) -> None:
    """Ask for a file (used in callbacks): `name` is the file's, `make` makes it with all that is set now."""
    DESK.get().take(Order(file_format, name, media_type, make))


def refuse(error: ExportError) -> None:
    """Nothing can be ordered: why is said where files are handed over."""
    DESK.get().faults = list(error.faults)


def button(words: str, key: str, ask: Callable[..., None], *args: Any, **look: Any) -> None:
    """A button whose click asks for a file: `ask` calls `order` or `refuse`. Its key begins with `ORDERS`, and with
    `FORMATS` where it bears the name of a format.

    A click reaches the server through the tray's script, which tells it until it was heard. Streamlit's own way, where
    that script is not there yet, loses it with a run that the next click cuts off before it has begun.
    """
    DESK.get().buttons[key] = act = partial(ask, *args)
    st.button(words, key=key, on_click=act, **look)


def _on_asked() -> None:
    for act in DESK.get().hear(told(COMPONENT, "asked")):
        act()


def _saved_again(parcel: Parcel, lang: str) -> None:
    words = say(lang, "export.made", name=parcel.order.name.rpartition(".")[2].upper())
    st.download_button(
        words, data=parcel.data, file_name=parcel.order.name, mime=parcel.order.media_type, on_click="ignore",
        key=f"take_{parcel.token}", icon=":material/check:", type="tertiary",
    )  # fmt: skip


def tray(lang: str) -> DeltaGenerator:
    """What is being made now, what is made, and why something was not; the browser takes each file by itself, once.

    Returns the place for the progress of what is being made.
    """
    desk = DESK.get()
    with st.container(key=KEY):
        with st.container(key=f"{KEY}_earlier"):
            for parcel in desk.earlier:
                _saved_again(parcel, lang)
        for parcel in desk.made:
            _saved_again(parcel, lang)
        if desk.faults:
            markup.show("refusal", lang, sentences=sentences(tuple(desk.faults), lang))
        component(COMPONENT, "orders.js", '<span role="status"></span>', style="orders.css")(
            key=COMPONENT,
            on_asked_change=_on_asked,
            data={
                "orders": ORDERS,
                "formats": FORMATS,
                "heard": desk.heard,
                "making": [order.format.upper() for order in desk.waiting],
                "tokens": [parcel.token for parcel in (*desk.earlier, *desk.made)],
                "words": say(lang, "export.making", format="{format}"),
                "working": say(lang, "export.working"),
            },
            height="content",
        )
        desk.handed = {parcel.token for parcel in desk.made}
        return st.empty()


def fulfil(bar: DeltaGenerator, lang: str, *, drawn: bool = True) -> None:
    """Wait until the first order is made, if there is one, and run again to hand it over (the last thing a page does).

    Not `drawn` where buttons are still to come. Streamlit ends the run where it writes to the page, if something was
    clicked.
    """
    desk = DESK.get()
    before = desk.heard
    for act in desk.hear(told(COMPONENT, "asked"), drawn=drawn):
        act()
    if not desk.waiting:
        if desk.heard != before:
            st.rerun()
        return
    work = desk.begin()
    while work and not work.done():
        done, of = desk.far
        # The last step, writing the file, takes as long as the pages.
        if of > 1:
            bar.progress(done / (of + 1), say(lang, "export.page_done", done=done, of=of))
        else:
            bar.empty()
        wait([work], LOOK_S)
    if work:
        desk.deliver(work)
    st.rerun()
