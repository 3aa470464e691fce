"""Designed HTML for the side panel: Jinja templates with autoescape; values are data, never template text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from maps.words.grammar import amount
from text import say

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)


def render(template: str, lang: str, **values: Any) -> str:
    """The HTML (or, by its full file name, the SVG) of a template; in it, `t(key)` says a text in the
    language, and `amount(value, unit)` a figure without its unit.
    """
    words = {
        "t": lambda key, **parts: say(lang, key, **parts),
        "amount": lambda value, unit: amount(value, unit, lang),
        "lang": lang,
    }
    name = template if "." in template else f"{template}.html"
    return _environment().get_template(name).render(words | values)


def show(template: str, lang: str, **values: Any) -> None:
    """Put a rendered template on the page."""
    st.html(render(template, lang, **values))


def plain(value: str) -> str:
    """A text that Streamlit's Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|:$~])", r"\\\1", value)
