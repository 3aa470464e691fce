"""A storyboard as a list of scenes with their pictures; of one's own, the scene in hand is edited where it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from layers.atlas.atlas import current_atlas
from maps.storyboard.storyboard import DURATIONS_S, Step, Storyboard, scene_of
from text import say
from ui.briefing import boards, thumbnails, writing
from ui.briefing.shelf import Wish
from ui.kit import markup
from ui.session.door import session, widget

TEXTS = ("title", "line", "notes")
"""The texts of a scene that are written here."""
HEIGHTS_PX = {"line": 80, "notes": 150}
SECONDS_STEP = 5


def show(step: Step) -> None:
    """Let the map show a scene (used in a callback)."""
    atlas, now = current_atlas(), session()
    scene = scene_of(step, atlas, now.lang)
    now.show(scene, fit=scene.framed(atlas))


def follow() -> None:
    """Let the map show the scene in hand, if there is one (used in a callback)."""
    board = boards.chosen(current_atlas())
    place = boards.place_in(board)
    if place is not None:
        show(board.scenes[place])


def _on_scene(board: Storyboard, place: int) -> None:
    boards.hold(board, place)
    show(board.scenes[place])


def scenes(board: Storyboard, lang: str) -> None:
    """Every scene; a click takes it in hand: the map shows it, and of one's own storyboard it is edited below."""
    held, mine = boards.place_in(board), boards.is_own(board)
    st.html(thumbnails.styles(board.scenes, current_atlas(), session().theme))
    with st.container(key="atlas_scenes"):
        for place, step in enumerate(board.scenes):
            clause = f" :gray[{step.clause}]" if step.clause else ""
            with st.container(key=f"row_{place}{'_held' if place == held else ''}", gap=None):
                st.button(
                    f"**{place + 1}** {markup.plain(step.said('title', lang))}{clause}", key=f"scene_{place}",
                    type="tertiary", width="stretch", on_click=_on_scene, args=(board, place),
                )  # fmt: skip
                if mine and place == held:
                    _edit(board, place, lang)
    if mine and len(board.scenes) > 1:
        st.caption(say(lang, "briefing.order"))


def take_in(what: Wish) -> None:
    """Ask the map for what it shows, and say what is to become of it (used as a callback)."""
    boards.wish(what)
    session().command(capture=True)


def _edit(board: Storyboard, place: int, lang: str) -> None:
    with st.container(key="atlas_edit", gap="small"):
        for name in TEXTS:
            _text(board, place, name, lang)
        _seconds(board, place, lang)
        with st.container(key="atlas_moves", horizontal=True):
            for name, action, icon in (
                ("up", partial(_on_moved, place, place - 1), "arrow_upward"),
                ("down", partial(_on_moved, place, place + 1), "arrow_downward"),
                ("replace", partial(take_in, "replace"), "center_focus_strong"),
                ("remove", partial(_on_removed, place), "delete"),
            ):
                st.button(
                    say(lang, f"briefing.{name}"), key=f"{name}_scene", icon=f":material/{icon}:", on_click=action
                )


def _on_moved(place: int, to: int) -> None:
    boards.move(place, to)


def _on_removed(place: int) -> None:
    boards.remove(place)
    follow()


def _text(board: Storyboard, place: int, name: str, lang: str) -> None:
    """A field that is kept when one leaves it."""
    said = board.scenes[place].said(name, lang)
    key = _begin(board, place, name, lang, said)
    # No `max_chars`: Streamlit refuses further signs without a word, and cuts what is pasted.
    label, done = say(lang, f"briefing.{name}"), partial(_on_text, key, place, name, lang, said)
    if name in HEIGHTS_PX:
        st.text_area(label, height=HEIGHTS_PX[name], key=key, on_change=done)
    else:
        st.text_input(label, key=key, on_change=done)
    writing.refusal(key, name, lang)


def _seconds(board: Storyboard, place: int, lang: str) -> None:
    key = _begin(board, place, "seconds", lang, board.scenes[place].duration_s)
    st.number_input(
        say(lang, "briefing.seconds"), *DURATIONS_S, step=SECONDS_STEP, key=key,
        on_change=partial(_on_written, key, place, "duration_s"),
    )  # fmt: skip


def _begin(board: Storyboard, place: int, name: str, lang: str, value: Any) -> str:
    """The key of a field, which holds what the scene says."""
    key = f"edited_{name}_{board.id}_{place}_{lang}"
    writing.begin(key, value)
    return key


def _on_text(key: str, place: int, name: str, lang: str, before: str) -> None:
    text = writing.taken(key, name, before)
    if text is not None:
        boards.edit(place, **{f"{name}_{lang}": text})


def _on_written(key: str, place: int, field: str) -> None:
    boards.edit(place, **{field: widget(key)})
