"""The search box in the header: a keystroke reruns only this fragment, a pick shows the feature on the map."""

from __future__ import annotations

from typing import Any

import streamlit as st

from layers.atlas.atlas import current_atlas
from layers.search.clauses import clauses, numbered
from layers.search.search import MOST_SIGNS, Hit, index_of, search
from text import say
from ui.report import focus
from ui.server.assets import component
from ui.session.door import Slot, session, told

KEY = "atlas_search"
PICKED = Slot("search_picked", bool)
WORDS = ("label", "placeholder", "none", "unlocated", "found")
HTML = """<div class="box" role="search">
<label class="field"><i class="glass"></i><input type="text" role="combobox" aria-expanded="false"
aria-controls="atlas-hits" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck="false"
enterkeyhint="search"><kbd aria-hidden="true">/</kbd></label>
<div class="drop" hidden><div id="atlas-hits" role="listbox"></div><p class="note"></p></div>
<span class="spoken" role="status"></span></div>"""


def _component() -> Any:
    return component(KEY, "search.js", HTML, style="search.css")


def _told(name: str) -> dict[str, Any]:
    """What the browser told last; anything but a table counts as nothing."""
    found = told(KEY, name)
    return found if isinstance(found, dict) else {}


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


def _clause(hit: Hit, lang: str) -> dict[str, Any]:
    return _shown(hit, lang) | {"clause": hit.id, "kind": say(lang, "search.clause", clause=hit.id)}


def found(text: str, lang: str) -> list[dict[str, Any]]:
    """What a text may mean, in groups: features, unplaced entries and clauses; of a number of clauses these alone."""
    named = clauses(text, lang) if text else []
    shown = {"name": say(lang, "search.clauses"), "hits": [_clause(hit, lang) for hit in named]}
    hits = search(index_of(current_atlas()), text, lang) if text and not numbered(text) else []
    return [*grouped(hits, lang), *([shown] if named else [])]


def _data(lang: str) -> dict[str, Any]:
    text, number = asked()
    return {
        "number": number,
        "most": MOST_SIGNS,
        "words": {word: say(lang, f"search.{word}") for word in WORDS},
        "groups": found(text, lang),
    }


def _on_picked() -> None:
    """Show the feature on the map, or the clause in the outline; either way the whole page is another one."""
    picked = _told("picked")
    PICKED.set(focus.open_clause(picked["clause"]) if "clause" in picked else session().reveal(picked.get("id") or ""))


def _on_query() -> None:
    """Nothing to do: the fragment reads the question. Streamlit keeps a value only when somebody listens to it."""


@st.fragment
def box(lang: str) -> None:
    """The search box. It reruns alone while a reader types; after a pick everything runs again, for the details."""
    _component()(
        key=KEY,
        data=_data(lang),
        width="content",
        height="content",
        on_query_change=_on_query,
        on_picked_change=_on_picked,
    )
    if PICKED.take():
        st.rerun(scope="app")
