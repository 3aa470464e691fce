"""The briefing page: choose or make a storyboard beside the map, present it, hand it out."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import streamlit as st

from layers.atlas.atlas import Atlas, current_atlas
from maps.scene.permalink import permalink
from maps.scene.scene import Scene
from maps.storyboard.presentation import deck
from maps.storyboard.storyboard import Step, Storyboard, scene_of
from maps.words.faults import sentences
from text import say
from ui.briefing import boards, handout, presenting
from ui.kit import markup
from ui.session import address, state

PRESENT, AT = "present", "scene"
SHOWN_FAULTS = 8
SECONDS = 60
WEB = Path(__file__).resolve().parent.parent / "web"


@cache
def _styles() -> str:
    return "<style>" + (WEB / "briefing.css").read_text(encoding="utf-8") + "</style>"


def is_presenting() -> bool:
    """Whether the address asks for the presentation instead of the page."""
    return st.query_params.get(PRESENT) == "1"


def present() -> None:
    """The presentation of the chosen storyboard, from the scene that the address names."""
    atlas, lang = current_atlas(), state.language()
    board = boards.chosen(atlas)
    presenting.present(deck(board, atlas), _asked(len(board.scenes)), lang, state.theme())


def _asked(count: int) -> int:
    """The scene to begin with, counted from 0; the address counts from 1."""
    said = st.query_params.get(AT, "")
    return min(int(said), count) - 1 if said.isascii() and said.isdigit() and 0 < len(said) < 4 and int(said) else 0  # noqa: PLR2004


def page() -> None:
    """Draw the page's side panel."""
    atlas, scene = current_atlas(), state.scene(state.last_page())
    st.html(_styles())
    markup.show("heading", scene.lang, page="briefing")
    board = _choose(atlas, scene.lang)
    _faults(scene.lang)
    _start(board, scene.lang)
    told, made, given = st.tabs([say(scene.lang, f"briefing.{name}") for name in ("scenes", "edit", "handout")])
    with told:
        _list(atlas, board, scene)
    with made:
        _own(board, scene)
    with given:
        handout.downloads(atlas, board, scene)


def _choose(atlas: Atlas, lang: str) -> Storyboard:
    found = boards.all_boards(atlas)
    now = boards.chosen(atlas)
    st.session_state[boards.BOARD] = now.id
    names = {ident: board.said("title", lang) for ident, board in found.items()}
    st.selectbox(say(lang, "briefing.board"), list(found), key=boards.BOARD, format_func=names.__getitem__)
    return found[st.session_state[boards.BOARD]]


def _faults(lang: str) -> None:
    wrong = boards.faults()
    if wrong:
        said = sentences(wrong[:SHOWN_FAULTS], lang)
        more = [say(lang, "briefing.more_faults", count=len(wrong) - SHOWN_FAULTS)] if len(wrong) > SHOWN_FAULTS else []
        markup.show("refusal", lang, sentences=[*said, *more])


def _start(board: Storyboard, lang: str) -> None:
    with st.container(key="atlas_start", horizontal=True):
        st.button(
            say(lang, "briefing.present"), key="present", type="primary", icon=":material/play_arrow:",
            on_click=state.go, args=("briefing",), kwargs={PRESENT: "1", boards.BOARD: board.id},
        )  # fmt: skip
        minutes = round(board.duration_s / SECONDS)
        markup.show("board", lang, count=len(board.scenes), minutes=minutes)


def _list(atlas: Atlas, board: Storyboard, scene: Scene) -> None:
    """Every scene; a click shows it on the map."""
    with st.container(key="atlas_scenes"):
        for place, step in enumerate(board.scenes):
            link = permalink(scene_of(step, atlas, scene.lang), atlas)
            clause = f" :gray[{step.clause}]" if step.clause else ""
            st.button(
                f"**{place + 1}** {markup.plain(step.said('title', scene.lang))}{clause}", key=f"scene_{place}",
                type="tertiary", width="stretch", on_click=address.show, args=(link,),
                help=markup.plain(step.said("line", scene.lang)) or None,
            )  # fmt: skip


def _own(board: Storyboard, scene: Scene) -> None:
    lang = scene.lang
    st.button(
        say(lang, "briefing.capture"), key="capture", icon=":material/add_a_photo:", on_click=state.command,
        kwargs={"capture": True},
    )  # fmt: skip
    if boards.is_own(board):
        _edit(board, lang)
    else:
        st.button(say(lang, "briefing.copy"), key="copy_board", on_click=boards.copy, args=(board,))
    given = st.file_uploader(say(lang, "briefing.load"), type=["toml"], key="board_file")
    if given is not None and st.session_state.get("board_taken") != given.file_id:
        st.session_state["board_taken"] = given.file_id
        boards.take(given.getvalue())
        st.rerun()


def _edit(board: Storyboard, lang: str) -> None:
    place = st.number_input(say(lang, "briefing.which"), 1, len(board.scenes), key="edited_scene") - 1
    step = board.scenes[place]
    with st.container(key="atlas_moves", horizontal=True):
        for name, action, icon in (
            ("up", partial(boards.move, place, -1), "arrow_upward"),
            ("down", partial(boards.move, place, 1), "arrow_downward"),
            ("remove", partial(boards.remove, place), "delete"),
        ):
            st.button(say(lang, f"briefing.{name}"), key=f"{name}_scene", icon=f":material/{icon}:", on_click=action)
    _form(step, place, lang)


def _form(step: Step, place: int, lang: str) -> None:
    """What a scene says, in the language of the page."""
    with st.form(f"scene_form_{place}_{lang}", border=False):
        title = st.text_input(say(lang, "briefing.title"), step.said("title", lang), max_chars=80)
        line = st.text_area(say(lang, "briefing.line"), step.said("line", lang), max_chars=600, height=80)
        notes = st.text_area(say(lang, "briefing.notes"), step.said("notes", lang), max_chars=4000, height=150)
        seconds = st.number_input(say(lang, "briefing.seconds"), 5, 3600, step.duration_s, step=5)
        if st.form_submit_button(say(lang, "briefing.keep")):
            texts = {f"title_{lang}": title, f"line_{lang}": line, f"notes_{lang}": notes}
            boards.edit(place, **texts, duration_s=int(seconds))
            st.rerun()
