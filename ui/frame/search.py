"""The search box in the header: a keystroke reruns only this fragment, a pick shows the feature on the map."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from layers.atlas.atlas import current_atlas
from layers.search.search import MOST_SIGNS, Hit, index_of, search
from layers.search.spellings import Entry
from maps.scene.scene import apart
from text import say
from ui.session import state

WEB = Path(__file__).resolve().parent.parent / "web"
KEY = "atlas_search"
PICKED = "search_picked"
WORDS = ("label", "placeholder", "none", "unlocated", "found")
HTML = """<div class="box" role="search">
<label class="field"><i class="glass"></i><input type="text" role="combobox" aria-expanded="false"
aria-controls="atlas-hits" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false"
enterkeyhint="search"><kbd aria-hidden="true">/</kbd></label>
<div class="drop" hidden><div id="atlas-hits" role="listbox"></div><p class="note"></p></div>
<span class="spoken" role="status"></span></div>"""


@cache
def _texts() -> tuple[str, str]:
    return (WEB / "search.js").read_text(encoding="utf-8"), (WEB / "search.css").read_text(encoding="utf-8")


def _component() -> Any:
    script, style = _texts()
    return st.components.v2.component("atlas_search", html=HTML, js=script, css=style)


def _told(name: str) -> dict[str, Any]:
    """What the browser told last; anything but a table counts as nothing."""
    told = (st.session_state.get(KEY) or {}).get(name)
    return told if isinstance(told, dict) else {}


def asked() -> tuple[str, int]:
    """The text that is being looked for and the number of the question."""
    text, number = _told("query").get("text"), _told("query").get("number")
    return (text if isinstance(text, str) else "")[:MOST_SIGNS], int(number) if isinstance(number, int | float) else 0


def _kind(hit: Hit, lang: str) -> str:
    names = current_atlas().class_names(hit.layer, lang) if hit.layer else {}
    return names.get(hit.kind, "")


def _shown(hit: Hit, lang: str) -> dict[str, Any]:
    return {
        "id": hit.id, "name": hit.name, "other": hit.other, "matched": hit.matched, "kind": _kind(hit, lang),
        "located": hit.located, "reason": hit.reason,
    }  # fmt: skip


def grouped(hits: list[Hit], lang: str) -> list[dict[str, Any]]:
    """Hits under the names of their layers; the group of the best hit comes first."""
    catalogue = current_atlas().catalogue
    groups: dict[str, list[dict[str, Any]]] = {}
    for hit in hits:
        groups.setdefault(hit.layer, []).append(_shown(hit, lang))
    return [
        {"name": getattr(catalogue.layer(layer), lang) if layer else say(lang, "search.unlocated"), "hits": shown}
        for layer, shown in groups.items()
    ]


def _data(lang: str) -> dict[str, Any]:
    text, number = asked()
    hits = search(index_of(current_atlas()), text, lang)
    return {
        "number": number,
        "most": MOST_SIGNS,
        "words": {word: say(lang, f"search.{word}") for word in WORDS},
        "groups": grouped(hits, lang),
    }


def with_layer(shown: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    """The layers to show so that an entry is seen: its own is added, and its rival (the other edition) goes."""
    catalogue = current_atlas().catalogue
    if not entry.layers or set(entry.layers) & set(shown) or not catalogue.layer(entry.layers[0]).panel:
        return shown
    return current_atlas().known(apart(current_atlas(), (entry.layers[0], *shown)))


def pick(ident: Any, page: str) -> None:
    """Select a feature, switch its layer on, and let the map fly there; what has no position changes nothing."""
    found = index_of(current_atlas()).entries
    entry = next((entry for entry in found if entry.id == ident and entry.located), None)
    if entry is None:
        return
    layers = with_layer(state.scene(page).layers, entry)
    state.set_visible(page, list(layers))
    state.select(entry.id, tell_map=False)
    state.command(layers=list(layers), selected=entry.id, fit=[entry.id])
    st.session_state[PICKED] = True


def _on_picked(page: str) -> None:
    pick(_told("picked").get("id"), page)


def _on_query() -> None:
    """Nothing to do: the fragment reads the question. Streamlit keeps a value only when somebody listens to it."""


@st.fragment
def box(lang: str, page: str) -> None:
    """The search box. It reruns alone while a reader types; after a pick everything runs again, for the details."""
    _component()(
        key=KEY,
        data=_data(lang),
        width="content",
        height="content",
        on_query_change=_on_query,
        on_picked_change=lambda: _on_picked(page),
    )
    if st.session_state.pop(PICKED, False):
        st.rerun(scope="app")
