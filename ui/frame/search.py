"""The search box in the header: a keystroke reruns only this fragment, a pick shows what it is, or goes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from layers.atlas.atlas import current_atlas
from layers.search.clauses import clauses, numbered
from layers.search.search import CONTEXT, MOST_SIGNS, Hit, index_of, search
from text import say
from ui.frame import destinations
from ui.report import focus
from ui.server.assets import component
from ui.session.door import Slot, session, told

KEY = "atlas_search"
PICKED = Slot("search_picked", bool)
Group = tuple[float, dict[str, Any]]
"""How well the best of a group is found, and the group as the browser takes it."""
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
        "to": "feature", "id": hit.id, "name": hit.name, "other": hit.other, "matched": hit.matched,
        "kind": _kind(hit, lang), "located": hit.located, "reason": hit.reason,
    }  # fmt: skip


def _groups(
    hits: list[Hit], of: str, called: Callable[[Hit], str], shown: Callable[[Hit], dict[str, Any]]
) -> list[Group]:
    """Hits in groups by one of their fields, that of the best hit first, each `called` by its best."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(getattr(hit, of), []).append(hit)
    return [
        (members[0].score, {"name": called(members[0]), "hits": list(map(shown, members))})
        for members in groups.values()
    ]


def _features(hits: list[Hit], lang: str) -> list[Group]:
    """Hits under the names of their layers; context counts for less."""
    layer = current_atlas().catalogue.layer

    def called(hit: Hit) -> str:
        return str(getattr(layer(hit.layer), lang)) if hit.layer else say(lang, "search.unlocated")

    ranked = [
        replace(hit, score=hit.score - CONTEXT) if hit.layer and layer(hit.layer).context else hit for hit in hits
    ]
    return _groups(ranked, "layer", called, lambda hit: _shown(hit, lang))


def _elsewhere(text: str, lang: str) -> list[Group]:
    def shown(hit: Hit) -> dict[str, Any]:
        return _shown(hit, lang) | {"to": hit.kind, "kind": destinations.about(hit, lang)}

    return _groups(destinations.destinations(text, lang), "kind", lambda hit: say(lang, f"search.{hit.kind}"), shown)


def _clause(hit: Hit, lang: str) -> dict[str, Any]:
    return _shown(hit, lang) | {"to": "clause", "kind": say(lang, "search.clause", clause=hit.id)}


def found(text: str, lang: str) -> list[dict[str, Any]]:
    """What a text may mean, in groups, the better found before and among equals features and unplaced entries before
    layers, thematic maps, pages and storyboards; then clauses. Of a number of clauses these alone.
    """
    named = clauses(text, lang) if text else []
    shown = {"name": say(lang, "search.clauses"), "hits": [_clause(hit, lang) for hit in named]}
    groups: list[Group] = []
    if text and not numbered(text):
        groups = [*_features(search(index_of(current_atlas()), text, lang), lang), *_elsewhere(text, lang)]
    ranked = sorted(groups, key=lambda group: -group[0])
    return [*(group for _, group in ranked), *([shown] if named else [])]


def _data(lang: str) -> dict[str, Any]:
    text, number = asked()
    return {
        "number": number,
        "most": MOST_SIGNS,
        "words": {word: say(lang, f"search.{word}") for word in WORDS},
        "groups": found(text, lang),
    }


SHOW: Mapping[str, Callable[[str], bool]] = {
    "feature": lambda ident: session().reveal(ident), "clause": focus.open_clause, **destinations.GO,
}  # fmt: skip
"""What a pick does, by what was picked, and whether there was such a thing."""


def _on_picked() -> None:
    """Show what was picked, or go there; either way the whole page is another one."""
    picked = _told("picked")
    show, ident = SHOW.get(str(picked.get("to"))), picked.get("id")
    PICKED.set(bool(show and isinstance(ident, str) and show(ident)))


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
