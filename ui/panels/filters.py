"""The filter over the table: a part of a name, and behind a button status, city, kind and clause; each value that is
asked for is a chip that takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from layers.atlas.atlas import Atlas
from layers.atlas.clauses import LOCATORS
from layers.report.outline import title
from maps.scene.scene import Scene
from maps.words.filtering import FACETS, Asked, facets, options
from text import say
from ui.session.door import Slot, session, set_widget, widget

EVERYTHING = Slot[tuple[str, ...]]("filter_everything", tuple)
"""Of which text's features the reader has taken the chip away."""
KEPT: Literal["page"] = "page"
"""How long a choice is kept that is not seen: what is offered is sent only when the reader asks for it."""


def _key(scene: Scene, part: str) -> str:
    return f"filter_{part}_{scene.page}"


def _named(atlas: Atlas, scene: Scene) -> dict[str, dict[str, str]]:
    """Of each facet what its values are called, in the order in which they are offered."""
    lang, layers = scene.lang, atlas.subjects(scene.layers)
    cities = atlas.frames["cities"][f"name_{lang}"] if "cities" in atlas.frames else {}
    return {
        "status": {status.id: getattr(status, lang) for status in atlas.catalogue.statuses},
        "city": {str(ident): str(name) for ident, name in cities.items()},
        "kind": {kind: name for layer in layers for kind, name in atlas.class_names(layer, lang).items()},
        "clause": {locator: f"{locator} {title(locator, lang)}" for locator in LOCATORS},
    }


def _offer(scene: Scene, facet: str, offered: list[str], name: Callable[[str], str]) -> None:
    """Alternatives in a row; of the many clauses a list that can be typed into."""
    label, key = say(scene.lang, f"filter.{facet}"), _key(scene, facet)
    if facet == "clause":
        hint = say(scene.lang, "filter.clause_hint")
        st.multiselect(
            label, offered, format_func=name, key=key, placeholder=hint, select_all=False, persist_state=KEPT
        )
    else:
        st.pills(label, offered, selection_mode="multi", format_func=name, key=key, persist_state=KEPT)


def _followed(page: str) -> Slot[tuple[str | None, int]]:
    """By which clause a page's list was narrowed last, and at which entry of the page."""
    return Slot(f"filter_followed_{page}", lambda: (None, 0))


def follow(scene: Scene) -> None:
    """Ask for the clause that is open, once: after that the list is the reader's, who may ask for less or more."""
    slot, now = _followed(scene.page), (scene.clause, session().entries)
    before = slot.get()
    if now == before or now[0] is before[0] is None:
        return
    key = _key(scene, "clause")
    others = [value for value in widget(key) or () if value not in {before[0], scene.clause}]
    set_widget(key, [*others, *([scene.clause] if scene.clause else [])])
    slot.set(now)


def of_text(scene: Scene) -> tuple[str, ...]:
    """Ids of what the reader's text names while the map is about that, until the reader asks for everything: a chip
    says so and takes it back.
    """
    about = () if scene.clause or scene.page != "report" else session().about
    if not about or EVERYTHING.get() == about:
        return ()
    with st.container(key="atlas_of_text"):
        st.button(
            say(scene.lang, "filter.of_text"), key="drop_text", icon=":material/close:", icon_position="right",
            on_click=EVERYTHING.set, args=(about,),
        )  # fmt: skip
    return about


def listed(page: str) -> dict[str, str | list[str]]:
    """What is asked for of a page's table, words and by facet; nothing that is not asked for."""
    said = {part: widget(f"filter_{part}_{page}") or "" for part in ("words", *FACETS)}
    return {part: value if isinstance(value, str) else list(value) for part, value in said.items() if value}


def bring_back(page: str, told: object) -> None:
    """Ask again (in a callback) for what a step back or forward leads to; what is not offered is left out later."""
    said = told if isinstance(told, dict) else {}
    words = said.get("words")
    set_widget(f"filter_words_{page}", words if isinstance(words, str) else "")
    for facet in FACETS:
        found = said.get(facet)
        values = found if isinstance(found, list) else []
        set_widget(f"filter_{facet}_{page}", [value for value in values if isinstance(value, str)])
    _followed(page).set((session().scene(page).clause, session().entries))


def _clear(scene: Scene) -> None:
    set_widget(_key(scene, "words"), "")
    for facet in FACETS:
        set_widget(_key(scene, facet), [])


def _drop(key: str, value: str) -> None:
    set_widget(key, [other for other in widget(key) or () if other != value])


def _chips(scene: Scene, chosen: Mapping[str, tuple[str, ...]], named: Mapping[str, Mapping[str, str]]) -> None:
    """What is asked for is seen while the filter is shut, and each value is taken back by a click."""
    with st.container(key="atlas_asked", horizontal=True, gap="xsmall"):
        for facet, values in chosen.items():
            for value in values:
                st.button(
                    named[facet][value], key=f"drop_{facet}_{value}", icon=":material/close:", icon_position="right",
                    on_click=_drop, args=(_key(scene, facet), value),
                )  # fmt: skip


def _chosen(scene: Scene, facet: str, offered: list[str]) -> tuple[str, ...]:
    """What is asked for of a facet; what is not offered any more (its layer is off) is not asked for either."""
    before = list(widget(_key(scene, facet)) or ())
    stay = [value for value in before if value in offered]
    if stay != before:
        set_widget(_key(scene, facet), stay)
    return tuple(stay)


def asked(atlas: Atlas, scene: Scene, layers: tuple[str, ...]) -> Asked:
    """Draw the filter of the listed layers; what the reader asks for."""
    table, named, lang = facets(atlas, layers, scene.date, scene.hidden), _named(atlas, scene), scene.lang
    offered = {facet: options(table, facet, list(named[facet])) for facet in FACETS}
    chosen = {facet: _chosen(scene, facet, offered[facet]) for facet in FACETS}
    now = Asked(widget(_key(scene, "words")) or "", chosen)
    with st.container(key="atlas_filter", horizontal=True, gap="small"):
        words = say(lang, "filter.words")
        st.text_input(words, key=_key(scene, "words"), placeholder=words, label_visibility="collapsed")
        button = st.popover(
            say(lang, "filter.button"), icon=":material/filter_list:", key=_key(scene, "button"), on_change="rerun"
        )
    if button.open:
        with button:
            for facet in (facet for facet in FACETS if len(offered[facet]) > 1 or chosen[facet]):
                _offer(scene, facet, offered[facet], named[facet].__getitem__)
    if any(chosen.values()):
        _chips(scene, chosen, named)
    if now.words or now.count > 1:
        st.button(
            say(lang, "filter.clear", count=now.count), key="clear_filter", icon=":material/close:", type="tertiary",
            on_click=_clear, args=(scene,),
        )  # fmt: skip
    return now
