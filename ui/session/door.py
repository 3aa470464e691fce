"""The only door to what Streamlit keeps of a session: one typed object, and the values of widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from maps.scene.scene import THEMES
from text import LANGUAGES
from ui.session.session import Session

KEY = "atlas_session"
T = TypeVar("T")


def session() -> Session:
    """The session of whoever is asking, in the language that the URL asks for and the theme that the browser shows.

    A new one begins with nothing remembered. The URL says the language from then on.
    """
    if KEY not in st.session_state:
        st.session_state[KEY] = Session()
    now, asked, kind = cast("Session", st.session_state[KEY]), st.query_params.get("lang"), st.context.theme.type
    now.lang = asked if asked in LANGUAGES else now.lang
    now.theme = kind if kind in THEMES else THEMES[0]
    if asked != now.lang:
        st.query_params["lang"] = now.lang
    return now


def set_language(lang: str) -> None:
    """Change the language (used as a callback); an unknown one changes nothing."""
    if lang in LANGUAGES:
        session().lang = lang
        st.query_params["lang"] = lang


def none() -> None:
    """The first value of a slot that begins empty."""


@dataclass(frozen=True)
class Slot(Generic[T]):
    """A place in the session for what one room alone remembers: a name that no other slot or widget has, and its first
    value, made anew for each session.
    """

    name: str
    first: Callable[[], T]

    def get(self) -> T:
        """What is remembered."""
        if self.name not in st.session_state:
            st.session_state[self.name] = self.first()
        return cast("T", st.session_state[self.name])

    def set(self, value: T) -> None:
        """Remember something else."""
        st.session_state[self.name] = value

    def take(self) -> T:
        """What is remembered, which is forgotten with that."""
        value = self.get()
        self.drop()
        return value

    def drop(self) -> None:
        """Forget it: the next reader finds the first value."""
        st.session_state.pop(self.name, None)


def widget(key: str, default: Any = None) -> Any:
    """The value of a widget as the browser told it last."""
    return st.session_state.get(key, default)


def set_widget(key: str, value: Any) -> None:
    """Give a widget a value: before it stands in this run, or in a callback; Streamlit raises for one that stands."""
    st.session_state[key] = value


def begin_widget(key: str, value: Any) -> None:
    """Give a widget the value it begins with; one that has a value keeps it."""
    st.session_state.setdefault(key, value)


def told(key: str, name: str) -> Any:
    """What a component told under a name; nothing when it has told nothing."""
    return (st.session_state.get(key) or {}).get(name)
