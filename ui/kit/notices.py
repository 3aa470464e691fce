"""What of an address was not understood, said in the reader's language: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from maps.scene.codec import Notice
from maps.words.grammar import sentences
from text import say
from ui.kit import markup

CURED = ("board", "clause", "date", "page", "selected", "title", "note", "layers", "lang")
"""Parts of an address that one chooses anew in a place of their own: `permalink.cure` says where."""


def show(notices: Iterable[Notice], lang: str, closed: Callable[[], None] | None = None) -> None:
    """A line for each part that fell back to its default; `closed` is what a click that has read them does."""
    told = tuple(notices)
    for notice in told:
        part = say(lang, f"permalink.{notice.field}")
        said = say(lang, "permalink.partly" if notice.kept else "permalink.notice", part=part, value=notice.value)
        usual = say(lang, f"permalink.cure.{notice.field if notice.field in CURED else 'any'}")
        cure = say(lang, "permalink.meant", near=notice.near) if notice.near else usual
        markup.show("notice", lang, text=sentences([said, cure], lang))
    if told and closed:
        st.button(say(lang, "permalink.close"), key="close_notices", type="tertiary", on_click=closed)
