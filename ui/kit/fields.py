"""Text fields that say in a sentence what is too long; Streamlit's own limit drops what is pasted, without a word."""

from __future__ import annotations

from typing import Any

import streamlit as st

from text import say
from ui.kit import markup
from ui.session.door import widget


def line(lang: str, label: str, key: str, most: int, **options: Any) -> None:
    """A field of one line, and under it a sentence where it holds more than `most` characters."""
    st.text_input(label, key=key, **options)
    _too_long(lang, label, key, most)


def area(lang: str, label: str, key: str, most: int, **options: Any) -> None:
    """A field of several lines, and under it a sentence where it holds more than `most` characters."""
    st.text_area(label, key=key, **options)
    _too_long(lang, label, key, most)


def _too_long(lang: str, label: str, key: str, most: int) -> None:
    count = len(widget(key) or "")
    if count > most:
        markup.show("notice", lang, text=say(lang, "panel.too_long", label=label, count=count, most=most))
