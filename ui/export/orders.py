"""What was asked for by a click: made one after another, each as the page was set at that moment, and handed over.

A run of the script may end before its work is done, because something else was clicked: an order stays until its file
is made, whatever run makes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.errors import ExportError, Fault
from maps.export.renderers import Progress
from maps.words.faults import sentences
from text import say
from ui.kit import markup
from ui.server.assets import component
from ui.session.door import Slot

KEY = "atlas_tray"
FORMAT_BUTTONS, OTHER_BUTTONS = ".st-key-atlas_formats button", ".st-key-make_series button, .st-key-make_data button"
"""What gives an order when it is clicked; the browser says so at once."""


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

    `handed` are the words of the parcels that a run of the script has handed to the browser.
    """

    waiting: list[Order] = field(default_factory=list)
    made: list[Parcel] = field(default_factory=list)
    handed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    taken: int = 0
    at_work: Lock = field(default_factory=Lock)

    def take(self, order: Order) -> None:
        """Put an order at the end of the line; what was made before it and handed over is let go.

        A click that comes while a file is made is heard between its end and the run that hands it over.
        """
        if not self.waiting:
            self.made, self.faults = [parcel for parcel in self.made if parcel.token not in self.handed], []
        self.waiting.append(order)
        self.taken += 1

    def fulfil(self, progress: Progress) -> None:
        """Make the first order; it leaves the line when it is made or refused, not when the run is ended before.

        A run that is told to end goes on beside the next one for a while: they work here one at a time.
        """
        with self.at_work:
            if not self.waiting:
                return
            order = self.waiting[0]
            try:
                self.made.append(Parcel(order, order.make(progress)))
            except ExportError as error:
                self.faults += error.faults
            except Exception:  # what nobody foresaw is told once, not again with every run
                self.waiting.pop(0)
                raise
            self.waiting.pop(0)


DESK = Slot("orders", Desk)


def order(file_format: str, name: str, media_type: str, make: Callable[[Progress], bytes]) -> None:
    """Ask for a file (used in callbacks): `name` is the file's, `make` makes it with all that is set now."""
    DESK.get().take(Order(file_format, name, media_type, make))


def refuse(error: ExportError) -> None:
    """Nothing can be ordered: why is said where files are handed over."""
    desk = DESK.get()
    desk.taken += 1
    desk.faults = list(error.faults)


def tray(lang: str) -> DeltaGenerator:
    """What is being made now, what is made, and why something was not; the browser takes each file by itself, once.

    Returns the place for the progress of what is being made.
    """
    desk = DESK.get()
    with st.container(key=KEY):
        for parcel in desk.made:
            words = say(lang, "export.made", name=parcel.order.name.rpartition(".")[2].upper())
            st.download_button(
                words, data=parcel.data, file_name=parcel.order.name, mime=parcel.order.media_type, on_click="ignore",
                key=f"take_{parcel.token}", icon=":material/check:", type="tertiary",
            )  # fmt: skip
        if desk.faults:
            markup.show("refusal", lang, sentences=sentences(tuple(desk.faults), lang))
        component("atlas_orders", "orders.js", '<span role="status"></span>', style="orders.css")(
            key="atlas_orders",
            data={
                "formats": FORMAT_BUTTONS,
                "others": OTHER_BUTTONS,
                "making": [order.format.upper() for order in desk.waiting],
                "taken": desk.taken,
                "tokens": [parcel.token for parcel in desk.made],
                "words": say(lang, "export.making", format="{format}"),
                "working": say(lang, "export.working"),
            },
            height="content",
        )
        desk.handed = {parcel.token for parcel in desk.made}
        return st.empty()


def fulfil(bar: DeltaGenerator, lang: str) -> None:
    """Make the first file that waits, if one does, and run again to hand it over."""
    desk = DESK.get()
    if not desk.waiting:
        return

    def progress(done: int, of: int) -> None:
        # The last step, writing the file, takes as long as the pages.
        if of > 1:
            bar.progress(done / (of + 1), say(lang, "export.page_done", done=done, of=of))

    desk.fulfil(progress)
    st.rerun()
